import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Attribute } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { isObject, objects, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { set, string } from "../../table/kinds/index.ts";
import { isPlainList, plainStrings } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Written } from "../../table/resource-type.ts";
import { asKnown, pathOf, without } from "../families/address.ts";

const sets = "/api/v1/iam/resource-sets";

export const resourceSet = resourceType("okta_resource_set", {
  describe: "Things of an org that a custom admin role is over.",
  api: { collection: sets, object: `${sets}/{id}`, update: "PUT" },
  attributes: {
    label: string("label", { required: true, describe: "The name of the set." }),
    description: string("description", { required: true, describe: "What the set is for." }),
    resources: named("resources", addressOf, "resources_orn", "The things in it, by their addresses in Okta's API."),
    resources_orn: named("resources_orn", (one) => text(one["orn"]), "resources", "The things in it, by their Okta resource names (ORN)."),
  },
  refresh: { list: sets, items: "resource-sets" },
  naturalKey: ["label"],
  events: {
    create: ["iam.resourceset.create"],
    update: ["iam.resourceset.update", "iam.resourceset.resources.add", "iam.resourceset.resources.delete"],
    delete: ["iam.resourceset.delete"],
  },
  scopes: { read: ["okta.roles.read"], manage: ["okta.roles.manage"] },
  complete: readResources,
  afterWrite: writeResources,
});

/** Things are told by address or by name: what is configured decides which is read. */
function named(name: string, read: (one: JsonObject) => string | undefined, other: string, describe: string): Attribute {
  return {
    ...set("resources", { conflictsWith: [other], notIn: "update", describe }),
    toApi: (given) => (plainStrings(given).length > 0 ? plainStrings(given) : undefined),
    fromApi: (_resources, { body, prior }) => {
      const found = body["$resources"];
      const byOther = hasSome(prior[other]) || (prior[name] === undefined && name === "resources_orn");
      if (found === undefined || byOther) return undefined;
      return asKnown(objects(found).flatMap((one) => read(one) ?? []), plainStrings(prior[name]));
    },
  };
}

const hasSome = (value: PlainObject[string] | undefined): boolean => isPlainList(value) && value.length > 0;

/** The first of its links is the thing itself. */
function addressOf(one: JsonObject): string | undefined {
  const links = isObject(one["_links"]) ? Object.values(one["_links"]) : [];
  return objects(links).flatMap((link) => text(link["href"]) ?? [])[0];
}

const resourcesOf = (id: string): string => `${sets}/${id}/resources`;

async function readResources(calls: Calls, body: JsonObject): Promise<Found> {
  const found = await calls.list(resourcesOf(text(body["id"]) ?? ""), "resources");
  return { body: found.ok ? { ...body, $resources: found.items } : body, diagnostics: found.ok || found.gone ? [] : found.diagnostics };
}

async function writeResources({ values, prior, calls, id, answer }: Written): Promise<Done> {
  if (!prior) return { body: answer, diagnostics: [] };
  const all = (object: PlainObject): string[] => [...plainStrings(object["resources"]), ...plainStrings(object["resources_orn"])];
  const [before, after] = [all(prior), all(values)];
  const additions = without(after, before);
  const gone = without(before, after).map(pathOf);
  const diagnostics: ProviderDiagnostic[] = [];
  if (additions.length > 0) diagnostics.push(...(await calls.send("PATCH", resourcesOf(id), { additions })).diagnostics);
  if (gone.length > 0) {
    const now = await calls.list(resourcesOf(id), "resources");
    const ids = now.items.filter((one) => [addressOf(one), text(one["orn"])].some((name) => name !== undefined && gone.includes(pathOf(name))));
    for (const one of ids) diagnostics.push(...(await calls.send("DELETE", `${resourcesOf(id)}/${text(one["id"]) ?? ""}`, undefined, { accept: [404] })).diagnostics);
  }
  return { body: answer, diagnostics };
}
