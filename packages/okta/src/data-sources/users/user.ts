import { canonicalJson, isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { blockList, blockSet, bool, set, string } from "../../table/kinds/index.ts";
import { plainObjects, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import type { Attribute } from "../../table/attribute.ts";
import { dataSource } from "../../table/data-source.ts";
import type { DataFound, DataQuery } from "../../table/data-source.ts";
import { tooFewArguments } from "../../messages.ts";
import { getPath } from "../../table/path.ts";
import { delay, pickOne, readOne, withQuery } from "../find.ts";

/** The properties of every profile, by Terraform's names. */
const profile: Readonly<Record<string, string>> = {
  city: "city", cost_center: "costCenter", country_code: "countryCode", department: "department", display_name: "displayName",
  division: "division", email: "email", employee_number: "employeeNumber", first_name: "firstName", honorific_prefix: "honorificPrefix",
  honorific_suffix: "honorificSuffix", last_name: "lastName", locale: "locale", login: "login", manager: "manager", manager_id: "managerId",
  middle_name: "middleName", mobile_phone: "mobilePhone", nick_name: "nickName", organization: "organization", postal_address: "postalAddress",
  preferred_language: "preferredLanguage", primary_phone: "primaryPhone", profile_url: "profileUrl", second_email: "secondEmail", state: "state",
  street_address: "streetAddress", timezone: "timezone", title: "title", user_type: "userType", zip_code: "zipCode",
}; // prettier-ignore

const times: Readonly<Record<string, string>> = {
  activated: "activated", created: "created", last_login: "lastLogin", last_updated: "lastUpdated", password_changed: "passwordChanged", status_changed: "statusChanged",
}; // prettier-ignore

const readOnly = (properties: Readonly<Record<string, string>>, of: string): Record<string, Attribute> =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, string(null, { computed: true, describe: `The user's ${of} \`${property}\`.` })]));

const search = {
  name: string(null, { describe: "A property, such as `profile.firstName`." }),
  value: string(null, { describe: "What it is compared with." }),
  comparison: string(null, { default: "eq", describe: "How: `eq`, `sw`, `gt` …" }),
  expression: string(null, { describe: "A whole search expression instead." }),
};

export const user = dataSource("okta_user", {
  describe: "A user, by id or by a search.",
  attributes: {
    user_id: string(null, { describe: "The id of the user, or the login." }),
    search: blockSet(null, search, { describe: "A condition that the user fulfils." }),
    compound_search_operator: string(null, { default: "and", describe: "How several conditions belong together: `and` or `or`." }),
    skip_groups: bool(null, { default: false, describe: "Whether the user's groups are left out." }),
    skip_roles: bool(null, { default: false, describe: "Whether the user's roles are left out." }),
    delay_read_seconds: string(null, { describe: "How many seconds to wait first." }),
    ...readOnly(profile, "property"),
    ...readOnly(times, "time"),
    status: string(null, { computed: true, describe: "The user's status." }),
    realm_id: string(null, { computed: true, describe: "The realm the user belongs to." }),
    custom_profile_attributes: string(null, { computed: true, describe: "The user's custom attributes, as JSON." }),
    type: { ...blockList(null, { id: string(null, { computed: true, describe: "The id of the user type." }) }, { computed: true, describe: "The user type." }), asAttribute: true },
    admin_roles: set(null, { computed: true, describe: "The types of the user's admin roles." }),
    roles: set(null, { computed: true, describe: "The ids of the user's custom admin roles." }),
    group_memberships: set(null, { computed: true, describe: "The ids of the user's groups." }),
  },
  scopes: { read: ["okta.users.read", "okta.groups.read", "okta.roles.read"] },
  read,
});

async function read({ values, calls }: DataQuery): Promise<DataFound> {
  await delay(calls, values["delay_read_seconds"]);
  const found = await find({ values, calls });
  const id = plainText(found.values?.["id"]);
  if (!found.values || id === "") return found;
  const roles = values["skip_roles"] === true ? undefined : await calls.list(`/api/v1/users/${id}/roles`);
  const groups = values["skip_groups"] === true ? undefined : await calls.list(`/api/v1/users/${id}/groups`);
  const diagnostics = [roles, groups].flatMap((answer) => (answer && !answer.ok ? answer.diagnostics : []));
  if (diagnostics.length > 0) return { diagnostics };
  const own = {
    ...(roles ? { admin_roles: textsOf(roles.items, "type"), roles: textsOf(roles.items, "role") } : {}),
    ...(groups ? { group_memberships: textsOf(groups.items, "id") } : {}),
  };
  return { values: { ...found.values, ...own }, diagnostics: [] };
}

function find({ values, calls }: DataQuery): Promise<DataFound> {
  const id = plainText(values["user_id"]);
  const result = (body: JsonObject): PlainObject => ({ ...values, ...userValues(body) });
  if (id !== "") return readOne(calls, `/api/v1/users/${encodeURIComponent(id)}`, `user with id "${id}"`, result);
  const conditions = plainObjects(values["search"]).map(condition);
  if (conditions.length === 0) return Promise.resolve({ diagnostics: [tooFewArguments(["user_id", "search"])] });
  const expression = conditions.join(` ${plainText(values["compound_search_operator"]) || "and"} `);
  return pickOne(calls, withQuery("/api/v1/users", { search: expression, limit: "1" }), `user with ${expression}`, (items) => items[0], result);
}

function condition(one: PlainObject): string {
  const whole = plainText(one["expression"]);
  return whole !== "" ? whole : `${plainText(one["name"])} ${plainText(one["comparison"]) || "eq"} "${plainText(one["value"])}"`;
}

const textsOf = (items: readonly JsonObject[], property: string): string[] => [...new Set(items.flatMap((item) => text(item[property]) ?? []))];

function userValues(body: JsonObject): PlainObject {
  const given = isObject(body["profile"]) ? body["profile"] : {};
  const base = new Set(Object.values(profile));
  const custom = Object.fromEntries(Object.entries(given).filter(([property, value]) => !base.has(property) && value !== null));
  return {
    id: text(body["id"]) ?? null,
    ...Object.fromEntries(Object.entries(profile).map(([name, property]) => [name, text(given[property]) ?? null])),
    ...Object.fromEntries(Object.entries(times).map(([name, property]) => [name, text(body[property]) ?? null])),
    status: text(body["status"]) ?? null,
    realm_id: text(body["realmId"]) ?? null,
    custom_profile_attributes: canonicalJson(custom),
    type: [{ id: text(getPath(body, "type.id")) ?? null }],
  };
}
