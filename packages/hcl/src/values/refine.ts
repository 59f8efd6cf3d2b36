// What is known of a value that is not known yet.
import { segments } from "../source/segments.ts";
import { compareNumbers } from "./big-float.ts";
import type { Numeric } from "./big-float.ts";
import { isEntries, isNumeric, itemsOf, partsOf } from "./parts.ts";
import { listType } from "./type.ts";
import type { Type } from "./type.ts";
import { isNull, Unknown, unknownValue } from "./value.ts";
import type { Bound, Value } from "./value.ts";

export type Refinement = Partial<Pick<Unknown, "notNull" | "prefix" | "lower" | "upper" | "minLength" | "maxLength">>;

/** Longer prefixes are cut, as Terraform does. */
const LONGEST_PREFIX = 128;
/** More elements than this are not made out of a known length. */
const MOST_ELEMENTS = 1024;

/** An unknown value of which something is known; a known one where that leaves only one possibility. */
export function refinedUnknown(type: Type, refinement: Refinement): Value {
  if (type.kind === "dynamic") return unknownValue(type);
  const only = refinement.notNull === true ? onlyPossibility(type, refinement) : undefined;
  return only ?? unknownValue(type, new Unknown(kept(type, refinement)));
}

/** The value, of which something more is now known. Known and null values stay as they are. */
export function refine(value: Value, refinement: Refinement): Value {
  if (!(value.raw instanceof Unknown)) return value;
  const refined = refinedUnknown(value.type, narrow(value.raw, refinement));
  return { ...refined, marks: value.marks };
}

export const refineNotNull = (value: Value): Value =>
  value.raw instanceof Unknown && !value.raw.notNull && value.type.kind !== "dynamic" ? refine(value, { notNull: true }) : value;

/** Known not to be null. */
export const isDefinitelyNotNull = (value: Value): boolean =>
  value.raw instanceof Unknown ? value.raw.notNull : !isNull(value);

