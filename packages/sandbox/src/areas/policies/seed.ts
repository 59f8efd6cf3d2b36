import { bornAt, seedObject } from "../../behaviours/system-objects.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { present, type Json, type JsonObject } from "../../store/json.ts";
import { kindOf, passwordSettings } from "./kinds.ts";
import { addCatchAllRule, enrollmentSettings, everyone } from "./policies.ts";
import { ruleContent } from "./rule-shapes.ts";

/** A policy every org is born with, and the rules in it. */
interface BornPolicy {
  readonly type: string;
  readonly name: string;
  readonly description?: string;
  readonly system: boolean;
  readonly resourceType?: string;
  readonly settings?: (org: Org) => JsonObject;
  readonly rules?: readonly BornRule[];
  /** The actions of its catch-all rule, where they are not those of a new policy. */
  readonly catchAll?: JsonObject;
}

interface BornRule {
  readonly name: string;
  readonly priority: number;
  readonly system: boolean;
  readonly conditions?: JsonObject;
  readonly actions: JsonObject;
}

const applies = "The default policy applies in all situations if no other policy applies.";
const defaultRule = (actions: JsonObject, conditions: JsonObject = {}): BornRule => ({ name: "Default Rule", priority: 1, system: true, conditions, actions });

const twoFactors = (constraints?: Json[]): JsonObject => ({
  appSignOn: {
    access: "ALLOW",
    verificationMethod: present({ factorMode: "2FA", type: "ASSURANCE", reauthenticateIn: "PT12H", constraints }),
    keepMeSignedIn: { postAuth: "NOT_ALLOWED" },
  },
});

const accountManagement =
  "This policy defines how users must authenticate for authenticator enrollment, password reset, or unlock account. " +
  "Password policy rules control whether to enforce this policy for password reset and unlock account.";

const bornPolicies: readonly BornPolicy[] = [
  { type: "OKTA_SIGN_ON", name: "Default Policy", description: applies, system: true, rules: [defaultRule({})] },
  {
    type: "PASSWORD",
    name: "Default Policy",
    description: applies,
    system: true,
    settings: () => passwordSettings,
    rules: [defaultRule({ selfServiceUnlock: { access: "ALLOW" } })],
  },
  {
    type: "MFA_ENROLL",
    name: "Default Policy",
    description: applies,
    system: true,
    settings: (org) => enrollmentSettings(bornEnrollment, org),
    rules: [defaultRule({ enroll: { self: "CHALLENGE" } })],
  },
  { type: "IDP_DISCOVERY", name: "Idp Discovery Policy", description: "The default IdP Discovery Policy", system: true, rules: [defaultRule({})] },
  { type: "ACCESS_POLICY", name: "Okta Admin Console", system: false },
  { type: "ACCESS_POLICY", name: "Okta Dashboard", system: false },
  { type: "ACCESS_POLICY", name: "Okta Browser Plugin", system: false },
  { type: "ACCESS_POLICY", name: "Any two factors", description: "Require two factors to access.", system: true, catchAll: twoFactors() },
  {
    type: "ACCESS_POLICY",
    name: "Okta Account Management Policy",
    description: accountManagement,
    system: false,
    resourceType: "END_USER_ACCOUNT_MANAGEMENT",
    catchAll: twoFactors(),
  },
  { type: "PROFILE_ENROLLMENT", name: "Default Policy", description: applies, system: true },
  {
    type: "POST_AUTH_SESSION",
    name: "Post Auth Policy",
    description: "Enables post auth policy evaluation for the org.",
    system: true,
    rules: [
      {
        name: "Post Session Protection Rule",
        priority: 0,
        system: false,
        actions: { postAuthSession: { failureActions: [{ action: "TERMINATE_SESSION", slo: null }] } },
      },
    ],
  },
  {
    type: "SESSION_VIOLATION_DETECTION",
    name: "Session Violation Detection Policy",
    description: "Enables session violation detection policy evaluation for the org.",
    system: true,
    rules: [
      {
        name: "Session Violation Policy Risk Rule",
        priority: 1,
        system: false,
        conditions: { riskScore: { minRiskLevel: "LOW" } },
        actions: { sessionViolationDetection: { policyEvaluation: { enabled: true } } },
      },
    ],
  },
  { type: "ENTITY_RISK", name: "Entity Risk Policy", description: "Enables entity risk policy evaluation for the org.", system: true },
];

const bornEnrollment: JsonObject = {
  type: "AUTHENTICATORS",
  authenticators: [
    { key: "okta_email", enroll: { self: "OPTIONAL" } },
    { key: "okta_password", enroll: { self: "REQUIRED" } },
    { key: "okta_verify", enroll: { self: "OPTIONAL" } },
    { key: "phone_number", enroll: { self: "OPTIONAL" } },
    // A question serves recovery only, so nobody is asked to enroll one.
    { key: "security_question", enroll: { self: "NOT_ALLOWED" } },
  ],
};

/** Puts in the policies that every org has. Groups and authenticators must be there before. */
export const seedPolicies = (org: Org): void => {
  for (const born of bornPolicies) seedRules(org, born, seedPolicy(org, born));
};

const seedPolicy = (org: Org, born: BornPolicy): Stored => {
  const kind = kindOf(born.type);
  const conditions: Json = kind?.forGroups ? { people: { groups: { include: everyone(org) } }, ...kind.conditions } : null;
  const { name, description, system, resourceType, type } = born;
  const settings = born.settings?.(org);
  const body = present({ status: "ACTIVE", name, description, priority: 1, system, conditions, settings, resourceType, type });
  return seedObject(org, "policies", kind?.generation === 2 ? "rst" : "00p", body);
};

const seedRules = (org: Org, born: BornPolicy, policy: Stored): void => {
  const kind = kindOf(born.type);
  if (!kind) return;
  for (const rule of born.rules ?? []) {
    const { name, priority, system } = rule;
    const content = ruleContent(kind.ruleType, { conditions: rule.conditions ?? {}, actions: rule.actions });
    const body = { status: "ACTIVE", name, priority, system, ...content, type: kind.ruleType };
    seedObject(org, "policy-rules", kind.generation === 1 ? "0pr" : "rul", body, { parent: policy.id });
  }
  const catchAll = born.catchAll ?? kind.catchAll;
  if (catchAll) addCatchAllRule(org, "policy-rules", policy, kind, catchAll, bornAt(org));
};
