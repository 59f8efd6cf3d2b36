import { resourceType } from "../../table/resource-type.ts";
import { assuranceAttributes, assuranceFacts, chromeSignals, diskEncryption, osVersion, screenLock, secureHardware, switchable, withoutUnusedSignals } from "../families/device-assurance.ts";

export const policyDeviceAssuranceMacos = resourceType("okta_policy_device_assurance_macos", {
  describe: "What a Mac must be like.",
  ...assuranceFacts("MACOS"),
  attributes: {
    ...assuranceAttributes,
    disk_encryption_type: diskEncryption("`ALL_INTERNAL_VOLUMES`"),
    os_version: osVersion,
    screenlock_type: screenLock,
    secure_hardware_present: secureHardware,
    ...switchable(chromeSignals),
  },
  afterEncode: withoutUnusedSignals,
});
