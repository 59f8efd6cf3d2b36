import type { Area } from "../area.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { isoTime } from "../store/times.ts";
import { claimAndScopeRoutes } from "./authorization-servers/claims-and-scopes.ts";
import { keyRoutes, newSigningKey } from "./authorization-servers/keys.ts";
import { seedBelow, serverParent, serverPath, serverRoutes, serversPath } from "./authorization-servers/servers.ts";
import { clientTokenRoutes, trustedServerRoutes } from "./authorization-servers/trusted-servers.ts";
import type { Family } from "./policies/families.ts";
import { everyone, policyRoutes } from "./policies/policies.ts";
import { ruleContent } from "./policies/rule-shapes.ts";
import { ruleRoutes } from "./policies/rules.ts";

const serverPolicies: Family = {
  policies: "authorization-server-policies",
  rules: "authorization-server-rules",
  path: `${serversPath}/{authServerId}/policies`,
  createStatus: 201,
  parent: serverParent,
  base: (policy, org) => `${serverPath(org, policy.parent)}/policies`,
};

const seed = (org: Org): void => {
  const signing = { kid: newSigningKey(org), rotationMode: "AUTO", lastRotated: isoTime(org.clock()), nextRotation: isoTime(org.clock() + 90 * 86_400_000) };
  const server = seedObject(org, "authorization-servers", "aus", {
    name: "default",
    description: "Default Authorization Server for your Applications",
    audiences: ["api://default"],
    issuerMode: "DYNAMIC",
    status: "ACTIVE",
    credentials: { signing },
    default: true,
  });
  seedBelow(org, server);
  seedPolicy(org, server);
};

/** Until somebody says otherwise, every client may have every token of the default server. */
const seedPolicy = (org: Org, server: Stored): void => {
  const policy = seedObject(
    org,
    serverPolicies.policies,
    "00p",
    {
      status: "ACTIVE",
      name: "Default Policy",
      description: "Default policy for all clients",
      priority: 1,
      system: false,
      conditions: { clients: { include: ["ALL_CLIENTS"] } },
      type: "OAUTH_AUTHORIZATION_POLICY",
    },
    { parent: server.id },
  );
  const grantTypes = ["implicit", "client_credentials", "password", "authorization_code"];
  const content = ruleContent("RESOURCE_ACCESS", {
    conditions: { people: { groups: { include: everyone(org) } }, grantTypes: { include: grantTypes }, scopes: { include: ["*"] } },
    actions: {},
  });
  const rule = { status: "ACTIVE", name: "Default Policy Rule", priority: 1, system: false, ...content, type: "RESOURCE_ACCESS" };
  seedObject(org, serverPolicies.rules, "0pr", rule, { parent: policy.id });
};

/** Authorization servers: their claims, scopes, policies, rules, keys, and whom they trust. */
export const authorizationServers: Area = {
  name: "authorization servers",
  seed,
  routes: [
    ...serverRoutes,
    ...claimAndScopeRoutes,
    ...keyRoutes,
    ...trustedServerRoutes,
    ...clientTokenRoutes,
    ...policyRoutes(serverPolicies),
    ...ruleRoutes(serverPolicies),
  ],
};
