import type { Attribute, AttributeOptions, Attributes, DecodeContext, EncodeContext } from "../attribute.ts";
import { decodeAttributes } from "../decode.ts";
import { encodeAttributes } from "../encode.ts";
import { isList, isObject, objects } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { isPlainObject, plainObjects } from "../plain.ts";
import type { Plain, PlainObject } from "../plain.ts";
import { presence } from "./presence.ts";

/** Nested blocks in an order: a list of Okta's objects. Paths of the inner attributes start at each object. */
export const blockList = (path: string | null, attributes: Attributes, options: AttributeOptions = {}): Attribute => ({
  type: "list",
  attributes,
  path,
  toApi: (blocks, context) => plainObjects(blocks).map((block) => encodeAttributes(attributes, block, context)),
  fromApi: (property, context) => (isList(property) ? objects(property).map((item) => object(attributes, item, context)) : null),
  ...presence(options),
});

/** Nested blocks in no order: a list of Okta's objects. */
export const blockSet = (path: string | null, attributes: Attributes, options: AttributeOptions = {}): Attribute => ({
  ...blockList(path, attributes, options),
  type: "set",
});

/** At most one nested block that is one object of Okta's (a list of one in Terraform's older providers). `path: ""` is the body itself. */
export const block = (path: string | null, attributes: Attributes, options: AttributeOptions = {}): Attribute => ({
  ...blockList(path, attributes, { maxItems: 1, ...options }),
  toApi: (blocks, context) => first(blocks, attributes, context),
  fromApi: (property, context) => (isObject(property) ? [object(attributes, property, context)] : null),
});

/** One object (a single nested block, of newer providers). */
export const single = (path: string | null, attributes: Attributes, options: AttributeOptions = {}): Attribute => ({
  type: "object",
  attributes,
  path,
  toApi: (value, context) => (isPlainObject(value) ? encodeAttributes(attributes, value, context) : undefined),
  fromApi: (property, context) => (isObject(property) ? object(attributes, property, context) : null),
  ...presence(options),
});

function first(blocks: Plain, attributes: Attributes, context: EncodeContext): Json | undefined {
  const [only] = plainObjects(blocks);
  return only && encodeAttributes(attributes, only, context);
}

function object(attributes: Attributes, json: JsonObject, context: DecodeContext): PlainObject {
  const values = decodeAttributes(attributes, json, context);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]));
}
