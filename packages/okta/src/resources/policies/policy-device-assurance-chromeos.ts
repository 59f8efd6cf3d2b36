import { resourceType } from "../../table/resource-type.ts";
import { assuranceAttributes, assuranceFacts, chromeOsSignals } from "../families/device-assurance.ts";

export const policyDeviceAssuranceChromeos = resourceType("okta_policy_device_assurance_chromeos", {
  describe: "What a ChromeOS device must be like.",
  ...assuranceFacts("CHROMEOS"),
  attributes: { ...assuranceAttributes, ...chromeOsSignals },
});
