/** What a JSON document can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object; what Okta stores and answers. */
export interface JsonObject {
  [key: string]: Json;
}

/** Is this an object, and not a list or null? */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path like "profile.name", if there is one. */
export const valueAt = (value: Json | undefined, path: string): Json | undefined => {
  let at: Json | undefined = value;
  for (const key of path.split(".")) at = isObject(at) ? at[key] : undefined;
  return at;
};

/** The string at a path, or undefined when it is something else. */
export const textAt = (value: Json | undefined, path: string): string | undefined => {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
};

/** The object at a path; an empty one when there is none. */
export const objectAt = (value: Json | undefined, path: string): JsonObject => {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
};

/** The list at a path; an empty one when there is none. */
export const listAt = (value: Json | undefined, path: string): Json[] => {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
};

/** The strings of the list at a path. */
export const textsAt = (value: Json | undefined, path: string): string[] =>
  listAt(value, path).filter((item) => typeof item === "string");

/** A value in words: texts, numbers and truths as they are, lists and objects as JSON, nothing as nothing. */
export const wordOf = (value: Json | undefined): string => {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** An object without the entries that are undefined. */
export const present = (entries: Record<string, Json | undefined>): JsonObject => {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) object[key] = value;
  return object;
};

/** A copy with one value set, at a path like "settings.app.url". */
export const withValue = (object: JsonObject, path: string, value: Json): JsonObject => {
  const [key = "", ...rest] = path.split(".");
  const inner = object[key];
  if (rest.length === 0) return { ...object, [key]: value };
  return { ...object, [key]: withValue(isObject(inner) ? inner : {}, rest.join("."), value) };
};

/** The given object, with what is missing in it taken from the defaults, at every depth. */
export const withDefaults = (given: JsonObject, defaults: JsonObject): JsonObject => {
  const result: JsonObject = { ...defaults, ...given };
  for (const [key, fallback] of Object.entries(defaults)) {
    const value = given[key];
    if (isObject(value) && isObject(fallback)) result[key] = withDefaults(value, fallback);
  }
  return result;
};

/** A copy with only the named keys. */
export const pick = (object: JsonObject, keys: readonly string[]): JsonObject =>
  present(Object.fromEntries(keys.map((key) => [key, object[key]])));

/** A copy without the named keys. */
export const omit = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** A copy without the entries that are null. */
export const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
