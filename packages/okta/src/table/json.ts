// A piece of Okta's JSON, read as what it should be.

/** What JSON can hold, and so what Okta can send. */
export type Json = null | string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [property: string]: Json | undefined;
}

export const isObject = (json: unknown): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);
export const isList = (json: unknown): json is readonly Json[] => Array.isArray(json);

/** The text of a property; other scalars as JSON writes them, nothing for anything else. */
export function text(json: unknown): string | undefined {
  if (typeof json === "string") return json;
  return typeof json === "number" || typeof json === "boolean" ? String(json) : undefined;
}

/** The texts of a list; an empty list for anything that is none. */
export const strings = (json: unknown): string[] => (isList(json) ? json.flatMap((item) => text(item) ?? []) : []);

/** The objects of a list. */
export const objects = (json: unknown): JsonObject[] => (isList(json) ? json.filter(isObject) : []);

/** Text as JSON; undefined when it is none. */
export function parseJson(source: string): Json | undefined {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
}

/** JSON with its keys in order, as Go writes it, so that equal documents are equal text. */
export function canonicalJson(json: Json): string {
  return escapeHtml(JSON.stringify(sortKeys(json)));
}

function sortKeys(json: Json): Json {
  if (isList(json)) return json.map(sortKeys);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.keys(json)
      .sort()
      .map((key) => [key, sortKeys(json[key] ?? null)]),
  );
}

// Go's encoder writes these as escapes; states written by the official provider hold them so.
const escapeHtml = (source: string): string =>
  source.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
