import type { Call } from "../../call.ts";
import { invalid } from "../../http/failure.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, omit, present, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { requiredIn } from "./base-properties.ts";

/** Whose properties a schema names; decides what a property may say. */
type SchemaKind = "user" | "group" | "app";

/** Where the one schema of all groups is kept. */
export const groupSchemaId = "osc-group";

interface SchemaFacts {
  readonly kind: SchemaKind;
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly base: JsonObject;
}

/** Makes the schema of a user type, of groups, or of an app's users. */
export const addSchema = (org: Org, id: string, facts: SchemaFacts): Stored => {
  const now = isoTime(org.clock());
  const { kind, name, title, description, base } = facts;
  const custom = { id: "#custom", type: "object", properties: {} };
  const body = { kind, name, title, description, lastUpdated: now, created: now, definitions: { custom, base } };
  return org.store.collection("schemas").add(id, present(body));
};

/** A schema as the API answers it. Its id is a URL without /api/v1. */
export const shownSchema = (schema: Stored, id: string, links: JsonObject | undefined): JsonObject => ({
  id,
  $schema: "http://json-schema.org/draft-04/schema#",
  ...omit(schema.body, ["kind"]),
  type: "object",
  properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
  ...(links ? { _links: links } : {}),
});

/** Changes a schema by what a POST says: only the named properties, null takes one away. */
export const changeSchema = (call: Call, schema: Stored, request: JsonObject): void => {
  const kind = schema.body["kind"] === "app" ? "app" : "user";
  forgetValues(call, schema, request);
  const definitions = objectAt(schema.body, "definitions");
  const custom = customProperties(objectAt(definitions, "custom.properties"), objectAt(request, "definitions.custom.properties"), kind);
  const base = baseProperties(objectAt(definitions, "base.properties"), objectAt(request, "definitions.base.properties"));
  const meta = present({ title: request["title"], description: request["description"] });
  call.org.store.collection("schemas").replace(schema, {
    ...schema.body,
    ...meta,
    lastUpdated: isoTime(call.now),
    definitions: {
      // There is a list of required ones only while there are custom properties.
      custom: { id: "#custom", type: "object", properties: custom, ...(Object.keys(custom).length > 0 ? { required: requiredIn(custom) } : {}) },
      base: { id: "#base", type: "object", properties: base, required: requiredIn(base) },
    },
  });
};

/** What is no longer a property is no longer in any profile. */
const forgetValues = (call: Call, schema: Stored, request: JsonObject): void => {
  const gone = Object.entries(objectAt(request, "definitions.custom.properties")).flatMap(([name, property]) => (property === null ? [name] : []));
  const users = call.org.store.collection("users");
  for (const user of gone.length > 0 ? users.all() : []) {
    if (textAt(user.body, "type.id")?.slice(3) !== schema.id.slice(3)) continue;
    users.replace(user, { ...user.body, profile: omit(objectAt(user.body, "profile"), gone) });
  }
};

const customProperties = (known: JsonObject, asked: JsonObject, kind: SchemaKind): JsonObject => {
  const properties = { ...known };
  for (const [name, property] of Object.entries(asked)) {
    if (property === null) delete properties[name];
    else if (isObject(property)) properties[name] = customProperty(name, property, properties[name], kind);
  }
  return properties;
};

const types = ["string", "boolean", "number", "integer", "array", "country_code", "language_code"];

const customProperty = (name: string, asked: JsonObject, known: Json | undefined, kind: SchemaKind): JsonObject => {
  const type = asked["type"];
  if (typeof type !== "string" || !types.includes(type)) throw invalid(name, `${name}: The type of the property is not valid.`);
  if (isObject(known) && known["type"] !== type) throw invalid(name, `${name}: The type of an existing property cannot be changed.`);
  const property = kind === "app" ? appProperty(asked) : userProperty(asked);
  const items = property["items"];
  return present({ ...property, items: isObject(items) ? typedItems(items) : items, required: asked["required"] === true ? true : undefined });
};

const userProperty = (asked: JsonObject): Record<string, Json> => ({
  mutability: "READ_WRITE",
  scope: "NONE",
  permissions: [{ principal: "SELF", action: "READ_ONLY" }],
  master: { type: "PROFILE_MASTER" },
  ...asked,
});

// An app's schema says nothing of who may read or master a property, and only lists can be unions.
const appProperty = (asked: JsonObject): Record<string, Json> => {
  const kept = omit(asked, ["permissions", "master", "mutability", ...(asked["type"] === "array" ? [] : ["union"])]);
  return { scope: "NONE", ...kept };
};

const typedItems = (items: JsonObject): JsonObject => {
  const [first] = Array.isArray(items["enum"]) ? items["enum"] : [];
  if (items["type"] === "object") return { additionalProperties: true, ...items };
  if (items["type"] !== undefined || first === undefined) return items;
  return { type: isObject(first) ? "object" : typeof first, ...items };
};

const baseProperties = (known: JsonObject, asked: JsonObject): JsonObject => {
  const properties = { ...known };
  for (const [name, property] of Object.entries(asked)) {
    const before = properties[name];
    if (!isObject(property)) continue;
    if (!isObject(before)) throw invalid(name, `${name}: There is no such base property.`);
    const merged = omit({ ...before, ...property }, property["pattern"] === null ? ["pattern", "required"] : ["required"]);
    const required = property["required"] ?? before["required"];
    properties[name] = required === true ? { ...merged, required } : merged;
  }
  return properties;
};

/** The names of all properties that objects of a schema may have. */
export const propertyNames = (schema: Stored | undefined): Set<string> =>
  new Set([...Object.keys(objectAt(schema?.body, "definitions.base.properties")), ...Object.keys(objectAt(schema?.body, "definitions.custom.properties"))]);
