import { route, type Area, type Route } from "../area.ts";
import { crud, findObject } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import { linkTo, noContent, ok, param, urlOf, type Call } from "../call.ts";
import { invalid, notFound, refusal } from "../http/failure.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { listAt, objectAt, present, textAt, valueAt, type Json, type JsonObject } from "../store/json.ts";
import { eventsAt } from "./known-events.ts";

const path = "/api/v1/authenticators";

/** What each authenticator is: its type, its methods, and whether an org can have several. */
interface AuthenticatorKind {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly methods: readonly string[];
  readonly settings?: JsonObject;
  /** Every org has it from the start. */
  readonly born?: true;
  readonly several?: true;
}

const kinds: readonly AuthenticatorKind[] = [
  { key: "okta_email", type: "email", name: "Email", methods: ["email"], settings: { allowedFor: "any", tokenLifetimeInMinutes: 5 }, born: true },
  { key: "okta_password", type: "password", name: "Password", methods: ["password"], born: true },
  { key: "phone_number", type: "phone", name: "Phone", methods: ["sms", "voice"], settings: { allowedFor: "any" }, born: true },
  {
    key: "okta_verify",
    type: "app",
    name: "Okta Verify",
    methods: ["push", "signed_nonce", "totp"],
    settings: {
      compliance: { fips: "OPTIONAL" },
      channelBinding: { style: "NUMBER_CHALLENGE", required: "HIGH_RISK_ONLY" },
      userVerification: "PREFERRED",
      enrollmentSecurityLevel: "ANY",
      userVerificationMethods: ["BIOMETRICS"],
      appInstanceId: "",
    },
    born: true,
  },
  { key: "security_question", type: "security_question", name: "Security Question", methods: ["security_question"], settings: { allowedFor: "recovery" }, born: true },
  { key: "google_otp", type: "app", name: "Google Authenticator", methods: ["otp"], settings: {} },
  { key: "webauthn", type: "security_key", name: "Security Key or Biometric", methods: ["webauthn"] },
  { key: "yubikey_token", type: "security_key", name: "Yubikey", methods: ["otp"] },
  { key: "rsa_token", type: "security_key", name: "RSA SecurID", methods: ["otp"] },
  { key: "onprem_mfa", type: "security_key", name: "On-Prem MFA", methods: ["otp"] },
  { key: "duo", type: "app", name: "Duo Security", methods: ["duo"] },
  { key: "symantec_vip", type: "app", name: "Symantec VIP", methods: ["otp"] },
  { key: "smart_card_idp", type: "federated", name: "Smart Card", methods: ["cert"] },
  { key: "tac", type: "tac", name: "Temporary Access Code", methods: ["tac"] },
  { key: "custom_otp", type: "security_key", name: "Custom OTP", methods: ["otp"], several: true },
  { key: "external_idp", type: "federated", name: "IdP Authenticator", methods: ["idp"], several: true },
  { key: "custom_app", type: "app", name: "Custom App Authenticator", methods: ["push"], several: true },
];

const kindOf = (key: string | undefined): AuthenticatorKind => {
  const kind = kinds.find((one) => one.key === key);
  if (!kind) throw invalid("key", `key: "${key ?? ""}" is not an authenticator`);
  return kind;
};

const authenticatorBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const kind = kindOf(textAt(old?.body, "key") ?? textAt(request, "key"));
  if (!old && !kind.several && call.org.store.collection("authenticators").find(({ body }) => body["key"] === kind.key)) {
    throw refusal(409, "E0000157", `Another authenticator with key: ${kind.key} is already active.`);
  }
  const settings = request["settings"] === undefined ? (old?.body["settings"] ?? kind.settings) : { ...kind.settings, ...objectAt(request, "settings") };
  return present({
    type: kind.type,
    key: kind.key,
    // POST /authenticators?activate=false makes one that is off.
    ...(old ? {} : { status: call.query.get("activate") === "false" ? "INACTIVE" : "ACTIVE" }),
    name: request["name"] ?? old?.body["name"] ?? kind.name,
    settings: withClient(settings),
    provider: providerOf(request, old),
  });
};

/** An authenticator of an app signs in as that app. */
const withClient = (settings: Json | undefined): Json | undefined => {
  const app = textAt(settings, "appInstanceId");
  return app ? { ...objectAt({ settings: settings ?? {} }, "settings"), oauthClientId: app } : settings;
};

const secretKeys = ["sharedSecret", "secretKey"];

const providerOf = (request: JsonObject, old: Stored | undefined): Json | undefined => {
  if (request["provider"] === undefined) return old?.body["provider"];
  const provider = objectAt(request, "provider");
  const configuration = Object.fromEntries(Object.entries(objectAt(provider, "configuration")).filter(([key]) => !secretKeys.includes(key)));
  return { ...provider, configuration };
};

