import type { Attribute, AttributeOptions, Difference } from "../../table/attribute.ts";
import { canonicalJson, isObject } from "../../table/json.ts";
import type { Json } from "../../table/json.ts";
import { block, blockSet, bool, int, json, reference, secret, set, string, time, virtual } from "../../table/kinds/index.ts";
import { isPlainObject, plainObjects, plainStrings, samePlain } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import { createUser, deleteUser, updateUser } from "./user-requests.ts";

/** The properties that every user has: Terraform's name, Okta's, and what it is. */
const baseProfile = [
  ["city", "city", "City."],
  ["cost_center", "costCenter", "Cost center."],
  ["country_code", "countryCode", "Country, as two letters."],
  ["department", "department", "Department."],
  ["display_name", "displayName", "The name as it is shown."],
  ["division", "division", "Division."],
  ["employee_number", "employeeNumber", "Number of the employee."],
  ["honorific_prefix", "honorificPrefix", "Title before the name."],
  ["honorific_suffix", "honorificSuffix", "Title after the name."],
  ["locale", "locale", "Locale, such as `en_US`."],
  ["manager", "manager", "Name of the manager."],
  ["manager_id", "managerId", "Id of the manager."],
  ["middle_name", "middleName", "Middle name."],
  ["mobile_phone", "mobilePhone", "Mobile phone."],
  ["nick_name", "nickName", "Nickname."],
  ["organization", "organization", "Organization."],
  ["postal_address", "postalAddress", "Postal address."],
  ["preferred_language", "preferredLanguage", "Language, such as `en`."],
  ["primary_phone", "primaryPhone", "Primary phone."],
  ["profile_url", "profileUrl", "A page about the user."],
  ["second_email", "secondEmail", "Second e-mail address."],
  ["state", "state", "State or region."],
  ["street_address", "streetAddress", "Street."],
  ["timezone", "timezone", "Time zone."],
  ["title", "title", "Job title."],
  ["user_type", "userType", "A word for the kind of employment, such as Contractor."],
  ["zip_code", "zipCode", "Postal code."],
] as const;

const baseProperties = ["email", "firstName", "lastName", "login", ...baseProfile.map(([, property]) => property)];

const profileAttributes = Object.fromEntries(
  baseProfile.map(([name, property, describe]): [string, Attribute] => [name, string(`profile.${property}`, { describe })]),
);

export const user = resourceType("okta_user", {
  describe: "A user.",
  api: {
    collection: "/api/v1/users",
    object: "/api/v1/users/{id}",
    update: "PUT",
    idPrefix: "00u",
  },
  attributes: {
    custom_profile_attributes: customProfile({
      computed: true,
      optional: true,
      describe: "Custom profile attributes as JSON, one key for each property of the user's schema.",
    }),
    custom_profile_attributes_to_ignore: virtual(set(null, { describe: "Names of custom attributes that are managed elsewhere." })),
    login: string("profile.login", { required: true, describe: "The user name." }),
    email: string("profile.email", { required: true, describe: "E-mail address." }),
    first_name: string("profile.firstName", { required: true, describe: "First name." }),
    last_name: string("profile.lastName", { required: true, describe: "Last name." }),
    ...profileAttributes,
    status: {
      ...string("status", { default: "ACTIVE", describe: "`ACTIVE`, `STAGED`, `SUSPENDED` or `DEPROVISIONED`." }),
      toApi: () => undefined,
      fromApi: (property) => asWanted(property),
      equivalent: ({ old, new: next }: Difference) => next === "ACTIVE" && (old === "PROVISIONED" || old === "PASSWORD_EXPIRED"),
    },
    password: secret("credentials.password.value", { notIn: "update", describe: "The password." }),
    old_password: { ...virtual(string(null, { sensitive: true, describe: "The password until now, for changing it as the user would." })) },
    expire_password_on_create: virtual(
      bool(null, { default: false, requiredWith: ["password"], describe: "Whether the user has to choose another password at once." }),
    ),
    password_hash: passwordHash({ describe: "A password that is known by its hash only." }),
    password_inline_hook: {
      ...string("credentials.password.hook.type", {
        notIn: "update",
        conflictsWith: ["password", "password_hash"],
        describe: "`default`: a password import inline hook checks the first sign-in.",
      }),
      fromApi: () => undefined,
    },
    recovery_question: string("credentials.recovery_question.question", { notIn: "update", onlyIfSet: true, describe: "Question for recovering the account." }),
    recovery_answer: secret("credentials.recovery_question.answer", { notIn: "update", describe: "Its answer." }),
    type: block("type", { id: string("id", { required: true, describe: "Id of the user type." }) }, { optional: true, computed: true, describe: "The user type." }),
    realm_id: reference("realmId", "okta_realm", { optional: true, computed: true, describe: "The realm that the user belongs to." }),
    skip_roles: virtual(bool(null, { default: false, deprecated: "It has no effect any more." })),
    raw_status: string("status", { computed: true, describe: "The status as Okta has it." }),
    created: time("created", { describe: "When the user was made." }),
    activated: time("activated", { describe: "When the user was activated." }),
    status_changed: time("statusChanged", { describe: "When the status last changed." }),
    last_login: time("lastLogin", { describe: "When the user last signed in." }),
    last_updated: time("lastUpdated", { describe: "When the user was last changed." }),
    password_changed: time("passwordChanged", { describe: "When the password last changed." }),
  },
  // The list passes over users who are deactivated.
  refresh: { list: "/api/v1/users?limit=200", omits: true },
  naturalKey: ["login"],
  events: {
    create: ["user.lifecycle.create"],
    update: [
      "user.account.update_profile",
      "user.lifecycle.activate",
      "user.lifecycle.suspend",
      "user.lifecycle.unsuspend",
      "user.lifecycle.deactivate",
      "user.lifecycle.reactivate",
      "user.account.update_user_type",
    ],
    delete: ["user.lifecycle.delete.initiated", "user.lifecycle.delete.completed", "user.lifecycle.deactivate"],
  },
  scopes: { read: ["okta.users.read"], manage: ["okta.users.manage"] },
  request: { create: createUser, update: updateUser, delete: deleteUser },
});

