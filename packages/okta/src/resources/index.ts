// The list of rows. A resource type exists when it stands here.
import type { ResourceType } from "../table/resource-type.ts";
import { authServerClaim } from "./authorization-servers/auth-server-claim.ts";
import { authServerPolicyRule } from "./authorization-servers/auth-server-policy-rule.ts";
import { authServerPolicy } from "./authorization-servers/auth-server-policy.ts";
import { authServerScope } from "./authorization-servers/auth-server-scope.ts";
import { authServer } from "./authorization-servers/auth-server.ts";
import { groupRule } from "./groups/group-rule.ts";
import { group } from "./groups/group.ts";
import { networkZone } from "./network/network-zone.ts";
import { appSignonPolicyRule } from "./policies/app-signon-policy-rule.ts";
import { policyMfa } from "./policies/policy-mfa.ts";
import { policyPassword } from "./policies/policy-password.ts";
import { policyRuleSignon } from "./policies/policy-rule-signon.ts";
import { policySignon } from "./policies/policy-signon.ts";

/** Every resource type of the provider. */
export const resourceTypes: readonly ResourceType[] = [
  // authorization-servers
  authServer,
  authServerClaim,
  authServerPolicy,
  authServerPolicyRule,
  authServerScope,
  // groups
  group,
  groupRule,
  // network
  networkZone,
  // policies
  policySignon,
  policyPassword,
  policyMfa,
  policyRuleSignon,
  appSignonPolicyRule,
];