const links = (authenticator: Stored, call: Call): JsonObject => {
  const at = `${path}/${authenticator.id}`;
  const { key, status } = authenticator.body;
  const verb = status === "INACTIVE" ? "activate" : "deactivate";
  return {
    ...(key === "webauthn" ? { aaguids: linkTo(call, `${at}/aaguids`, "GET", "POST") } : {}),
    self: linkTo(call, at, "GET", "PUT"),
    // A password is always there.
    ...(key === "okta_password" ? {} : { [verb]: linkTo(call, `${at}/lifecycle/${verb}`, "POST") }),
    methods: linkTo(call, `${at}/methods`, "GET"),
    ...(key === "okta_verify" || key === "custom_app" ? { enroll: { href: urlOf(call, "/idp/authenticators"), hints: { allow: ["POST"] } } } : {}),
  };
};

/** The enrollment policies under which users enroll this authenticator. */
const policiesWith = (authenticator: Stored, call: Call): string[] =>
  call.org.store.collection("policies").all()
    .filter(({ body }) => body["type"] === "MFA_ENROLL")
    .filter(({ body }) => listAt(body, "settings.authenticators").some((entry) => isAbout(entry, authenticator) && textAt(entry, "enroll.self") !== "NOT_ALLOWED"))
    .map(({ body }) => textAt(body, "name") ?? "");

const isAbout = (entry: Json, authenticator: Stored): boolean =>
  textAt(entry, "key") === authenticator.body["key"] && [undefined, authenticator.id].includes(textAt(entry, "id"));

const maySwitch = (authenticator: Stored, call: Call, to: string): void => {
  if (to === "ACTIVE") return;
  if (authenticator.body["status"] === "INACTIVE" || authenticator.body["key"] === "okta_password") {
    throw invalid("api.authenticator.error.unsupported.active.deactivate");
  }
  const policies = policiesWith(authenticator, call);
  if (policies.length === 0) return;
  const summary = "Cannot modify/disable this authenticator because it is enabled in one or more policies. To continue, disable the authenticator in these policies.";
  throw refusal(403, "E0000148", summary, `Authenticator Enrollment Policies: ${policies.join(", ")}`);
};

/** An authenticator that is switched on may be enrolled under the default policy, and under no other. */
const tellPolicies = (authenticator: Stored, call: Call): void => {
  const policies = call.org.store.collection("policies");
  if (authenticator.body["status"] !== "ACTIVE") return;
  for (const policy of policies.all().filter(({ body }) => body["type"] === "MFA_ENROLL")) {
    const entries = listAt(policy.body, "settings.authenticators").filter((entry) => !isAbout(entry, authenticator));
    const known = entries.length < listAt(policy.body, "settings.authenticators").length;
    if (known && policy.body["system"] !== true) continue;
    const { key } = authenticator.body;
    const several = kindOf(textAt(authenticator.body, "key")).several;
    const entry = { key: key ?? "", ...(several ? { id: authenticator.id } : {}), enroll: { self: policy.body["system"] === true ? "OPTIONAL" : "NOT_ALLOWED" } };
    const settings = { ...objectAt(policy.body, "settings"), authenticators: [...entries, entry] };
    policies.replace(policy, { ...policy.body, settings });
  }
};

const authenticatorShape: Shape = {
  collection: "authenticators",
  path,
  id: "authenticatorId",
  idPrefix: "aut",
  kind: "Authenticator",
  operations: ["list", "create", "get", "update"],
  required: ["name"],
  accept: authenticatorBody,
  hide: (request) => present({ secret: valueAt(request, "provider.configuration.sharedSecret") ?? valueAt(request, "provider.configuration.secretKey") }),
  lifecycle: { answer: "object", may: maySwitch, changed: tellPolicies },
  list: { self: "never" },
  links,
  show: ({ type, id, key, status, name, created, lastUpdated, settings, provider, _links }) => present({ type, id, key, status, name, created, lastUpdated, settings, provider, _links }),
  created: (authenticator, call) => {
    addMethods(call.org, authenticator);
    tellPolicies(authenticator, call);
  },
  events: eventsAt(`${path}/{authenticatorId}`, { tellsChanges: true }),
};