/** Users who only have not signed in yet are active as far as the configuration is concerned. */
const asWanted = (status: Json | undefined): string | null =>
  typeof status !== "string" ? null : status === "PROVISIONED" || status === "PASSWORD_EXPIRED" ? "ACTIVE" : status;

function customProfile(options: AttributeOptions): Attribute {
  return {
    ...json("profile", options),
    fromApi: (profile, { prior }) => {
      const ignored = new Set([...baseProperties, ...plainStrings(prior["custom_profile_attributes_to_ignore"])]);
      const custom = Object.entries(isObject(profile) ? profile : {}).filter(([key, value]) => !ignored.has(key) && value !== null);
      return canonicalJson(Object.fromEntries(custom));
    },
  };
}

function passwordHash(options: AttributeOptions): Attribute {
  const attributes = {
    algorithm: string("algorithm", { required: true, describe: "`BCRYPT`, `SHA-512`, `SHA-256`, `SHA-1` or `MD5`." }),
    salt: string("salt", { describe: "The salt." }),
    salt_order: string("saltOrder", { describe: "`PREFIX` or `POSTFIX`." }),
    value: string("value", { required: true, describe: "The hash, in Base64." }),
    work_factor: int("workFactor", { describe: "The work factor of BCRYPT." }),
  };
  const blocks = blockSet("credentials.password.hash", attributes, { maxItems: 1, ...options });
  return {
    ...blocks,
    toApi: (value, context) => {
      const [hash] = plainObjects(value);
      const [before] = plainObjects(context.prior?.["password_hash"] ?? null);
      const encoded = blocks.toApi(value, context);
      return hash && !samePlain(hash, before ?? null) && Array.isArray(encoded) ? encoded[0] : undefined;
    },
    fromApi: () => undefined,
    equivalent: hidesHash,
  };
}

/** A hash counts where both sides have one; taking it out of the configuration changes nothing. */
function hidesHash({ old, new: next, prior, next: object }: Difference): boolean {
  const [before] = plainObjects(prior["password_hash"]);
  const [after] = plainObjects(object["password_hash"]);
  return isPlainObject(before) && isPlainObject(after) ? sameHash(before, after) : next === "" || next === "0" || old === next;
}

const sameHash = (a: PlainObject, b: PlainObject): boolean =>
  ["algorithm", "salt", "salt_order", "value", "work_factor"].every((name) => (a[name] ?? "") === (b[name] ?? ""));
