import { resourceType } from "../../table/resource-type.ts";
import { enrollmentSettings, layOutEnrollments, shapeEnrollments } from "../families/enrollments.ts";
import { defaultPolicy, defaultPolicyFacts } from "../families/policy.ts";

export const policyMfaDefault = resourceType("okta_policy_mfa_default", {
  describe: "The authenticator enrollment policy for everyone whom no other one is for.",
  ...defaultPolicyFacts("MFA_ENROLL"),
  constants: { type: "MFA_ENROLL" },
  attributes: { ...defaultPolicy, ...enrollmentSettings },
  afterEncode: shapeEnrollments,
  beforeDecode: layOutEnrollments,
});
