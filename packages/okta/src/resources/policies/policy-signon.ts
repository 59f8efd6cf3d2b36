import { resourceType } from "../../table/resource-type.ts";
import { orderedPolicy, policyFacts } from "../families/policy.ts";

export const policySignon = resourceType("okta_policy_signon", {
  describe: "A global session policy: the groups that its rules about signing in are for.",
  ...policyFacts("OKTA_SIGN_ON"),
  constants: { type: "OKTA_SIGN_ON" },
  attributes: orderedPolicy,
  naturalKey: ["name"],
});
