import { route, type Area } from "../area.ts";
import { ok, urlOf, type Call } from "../call.ts";
import { crud, findObject, shown } from "../behaviours/crud.ts";
import type { Shape } from "../behaviours/shape.ts";
import { record } from "../log/event.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { isObject, objectAt, textAt, type JsonObject } from "../store/json.ts";

/** One side of a mapping: a user type, or the users of an app or identity provider. */
export interface MappingSide {
  readonly id: string;
  readonly name: string;
  readonly type: "user" | "appuser";
}

/** Makes a mapping from one kind of profile to another. Each property is an expression over the source. */
const addMapping = (org: Org, source: MappingSide, target: MappingSide, properties: Readonly<Record<string, string>>): Stored => {
  const id = org.ids.id("prm");
  const mapped = Object.entries(properties).map(([name, expression]) => [name, { expression, pushStatus: "DONT_PUSH" }] as const);
  return org.store.collection("mappings").add(id, { id, source: { ...source }, target: { ...target }, properties: Object.fromEntries(mapped) });
};

/** Takes away every mapping of an app, an identity provider or a user type. */
export const removeMappingsOf = (org: Org, id: string): void => {
  const mappings = org.store.collection("mappings");
  for (const { id: mapping, body } of mappings.all()) {
    if (textAt(body, "source.id") === id || textAt(body, "target.id") === id) mappings.remove(mapping);
  }
};

/** A user type as the side of a mapping. */
const typeSide = (type: Stored): MappingSide => ({ id: type.id, name: textAt(type.body, "name") ?? "", type: "user" });

const typesOf = (org: Org): Stored[] => org.store.collection("user-types").all();

/** Makes the mappings from an identity provider's users to every user type. */
export const addInboundMappings = (org: Org, source: MappingSide, properties: Readonly<Record<string, string>>): void => {
  for (const type of typesOf(org)) addMapping(org, source, typeSide(type), properties);
};

/** Makes both mappings between an app's users and every user type. */
export const addAppMappings = (org: Org, app: MappingSide, toApp: Readonly<Record<string, string>>): void => {
  for (const type of typesOf(org)) {
    addMapping(org, typeSide(type), app, toApp);
    addMapping(org, app, typeSide(type), { login: "appuser.userName" });
  }
};

/** A new user type is mapped wherever the default one is. */
export const addMappingsOfUserType = (org: Org, type: Stored): void => {
  const [first] = typesOf(org);
  for (const { body } of org.store.collection("mappings").all()) {
    for (const [own, other] of [["source", "target"], ["target", "source"]] as const) {
      if (!first || textAt(body, `${own}.id`) !== first.id) continue;
      const id = org.ids.id("prm");
      org.store.collection("mappings").add(id, { ...body, id, [own]: { ...typeSide(type) }, [other]: objectAt(body, other), properties: objectAt(body, "properties") });
    }
  }
};

const sideLinks = (side: JsonObject, call: Call): JsonObject => {
  const id = textAt(side, "id") ?? "";
  const [self, schema] =
    side["type"] === "user"
      ? [`/api/v1/meta/types/user/${id}`, `/api/v1/meta/schemas/user/${id.replace(/^oty/, "osc")}`]
      : [`/api/v1/apps/${id}`, `/api/v1/meta/schemas/apps/${id}/default`];
  return { ...side, _links: { self: { href: urlOf(call, self) }, schema: { href: urlOf(call, schema) } } };
};

const asked = ({ body }: Stored, call: Call): boolean =>
  (["source", "target"] as const).every((side) => {
    const id = call.query.get(`${side}Id`);
    return !id || textAt(body, `${side}.id`) === id;
  });

const mappingShape: Shape = {
  collection: "mappings",
  path: "/api/v1/mappings",
  id: "mappingId",
  idPrefix: "prm",
  kind: "ProfileMapping",
  operations: ["list", "get"],
  list: { limit: 20, max: 200, statesLimit: true, forgets: ["sourceId", "targetId"], where: asked, order: (left, right) => (left.id < right.id ? -1 : 1) },
  links: ({ id }, call) => ({ self: { href: urlOf(call, `/api/v1/mappings/${id}`) } }),
  show: (body, { call, in: where }) => {
    const sides = { source: sideLinks(objectAt(body, "source"), call), target: sideLinks(objectAt(body, "target"), call) };
    const { properties, ...rest } = body;
    return where === "list" || properties === undefined ? { ...rest, ...sides } : { ...body, ...sides };
  },
};

/** A POST changes the properties it names; null takes one away. */
const change = (call: Call) => {
  const mapping = findObject(mappingShape, call);
  const properties = { ...objectAt(mapping.body, "properties") };
  for (const [name, property] of Object.entries(objectAt(call.body, "properties"))) {
    if (property === null) delete properties[name];
    else if (isObject(property)) properties[name] = { pushStatus: "DONT_PUSH", ...property };
  }
  call.org.store.collection("mappings").replace(mapping, { ...mapping.body, properties });
  record(call, "directory.mapping.update", [{ id: mapping.id, type: "ProfileMapping", name: textAt(mapping.body, "source.name") ?? "" }]);
  return ok(shown(mappingShape, mapping, call, "update"));
};

/** How profiles flow between Okta, apps and identity providers. */
export const mappings: Area = {
  name: "mappings",
  routes: [
    ...crud(mappingShape),
    route("POST", "/api/v1/mappings/{mappingId}", change),
    // Undocumented; the console calls it after a change.
    route("POST", "/api/internal/v1/mappings/reapply", () => ok({})),
  ],
};
