// Properties of profiles: of users, groups and apps' users. All of one kind live in one document, the schema.
import type { Attribute, AttributeOptions, EncodeContext } from "../../table/attribute.ts";
import type { Answer, Calls } from "../../table/calls.ts";
import { canonicalJson, isList, isObject, objects, parseJson, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockList, bool, int, kept, list, reference, string, virtual } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import type { Done, Events, Found, Operation, ResourceType } from "../../table/resource-type.ts";
import { appTypes } from "./app.ts";

/** Where the schema is that an instance's property belongs to. */
export type FindSchema = (calls: Calls, values: PlainObject) => Promise<SchemaPlace>;

export interface SchemaPlace {
  readonly path?: string;
  readonly diagnostics: Found["diagnostics"];
}

/** Properties that come with Okta can only be changed; others are added and removed. */
export type Section = "base" | "custom";

const changesOf = (event: string): Events => ({ create: [event], update: [event], delete: [event] });
export const userEvents = changesOf("directory.user_profile.update");
export const appUserEvents = changesOf("directory.app_user_profile.update");

const scopes = { read: ["okta.schemas.read", "okta.userTypes.read"], manage: ["okta.schemas.manage"] };

/** What is written of a property of every kind. */
export const propertyAttributes = {
  index: string(null, { required: true, forceNew: true, describe: "The variable name of the property." }),
  title: string("title", { required: true, describe: "The name as people see it." }),
  type: string("type", { required: true, forceNew: true, describe: "`string`, `boolean`, `number`, `integer`, `array` or `object`." }),
  required: bool("required", { describe: "Whether every profile must have it." }),
  permissions: {
    ...string("permissions", { default: "READ_ONLY", describe: "What users may do with their own: `READ_WRITE`, `READ_ONLY` or `HIDE`." }),
    toApi: (action: Plain): Json => [{ principal: "SELF", action: plainText(action) }],
    fromApi: (permissions: Json | undefined): Plain => text(objects(permissions).find((one) => one["principal"] === "SELF")?.["action"]) ?? null,
  },
  master: string("master.type", { default: "PROFILE_MASTER", describe: "Where its value comes from: `PROFILE_MASTER`, `OKTA` or `OVERRIDE`." }),
};

/** Of apps' properties Okta takes who may read and who masters them, and does not tell it again. */
export const appPropertyAttributes = {
  ...propertyAttributes,
  app_id: reference(null, appTypes, { required: true, describe: "The app." }),
  user_type: ofUserType(),
  permissions: kept(propertyAttributes.permissions),
  master: kept(propertyAttributes.master),
};

/** Beside those, what a custom property has. */
export const customAttributes = {
  array_type: string("items.type", { forceNew: true, describe: "What an array holds." }),
  description: string("description", { describe: "What the property is for." }),
  min_length: int("minLength", { describe: "The least length of a text." }),
  max_length: int("maxLength", { describe: "The greatest length of a text." }),
  enum: valuesOf("enum", "type", { conflictsWith: ["array_type"], describe: "The values it may have." }),
  one_of: choicesOf("oneOf", "type", { conflictsWith: ["array_type"], describe: "A value it may have, with a name for people." }),
  array_enum: valuesOf("items.enum", "array_type", { describe: "The values an array may hold." }),
  array_one_of: choicesOf("items.oneOf", "array_type", { describe: "A value an array may hold, with a name for people." }),
  scope: string("scope", { default: "NONE", describe: "`SELF` keeps it within Okta, `NONE` does not." }),
  unique: {
    ...string("unique", { forceNew: true, conflictsWith: ["one_of", "enum", "array_type"], describe: "`UNIQUE_VALIDATED` or `NOT_UNIQUE`." }),
    // Okta checks the values there are in the background.
    fromApi: (property: Json | undefined): Plain => (property === "PENDING_UNIQUENESS" ? "UNIQUE_VALIDATED" : (text(property) ?? null)),
  },
  external_name: string("externalName", { forceNew: true, describe: "Its name outside of Okta." }),
  external_namespace: string("externalNamespace", { forceNew: true, describe: "The namespace of that name." }),
};

export const masterOverridePriority = blockList(
  "master.priority",
  {
    type: string("type", { default: "APP", describe: "The kind of source." }),
    value: string("value", { required: true, describe: "The source." }),
  },
  { describe: "Where its value comes from, in this order. For `OVERRIDE`." },
);

export const pattern = (describe: string): Attribute => string("pattern", { describe });

export function ofUserType(): Attribute {
  return { ...virtual(string(null, { default: "default", describe: "Id of the user type whose profile it belongs to." })), refersTo: "okta_user_type" };
}

