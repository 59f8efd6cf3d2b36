// Dotted paths (`conditions.people.users.exclude`) in and out of JSON.
import { isObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";

/** What stands at the path; undefined where the way to it ends early. */
export function getPath(json: Json | undefined, path: string): Json | undefined {
  let at: Json | undefined = json;
  for (const step of steps(path)) {
    if (!isObject(at)) return undefined;
    at = at[step];
  }
  return at;
}

/** The same document with a value at the path; the original stays as it was. */
export function setPath(json: JsonObject, path: string, value: Json): JsonObject {
  const [first, ...rest] = steps(path);
  if (first === undefined) return isObject(value) ? { ...json, ...value } : json;
  return setSteps(json, first, rest, value);
}

function setSteps(json: JsonObject, first: string, rest: readonly string[], value: Json): JsonObject {
  const [next, ...others] = rest;
  if (next === undefined) return { ...json, [first]: value };
  const inner = json[first];
  return { ...json, [first]: setSteps(isObject(inner) ? inner : {}, next, others, value) };
}

/** The same document without what stands at the path. */
export function removePath(json: JsonObject, path: string): JsonObject {
  const [first, ...rest] = steps(path);
  if (first === undefined || !(first in json)) return json;
  if (rest.length > 0) {
    const inner = json[first];
    return isObject(inner) ? { ...json, [first]: removePath(inner, rest.join(".")) } : json;
  }
  const { [first]: _, ...kept } = json;
  return kept;
}

const steps = (path: string): string[] => (path === "" ? [] : path.split("."));
