import type { Attribute, EncodeContext } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { canonicalJson, isList, isObject, objects, parseJson, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockList, bool, int, list, string, virtual } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation } from "../../table/resource-type.ts";

export const userSchemaProperty = resourceType("okta_user_schema_property", {
  describe: "A custom property in the profile of users.",
  api: { id: { template: "{index}" } },
  schemaVersion: 1,
  upgrades: [(attributes) => ({ ...attributes, user_type: attributes["user_type"] ?? "default" })],
  attributes: {
    index: string(null, { required: true, forceNew: true, describe: "The variable name of the property." }),
    user_type: { ...virtual(string(null, { default: "default", describe: "Id of the user type whose profile it belongs to." })), refersTo: "okta_user_type" },
    title: string("title", { required: true, describe: "The name as people see it." }),
    type: string("type", { required: true, forceNew: true, describe: "`string`, `boolean`, `number`, `integer`, `array` or `object`." }),
    array_type: string("items.type", { forceNew: true, describe: "What an array holds." }),
    description: string("description", { describe: "What the property is for." }),
    required: { ...bool("required", { describe: "Whether every user must have it." }) },
    min_length: int("minLength", { describe: "The least length of a text." }),
    max_length: int("maxLength", { describe: "The greatest length of a text." }),
    enum: valuesOf("enum", "type", { conflictsWith: ["array_type"], describe: "The values it may have." }),
    one_of: choicesOf("oneOf", "type", { conflictsWith: ["array_type"], describe: "A value it may have, with a name for people." }),
    array_enum: valuesOf("items.enum", "array_type", { describe: "The values an array may hold." }),
    array_one_of: choicesOf("items.oneOf", "array_type", { describe: "A value an array may hold, with a name for people." }),
    permissions: {
      ...string("permissions", { default: "READ_ONLY", describe: "What users may do with their own: `READ_WRITE`, `READ_ONLY` or `HIDE`." }),
      toApi: (action) => [{ principal: "SELF", action: plainText(action) }],
      fromApi: (permissions) => text(objects(permissions).find((one) => one["principal"] === "SELF")?.["action"]) ?? null,
    },
    master: string("master.type", { default: "PROFILE_MASTER", describe: "Where its value comes from: `PROFILE_MASTER`, `OKTA` or `OVERRIDE`." }),
    master_override_priority: blockList(
      "master.priority",
      {
        type: string("type", { default: "APP", describe: "The kind of source." }),
        value: string("value", { required: true, describe: "The source." }),
      },
      { describe: "Where its value comes from, in this order. For `OVERRIDE`." },
    ),
    scope: string("scope", { default: "NONE", describe: "`SELF` keeps it within Okta, `NONE` does not." }),
    unique: {
      ...string("unique", { forceNew: true, conflictsWith: ["one_of", "enum", "array_type"], describe: "`UNIQUE_VALIDATED` or `NOT_UNIQUE`." }),
      // Okta checks the values there are in the background.
      fromApi: (property) => (property === "PENDING_UNIQUENESS" ? "UNIQUE_VALIDATED" : (text(property) ?? null)),
    },
    external_name: string("externalName", { forceNew: true, describe: "Its name outside of Okta." }),
    external_namespace: string("externalNamespace", { forceNew: true, describe: "The namespace of that name." }),
    pattern: string("pattern", { describe: "A regular expression that a text must match." }),
  },
  naturalKey: ["index"],
  // Okta loses one of two changes of the same schema that arrive together.
  oneAtATime: "user-schema/{user_type}",
  importBy: (_calls, id) => {
    const [first = "", second] = id.split(".");
    const index = second ?? first;
    return Promise.resolve({ values: { id: index, index, user_type: second === undefined ? "default" : first }, diagnostics: [] });
  },
  importId: "{user_type}.{index}",
  events: { create: ["directory.user_profile.update"], update: ["directory.user_profile.update"], delete: ["directory.user_profile.update"] },
  scopes: { read: ["okta.schemas.read", "okta.userTypes.read"], manage: ["okta.schemas.manage"] },
  // A change of `required` to nothing has to say so: what is left out stays.
  afterEncode: (body) => ({ ...body, required: body["required"] ?? false }),
  readBy: readProperty,
  request: {
    create: (operation) => write(operation, plainText(operation.values["user_type"])),
    update: async (operation) => {
      const from = plainText(operation.prior["user_type"]);
      const to = plainText(operation.values["user_type"]);
      const done = await write(operation, to);
      if (from === to || done.diagnostics.length > 0) return done;
      const removed = await send(operation.calls, from, plainText(operation.prior["index"]), null);
      return removed.diagnostics.length > 0 ? removed : done;
    },
    delete: ({ calls, prior }) => send(calls, plainText(prior["user_type"]), plainText(prior["index"]), null),
  },
});

