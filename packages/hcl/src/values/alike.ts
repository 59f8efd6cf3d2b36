// Values that are to be the elements of one collection.
import { equalTypes } from "./type.ts";
import type { Type } from "./type.ts";
import { Unknown } from "./value.ts";
import type { Value } from "./value.ts";

/** The one type of all items; undefined when they differ. Nulls and unknown values without a type fit any. */
export function elementTypeOf(items: readonly Value[]): Type | undefined {
  const first = items.find(({ type }) => type.kind !== "dynamic") ?? items[0];
  return first && items.every((item) => isOpen(item) || equalTypes(item.type, first.type)) ? first.type : undefined;
}

const isOpen = ({ type, raw }: Value): boolean => type.kind === "dynamic" && (raw === null || raw instanceof Unknown);

/** The items, all of this type: those without a type take it. */
export const asElements = (items: readonly Value[], type: Type): readonly Value[] =>
  type.kind === "dynamic" || items.every((item) => !isOpen(item)) ? items : items.map((item) => (isOpen(item) ? { ...item, type } : item));
