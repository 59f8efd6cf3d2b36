import type { Calls } from "../../table/calls.ts";
import { isObject, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockSet, bool, reference, string, virtual } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainObjects, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Operation } from "../../table/resource-type.ts";
import { appTypes } from "../families/app.ts";
import { needsApiToken, noSuchMapping } from "../../messages.ts";

const mappings = "/api/v1/mappings";

const property = {
  id: string(null, { required: true, describe: "The property of the target." }),
  expression: string(null, { required: true, describe: "The expression that gives its value." }),
  push_status: string(null, { default: "DONT_PUSH", describe: "Whether later changes are sent on: `PUSH` or `DONT_PUSH`." }),
};

export const profileMapping = resourceType("okta_profile_mapping", {
  describe: "How the profile of one thing (a user, an app, an identity provider) becomes that of another. Okta makes a mapping for each pair: this one is found, never made.",
  api: { object: `${mappings}/{id}`, update: "POST", idPrefix: "prm" },
  attributes: {
    source_id: mappedEnd("source", "The source of the mapping."),
    target_id: mappedEnd("target", "The target of the mapping."),
    delete_when_absent: virtual(bool(null, { describe: "Whether properties that are not listed are taken out of the mapping." })),
    always_apply: virtual(bool(null, { default: false, describe: "Whether changes are applied to everyone at once. Needs an API token." })),
    source_name: string("source.name", { computed: true, describe: "The name of the source." }),
    source_type: string("source.type", { computed: true, describe: "The type of the source." }),
    target_name: string("target.name", { computed: true, describe: "The name of the target." }),
    target_type: string("target.type", { computed: true, describe: "The type of the target." }),
    mappings: {
      ...blockSet("properties", property, { describe: "A property of the target. Those that are not listed stay as they are, unless `delete_when_absent`." }),
      toApi: () => undefined,
      fromApi: (properties, { prior }) => readProperties(properties, prior),
    },
  },
  // The list has all mappings, but not what they map.
  refresh: { list: `${mappings}?limit=200`, partial: true },
  naturalKey: ["source_id", "target_id"],
  events: { update: ["directory.mapping.update"] },
  scopes: { read: ["okta.profileMappings.read"], manage: ["okta.profileMappings.manage"] },
  delete: false,
  request: { create: adopt, update: write, delete: empty },
});

function mappedEnd(end: "source" | "target", describe: string) {
  const refersTo = ["okta_user_type", ...appTypes, "okta_idp_oidc", "okta_idp_saml", "okta_idp_social"];
  return { ...reference(`${end}.id`, refersTo, { required: true, forceNew: true, describe }), toApi: () => undefined };
}

/** Of a mapping that is not wholly ours only what was configured is read; everything at an import. */
function readProperties(properties: Json | undefined, prior: PlainObject): PlainObject[] {
  const found = Object.entries(isObject(properties) ? properties : {}).map(([id, one]) => ({
    id,
    expression: text(getPath(one, "expression")) ?? "",
    push_status: text(getPath(one, "pushStatus")) ?? "DONT_PUSH",
  }));
  if (prior["mappings"] === undefined || prior["delete_when_absent"] === true) return found;
  const known = plainObjects(prior["mappings"]).map((one) => one["id"]);
  return found.filter((one) => known.includes(one.id));
}

async function adopt(operation: Operation): Promise<Done> {
  const [source, target] = [plainText(operation.values["source_id"]), plainText(operation.values["target_id"])];
  const found = await operation.calls.list(`${mappings}?sourceId=${encodeURIComponent(source)}&targetId=${encodeURIComponent(target)}`);
  if (!found.ok) return { diagnostics: found.diagnostics };
  const mapping = found.items.find((one) => getPath(one, "source.id") === source && getPath(one, "target.id") === target) ?? found.items[0];
  if (!mapping) return { diagnostics: [noSuchMapping(source, target)] };
  const now = await operation.calls.get(`${mappings}/${text(mapping["id"]) ?? ""}`);
  return now.ok ? put(operation, now.body) : { diagnostics: now.diagnostics };
}

async function write(operation: Operation & { prior: PlainObject }): Promise<Done> {
  const now = await operation.calls.get(`${mappings}/${plainText(operation.prior["id"])}`);
  return now.ok ? put(operation, now.body) : { diagnostics: now.diagnostics };
}

/** What is configured, and null for what is to go. */
async function put(operation: Operation, now: JsonObject): Promise<Done> {
  const { values, prior, calls } = operation;
  const id = text(now["id"]) ?? "";
  const wanted = Object.fromEntries(plainObjects(values["mappings"]).map((one): [string, Json] => [plainText(one["id"]), toProperty(one)]));
  const present = isObject(now["properties"]) ? Object.keys(now["properties"]) : [];
  const ours = values["delete_when_absent"] === true ? present : plainObjects(prior?.["mappings"]).map((one) => plainText(one["id"]));
  const gone = Object.fromEntries(ours.filter((name) => !(name in wanted) && present.includes(name)).map((name): [string, Json] => [name, null]));
  const properties = { ...wanted, ...gone };
  const answer = Object.keys(properties).length > 0 ? await calls.send("POST", `${mappings}/${id}`, { properties }) : undefined;
  if (answer && !answer.ok) return { id, body: now, diagnostics: answer.diagnostics };
  return { id, body: answer?.body ?? now, diagnostics: values["always_apply"] === true ? await reapply(calls, now) : [] };
}

const toProperty = (one: PlainObject): JsonObject => ({ expression: plainText(one["expression"]), pushStatus: plainText(one["push_status"]) || "DONT_PUSH" });

/** An endpoint of the console, in no description of the API. */
async function reapply(calls: Calls, mapping: JsonObject) {
  if (calls.signedInBy === "app") return [needsApiToken("always_apply")];
  const [source, target] = [text(getPath(mapping, "source.id")) ?? "", text(getPath(mapping, "target.id")) ?? ""];
  const answer = await calls.send("PUT", `/api/internal/v1/mappings/reapply?source=${source}&target=${target}`);
  return answer.diagnostics;
}

/** A mapping cannot be deleted: what was configured is taken out of it. */
async function empty({ prior, calls }: Operation & { prior: PlainObject }): Promise<Done> {
  const names = plainObjects(prior["mappings"]).map((one) => plainText(one["id"]));
  if (names.length === 0) return { diagnostics: [] };
  const properties = Object.fromEntries(names.map((name): [string, Json] => [name, null]));
  const answer = await calls.send("POST", `${mappings}/${plainText(prior["id"])}`, { properties }, { accept: [404] });
  return { diagnostics: answer.diagnostics };
}
