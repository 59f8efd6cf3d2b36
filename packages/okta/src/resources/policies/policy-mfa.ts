import { resourceType } from "../../table/resource-type.ts";
import { enrollmentSettings, layOutEnrollments, shapeEnrollments } from "../families/enrollments.ts";
import { orderedPolicy, policyFacts } from "../families/policy.ts";

export const policyMfa = resourceType("okta_policy_mfa", {
  describe: "An authenticator enrollment policy: which authenticators people must, may or cannot enroll.",
  ...policyFacts("MFA_ENROLL"),
  constants: { type: "MFA_ENROLL" },
  attributes: { ...orderedPolicy, ...enrollmentSettings },
  naturalKey: ["name"],
  afterEncode: shapeEnrollments,
  beforeDecode: layOutEnrollments,
});
