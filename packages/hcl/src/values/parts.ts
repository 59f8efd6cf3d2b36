// What a value holds, by what it is.
import type { BigFloat, Numeric } from "./big-float.ts";
import { Unknown } from "./value.ts";
import type { Raw, Value } from "./value.ts";

/** Elements of a list, set or tuple. */
export const isItems = (raw: Raw): raw is readonly Value[] => Array.isArray(raw);

/** Entries of a map or object. */
export const isEntries = (raw: Raw): raw is ReadonlyMap<string, Value> => raw instanceof Map;

/** The content of a known number. */
export const isNumeric = (raw: Raw): raw is Numeric => typeof raw === "number" || isBigFloat(raw);

const isBigFloat = (raw: Raw): raw is BigFloat =>
  typeof raw === "object" && raw !== null && !(raw instanceof Unknown) && "mantissa" in raw;

const noItems: readonly Value[] = [];
const noEntries: ReadonlyMap<string, Value> = new Map();

/** The elements of a known list, set or tuple; none of anything else. */
export const itemsOf = ({ raw }: Value): readonly Value[] => (isItems(raw) ? raw : noItems);

/** The entries of a known map or object; none of anything else. */
export const entriesOf = ({ raw }: Value): ReadonlyMap<string, Value> => (isEntries(raw) ? raw : noEntries);

/** The parts of a known collection or structure, whatever it is. */
export const partsOf = (value: Value): readonly Value[] => (isEntries(value.raw) ? [...value.raw.values()] : itemsOf(value));

/** The content of a number; 0 of anything else. */
export const numeric = ({ raw }: Value): Numeric => (isNumeric(raw) ? raw : 0);
