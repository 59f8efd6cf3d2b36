import { route, type Route } from "../../area.ts";
import { crud, findObject, shown as shownObject } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, pick, textAt, textsAt, wordOf, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { assignments } from "./assignment.ts";
import { resourceName } from "./resource-name.ts";

const path = "/api/v1/iam/resource-sets";

const resources = (call: Call) => call.org.store.collection("iam-resources");

const named = (id: string, call: Call): Stored | undefined =>
  call.org.store.collection("resource-sets").find((set) => set.id === id || set.body["label"] === id);

/** A resource set by id or label; refuses when there is none. */
export const setNamed = (call: Call, id: string): Stored => {
  const set = named(id, call);
  if (!set) throw notFound(id, "ResourceSet");
  return set;
};

const addResource = (call: Call, set: Stored, given: string, conditions: JsonObject | undefined): Stored => {
  const { orn, url } = resourceName(call.org, given);
  const known = resources(call).under(set.id).find(({ body }) => body["orn"] === orn);
  if (known) return known;
  if (resources(call).under(set.id).length >= 1000) throw refusal(400, "E0000001", "Api validation failed: resources", "A resource set can contain at most 1000 resources.");
  const now = isoTime(call.now);
  const id = call.org.ids.id("ire");
  return resources(call).add(id, { id, orn, created: now, lastUpdated: now, ...(conditions ? { conditions } : {}) }, { parent: set.id, hidden: { url: url ?? "" } });
};

/** Resource sets: what a custom role reaches. */
export const resourceSetShape: Shape = {
  collection: "resource-sets",
  path,
  id: "resourceSetIdOrLabel",
  idPrefix: "iam",
  kind: "ResourceSet",
  required: ["label", "description"],
  unique: { path: "label", field: "label" },
  accept: (request) => pick(request, ["label", "description"]),
  find: named,
  list: { limit: 100, wrap: "resource-sets", self: "never" },
  links: ({ id }, call) => ({
    self: linkTo(call, `${path}/${id}`),
    resources: linkTo(call, `${path}/${id}/resources`),
    bindings: linkTo(call, `${path}/${id}/bindings`),
  }),
  created: (set, call) => {
    for (const resource of textsAt(call.body, "resources")) addResource(call, set, resource, undefined);
  },
  mayDelete: (set, call) => {
    if (assignments(call.org).find(({ body }) => body["resource-set"] === set.id)) throw refusal(403, "E0000001", "Api validation failed: resourceSet", "The resource set is used in a role assignment and cannot be deleted.");
  },
  deleted: (set, call) => {
    for (const { id } of resources(call).under(set.id)) resources(call).remove(id);
  },
  events: { create: "iam.resourceset.create", update: "iam.resourceset.update", delete: "iam.resourceset.delete", targetType: "ResourceSet", name: "label", tellsChanges: true },
};

const shown = (call: Call, { body, hidden }: Stored): JsonObject => {
  const url = textAt(hidden, "url");
  return { ...body, _links: url ? { self: linkTo(call, url) } : {} };
};

const resourceOf = (call: Call): { set: Stored; resource: Stored } => {
  const set = findObject(resourceSetShape, call);
  const id = param(call, "resourceId");
  const resource = resources(call).get(id);
  if (!resource || resource.parent !== set.id) throw notFound(id, "ResourceSetResource");
  return { set, resource };
};

const noted = (call: Call, event: string, set: Stored): void => record(call, event, [{ id: set.id, type: "ResourceSet", name: wordOf(set.body["label"]) }]);

const list = (call: Call): Answer => {
  const set = findObject(resourceSetShape, call);
  const answer = page(call, resources(call).under(set.id), { limit: 100, max: 1000, self: "never" }, (resource) => shown(call, resource));
  const links = { "resource-set": linkTo(call, `${path}/${set.id}`), ...nextLink(answer) };
  return Array.isArray(answer.body) ? { ...answer, body: { resources: answer.body, _links: links } } : answer;
};

// Here the next page stands in the body, too.
const nextLink = ({ headers }: Answer): JsonObject => {
  const link = [headers?.["link"] ?? []].flat().find((one) => one.includes('rel="next"'));
  return link ? { next: { href: link.slice(1, link.indexOf(">")) } } : {};
};

const patch = (call: Call): Answer => {
  const set = findObject(resourceSetShape, call);
  for (const resource of textsAt(call.body, "additions")) addResource(call, set, resource, undefined);
  noted(call, "iam.resourceset.resources.add", set);
  return ok(shownObject(resourceSetShape, set, call, "update"));
};

const add = (call: Call): Answer => {
  const set = findObject(resourceSetShape, call);
  const given = textAt(call.body, "resourceOrnOrUrl");
  if (!given) throw invalid("resourceOrnOrUrl", "resourceOrnOrUrl: The field cannot be left blank");
  const conditions = call.body["conditions"];
  const resource = addResource(call, set, given, isObject(conditions) ? conditions : undefined);
  noted(call, "iam.resourceset.resources.add", set);
  return ok(shown(call, resource));
};

const change = (call: Call): Answer => {
  const { resource } = resourceOf(call);
  resources(call).replace(resource, { ...resource.body, conditions: call.body["conditions"] ?? null, lastUpdated: isoTime(call.now) });
  return ok(shown(call, resource));
};

const remove = (call: Call): Answer => {
  const { set, resource } = resourceOf(call);
  resources(call).remove(resource.id);
  noted(call, "iam.resourceset.resources.delete", set);
  return noContent();
};

const all = `${path}/{resourceSetIdOrLabel}/resources`;
const one = `${all}/{resourceId}`;

/** Resource sets and the resources in them. */
export const resourceSetRoutes: readonly Route[] = [
  ...crud(resourceSetShape),
  route("GET", all, list),
  route("PATCH", all, patch),
  route("POST", all, add),
  route("GET", one, (call) => ok(shown(call, resourceOf(call).resource))),
  route("PUT", one, change),
  route("DELETE", one, remove),
];
