import type { Attribute, AttributeOptions } from "../attribute.ts";
import { canonicalJson, isList, strings } from "../json.ts";
import type { Json } from "../json.ts";
import { isPlainList } from "../plain.ts";
import type { Plain } from "../plain.ts";
import { presence } from "./presence.ts";
import { string } from "./string.ts";

/** A list of texts (or, with `element`, of one other kind of value). */
export const list = (path: string | null, options: AttributeOptions & { element?: Attribute } = {}): Attribute => {
  const { element = string(""), ...rest } = options;
  return {
    type: "list",
    element,
    path,
    toApi: (items, context) => elements(items).flatMap((item) => element.toApi(item, context) ?? []),
    fromApi: (property, context) => (isList(property) ? property.map((item) => element.fromApi(item, context) ?? null) : null),
    ...presence(rest),
  };
};

/** A set of texts (or, with `element`, of one other kind of value). It has no order: the same one is always sent. */
export const set = (path: string | null, options: AttributeOptions & { element?: Attribute } = {}): Attribute => {
  const attribute = list(path, options);
  return {
    ...attribute,
    type: "set",
    toApi: (items, context) => objectsOrTexts(attribute.toApi(items, context)).sort(compare),
  };
};

/** A set of ids of other objects. */
export const setOfIds = (path: string | null, refersTo: string | readonly string[], options: AttributeOptions = {}): Attribute => ({
  ...set(path, options),
  fromApi: (property) => (isList(property) ? strings(property) : null),
  refersTo,
});

/** A list of ids of other objects. */
export const listOfIds = (path: string | null, refersTo: string | readonly string[], options: AttributeOptions = {}): Attribute => ({
  ...list(path, options),
  refersTo,
});

const elements = (value: Plain): readonly Plain[] => (isPlainList(value) ? value : []);
const objectsOrTexts = (json: Json | undefined): Json[] => (isList(json) ? [...json] : []);
const compare = (a: Json, b: Json): number => (canonicalJson(a) < canonicalJson(b) ? -1 : 1);
