import type { Area } from "../area.ts";
import type { Family } from "./policies/families.ts";
import { mappingRoutes } from "./policies/mappings.ts";
import { policyRoutes } from "./policies/policies.ts";
import { ruleRoutes } from "./policies/rules.ts";
import { seedPolicies } from "./policies/seed.ts";

const orgPolicies: Family = {
  policies: "policies",
  rules: "policy-rules",
  path: "/api/v1/policies",
  createStatus: 200,
  base: () => "/api/v1/policies",
};

/** The policies of the org, of all types, their rules, and which apps they are for. */
export const policies: Area = {
  name: "policies",
  seed: seedPolicies,
  routes: [...policyRoutes(orgPolicies), ...ruleRoutes(orgPolicies), ...mappingRoutes],
};
