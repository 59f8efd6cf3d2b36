import { isDeepStrictEqual } from "node:util";
import type { StateObject } from "./objects.ts";
import { hasMarks, isFields, markAt, withoutSensitive } from "./sensitive.ts";

/** One attribute that is another; of a sensitive one nothing is said but that. */
export interface AttributeDifference {
  readonly path: (string | number)[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly sensitive: boolean;
}

/** What is another between two states, by address. */
export interface ObjectDifferences {
  readonly added: readonly StateObject[];
  readonly removed: readonly StateObject[];
  readonly changed: readonly { readonly object: StateObject; readonly attributes: AttributeDifference[] }[];
}

/** Compares the objects of two states. */
export function compareObjects(before: readonly StateObject[], after: readonly StateObject[]): ObjectDifferences {
  const [old, now] = [byKey(before), byKey(after)];
  const changed = [...now].flatMap(([key, object]) => {
    const earlier = old.get(key);
    const attributes = earlier ? compareValues(earlier.values, object.values, earlier.sensitive, object.sensitive) : [];
    return attributes.length > 0 ? [{ object, attributes }] : [];
  });
  return { added: [...now].filter(([key]) => !old.has(key)).map(([, object]) => object), removed: [...old].filter(([key]) => !now.has(key)).map(([, object]) => object), changed };
}

const byKey = (objects: readonly StateObject[]): ReadonlyMap<string, StateObject> => new Map(objects.map((object) => [`${object.address} ${object.deposed ?? ""}`, object]));

/** The places at which two values differ, as deep as both have the same shape. */
function compareValues(before: unknown, after: unknown, oldMarks: unknown, newMarks: unknown, path: (string | number)[] = []): AttributeDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const secret = path.length > 0 && (oldMarks === true || newMarks === true);
  if (!secret && isFields(before) && isFields(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => compareValues(before[name], after[name], markAt(oldMarks, name), markAt(newMarks, name), [...path, name]));
  }
  if (!secret && Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every(isFields)) {
    return before.flatMap((each, at) => compareValues(each, after[at], markAt(oldMarks, at), markAt(newMarks, at), [...path, at]));
  }
  if (secret) return [{ path, sensitive: true }];
  return [{ path, before: withoutSensitive(before, oldMarks), after: withoutSensitive(after, newMarks), sensitive: hasMarks(oldMarks) || hasMarks(newMarks) }];
}
