import { canonicalJson, isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, set, string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import type { DataFound, DataQuery } from "../../table/data-source.ts";
import { tooFewArguments } from "../../messages.ts";
import { pickOne, readOne, withQuery } from "../find.ts";

export const app = dataSource("okta_app", {
  describe: "An app, by its id, its label, or how its label begins.",
  attributes: {
    id: string(null, { optional: true, conflictsWith: ["label", "label_prefix"], describe: "The id of the app." }),
    label: string(null, { conflictsWith: ["id", "label_prefix"], describe: "Its label." }),
    label_prefix: string(null, { conflictsWith: ["id", "label"], describe: "How its label begins." }),
    active_only: bool(null, { default: true, describe: "Whether only active apps are looked at." }),
    name: string(null, { computed: true, describe: "The name of the integration." }),
    status: string(null, { computed: true, describe: "`ACTIVE` or `INACTIVE`." }),
    links: string(null, { computed: true, describe: "Addresses that belong to it, as JSON." }),
    skip_users: bool(null, { default: false, deprecated: "Users are no longer read: it has no effect.", describe: "It has no effect." }),
    skip_groups: bool(null, { default: false, deprecated: "Groups are no longer read: it has no effect.", describe: "It has no effect." }),
    users: set(null, { computed: true, deprecated: "Use `okta_app_user_assignments`.", describe: "It is always empty." }),
    groups: set(null, { computed: true, deprecated: "Use `okta_app_group_assignments`.", describe: "It is always empty." }),
  },
  scopes: { read: ["okta.apps.read"] },
  read,
});

function read({ values, calls }: DataQuery): Promise<DataFound> {
  const [id, label, prefix] = [plainText(values["id"]), plainText(values["label"]), plainText(values["label_prefix"])];
  const result = (body: JsonObject): PlainObject => ({ ...values, ...appValues(body) });
  if (id !== "") return readOne(calls, `/api/v1/apps/${encodeURIComponent(id)}`, `app with id "${id}"`, result);
  const wanted = label || prefix;
  if (wanted === "") return Promise.resolve({ diagnostics: [tooFewArguments(["id", "label", "label_prefix"])] });
  const filter = values["active_only"] === false ? "" : 'status eq "ACTIVE"';
  const path = withQuery("/api/v1/apps", { filter, limit: "200", q: wanted });
  // The query finds apps whose name or label begins so.
  const fits = (one: JsonObject): boolean => (label === "" ? (text(one["label"]) ?? "").startsWith(prefix) : one["label"] === label);
  return pickOne(calls, path, label === "" ? `app whose label begins with "${prefix}"` : `app labelled "${label}"`, (items) => items.find(fits), result);
}

const appValues = (body: JsonObject): PlainObject => ({
  id: text(body["id"]) ?? null,
  label: text(body["label"]) ?? null,
  name: text(body["name"]) ?? null,
  status: text(body["status"]) ?? null,
  links: isObject(body["_links"]) ? canonicalJson(body["_links"]) : null,
});
