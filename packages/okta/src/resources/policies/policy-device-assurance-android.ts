import { resourceType } from "../../table/resource-type.ts";
import { assuranceAttributes, assuranceFacts, diskEncryption, jailbreak, needsOne, osVersion, screenLock, secureHardware } from "../families/device-assurance.ts";

export const policyDeviceAssuranceAndroid = resourceType("okta_policy_device_assurance_android", {
  describe: "What an Android device must be like.",
  ...assuranceFacts("ANDROID"),
  attributes: {
    ...assuranceAttributes,
    ...needsOne({
      disk_encryption_type: diskEncryption("`FULL` or `USER`"),
      jailbreak,
      os_version: osVersion,
      screenlock_type: screenLock,
      secure_hardware_present: secureHardware,
    }),
  },
});
