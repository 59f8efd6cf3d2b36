import { status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { policyFacts } from "../families/policy.ts";

const { ordered: _ordered, oneAtATime: _turn, ...facts } = policyFacts("PROFILE_ENROLLMENT");

export const policyProfileEnrollment = resourceType("okta_policy_profile_enrollment", {
  describe: "A user profile policy: how people come to have an account by themselves.",
  ...facts,
  constants: { type: "PROFILE_ENROLLMENT" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the policy." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
  },
  naturalKey: ["name"],
});
