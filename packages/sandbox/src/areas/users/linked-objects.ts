import { route, type Route } from "../../area.ts";
import { noContent, param, urlOf, type Answer, type Call } from "../../call.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, omit, pick, textAt, type JsonObject } from "../../store/json.ts";
import { userOf } from "./user.ts";

const path = "/api/v1/meta/schemas/user/linkedObjects";

const named = (call: Call, name: string): Stored | undefined =>
  call.org.store.collection("linked-objects").find(({ body }) => textAt(body, "primary.name") === name || textAt(body, "associated.name") === name);

const side = (object: JsonObject): JsonObject => pick(object, ["name", "title", "description", "type"]);

/** Definitions of links between users: they have names, and no ids. */
const definitionShape: Shape = {
  collection: "linked-objects",
  path,
  id: "linkedObjectName",
  idPrefix: "lnk",
  kind: "LinkedObject",
  operations: ["list", "create", "get", "delete"],
  createStatus: 201,
  required: ["primary.name", "associated.name"],
  times: [],
  accept: (request, { call }) => {
    for (const word of ["primary", "associated"]) {
      if (named(call, textAt(request, `${word}.name`) ?? "")) throw refusal(409, "E0000127", "Invalid linked objection definition. A linked object definition with the same name already exists.");
    }
    return { primary: side(objectAt(request, "primary")), associated: side(objectAt(request, "associated")) };
  },
  find: (name, call) => named(call, name),
  list: { self: "never" },
  links: ({ body }, call) => ({ self: { href: urlOf(call, `${path}/${textAt(body, "primary.name") ?? ""}`) } }),
  show: (shown) => omit(shown, ["id"]),
  deleted: ({ id }, call) => {
    call.org.store.relations.delete(`linked-users-${id}`);
  },
  events: { create: "directory.linked_object.create", delete: "directory.linked_object.delete", targetType: "LinkedObject", name: "primary.name" },
};

const definitionOf = (call: Call): Stored => {
  const name = param(call, "relationshipName");
  const found = named(call, name);
  if (!found) throw notFound(name, "LinkedObject");
  return found;
};

const isPrimary = (definition: Stored, call: Call): boolean => textAt(definition.body, "primary.name") === param(call, "relationshipName");

const linked = (definition: Stored, call: Call) => call.org.store.relation(`linked-users-${definition.id}`);

/** One associated user has one primary: a new one takes the place of the old. */
const link = (call: Call): Answer => {
  const definition = definitionOf(call);
  const [associated, primary] = [userOf(call), userOf(call, "primaryUserId")];
  const relation = linked(definition, call);
  for (const { left } of relation.with(associated.id)) relation.remove(left, associated.id);
  relation.set(primary.id, associated.id);
  return noContent();
};

const unlink = (call: Call): Answer => {
  const definition = definitionOf(call);
  const user = userOf(call);
  const relation = linked(definition, call);
  const pairs = isPrimary(definition, call) ? relation.with(user.id) : relation.of(user.id);
  for (const { left, right } of pairs) relation.remove(left, right);
  return noContent();
};

const list = (call: Call): Answer => {
  const definition = definitionOf(call);
  const user = userOf(call);
  const relation = linked(definition, call);
  const ids = isPrimary(definition, call) ? relation.with(user.id).map(({ left }) => left) : relation.of(user.id).map(({ right }) => right);
  return page(call, ids.map((id) => ({ id })), { limit: 1000, max: 1000, statesLimit: true }, ({ id }) => ({ _links: { self: { href: urlOf(call, `/api/v1/users/${id}`) } } }));
};

const ofUser = "/api/v1/users/{userId}/linkedObjects/{relationshipName}";

/** Links between users: managers and their people. */
export const linkedObjectRoutes: readonly Route[] = [
  ...crud(definitionShape),
  route("GET", ofUser, list),
  route("DELETE", ofUser, unlink),
  route("PUT", `${ofUser}/{primaryUserId}`, link),
];
