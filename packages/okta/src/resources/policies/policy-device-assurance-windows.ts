import { resourceType } from "../../table/resource-type.ts";
import { assuranceAttributes, assuranceFacts, diskEncryption, osVersion, screenLock, secureHardware, switchable, windowsSignals, withoutUnusedSignals } from "../families/device-assurance.ts";

export const policyDeviceAssuranceWindows = resourceType("okta_policy_device_assurance_windows", {
  describe: "What a Windows device must be like.",
  ...assuranceFacts("WINDOWS"),
  attributes: {
    ...assuranceAttributes,
    disk_encryption_type: diskEncryption("`ALL_INTERNAL_VOLUMES`"),
    os_version: osVersion,
    screenlock_type: screenLock,
    secure_hardware_present: secureHardware,
    ...switchable(windowsSignals),
  },
  afterEncode: withoutUnusedSignals,
});
