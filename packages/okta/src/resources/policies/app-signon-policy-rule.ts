import type { Attribute } from "../../table/attribute.ts";
import { canonicalJson, isList, isObject, parseJson } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { block, bool, json, list, oneOf, parent, setOfIds, status, string } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { isPlainList, plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { platformConditions } from "../families/conditions.ts";
import { network, priority, ruleFacts } from "../families/policy.ts";

const method = "actions.appSignOn.verificationMethod";

const keepMeSignedIn = {
  post_auth: oneOf("postAuth", ["ALLOWED", "NOT_ALLOWED"], { default: "NOT_ALLOWED", describe: "`ALLOWED` or `NOT_ALLOWED`." }),
  post_auth_prompt_frequency: string("postAuthPromptFrequency", { describe: "How often they are asked, as an ISO 8601 duration." }),
};

// The places of these rules may have gaps: each is put where it is to be at once.
const { ordered: _dense, ...facts } = ruleFacts;

/** The rule that every policy ends with: it has no conditions, and its place is fixed. */
export const catchAllRule = "Catch-all Rule";

/** Okta writes out what is so anyway. */
const constraint: Attribute = {
  ...json(""),
  equivalent: ({ old, new: next }) => next === "" || (old !== "" && essence(parseJson(old)) === essence(parseJson(next))),
};

export const appSignonPolicyRule = resourceType("okta_app_signon_policy_rule", {
  describe: "A rule of an app sign-in policy: who may open the app from where, and with what.",
  ...facts,
  constants: { type: "ACCESS_POLICY" },
  attributes: {
    policy_id: parent("okta_app_signon_policy", { describe: "The policy." }),
    name: string("name", { required: true, describe: `The name of the rule. The one that the policy ends with is \`${catchAllRule}\`.` }),
    priority: priority({ describe: "Its place among the policy's rules, from 0. Okta puts it last if unset." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    system: bool("system", { computed: true, describe: "Whether it is the rule that the policy ends with." }),
    users_included: setOfIds("conditions.people.users.include", "okta_user", { describe: "Users it is for." }),
    users_excluded: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users it is not for." }),
    groups_included: setOfIds("conditions.people.groups.include", "okta_group", { describe: "Groups it is for." }),
    groups_excluded: setOfIds("conditions.people.groups.exclude", "okta_group", { describe: "Groups it is not for." }),
    user_types_included: setOfIds("conditions.userType.include", "okta_user_type", { describe: "User types it is for." }),
    user_types_excluded: setOfIds("conditions.userType.exclude", "okta_user_type", { describe: "User types it is not for." }),
    ...network,
    device_is_registered: bool("conditions.device.registered", { describe: "Whether the device must be known to Okta Verify." }),
    device_is_managed: bool("conditions.device.managed", {
      requiredWith: ["device_is_registered"],
      describe: "Whether the device must be managed. Needs `device_is_registered = true`.",
    }),
    device_assurances_included: setOfIds("conditions.device.assurance.include", "okta_policy_device_assurance", {
      describe: "Device assurances, one of which the device must fulfil.",
    }),
    ...platformConditions,
    custom_expression: string("conditions.elCondition.condition", { describe: "A further condition, in Okta's expression language." }),
    risk_score: string("conditions.riskScore.level", {
      optional: true,
      computed: true,
      describe: "The level of risk it is for: `ANY`, `LOW`, `MEDIUM` or `HIGH`.",
    }),
    access: string("actions.appSignOn.access", { default: "ALLOW", describe: "`ALLOW` or `DENY`." }),
    type: string(`${method}.type`, { default: "ASSURANCE", describe: "How people prove who they are: `ASSURANCE` or `AUTH_METHOD_CHAIN`." }),
    factor_mode: kept(string(`${method}.factorMode`, { default: "2FA", describe: "How many factors: `1FA` or `2FA`." })),
    re_authentication_frequency: kept(
      string(`${method}.reauthenticateIn`, {
        default: "PT2H",
        equivalent: ({ next }) => saysWhenToReauthenticate(next["chains"]),
        describe: "After how long people prove it again, as an ISO 8601 duration: `PT0S` is always, `PT43800H` once a session.",
      }),
    ),
    inactivity_period: kept(string(`${method}.inactivityPeriod`, { describe: "After how long without activity they prove it again, as an ISO 8601 duration." })),
    constraints: list(`${method}.constraints`, { element: constraint, describe: "What authenticators must be like, each as JSON." }),
    chains: list(`${method}.chains`, { element: json(""), describe: "Authenticators in the order in which they are used, each chain as JSON. With `AUTH_METHOD_CHAIN`." }),
    keep_me_signed_in: block("actions.appSignOn.keepMeSignedIn", keepMeSignedIn, {
      optional: true,
      computed: true,
      describe: "Whether people are asked if they want to stay signed in.",
    }),
  },
  naturalKey: ["policy_id", "name"],
  exists: {
    when: isCatchAll,
    list: "/api/v1/policies/{policy_id}/rules",
    match: (rule) => rule["system"] === true,
    // It cannot be deleted: it stays as it was left.
    destroy: "forget",
  },
  afterEncode: (body, { values }) => (isCatchAll(values) ? withoutConditions(body) : body),
});

function isCatchAll(values: PlainObject): boolean {
  return values["name"] === catchAllRule || values["system"] === true;
}

/** Okta drops it from rules with chains. */
function kept(attribute: Attribute): Attribute {
  return {
    ...attribute,
    fromApi: (property, context) =>
      property === undefined && getPath(context.body, `${method}.type`) === "AUTH_METHOD_CHAIN" ? undefined : attribute.fromApi(property, context),
  };
}

/** When people prove again who they are is said once: in the chains, or for the whole rule. */
function saysWhenToReauthenticate(chains: Plain | undefined): boolean {
  return isPlainList(chains) && chains.some((chain) => mentions(parseJson(plainText(chain)), "reauthenticateIn"));
}

function mentions(document: Json | undefined, key: string): boolean {
  if (isList(document)) return document.some((item) => mentions(item, key));
  return isObject(document) && Object.entries(document).some(([name, value]) => name === key || mentions(value, key));
}

function withoutConditions(body: JsonObject): JsonObject {
  const { conditions: _conditions, ...rest } = body;
  return { ...rest, priority: 99 };
}

const essence = (document: Json | undefined): string => canonicalJson(withoutDefaults(document ?? null));

function withoutDefaults(document: Json): Json {
  if (isList(document)) return document.map(withoutDefaults);
  if (!isObject(document)) return document;
  const kept = Object.entries(document).filter(([key, value]) => !isDefault(key, value ?? null));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDefaults(value ?? null)]));
}

const constraintDefaults: Readonly<Record<string, Json>> = {
  required: true,
  userPresence: "REQUIRED",
  userVerification: "OPTIONAL",
  deviceBound: "OPTIONAL",
  hardwareProtection: "OPTIONAL",
  phishingResistant: "OPTIONAL",
};

const isDefault = (key: string, value: Json): boolean =>
  value === null || value === "" || (isList(value) && value.length === 0) || constraintDefaults[key] === value;