/** The facts and requests of a kind of properties. `place` is what its schema depends on: properties move when it changes. */
export function schemaProperty(section: Section, place: string, find: FindSchema): Pick<ResourceType, "oneAtATime" | "scopes" | "afterEncode" | "readBy" | "request"> {
  const write = (operation: Operation): Promise<Done> => send(operation.calls, find, section, operation.values, operation.body);
  const remove = (calls: Calls, values: PlainObject): Promise<Done> => (section === "base" ? Promise.resolve({ diagnostics: [] }) : send(calls, find, section, values, null));
  return {
    // Okta loses one of two changes of the same schema that arrive together.
    oneAtATime: `schema/${place}`,
    scopes,
    // A change of `required` to nothing has to say so: what is left out stays.
    afterEncode: (body) => ({ ...body, required: body["required"] ?? false }),
    readBy: async (calls, prior) => {
      const schema = await find(calls, prior);
      if (!schema.path) return { diagnostics: schema.diagnostics };
      const answer = await calls.get(schema.path);
      if (!answer.ok) return { diagnostics: answer.gone ? [] : answer.diagnostics };
      return propertyOf(answer.body, section, plainText(prior["index"]));
    },
    request: {
      create: write,
      update: async (operation) => {
        const { prior, values, calls } = operation;
        const done = await write(operation);
        const stays = placeOf(place, prior) === placeOf(place, values);
        if (stays || done.diagnostics.length > 0) return done;
        const removed = await remove(calls, prior);
        return removed.diagnostics.length > 0 ? removed : done;
      },
      delete: ({ calls, prior }) => remove(calls, prior),
    },
  };
}

const placeOf = (place: string, values: PlainObject): string => place.replace(/\{(\w+)\}/g, (_all, name: string) => plainText(values[name]));

/** Where a user type's schema is. The default type is known by that name; of any other the type itself says. */
export const userSchema: FindSchema = async (calls, values) => {
  const userType = plainText(values["user_type"]);
  if (userType === "" || userType === "default") return { path: "/api/v1/meta/schemas/user/default", diagnostics: [] };
  const type = await calls.get(`/api/v1/meta/types/user/${encodeURIComponent(userType)}`);
  if (!type.ok) return { diagnostics: type.gone ? [] : type.diagnostics };
  const href = text(getPath(type.body, "_links.schema.href")) ?? "";
  return { path: `/api/v1/meta/schemas/user/${href.slice(href.lastIndexOf("/") + 1)}`, diagnostics: [] };
};

export const groupSchema: FindSchema = () => Promise.resolve({ path: "/api/v1/meta/schemas/group/default", diagnostics: [] });

export const appSchema: FindSchema = (_calls, values) =>
  Promise.resolve({ path: `/api/v1/meta/schemas/apps/${plainText(values["app_id"])}/default`, diagnostics: [] });

/** The import id of users' properties: the user type may be left out. */
export const userPropertyImport: Required<Pick<ResourceType, "importBy" | "importId">> = {
  importBy: (_calls, id) => {
    const [first = "", second] = id.split(".");
    const index = second ?? first;
    return Promise.resolve({ values: { id: index, index, user_type: second === undefined ? "default" : first }, diagnostics: [] });
  },
  importId: "{user_type}.{index}",
};

function propertyOf(schema: JsonObject, section: Section, index: string): Found {
  const properties = getPath(schema, `definitions.${section}.properties`);
  const property = isObject(properties) ? properties[index] : undefined;
  return isObject(property) ? { body: property, diagnostics: [] } : { diagnostics: [] };
}

/** Sets a property of a schema, or takes it away with null. */
async function send(calls: Calls, find: FindSchema, section: Section, values: PlainObject, property: Json): Promise<Done> {
  const index = plainText(values["index"]);
  const schema = await find(calls, values);
  if (!schema.path) return { diagnostics: schema.diagnostics };
  const body = { definitions: { [section]: { id: `#${section}`, type: "object", properties: { [index]: property } } } };
  const answer = await sendPatiently(calls, schema.path, body, property === null);
  if (!answer.ok || property === null) return { diagnostics: answer.diagnostics };
  return propertyOf(answer.body, section, index);
}

/** Pauses, in seconds, while Okta still takes away what an earlier property of the same name left in profiles. */
const pauses = [2, 4, 8, 16, 30, 30, 30];

async function sendPatiently(calls: Calls, path: string, body: JsonObject, removes: boolean): Promise<Answer> {
  const attempt = (): Promise<Answer> => calls.send("POST", path, body, { accept: removes ? [404] : [] });
  let answer = await attempt();
  for (const seconds of pauses) {
    if (answer.ok || !answer.diagnostics.some(({ detail }) => detail.includes("the deletion process for an attribute with the same variable name is incomplete"))) break;
    await calls.pause(seconds * 1000);
    answer = await attempt();
  }
  return answer;
}

/** A list of texts that Okta keeps as values of the property's own type. */
function valuesOf(path: string, typeAttribute: string, options: AttributeOptions): Attribute {
  return {
    ...list(path, options),
    toApi: (items, context) => (Array.isArray(items) ? items.map((item: Plain) => asTyped(plainText(item), typeAttribute, context)) : undefined),
    fromApi: (items) => (isList(items) ? items.map(asText) : null),
  };
}

function choicesOf(path: string, typeAttribute: string, options: AttributeOptions): Attribute {
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
