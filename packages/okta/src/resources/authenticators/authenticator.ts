import type { Attribute } from "../../table/attribute.ts";
import { leftActive } from "../../messages.ts";
import type { Answer } from "../../table/calls.ts";
import { isObject, parseJson, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, int, json, secret, status, string, virtual } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { includes, ownJson } from "../../table/kinds/own-json.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Operation } from "../../table/resource-type.ts";

const authenticators = "/api/v1/authenticators";
const one = `${authenticators}/{id}`;

/** Of these an org can have several; the others come with the org, switched off. */
const several = ["custom_app", "custom_otp", "external_idp"];

const providerArguments = [
  "provider_auth_port", "provider_hostname", "provider_shared_secret", "provider_user_name_template", "provider_host",
  "provider_integration_key", "provider_secret_key",
]; // prettier-ignore

/** An argument about the provider behind an authenticator, beside `provider_json`. */
const provider = (attribute: Attribute): Attribute => kept({ ...attribute, conflictsWith: ["provider_json"], toApi: () => undefined });

export const authenticator = resourceType("okta_authenticator", {
  describe: "A way for people to prove who they are. Those that come with the org are adopted.",
  api: { collection: authenticators, object: one, update: "PUT", idPrefix: "aut" },
  attributes: {
    key: string("key", { required: true, forceNew: true, describe: "Which one: `okta_verify`, `okta_email`, `phone_number`, `webauthn`, `duo`, `custom_otp` …" }),
    name: {
      ...string("name", {
        required: true,
        equivalent: ({ next }) => next["legacy_ignore_name"] !== false,
        describe: "The name that people see. Changes are passed over while `legacy_ignore_name`.",
      }),
      fromApi: (name, { prior }) => (prior["legacy_ignore_name"] === false || prior["name"] === undefined ? (text(name) ?? null) : undefined),
    },
    legacy_ignore_name: virtual(bool(null, { default: true, describe: "Whether changes of `name` are passed over, as they once were." })),
    type: string("type", { computed: true, describe: "The type of the authenticator." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    agree_to_terms: virtual(bool(null, { describe: "Whether you accept the terms of a custom authenticator." })),
    settings: ownJson("settings", "settings", { arrayOrder: "ignored", describe: "Settings, as JSON. What they are depends on the key; those that are not named stay as they are." }),
    provider_json: { ...json(null, { conflictsWith: providerArguments, describe: "The provider behind it, as JSON." }), toApi: () => undefined, fromApi: () => undefined },
    provider_type: string("provider.type", { computed: true, describe: "The type of the provider." }),
    provider_instance_id: string("provider.configuration.instanceId", { computed: true, describe: "The id of the provider's app." }),
    provider_hostname: provider(string("provider.configuration.hostName", { default: "localhost", describe: "The host of an on-premises or RSA server." })),
    provider_auth_port: provider(
      int("provider.configuration.authPort", {
        requiredWith: ["provider_hostname"],
        equivalent: ({ new: next }) => next === "" || next === "0",
        describe: "The port of that server.",
      }),
    ),
    provider_user_name_template: provider(
      string("provider.configuration.userNameTemplate.template", {
        default: "global.assign.userName.login",
        requiredWith: ["provider_hostname"],
        describe: "How people are called there.",
      }),
    ),
    provider_shared_secret: { ...secret(null, { conflictsWith: ["provider_json"], requiredWith: ["provider_hostname"], describe: "The secret shared with that server." }) },
    provider_host: provider(string("provider.configuration.host", { describe: "The host of Duo's API." })),
    provider_integration_key: provider(string("provider.configuration.integrationKey", { describe: "Duo's integration key." })),
    provider_secret_key: provider(string("provider.configuration.secretKey", { describe: "Duo's secret key." })),
  },
  refresh: { list: authenticators },
  naturalKey: ["key", "name"],
  events: {
    create: ["security.authenticator.lifecycle.create"],
    update: ["security.authenticator.lifecycle.update", "security.authenticator.lifecycle.activate", "security.authenticator.lifecycle.deactivate"],
  },
  scopes: { read: ["okta.authenticators.read"], manage: ["okta.authenticators.manage"] },
  delete: false,
  request: { create: adopt, update: change, delete: leave },
});

/** Finds the authenticator, or makes it where an org can have several. */
async function adopt(operation: Operation): Promise<Done> {
  const { values, config, calls } = operation;
  const all = await calls.list(authenticators);
  if (!all.ok) return { diagnostics: all.diagnostics };
  const [key, name] = [plainText(values["key"]), plainText(config["name"])];
  const found = all.items.find((item) => item["key"] === key && (!several.includes(key) || item["name"] === name));
  if (found) return bring(operation, found);
  const made = await calls.send("POST", `${authenticators}?activate=${values["status"] !== "INACTIVE"}`, { key, name, ...settingsOf(operation, {}), ...rest(operation) });
  return { ...(made.ok ? { body: made.body } : {}), diagnostics: made.diagnostics };
}

async function change(operation: Operation & { prior: PlainObject }): Promise<Done> {
  const now = await operation.calls.get(`${authenticators}/${plainText(operation.prior["id"])}`);
  return now.ok ? bring(operation, now.body) : { diagnostics: now.diagnostics };
}

/** Brings an authenticator to what is configured: on, changed, or off. */
async function bring(operation: Operation, found: JsonObject): Promise<Done> {
  const id = text(found["id"]) ?? "";
  const wanted = operation.values["status"] === "INACTIVE" ? "INACTIVE" : "ACTIVE";
  const steps = [
    (body: JsonObject) => (wanted === "ACTIVE" ? move(operation, body, wanted) : undefined),
    (body: JsonObject) => put(operation, body),
    (body: JsonObject) => (wanted === "INACTIVE" ? move(operation, body, wanted) : undefined),
  ];
  let body = found;
  for (const step of steps) {
    const answer = await step(body);
    if (answer && !answer.ok) return { id, body, diagnostics: answer.diagnostics };
    if (answer) body = answer.body;
  }
  return { id, body, diagnostics: [] };
}

function move({ calls }: Operation, body: JsonObject, status: "ACTIVE" | "INACTIVE"): Promise<Answer> | undefined {
  if (body["status"] === status) return undefined;
  return calls.send("POST", `${authenticators}/${text(body["id"]) ?? ""}/lifecycle/${status === "ACTIVE" ? "activate" : "deactivate"}`);
}

function put(operation: Operation, found: JsonObject): Promise<Answer> | undefined {
  const { values, config, calls } = operation;
  const id = text(found["id"]) ?? "";
  const name = values["legacy_ignore_name"] === false ? plainText(config["name"]) : (text(found["name"]) ?? "");
  const settings = settingsOf(operation, found);
  const more = rest(operation);
  const says = name !== found["name"] || Object.keys(more).length > 0 || !includes(found["settings"], settings["settings"]);
  if (!says) return undefined;
  return calls.send("PUT", `${authenticators}/${id}`, { id, key: found["key"], type: found["type"], name, ...settings, ...more });
}

/** Settings that are not configured are sent as they are: PUT replaces them all. */
function settingsOf({ values }: Operation, found: JsonObject): JsonObject {
  const given = parseJson(plainText(values["settings"]));
  const now = found["settings"];
  if (!isObject(given)) return isObject(now) ? { settings: now } : {};
  return { settings: { ...(isObject(now) ? now : {}), ...given } };
}

function rest({ values }: Operation): JsonObject {
  const provider = providerOf(values);
  return {
    ...(provider ? { provider } : {}),
    ...(values["agree_to_terms"] === true ? { agreeToTerms: true } : {}),
  };
}

function providerOf(values: PlainObject): JsonObject | undefined {
  const whole = parseJson(plainText(values["provider_json"]));
  if (isObject(whole)) return whole;
  const userNameTemplate = { template: plainText(values["provider_user_name_template"]) };
  if (values["key"] === "duo" && values["provider_host"]) {
    const { provider_host: host, provider_integration_key: integrationKey, provider_secret_key: secretKey } = values;
    return { type: "DUO", configuration: { host: plainText(host), integrationKey: plainText(integrationKey), secretKey: plainText(secretKey), userNameTemplate } };
  }
  if (typeof values["provider_auth_port"] !== "number" || values["provider_auth_port"] === 0) return undefined;
  const configuration = {
    hostName: plainText(values["provider_hostname"]),
    authPort: values["provider_auth_port"],
    sharedSecret: plainText(values["provider_shared_secret"]),
    userNameTemplate,
  };
  return { ...(values["provider_type"] ? { type: plainText(values["provider_type"]) } : {}), configuration };
}

/** An authenticator cannot be deleted. It is switched off, unless policies need it or Okta always has it on. */
async function leave({ prior, calls }: Operation & { prior: PlainObject }): Promise<Done> {
  if (prior["status"] === "INACTIVE") return { diagnostics: [] };
  const answer = await calls.send("POST", `${authenticators}/${plainText(prior["id"])}/lifecycle/deactivate`, undefined, { accept: [404] });
  if (answer.ok || (answer.status !== 400 && answer.status !== 403)) return { diagnostics: answer.diagnostics };
  return { diagnostics: [leftActive(plainText(prior["key"]))] };
}
