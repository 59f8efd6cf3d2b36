// What a device must be like: one resource type for each platform.
import type { Attribute, Attributes } from "../../table/attribute.ts";
import { removePath } from "../../table/path.ts";
import { bool, kept, set, string } from "../../table/kinds/index.ts";
import type { ResourceType } from "../../table/resource-type.ts";

const collection = "/api/v1/device-assurances";

/** All that the types have in common; one list holds the objects of all platforms. */
export const assuranceFacts = (platform: string): Pick<ResourceType, "style" | "api" | "constants" | "refresh" | "naturalKey" | "events" | "scopes"> => ({
  style: "framework",
  api: { collection, object: `${collection}/{id}`, update: "PUT", idPrefix: "dae" },
  constants: { platform },
  refresh: { list: collection },
  naturalKey: ["name"],
  events: { create: ["device.assurance.policy.add"], update: ["device.assurance.policy.update"], delete: ["device.assurance.policy.delete"] },
  scopes: { read: ["okta.deviceAssurance.read"], manage: ["okta.deviceAssurance.manage"] },
});

const readOnly = (path: string, describe: string): Attribute => kept(string(path, { computed: true, describe }));

export const assuranceAttributes = {
  name: string("name", { required: true, describe: "The name of the policy." }),
  platform: string("platform", { computed: true, settled: true, describe: "The platform." }),
  created_by: readOnly("createdBy", "Who made it."),
  created_date: readOnly("createdDate", "When it was made."),
  last_update: readOnly("lastUpdate", "When it was changed last."),
  last_updated_by: readOnly("lastUpdatedBy", "Who changed it last."),
};

export const osVersion = string("osVersion.minimum", { describe: "The least version of the operating system." });
export const jailbreak = bool("jailbreak", { describe: "Whether the device may be jailbroken or rooted." });
export const secureHardware = bool("secureHardwarePresent", { describe: "Whether the device must have hardware that keeps secrets." });
export const screenLock = set("screenLockType.include", { describe: "How the screen may be locked: `BIOMETRIC`, or `BIOMETRIC` and `PASSCODE`." });
export const diskEncryption = (values: string): Attribute => set("diskEncryptionType.include", { describe: `What of the disk must be encrypted: ${values}.` });

/** One of these attributes must be set: Okta takes no policy that asks for nothing. */
export function needsOne(attributes: Attributes): Attributes {
  const names = Object.keys(attributes).sort();
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, atLeastOneOf: names }]));
}

const signals = "thirdPartySignalProviders";
const chrome = `${signals}.dtc`;

/** Signals of Chrome about the device, as the browser tells them to Okta. */
export const chromeSignals = {
  tpsp_browser_version: string(`${chrome}.browserVersion.minimum`, { describe: "Signal of Chrome: the least version of the browser." }),
  tpsp_builtin_dns_client_enabled: bool(`${chrome}.builtInDnsClientEnabled`, { describe: "Signal of Chrome: whether its own DNS client is used." }),
  tpsp_chrome_remote_desktop_app_blocked: bool(`${chrome}.chromeRemoteDesktopAppBlocked`, { describe: "Signal of Chrome: whether its remote desktop is blocked." }),
  tpsp_device_enrollment_domain: string(`${chrome}.deviceEnrollmentDomain`, { describe: "Signal of Chrome: the domain the device is enrolled in." }),
  tpsp_disk_encrypted: bool(`${chrome}.diskEncrypted`, { describe: "Signal of Chrome: whether the disk is encrypted." }),
  tpsp_key_trust_level: string(`${chrome}.keyTrustLevel`, { describe: "Signal of Chrome: how far the browser's key is trusted." }),
  tpsp_os_firewall: bool(`${chrome}.osFirewall`, { describe: "Signal of Chrome: whether there is a firewall." }),
  tpsp_os_version: string(`${chrome}.osVersion.minimum`, { describe: "Signal of Chrome: the least version of the operating system." }),
  tpsp_password_proctection_warning_trigger: string(`${chrome}.passwordProtectionWarningTrigger`, {
    describe: "Signal of Chrome: when it warns that a password is used elsewhere.",
  }),
  tpsp_realtime_url_check_mode: bool(`${chrome}.realtimeUrlCheckMode`, { describe: "Signal of Chrome: whether addresses are checked as they are opened." }),
  tpsp_safe_browsing_protection_level: string(`${chrome}.safeBrowsingProtectionLevel`, { describe: "Signal of Chrome: its protection level." }),
  tpsp_screen_lock_secured: bool(`${chrome}.screenLockSecured`, { describe: "Signal of Chrome: whether the screen lock has a password." }),
  tpsp_site_isolation_enabled: bool(`${chrome}.siteIsolationEnabled`, { describe: "Signal of Chrome: whether sites are isolated from each other." }),
};

export const chromeOsSignals = {
  ...chromeSignals,
  tpsp_allow_screen_lock: bool(`${chrome}.allowScreenLock`, { describe: "Signal of Chrome: whether the screen may be locked." }),
};

export const windowsSignals = {
  ...chromeSignals,
  tpsp_crowd_strike_agent_id: string(`${chrome}.crowdStrikeAgentId`, { describe: "Signal of Chrome: the CrowdStrike agent's id." }),
  tpsp_crowd_strike_customer_id: string(`${chrome}.crowdStrikeCustomerId`, { describe: "Signal of Chrome: the CrowdStrike customer's id." }),
  tpsp_secure_boot_enabled: bool(`${chrome}.secureBootEnabled`, { describe: "Signal of Chrome: whether the device starts only what is signed." }),
  tpsp_third_party_blocking_enabled: bool(`${chrome}.thirdPartyBlockingEnabled`, { describe: "Signal of Chrome: whether foreign code is kept out of it." }),
  tpsp_windows_machine_domain: string(`${chrome}.windowsMachineDomain`, { describe: "Signal of Chrome: the domain the machine belongs to." }),
  tpsp_windows_user_domain: string(`${chrome}.windowsUserDomain`, { describe: "Signal of Chrome: the domain the user belongs to." }),
};

/** On desktops signals have a switch of their own: without it they are not sent, and what is configured of them stays. */
export function switchable(attributes: Attributes): Attributes {
  const turnedOff: Attributes = Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      { ...attribute, fromApi: (property, context) => (context.body[signals] === undefined && context.prior["third_party_signal_providers"] !== true ? undefined : attribute.fromApi(property, context)) },
    ]),
  );
  return { third_party_signal_providers: { ...bool(`$${signals}`, { describe: "Whether signals of Chrome count." }), toApi: () => undefined, fromApi: isOn }, ...turnedOff };
}

const isOn: Attribute["fromApi"] = (_property, { body, prior }) => {
  if (body[signals] !== undefined) return true;
  return prior["third_party_signal_providers"] === true ? false : undefined;
};

export const withoutUnusedSignals: NonNullable<ResourceType["afterEncode"]> = (body, { values }) => (values["third_party_signal_providers"] === true ? body : removePath(body, signals));
