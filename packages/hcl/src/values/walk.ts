// Going through the parts of a value.
import { makeSet } from "./sets.ts";
import { entriesOf, isEntries, isItems } from "./parts.ts";
import { attributeStep, indexStep } from "./path.ts";
import type { Path, PathStep } from "./path.ts";
import { compareStrings, equalTypes, listType, mapType, objectType, tupleType } from "./type.ts";
import type { Type } from "./type.ts";
import { Unknown } from "./value.ts";
import type { Value } from "./value.ts";

/** The parts of a known collection or structure with the step to each; nothing for all others. */
export function children(value: Value): (readonly [PathStep, Value])[] {
  if (isItems(value.raw)) {
    const inSet = value.type.kind === "set";
    return value.raw.map((item, at) => [indexStep(inSet ? item : at), item] as const);
  }
  const step = value.type.kind === "object" ? attributeStep : indexStep;
  return [...entriesOf(value)].map(([key, item]) => [step(key), item] as const);
}

/** Visits the value and its parts, outermost first; a visit that gives false is not followed inside. */
export function walk(value: Value, visit: (part: Value, path: Path) => boolean, path: Path = []): void {
  if (!visit(value, path)) return;
  for (const [step, part] of children(value)) walk(part, visit, [...path, step]);
}

/** The value with each part replaced, from the inside out; types of structures follow their parts. */
export function transform(value: Value, change: (part: Value, path: Path) => Value, path: Path = []): Value {
  const parts = children(value);
  if (parts.length === 0) return change(value, path);
  const changed = parts.map(([step, part]) => transform(part, change, [...path, step]));
  const same = changed.every((part, at) => part === parts[at]?.[1]);
  return change(same ? value : rebuild(value, changed), path);
}

function rebuild(value: Value, items: readonly Value[]): Value {
  const keep = value.marks === 0 ? {} : { marks: value.marks };
  if (value.type.kind === "set") return { ...makeSet(elementType(value.type.element, items), items), ...keep };
  if (value.type.kind === "list") return { ...value, type: listType(elementType(value.type.element, items)), raw: items };
  if (value.type.kind === "tuple") return { ...value, type: tupleType(items.map((item) => item.type)), raw: items };
  if (!(value.raw instanceof Map)) return value;
  const entries = [...(value.raw as ReadonlyMap<string, Value>).keys()].map((key, at) => [key, items[at] ?? value] as const);
  if (value.type.kind === "object") {
    return { ...value, type: objectType(entries.map(([name, item]) => [name, item.type] as const)), raw: new Map(entries) };
  }
  const old = value.type.kind === "map" ? value.type.element : value.type;
  return { ...value, type: mapType(elementType(old, items)), raw: new Map(entries) };
}

/** The type of a collection's elements after they were changed. */
function elementType(old: Type, items: readonly Value[]): Type {
  return items.find((item) => !equalTypes(item.type, old))?.type ?? old;
}

/** Whether the value and all its parts are known. */
export function isWhollyKnown(value: Value): boolean {
  const { raw } = value;
  if (typeof raw !== "object" || raw === null) return true;
  if (raw instanceof Unknown) return false;
  if (isItems(raw)) return raw.every(isWhollyKnown);
  if (isEntries(raw)) for (const item of raw.values()) if (!isWhollyKnown(item)) return false;
  return true;
}

/** Entries of a map or object made from pairs, in order of the keys. */
export const sortedEntries = <T>(pairs: Iterable<readonly [string, T]>): Map<string, T> =>
  new Map([...pairs].sort(([a], [b]) => compareStrings(a, b)));
