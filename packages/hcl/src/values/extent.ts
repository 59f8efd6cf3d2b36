// How large a value may be. A few lines can double a list or a text so often that no memory holds what it means.
import { isEntries, isItems } from "./parts.ts";
import type { Value } from "./value.ts";

/** Parts of a value, each counted as often as it stands in it. */
export const MOST_PARTS = 5_000_000;
/** Levels of lists and objects in each other. */
export const DEEPEST = 1_000;
/** Characters of one text. */
export const LONGEST_TEXT = 2 ** 27;
/** Rounds of all loops of one expression together. */
export const MOST_ROUNDS = 5_000_000;

interface Extent {
  readonly parts: number;
  readonly depth: number;
}

/** Whether the value has more parts, or deeper ones, than anything can be done with. */
export function isExcessive(value: Value): boolean {
  const { parts, depth } = extentOf(value);
  return parts > MOST_PARTS || depth > DEEPEST;
}

const single: Extent = { parts: 1, depth: 0 };
/** A list that stands in another twice is gone through once, so that the count itself does not double. */
const counted = new WeakMap<object, Extent>();
const LARGE = 16;

function extentOf({ raw }: Value): Extent {
  if (!isItems(raw) && !isEntries(raw)) return single;
  const before = counted.get(raw);
  if (before) return before;
  let parts = 1;
  let depth = 0;
  for (const part of raw.values()) {
    const inner = extentOf(part);
    parts += inner.parts;
    if (inner.depth > depth) depth = inner.depth;
  }
  const extent = { parts, depth: depth + 1 };
  if (parts >= LARGE) counted.set(raw, extent);
  return extent;
}
