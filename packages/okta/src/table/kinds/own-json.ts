import type { Attribute } from "../attribute.ts";
import { canonicalJson, isList, isObject, parseJson } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Plain } from "../plain.ts";
import { json } from "./json.ts";
import type { JsonOptions } from "./json.ts";

/**
 * A JSON object as text of which Okta keeps more than was configured (defaults, what an integration adds). What nobody
 * configured is not ours: it is left as it is and is no difference.
 */
export const ownJson = (name: string, path: string | null, options: JsonOptions = {}): Attribute => ({
  ...json(path, options),
  joins: true,
  fromApi: (property, { prior }) => readOwnJson(without(property, options.except), prior[name]),
});

/** The text of such an object, by what was known before; undefined when that still holds. */
export function readOwnJson(property: Json | undefined, before: Plain | undefined): string | null | undefined {
  // Nothing is known at an import: everything is taken over.
  if (before === undefined) return isObject(property) && Object.keys(property).length > 0 ? canonicalJson(property) : null;
  const mine = typeof before === "string" ? parseJson(before) : undefined;
  if (!isObject(mine) || includes(property, mine)) return undefined;
  return canonicalJson(restrict(isObject(property) ? property : {}, mine));
}

/** Whether all that one document says stands in the other. Nothing said is the same as null, empty text or an empty list. */
export function includes(whole: Json | undefined, part: Json | undefined): boolean {
  if (isNothing(part)) return isNothing(whole);
  // Lists of texts and numbers come back in an order of Okta's own.
  if (isList(part)) return isList(whole) && whole.length === part.length && inOrder(part).every((item, at) => includes(inOrder(whole)[at], item));
  if (isObject(part)) return isObject(whole) && Object.entries(part).every(([key, value]) => includes(whole[key], value));
  return whole === part;
}

const inOrder = (items: readonly Json[]): readonly Json[] => (items.some((item) => isList(item) || isObject(item)) ? items : items.map(String).sort());

const without = (property: Json | undefined, names: readonly string[] = []): Json | undefined =>
  isObject(property) ? Object.fromEntries(Object.entries(property).filter(([name]) => !names.includes(name))) : property;

const isNothing = (value: Json | undefined): boolean => value === undefined || value === null || value === "" || (isList(value) && value.length === 0);

/** Those keys of a document that another one has, too. */
const restrict = (whole: JsonObject, like: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(like).flatMap((key) => (whole[key] === undefined ? [] : [[key, restrictValue(whole[key], like[key])]])));

const restrictValue = (whole: Json, like: Json | undefined): Json => (isObject(whole) && isObject(like) ? restrict(whole, like) : whole);