/** The part of a text that stays as it is whatever follows it: without its last character, which might be combined with the next. */
export function safePrefix(text: string): string {
  let prefix = text;
  if (Buffer.byteLength(prefix) > LONGEST_PREFIX) {
    prefix = new TextDecoder().decode(Buffer.from(prefix).subarray(0, LONGEST_PREFIX)).replace(/\ufffd+$/, "");
  }
  prefix = prefix.normalize("NFC");
  // Terraform finds no safe place behind a line break, unless it is one of Windows.
  const lineBreak = prefix.search(/\r(?!\n)|(?<!\r)\n/);
  if (lineBreak !== -1) return prefix.slice(0, lineBreak);
  if (/[ \t!-/:;?@[-^_{-~]$/.test(prefix)) return prefix;
  const last = [...segments(prefix)].at(-1);
  return last ? prefix.slice(0, last.index) : "";
}

/** Bounds of the length of a collection, known or not; undefined for other types. */
export function lengthRange(value: Value): { min: number; max: number } | undefined {
  const { type, raw } = value;
  if (type.kind === "tuple") return { min: type.elements.length, max: type.elements.length };
  if (type.kind === "object") return { min: type.attributes.size, max: type.attributes.size };
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return undefined;
  if (raw instanceof Unknown) return { min: raw.minLength ?? 0, max: raw.maxLength ?? Infinity };
  if (isEntries(raw)) return { min: raw.size, max: raw.size };
  const items = itemsOf(value);
  if (type.kind !== "set") return { min: items.length, max: items.length };
  // Elements that are not known yet may turn out to be the same.
  const settled = items.filter((item) => !hasUnknown(item)).length;
  return { min: Math.max(settled, Math.min(items.length, 1)), max: items.length };
}

/** Bounds of a number, known or not. */
export function numberRange(value: Value): { lower: Bound | undefined; upper: Bound | undefined } {
  const { raw } = value;
  if (raw instanceof Unknown) return { lower: raw.lower, upper: raw.upper };
  if (!isNumeric(raw)) return { lower: undefined, upper: undefined };
  const bound: Bound = { value: raw, inclusive: true };
  return { lower: bound, upper: bound };
}

/** Whether the unknown value might turn out to be this known one. */
export function mayBecome(unknown: Unknown, type: Type, known: Value): boolean {
  if (isNull(known)) return !unknown.notNull;
  if (type.kind === "string" && typeof known.raw === "string") return known.raw.startsWith(unknown.prefix ?? "");
  if (type.kind === "number") return isWithin(known, unknown.lower, unknown.upper);
  const length = lengthRange(known);
  if (!length || length.min !== length.max) return true;
  return length.min >= (unknown.minLength ?? 0) && length.max <= (unknown.maxLength ?? Infinity);
}

/** The tighter of two lower bounds (or upper ones). */
export function tighter(a: Bound | undefined, b: Bound | undefined, side: "lower" | "upper"): Bound | undefined {
  if (!a || !b) return a ?? b;
  const order = compareNumbers(a.value, b.value) * (side === "lower" ? 1 : -1);
  if (order === 0) return a.inclusive ? b : a;
  return order > 0 ? a : b;
}

/** The looser of two bounds: undefined when either is open. */
export function looser(a: Bound | undefined, b: Bound | undefined, side: "lower" | "upper"): Bound | undefined {
  if (!a || !b) return undefined;
  const kept = tighter(a, b, side);
  return kept === a ? b : a;
}

function narrow(old: Unknown, more: Refinement): Refinement {
  const prefix = (more.prefix ?? "").length > (old.prefix ?? "").length ? more.prefix : old.prefix;
  const lower = tighter(old.lower, more.lower, "lower");
  const upper = tighter(old.upper, more.upper, "upper");
  const minLength = Math.max(old.minLength ?? 0, more.minLength ?? 0);
  const maxLength = Math.min(old.maxLength ?? Infinity, more.maxLength ?? Infinity);
  return {
    notNull: old.notNull || (more.notNull ?? false),
    ...(prefix ? { prefix } : {}),
    ...(lower ? { lower } : {}),
    ...(upper ? { upper } : {}),
    minLength,
    maxLength,
  };
}

/** Only what can be said about values of this type. */
function kept(type: Type, given: Refinement): Refinement {
  const notNull = given.notNull ?? false;
  if (type.kind === "string") return given.prefix ? { notNull, prefix: given.prefix } : { notNull };
  if (type.kind === "number") {
    return { notNull, ...(given.lower ? { lower: given.lower } : {}), ...(given.upper ? { upper: given.upper } : {}) };
  }
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return { notNull };
  const min = given.minLength ?? 0;
  const max = given.maxLength ?? Infinity;
  return { notNull, ...(min > 0 ? { minLength: min } : {}), ...(max < Infinity ? { maxLength: max } : {}) };
}

function onlyPossibility(type: Type, { lower, upper, minLength, maxLength }: Refinement): Value | undefined {
  if (type.kind === "number" && lower?.inclusive && upper?.inclusive && compareNumbers(lower.value, upper.value) === 0) {
    return { type, raw: lower.value, marks: 0 };
  }
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return undefined;
  if (maxLength === 0) return { type, raw: type.kind === "map" ? new Map() : [], marks: 0 };
  if (maxLength === undefined || maxLength !== minLength || maxLength > MOST_ELEMENTS || type.kind === "map") return undefined;
  if (type.kind === "set" && maxLength !== 1) return undefined;
  const items = Array.from({ length: maxLength }, () => unknownValue(type.element));
  return { type: type.kind === "list" ? listType(type.element) : type, raw: items, marks: 0 };
}

function isWithin(known: Value, lower: Bound | undefined, upper: Bound | undefined): boolean {
  const raw = known.raw;
  if (!isNumeric(raw)) return true;
  return fits(raw, lower, 1) && fits(raw, upper, -1);
}

function fits(number: Numeric, bound: Bound | undefined, direction: 1 | -1): boolean {
  if (!bound) return true;
  const order = compareNumbers(number, bound.value) * direction;
  return order > 0 || (order === 0 && bound.inclusive);
}

function hasUnknown(value: Value): boolean {
  return value.raw instanceof Unknown || partsOf(value).some(hasUnknown);
}
