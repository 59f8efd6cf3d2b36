import { resourceType } from "../../table/resource-type.ts";
import { assuranceAttributes, assuranceFacts, jailbreak, needsOne, osVersion, screenLock } from "../families/device-assurance.ts";

export const policyDeviceAssuranceIos = resourceType("okta_policy_device_assurance_ios", {
  describe: "What an iOS device must be like.",
  ...assuranceFacts("IOS"),
  attributes: {
    ...assuranceAttributes,
    platform: { ...assuranceAttributes.platform, settled: false },
    ...needsOne({ jailbreak, os_version: osVersion, screenlock_type: screenLock }),
  },
});
