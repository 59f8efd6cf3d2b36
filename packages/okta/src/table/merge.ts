// Joining two documents, and an update over what the org has.
import type { Attribute } from "./attribute.ts";
import { isObject } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { getPath, removePath } from "./path.ts";
import { isPlainList } from "./plain.ts";
import type { Plain, PlainObject } from "./plain.ts";
import type { ResourceType } from "./resource-type.ts";

/** The properties of both documents; those of the second win. */
export function mergeJson(under: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? mergeJson(below, value) : value;
  }
  return merged;
}

/** An update's body over the object as it is: what the row does not know stays, what was taken away goes. */
export function updateOver(row: ResourceType, current: JsonObject, body: JsonObject, values: PlainObject, prior: PlainObject): JsonObject {
  const { _links, _embedded, ...base } = current;
  const cleared = Object.entries(row.attributes).reduce(
    (document, [name, attribute]) => (isReplaced(attribute, body, values[name], prior[name]) ? removePath(document, attribute.path ?? "") : document),
    base as JsonObject,
  );
  return mergeJson(cleared, body);
}

function isReplaced(attribute: Attribute, body: JsonObject, value: Plain | undefined, before: Plain | undefined): boolean {
  if (attribute.path === null || attribute.part !== undefined) return false;
  if (getPath(body, attribute.path) !== undefined) return !attribute.joins;
  return isNothing(value) && !isNothing(before) && !(attribute.computed && !attribute.optional);
}

const isNothing = (value: Plain | undefined): boolean => value === undefined || value === null || value === "" || (isPlainList(value) && value.length === 0);
