import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { blockList, int, isBetween, string } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import type { DataFound, DataQuery } from "../../table/data-source.ts";
import { withQuery } from "../find.ts";
import { customProfile, groupValues } from "./group.ts";

const group = {
  id: string(null, { computed: true, describe: "The id of the group." }),
  name: string(null, { computed: true, describe: "Its name." }),
  description: string(null, { computed: true, describe: "What it is for." }),
  type: string(null, { computed: true, describe: "Its type." }),
  source: string(null, { computed: true, describe: "The id of the app it comes from." }),
  custom_profile_attributes: string(null, { computed: true, describe: "Its custom attributes, as JSON." }),
};

export const groups = dataSource("okta_groups", {
  describe: "Groups, by the beginning of their name, their type or a search expression.",
  attributes: {
    q: string(null, { conflictsWith: ["search"], describe: "How their names begin." }),
    search: string(null, { conflictsWith: ["type", "q"], describe: "A search expression." }),
    type: string(null, { conflictsWith: ["search"], describe: "Their type: `OKTA_GROUP`, `APP_GROUP` or `BUILT_IN`." }),
    limit: int(null, { default: 200, checks: [isBetween(1, 10000)], describe: "How many groups Okta gives at once." }),
    groups: { ...blockList(null, group, { computed: true, describe: "The groups." }), asAttribute: true },
  },
  scopes: { read: ["okta.groups.read"] },
  read,
});

async function read({ values, calls }: DataQuery): Promise<DataFound> {
  const type = plainText(values["type"]);
  const query = {
    filter: type === "" ? "" : `type eq "${type}"`,
    limit: plainText(values["limit"]) || "200",
    q: plainText(values["q"]),
    search: plainText(values["search"]),
  };
  const path = withQuery("/api/v1/groups", query);
  const found = await calls.list(path);
  if (!found.ok) return { diagnostics: found.diagnostics };
  return { values: { ...values, id: path, groups: found.items.map(one) }, diagnostics: [] };
}

const one = (body: JsonObject): PlainObject => ({
  ...groupValues(body),
  type: text(body["type"]) ?? null,
  source: text(getPath(body, "source.id")) ?? null,
  custom_profile_attributes: customProfile(body),
});
