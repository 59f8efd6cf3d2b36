import type { Area } from "../../area.ts";
import { urlOf, type Call } from "../../call.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { bornAt } from "../../behaviours/system-objects.ts";
import { refusal } from "../../http/failure.ts";
import { principalId } from "../../http/principal.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, type JsonObject } from "../../store/json.ts";
import { addMappingsOfUserType, removeMappingsOf } from "../mappings.ts";
import { userBase } from "../schemas/base-properties.ts";
import { addSchema } from "../schemas/schema.ts";
import { schemaIdOf } from "./user-type.ts";

const link = (call: Call, rel: string, path: string): JsonObject => ({ rel, href: urlOf(call, path), method: "GET" });

const addTypeSchema = (org: Org, type: Stored): void => {
  const name = textAt(type.body, "name") ?? "";
  const title = textAt(type.body, "displayName") ?? name;
  const description = textAt(type.body, "description");
  addSchema(org, schemaIdOf(type.id), { kind: "user", name, title, ...(description ? { description } : {}), base: userBase() });
};

const inUse = (type: Stored, call: Call): boolean =>
  call.org.store.collection("users").find(({ body }) => textAt(body, "type.id") === type.id) !== undefined;

/** User types; each has a schema of its own. */
const userTypeShape: Shape = {
  collection: "user-types",
  path: "/api/v1/meta/types/user",
  id: "typeId",
  idPrefix: "oty",
  kind: "UserType",
  updateMethods: ["POST", "PUT"],
  required: ["name", "displayName"],
  unique: { path: "name", field: "name" },
  kept: ["name", "createdBy", "default"],
  accept: (request, { call, old }) =>
    present({
      displayName: request["displayName"] ?? old?.body["displayName"],
      name: request["name"],
      description: request["description"] ?? (call.method === "POST" ? old?.body["description"] : undefined),
      createdBy: principalId(call.principal),
      lastUpdatedBy: principalId(call.principal),
      default: false,
    }),
  links: ({ id }, call) => ({
    schema: link(call, "schema", `/api/v1/meta/schemas/user/${schemaIdOf(id)}`),
    self: link(call, "self", `/api/v1/meta/types/user/${id}`),
  }),
  list: { self: "never" },
  mayDelete: (type, call) => {
    if (type.body["default"] === true || inUse(type, call)) throw refusal(403, "E0000142", "This User Type cannot be deleted.");
  },
  created: (type, call) => {
    addTypeSchema(call.org, type);
    addMappingsOfUserType(call.org, type);
  },
  deleted: (type, call) => {
    call.org.store.collection("schemas").remove(schemaIdOf(type.id));
    removeMappingsOf(call.org, type.id);
  },
  // Okta's catalogue has no event for changing or deleting a type.
  events: { create: "directory.non_default_user_profile.create", targetType: "UserType", name: "displayName" },
};

const seed = (org: Org): void => {
  const id = org.ids.id("oty");
  const born = bornAt(org);
  const by = org.ids.id("spr");
  const description = "Okta user profile template with default permission settings";
  const body = { id, displayName: "User", name: "user", description, createdBy: by, lastUpdatedBy: by, created: born, lastUpdated: born, default: true };
  addTypeSchema(org, org.store.collection("user-types").add(id, body));
};

/** The types of users. */
export const userTypes: Area = { name: "user types", seed, routes: crud(userTypeShape) };
