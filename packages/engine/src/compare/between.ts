// What a change that was cut short may have left: the parts that were done are new, the others old.
import { isWhollyKnown } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { isSame } from "./compare.ts";

/** Whether every part of `now` is as it was or as it was to become; what was not known beforehand may have become anything. */
export function isBetween(before: Value | undefined, after: Value | undefined, now: Value | undefined): boolean {
  if (isAlike(now, before) || isAlike(now, after)) return true;
  if (after && !isWhollyKnown(after) && !(after.raw instanceof Map)) return true;
  if (!now) return false;
  if (now.raw instanceof Map) {
    const names = new Set([before, after, now].flatMap((value) => [...partsOf(value).keys()]));
    return [...names].every((name) => isBetween(partsOf(before).get(name), partsOf(after).get(name), partsOf(now).get(name)));
  }
  return Array.isArray(now.raw) && isBetweenElements(elementsOf(before), elementsOf(after), now.raw);
}

// Elements are added and taken away one by one; those that were there and stay are never away.
function isBetweenElements(before: readonly Value[], after: readonly Value[], now: readonly Value[]): boolean {
  if (before.length === now.length && after.length === now.length && now.every((element, at) => isBetween(before[at], after[at], element))) return true;
  return now.every((element) => isAmong(before, element) || isAmong(after, element)) && before.every((element) => !isAmong(after, element) || isAmong(now, element));
}

const isAlike = (a: Value | undefined, b: Value | undefined): boolean => a === b || (a !== undefined && b !== undefined && isSame(a, b));
const isAmong = (elements: readonly Value[], element: Value): boolean => elements.some((other) => isSame(element, other));
const partsOf = (value: Value | undefined): ReadonlyMap<string, Value> => (value?.raw instanceof Map ? value.raw : new Map<string, Value>());
const elementsOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value?.raw) ? (value.raw as readonly Value[]) : []);
