// Which authenticators (or, on the classic engine, factors) a policy lets people enroll.
import type { Attribute, AttributeOptions, Attributes, Difference, EncodeContext } from "../../table/attribute.ts";
import { isObject, objects, strings, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { bool, list, map, set } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { isPlainObject, plainObjects, plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";

/** Factors of the classic engine, and authenticators of the Identity Engine, by the name of their argument. */
const factors = [
  "duo", "fido_u2f", "fido_webauthn", "google_otp", "hotp", "okta_call", "okta_email", "okta_otp", "okta_password", "okta_push",
  "okta_question", "okta_sms", "rsa_token", "symantec_vip", "yubikey_token",
]; // prettier-ignore
const authenticators = [
  "duo", "external_idp", "google_otp", "okta_email", "okta_password", "okta_verify", "onprem_mfa", "phone_number", "rsa_token",
  "security_question", "smart_card_idp", "symantec_vip", "webauthn", "yubikey_token",
]; // prettier-ignore
const single = [...new Set([...factors, ...authenticators])].sort();

const notAllowed = "NOT_ALLOWED";

/** One factor or authenticator: `{ enroll = "OPTIONAL" }`. One that is not configured stays as the org has it. */
const enrollment = (key: string, options: AttributeOptions = {}): Attribute => ({
  ...map(`$enrollments.${key}`, {
    equivalent: isLeftAsItIs,
    describe: `How \`${key}\` is enrolled: \`enroll\` is \`REQUIRED\`, \`OPTIONAL\` or \`NOT_ALLOWED\`; \`consent_type\`, \`constraints\`.`,
    ...options,
  }),
  fromApi: (property, { prior }) => {
    if (!isObject(property)) return null;
    const known = prior[key] ?? null;
    if (known === null && property["enroll"] === notAllowed) return null;
    return isPlainObject(known) ? sameKeys(property, known) : toMap(property);
  },
});

const isLeftAsItIs = ({ key, new: next }: Difference): boolean => next === "" || key.endsWith(".%");
const toMap = (enrolled: JsonObject): PlainObject => Object.fromEntries(Object.entries(enrolled).map(([name, value]) => [name, text(value) ?? ""]));

/** What Okta says beyond what was configured is not asked for. */
const sameKeys = (enrolled: JsonObject, known: PlainObject): PlainObject =>
  Object.fromEntries(Object.keys(known).flatMap((name) => (enrolled[name] === undefined ? [] : [[name, text(enrolled[name]) ?? ""]])));

/** Several authenticators of one key, told apart by their ids. Those that are not allowed and not configured are passed over. */
const enrollments = (make: typeof list, key: string, name: string, options: AttributeOptions): Attribute => ({
  ...make(`$several.${key}`, { element: map(""), ...options }),
  fromApi: (property, { prior }) => {
    const known = plainObjects(prior[name]).map((one) => plainText(one["id"]));
    const found = objects(property).map(toMap);
    return found
      .filter((one) => one["enroll"] !== notAllowed || known.includes(plainText(one["id"])))
      .sort((a, b) => rank(known, a) - rank(known, b));
  },
});

const rank = (known: readonly string[], one: PlainObject): number => {
  const at = known.indexOf(plainText(one["id"]));
  return at < 0 ? known.length : at;
};

const enrollmentAttributes: Attributes = Object.fromEntries(
  single.map((key) => [
    key,
    enrollment(key, key === "external_idp" ? { conflictsWith: ["external_idps"], deprecated: "Use `external_idps`: an org can have several." } : {}),
  ]),
);

/** Every authenticator and factor that a policy can speak of. */
export const enrollmentSettings: Attributes = {
  is_oie: {
    ...bool("settings.type", { default: false, describe: "Whether the org has authenticators (Identity Engine) instead of factors." }),
    toApi: () => undefined,
    fromApi: (property, { prior }) => (prior["is_oie"] === undefined ? property === "AUTHENTICATORS" : undefined),
  },
  ...enrollmentAttributes,
  custom_app: enrollments(list, "custom_app", "custom_app", {
    describe: "Custom authenticators, each as `{ id = \"…\", enroll = \"OPTIONAL\" }`.",
  }),
  external_idps: enrollments(set, "external_idp", "external_idps", {
    conflictsWith: ["external_idp"],
    describe: "Identity providers as authenticators, each as `{ id = \"…\", enroll = \"OPTIONAL\" }`.",
  }),
};

/** The settings in the form that Okta takes. Those that are not configured stay as they are known. */
export function shapeEnrollments(body: JsonObject, { values, prior }: EncodeContext): JsonObject {
  const { $enrollments: _one, $several: _several, ...rest } = body;
  const known = Object.fromEntries(single.map((key): [string, Plain] => [key, values[key] ?? prior?.[key] ?? null]));
  const all = { ...values, ...known };
  return { ...rest, settings: values["is_oie"] === true ? authenticatorSettings(all) : { factors: factorSettings(all) } };
}

/** Okta's settings, laid out by key. */
export const layOutEnrollments = (body: JsonObject): JsonObject => ({ ...body, $enrollments: readSingle(body), $several: readSeveral(body) });

function authenticatorSettings(values: PlainObject): JsonObject {
  const alone = authenticators.flatMap((key) => (isSet(values[key]) ? [authenticator(key, values[key])] : []));
  const several = [
    ...plainObjects(values["custom_app"]).map((one) => authenticator("custom_app", one)),
    ...plainObjects(values["external_idps"]).map((one) => authenticator("external_idp", one)),
  ];
  return { type: "AUTHENTICATORS", authenticators: [...alone, ...several] };
}

function authenticator(key: string, value: PlainObject): JsonObject {
  const groups = plainText(value["constraints"]);
  return {
    key,
    ...(value["id"] ? { id: plainText(value["id"]) } : {}),
    enroll: { self: plainText(value["enroll"]) },
    ...(groups === "" ? {} : { constraints: { aaguidGroups: groups.split(",") } }),
  };
}

const factorSettings = (values: PlainObject): JsonObject =>
  Object.fromEntries(factors.flatMap((key) => (isSet(values[key]) ? [[key, factor(values[key])]] : [])));

const factor = (value: PlainObject): JsonObject => ({
  enroll: { self: plainText(value["enroll"]) },
  consent: { type: plainText(value["consent_type"]) || "NONE" },
});

const isSet = (value: Plain | undefined): value is PlainObject => isPlainObject(value) && Object.keys(value).length > 0;

function readSingle(body: JsonObject): JsonObject {
  const named = objects(getPath(body, "settings.authenticators")).map((one): [string, JsonObject] => [text(one["key"]) ?? "", one]);
  const old = getPath(body, "settings.factors");
  const all = [...Object.entries(isObject(old) ? old : {}), ...named];
  return Object.fromEntries(all.flatMap(([key, one]) => (isObject(one) && !isSeveral(key, body) ? [[key, enrolled(one)]] : [])));
}

function readSeveral(body: JsonObject): JsonObject {
  const all = objects(getPath(body, "settings.authenticators"));
  const of = (key: string): Json => all.filter((one) => one["key"] === key).map((one) => ({ id: one["id"], ...enrolled(one) }));
  return { custom_app: of("custom_app"), ...(isSeveral("external_idp", body) ? { external_idp: of("external_idp") } : {}) };
}

/** Authenticators with an id are told apart by it; an org's only external identity provider has none. */
const isSeveral = (key: string, body: JsonObject): boolean =>
  key === "custom_app" || (key === "external_idp" && objects(getPath(body, "settings.authenticators")).some((one) => one["key"] === key && one["id"] !== undefined));

function enrolled(one: JsonObject): JsonObject {
  const groups = strings(getPath(one, "constraints.aaguidGroups"));
  const consent = text(getPath(one, "consent.type"));
  return {
    enroll: text(getPath(one, "enroll.self")) ?? "",
    ...(consent === undefined ? {} : { consent_type: consent }),
    ...(groups.length > 0 ? { constraints: groups.join(",") } : {}),
  };
}