const methodSettings: Readonly<Record<string, JsonObject>> = {
  push: { algorithms: ["ES256", "RS256"], keyProtection: "ANY", transactionTypes: ["LOGIN"] },
  signed_nonce: { algorithms: ["ES256", "RS256"], keyProtection: "ANY", showSignInWithOV: "ALWAYS" },
  totp: { timeIntervalInSeconds: 30, encoding: "base32", algorithm: "HMacSHA1", passCodeLength: 6 },
  otp: { protocol: "TOTP", acceptableAdjacentIntervals: 3, timeIntervalInSeconds: 30, encoding: "base32", algorithm: "HMacSHA512", passCodeLength: 6 },
  webauthn: { userVerification: "PREFERRED", attachment: "ANY", aaguidGroups: [] },
};

const addMethods = (org: Org, authenticator: Stored): void => {
  for (const type of kindOf(textAt(authenticator.body, "key")).methods) {
    const id = `${authenticator.id}/${type}`;
    const settings = methodSettings[type];
    org.store.collection("authenticator-methods").add(id, present({ type, status: "ACTIVE", settings }), { parent: authenticator.id });
  }
};

const methodShape: Shape = {
  collection: "authenticator-methods",
  path: `${path}/{authenticatorId}/methods`,
  id: "methodType",
  idPrefix: "",
  kind: "AuthenticatorMethod",
  parent: { collection: "authenticators", param: "authenticatorId", kind: "Authenticator" },
  operations: ["list", "get", "update"],
  times: [],
  find: (id, call) => call.org.store.collection("authenticator-methods").get(`${param(call, "authenticatorId")}/${id}`),
  accept: (request, { old }) => present({ type: old?.body["type"], settings: { ...objectAt(old?.body, "settings"), ...objectAt(request, "settings") } }),
  lifecycle: { answer: "object" },
  list: { self: "never" },
  links: (method, call) => {
    const at = `${path}/${method.parent}/methods/${textAt(method.body, "type")}`;
    const verb = method.body["status"] === "INACTIVE" ? "activate" : "deactivate";
    return { self: linkTo(call, at, "GET", "PUT"), [verb]: linkTo(call, `${at}/lifecycle/${verb}`, "POST") };
  },
  show: ({ type, status, settings, _links }) => present({ type, status, settings, _links }),
};

const aaguidShape: Shape = {
  collection: "aaguids",
  path: `${path}/{authenticatorId}/aaguids`,
  id: "aaguid",
  idPrefix: "",
  kind: "CustomAAGUID",
  parent: { collection: "authenticators", param: "authenticatorId", kind: "Authenticator" },
  updateMethods: ["PUT", "PATCH"],
  times: [],
  required: [],
  find: (id, call) => call.org.store.collection("aaguids").get(`${param(call, "authenticatorId")}/${id}`),
  accept: (request, { call, old }) => {
    const aaguid = textAt(request, "aaguid") ?? textAt(old?.body, "aaguid") ?? "";
    return { id: `${param(call, "authenticatorId")}/${aaguid}`, name: aaguid, authenticatorCharacteristics: {}, attestationRootCertificates: [], ...request, aaguid };
  },
  list: { self: "never" },
  links: (aaguid, call) => ({ self: linkTo(call, `${path}/${aaguid.parent}/aaguids/${textAt(aaguid.body, "aaguid")}`, "GET", "PUT", "PATCH", "DELETE") }),
  show: ({ aaguid, name, authenticatorCharacteristics, attestationRootCertificates, _links }) =>
    present({ aaguid, name, authenticatorCharacteristics, attestationRootCertificates, _links }),
};

/** What Okta Verify and custom apps need to know before they enroll. */
const configuration: Route = {
  ...route("GET", "/.well-known/app-authenticator-configuration", (call) => {
    const id = call.query.get("oauthClientId") ?? "";
    const found = call.org.store.collection("authenticators").all().filter(({ body }) => textAt(body, "settings.oauthClientId") === id);
    if (found.length === 0) throw notFound(id, "Authenticator");
    return ok(found.map((authenticator) => present({ authenticatorId: authenticator.id, name: authenticator.body["name"], key: authenticator.body["key"], type: "app", orgId: call.org.id })));
  }),
  open: true,
};

const seed = (org: Org): void => {
  for (const { key, type, name, settings } of kinds.filter(({ born }) => born)) {
    addMethods(org, seedObject(org, "authenticators", "aut", present({ type, key, status: "ACTIVE", name, settings })));
  }
};

/** Authenticators, their methods, and the security keys that are known. */
export const authenticators: Area = {
  name: "authenticators",
  seed,
  routes: [
    ...crud(authenticatorShape),
    ...crud(methodShape),
    ...crud(aaguidShape),
    route("POST", `${path}/{authenticatorId}/methods/{methodType}/verify-rp-id-domain`, (call) => (findObject(methodShape, call), noContent())),
    configuration,
  ],
};
