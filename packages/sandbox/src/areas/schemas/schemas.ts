import { route, type Area } from "../../area.ts";
import { linkTo, ok, param, urlOf, type Answer, type Call } from "../../call.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { notFound } from "../../http/failure.ts";
import { record, type Target } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { pick, textAt, type JsonObject } from "../../store/json.ts";
import { defaultUserType, schemaIdOf } from "../users/user-type.ts";
import { groupBase } from "./base-properties.ts";
import { addSchema, changeSchema, groupSchemaId, shownSchema } from "./schema.ts";

const link = (call: Call, rel: string, path: string): JsonObject => ({ rel, href: urlOf(call, path), method: "GET" });

/** Finds a schema by a call, and says how it is shown. */
interface Schemas {
  readonly path: string;
  readonly find: (call: Call) => Stored;
  readonly id: (schema: Stored, call: Call) => string;
  readonly links: (schema: Stored, call: Call) => JsonObject | undefined;
  readonly event: string;
  readonly target: (schema: Stored, call: Call) => Target;
}

const found = (call: Call, id: string, named: string): Stored => {
  const schema = call.org.store.collection("schemas").get(id);
  if (!schema) throw notFound(named, "UserSchema");
  return schema;
};

const defaultSchemaId = (org: Org): string => schemaIdOf(defaultUserType(org).id);

const userSchemas: Schemas = {
  path: "/api/v1/meta/schemas/user/{schemaId}",
  find: (call) => {
    const id = param(call, "schemaId");
    return found(call, id === "default" ? defaultSchemaId(call.org) : id, id);
  },
  id: (schema, call) => urlOf(call, `/meta/schemas/user/${schema.id === defaultSchemaId(call.org) ? "default" : schema.id}`),
  links: (schema, call) => ({
    self: link(call, "self", `/api/v1/meta/schemas/user/${schema.id}`),
    type: link(call, "type", `/api/v1/meta/types/user/${schema.id.replace(/^osc/, "oty")}`),
  }),
  event: "directory.user_profile.update",
  target: (schema) => ({ id: schema.id, type: "UserProfile", name: textAt(schema.body, "title") ?? "" }),
};

const groupSchemas: Schemas = {
  path: "/api/v1/meta/schemas/group/default",
  find: (call) => found(call, groupSchemaId, "default"),
  id: (_schema, call) => urlOf(call, "/meta/schemas/group/default"),
  links: (_schema, call) => ({ self: link(call, "self", "/api/v1/meta/schemas/group/default") }),
  event: "directory.user_profile.update",
  target: () => ({ id: groupSchemaId, type: "GroupProfile", name: "Group" }),
};

const appSchemas: Schemas = {
  path: "/api/v1/meta/schemas/apps/{appId}/default",
  find: (call) => found(call, `osc-${param(call, "appId")}`, param(call, "appId")),
  id: (_schema, call) => urlOf(call, `/meta/schemas/apps/${param(call, "appId")}/default`),
  links: () => undefined,
  event: "directory.app_user_profile.update",
  target: (_schema, call) => ({
    id: param(call, "appId"),
    type: "AppUserProfile",
    name: textAt(call.org.store.collection("apps").get(param(call, "appId"))?.body, "label") ?? "",
  }),
};

const read = (schemas: Schemas) => (call: Call): Answer => {
  const schema = schemas.find(call);
  return ok(shownSchema(schema, schemas.id(schema, call), schemas.links(schema, call)));
};

const write = (schemas: Schemas) => (call: Call): Answer => {
  const schema = schemas.find(call);
  changeSchema(call, schema, call.body);
  record(call, schemas.event, [schemas.target(schema, call)]);
  return read(schemas)(call);
};

/** What a sign-up form asks, and how. */
const uiSchemas: Shape = {
  collection: "ui-schemas",
  path: "/api/v1/meta/uischemas",
  id: "uiSchemaId",
  idPrefix: "uis",
  kind: "UISchema",
  required: ["uiSchema"],
  accept: (request) => pick(request, ["uiSchema"]),
  list: { self: "never" },
  links: ({ id }, call) => ({ self: linkTo(call, `/api/v1/meta/uischemas/${id}`, "GET", "PUT", "DELETE") }),
};

/** The schemas of users, groups and apps' users. */
export const schemas: Area = {
  name: "schemas",
  seed: (org) =>
    void addSchema(org, groupSchemaId, { kind: "group", name: "group", title: "Okta group", description: "Okta group profile template with default permission settings", base: groupBase() }),
  routes: [...crud(uiSchemas), ...[userSchemas, groupSchemas, appSchemas].flatMap((kind) => [route("GET", kind.path, read(kind)), route("POST", kind.path, write(kind))])],
};
