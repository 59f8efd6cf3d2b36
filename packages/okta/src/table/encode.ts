// Values → request body: what the attributes of a row say, and no more.
import type { Attribute, Attributes, EncodeContext } from "./attribute.ts";
import type { Json, JsonObject } from "./json.ts";
import { setPath } from "./path.ts";
import type { PlainObject } from "./plain.ts";
import type { ResourceType } from "./resource-type.ts";

/** The body of an object for POST or PUT. */
export function encode(row: ResourceType, values: PlainObject, context: EncodeContext): JsonObject {
  const given = row.beforeEncode?.(values, context) ?? values;
  const constants = Object.entries(row.constants ?? {});
  const start = constants.reduce<JsonObject>((body, [path, value]) => setPath(body, path, value), {});
  const body = encodeAttributes(row.attributes, given, context, undefined, start);
  return row.afterEncode?.(body, context) ?? body;
}

/** What some attributes (a row's, a block's, a part's) make of an object's values. */
export function encodeAttributes(
  attributes: Attributes,
  values: PlainObject,
  context: EncodeContext,
  part?: string,
  start: JsonObject = {},
): JsonObject {
  let body = start;
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.path === null || attribute.part !== part || !isSent(attribute, context)) continue;
    const json = encodeValue(attribute, values, name, context);
    if (json !== undefined) body = setPath(body, attribute.path, json);
  }
  return body;
}

function encodeValue(attribute: Attribute, values: PlainObject, name: string, context: EncodeContext): Json | undefined {
  const value = values[name] ?? attribute.unset ?? null;
  if (value === null && !attribute.sendsNull) return undefined;
  return value === null ? null : attribute.toApi(value, context);
}

const isSent = (attribute: Attribute, context: EncodeContext): boolean =>
  attribute.notIn !== context.operation && !(attribute.computed && !attribute.optional && !attribute.required);
