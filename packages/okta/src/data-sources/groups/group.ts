import { canonicalJson, isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, set, string } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import type { DataFound, DataQuery } from "../../table/data-source.ts";
import { notExactly } from "../../messages.ts";
import { delay, pickOne, readOne, withQuery } from "../find.ts";

export const group = dataSource("okta_group", {
  describe: "A group, by its id or name.",
  attributes: {
    id: string(null, { optional: true, computed: true, conflictsWith: ["name", "type"], describe: "The id of the group." }),
    name: string(null, { optional: true, computed: true, describe: "The name of the group." }),
    type: string(null, { describe: "The type it must have: `OKTA_GROUP`, `APP_GROUP` or `BUILT_IN`." }),
    description: string(null, { computed: true, describe: "What the group is for." }),
    include_users: bool(null, { default: false, describe: "Whether its members are read, too." }),
    users: set(null, { computed: true, describe: "The ids of its members, with `include_users`." }),
    delay_read_seconds: string(null, { describe: "How many seconds to wait first." }),
  },
  scopes: { read: ["okta.groups.read"] },
  read,
});

async function read({ values, calls }: DataQuery): Promise<DataFound> {
  await delay(calls, values["delay_read_seconds"]);
  const found = await find({ values, calls });
  if (!found.values || values["include_users"] !== true) return found;
  const users = await calls.list(`/api/v1/groups/${plainText(found.values["id"])}/users?limit=200`);
  if (!users.ok) return { diagnostics: users.diagnostics };
  return { values: { ...found.values, users: users.items.map((user) => text(user["id"]) ?? "") }, diagnostics: found.diagnostics };
}

async function find({ values, calls }: DataQuery): Promise<DataFound> {
  const [id, name, type] = [plainText(values["id"]), plainText(values["name"]), plainText(values["type"])];
  const result = (body: JsonObject): PlainObject => ({ ...values, ...groupValues(body), type: values["type"] ?? null });
  if (id !== "") return readOne(calls, `/api/v1/groups/${encodeURIComponent(id)}`, `group with id "${id}"`, result);
  const path = withQuery("/api/v1/groups", { q: name, filter: type === "" ? "" : `type eq "${type}"` });
  const what = `group named "${name}"${type === "" ? "" : ` of type "${type}"`}`;
  // The query finds all groups whose names begin so.
  const pick = (items: readonly JsonObject[]) => items.find((one) => nameOf(one) === name) ?? items[0];
  const found = await pickOne(calls, path, what, pick, result);
  const taken = plainText(found.values?.["name"]);
  return found.values && taken !== name ? { ...found, diagnostics: [...found.diagnostics, notExactly(what, taken)] } : found;
}

const nameOf = (body: JsonObject): string | undefined => text(getPath(body, "profile.name"));

/** What both data sources about groups say of one. */
export const groupValues = (body: JsonObject): PlainObject => ({
  id: text(body["id"]) ?? null,
  name: nameOf(body) ?? null,
  description: text(getPath(body, "profile.description")) ?? "",
});

/** Properties of a group's profile beside those that every group has. */
export function customProfile(body: JsonObject): string {
  const profile = isObject(body["profile"]) ? body["profile"] : {};
  const { name: _name, description: _description, ...custom } = profile;
  return canonicalJson(custom);
}
