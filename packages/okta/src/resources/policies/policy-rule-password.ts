import type { Attribute } from "../../table/attribute.ts";
import { isObject, objects, strings } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { block, blockList, bool, oneOf, reference, set, setOfIds, status, string } from "../../table/kinds/index.ts";
import { isPlainList, plainStrings } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { network, priority, ruleFacts } from "../families/policy.ts";

const reset = "actions.selfServicePasswordReset";
const { network_includes: includes, network_excludes: excludes, ...connection } = network;

const keys: Attribute = {
  ...set("allowedAuthenticators", { describe: "Keys of the authenticators that may be used." }),
  toApi: (given) => plainStrings(given).map((key) => ({ key })),
  fromApi: (found) => objects(found).flatMap((one) => strings([one["key"] ?? null])),
};

const requirement = {
  primary_methods: set("primary.methods", { describe: "What people begin with: `otp`, `push`, `sms`, `voice`, `email`." }),
  method_constraints: blockList(
    "primary.methodConstraints",
    { method: string("method", { required: true, describe: "The method." }), allowed_authenticators: keys },
    { describe: "Which authenticators a method may be of." },
  ),
  step_up_enabled: bool("stepUp.required", { default: false, describe: "Whether something more is asked for." }),
  step_up_methods: set("stepUp.methods", { describe: "What is asked for: `security_question`; anything, unless set." }),
};

/** Okta says it of every rule; it is ours only where it is configured. */
const onlyOwn = (name: string, attribute: Attribute): Attribute => ({
  ...attribute,
  fromApi: (property, context) => {
    const before = context.prior[name];
    const isOurs = before === undefined ? false : isPlainList(before) ? before.length > 0 : Boolean(before);
    return isOurs ? attribute.fromApi(property, context) : undefined;
  },
});

export const policyRulePassword = resourceType("okta_policy_rule_password", {
  describe: "A rule of a password policy: who may change, reset or unlock a password from where.",
  ...ruleFacts,
  constants: { type: "PASSWORD" },
  attributes: {
    policy_id: reference(null, "okta_policy_password", { forceNew: true, describe: "The policy." }),
    name: string("name", { required: true, forceNew: true, describe: "The name of the rule." }),
    priority: priority(),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    users_included: setOfIds("conditions.people.users.include", "okta_user", { describe: "Users it is for." }),
    users_excluded: setOfIds("conditions.people.users.exclude", "okta_user", { describe: "Users it is not for." }),
    groups_included: setOfIds("conditions.people.groups.include", "okta_group", { describe: "Groups it is for." }),
    groups_excluded: setOfIds("conditions.people.groups.exclude", "okta_group", { describe: "Groups it is not for." }),
    ...connection,
    ...(includes && excludes ? { network_includes: { ...includes, conflictsWith: [] }, network_excludes: { ...excludes, conflictsWith: [] } } : {}),
    password_change: string("actions.passwordChange.access", { default: "ALLOW", describe: "Changing it: `ALLOW` or `DENY`." }),
    password_reset: string(`${reset}.access`, { default: "ALLOW", describe: "Resetting it: `ALLOW` or `DENY`." }),
    password_unlock: string("actions.selfServiceUnlock.access", { default: "DENY", describe: "Unlocking the account: `ALLOW` or `DENY`." }),
    password_reset_access_control: onlyOwn(
      "password_reset_access_control",
      oneOf(`${reset}.requirement.accessControl`, ["LEGACY", "AUTH_POLICY"], { describe: "Whether an app sign-in policy rules resetting: `LEGACY` or `AUTH_POLICY`." }),
    ),
    password_reset_requirement: onlyOwn(
      "password_reset_requirement",
      block(`${reset}.requirement`, requirement, { joins: true, describe: "What resetting takes, with `LEGACY`." }),
    ),
  },
  naturalKey: ["policy_id", "name"],
  afterEncode: withAccessControl,
});

/** The block writes the whole requirement: who rules it is put beside. */
function withAccessControl(body: JsonObject, { values }: { values: Readonly<Record<string, unknown>> }): JsonObject {
  const control = values["password_reset_access_control"];
  if (typeof control !== "string" || control === "") return body;
  const actions = asObject(body["actions"]);
  const access = asObject(actions["selfServicePasswordReset"]);
  const given = asObject(access["requirement"]);
  const nothing = control === "AUTH_POLICY" ? { primary: { methods: [] }, stepUp: { required: false } } : {};
  const whole = { ...nothing, ...given, accessControl: control };
  return { ...body, actions: { ...actions, selfServicePasswordReset: { ...access, requirement: whole } } };
}

const asObject = (json: Json | undefined): JsonObject => (isObject(json) ? json : {});
