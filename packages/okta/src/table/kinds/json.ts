import type { Attribute, AttributeOptions, Difference } from "../attribute.ts";
import { canonicalJson, isList, isObject, parseJson } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Plain } from "../plain.ts";
import { plainText } from "../plain.ts";
import { presence } from "./presence.ts";

export interface JsonOptions extends AttributeOptions {
  /** "ignored": the order of lists is no difference either. */
  readonly arrayOrder?: "ignored";
  /** Properties of the object that other attributes hold. Such a kind stands before them in its row, so that they win in the body. */
  readonly except?: readonly string[];
}

/** A JSON object as text. Kept in canonical form; the order of keys is no difference. */
export const json = (path: string | null, options: JsonOptions = {}): Attribute => {
  const { arrayOrder, except = [], ...rest } = options;
  return {
    type: "string",
    path,
    toApi: (value) => parseJson(plainText(value)),
    fromApi: (property) => (isList(property) ? canonicalJson(property) : isObject(property) ? objectText(property, except) : null),
    normalize: normalizeJson,
    equivalent: arrayOrder === "ignored" ? sameJsonInAnyOrder : sameJson,
    checks: [isJson],
    ...presence(rest),
  };
};

/** The object without some properties and without empty ones; nothing when nothing is left. */
function objectText(object: JsonObject, except: readonly string[]): string | null {
  const kept = Object.entries(object).filter(([key]) => !except.includes(key));
  return except.length > 0 && kept.length === 0 ? null : canonicalJson(Object.fromEntries(kept));
}

/** As the official provider keeps JSON in its states: an object with keys in order; "{}" for what is no object. */
export function normalizeJson(source: string): string {
  const parsed = parseJson(source);
  return isObject(parsed) ? canonicalJson(parsed) : "{}";
}

/** JSON objects that differ in the order of keys only; nothing new is no difference. */
export const sameJson = ({ old, new: next }: Difference): boolean => next === "" || (isJsonObject(old) && normalizeJson(old) === normalizeJson(next));

/** JSON objects that are the same, where text that is no JSON object counts as an empty one. */
export const equivalentJson = ({ old, new: next }: Difference): boolean => inOrder(normalizeJson(old)) === inOrder(normalizeJson(next));

/** … and in the order of lists. */
export const sameJsonInAnyOrder = ({ old, new: next }: Difference): boolean => next === "" || (isJsonObject(old) && inOrder(old) === inOrder(next));

const isJsonObject = (source: string): boolean => isObject(parseJson(source));
const inOrder = (source: string): string => canonicalJson(sortLists(parseJson(source) ?? null));

function sortLists(value: Json): Json {
  if (isList(value)) return value.map(sortLists).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sortLists(item ?? null)]));
}

/** A check: JSON that is not empty. Worded as the official provider does. */
export function isJson(value: Plain, name: string) {
  if (typeof value !== "string") return undefined;
  if (value === "") return { summary: `expected [{{} "${name}"}] JSON to not be empty, got `, detail: "" };
  if (parseJson(value) !== undefined) return undefined;
  return { summary: `[{{} "${name}"}] contains an invalid JSON: ${whyNoJson(value)}`, detail: "" };
}

function whyNoJson(source: string): string {
  try {
    JSON.parse(source);
  } catch (problem) {
    // Without what it quotes: the text may hold secrets.
    if (problem instanceof Error) return problem.message.replace(/,? ?(?:\.\.\.)?"[^]*"(?:\.\.\.)? is not valid JSON/, "");
  }
  return "it cannot be read";
}