/** A list of texts that Okta keeps as values of the property's own type. */
function valuesOf(path: string, typeAttribute: string, options: Parameters<typeof list>[1]): Attribute {
  return {
    ...list(path, options),
    toApi: (items, context) => (Array.isArray(items) ? items.map((item: Plain) => asTyped(plainText(item), typeAttribute, context)) : undefined),
    fromApi: (items) => (isList(items) ? items.map(asText) : null),
  };
}

function choicesOf(path: string, typeAttribute: string, options: Parameters<typeof blockList>[2]): Attribute {
  const value: Attribute = {
    ...string("const", { required: true, describe: "The value." }),
    toApi: (text, context) => asTyped(plainText(text), typeAttribute, context),
    fromApi: (property) => (property === undefined ? null : asText(property)),
  };
  return blockList(path, { const: value, title: string("title", { required: true, describe: "The name for people." }) }, options);
}

function asTyped(source: string, typeAttribute: string, { values }: EncodeContext): Json {
  const type = plainText(values[typeAttribute]);
  if (type === "number" || type === "integer" || type === "boolean" || type === "object") return parseJson(source) ?? source;
  return source;
}

const asText = (value: Json): string => text(value) ?? canonicalJson(value);

async function readProperty(calls: Calls, prior: PlainObject): Promise<Found> {
  const schema = await schemaPath(calls, plainText(prior["user_type"]));
  if (!schema.path) return { diagnostics: schema.diagnostics };
  const answer = await calls.get(schema.path);
  if (!answer.ok) return { diagnostics: answer.gone ? [] : answer.diagnostics };
  return found(answer.body, plainText(prior["index"]));
}

function found(schema: JsonObject, index: string): Found {
  const properties = getPath(schema, "definitions.custom.properties");
  const property = isObject(properties) ? properties[index] : undefined;
  return isObject(property) ? { body: property, diagnostics: [] } : { diagnostics: [] };
}

/** Where a user type's schema is. The default type is known by that name; of any other the type itself says. */
async function schemaPath(calls: Calls, userType: string): Promise<{ path?: string; diagnostics: Found["diagnostics"] }> {
  if (userType === "" || userType === "default") return { path: "/api/v1/meta/schemas/user/default", diagnostics: [] };
  const type = await calls.get(`/api/v1/meta/types/user/${encodeURIComponent(userType)}`);
  if (!type.ok) return { diagnostics: type.gone ? [] : type.diagnostics };
  const href = text(getPath(type.body, "_links.schema.href")) ?? "";
  return { path: `/api/v1/meta/schemas/user/${href.slice(href.lastIndexOf("/") + 1)}`, diagnostics: [] };
}

const write = (operation: Operation, userType: string): Promise<Done> =>
  send(operation.calls, userType, plainText(operation.values["index"]), operation.body);

/** Sets a property of a schema, or takes it away with null. */
async function send(calls: Calls, userType: string, index: string, property: Json): Promise<Done> {
  const schema = await schemaPath(calls, userType);
  if (!schema.path) return { diagnostics: schema.diagnostics };
  const body = { definitions: { custom: { id: "#custom", type: "object", properties: { [index]: property } } } };
  const answer = await calls.send("POST", schema.path, body, { accept: property === null ? [404] : [] });
  if (!answer.ok || property === null) return { diagnostics: answer.diagnostics };
  return { ...found(answer.body, index), id: index };
}
