// Sets: no duplicates, and the order in which Terraform goes through them.
import { compareNumbers, isNegative } from "./big-float.ts";
import type { Numeric } from "./big-float.ts";
import { isEntries, isNumeric, numeric } from "./parts.ts";
import { equalValues } from "./equality.ts";
import { isMonstrous, leadingDigits, numberText, placePoint } from "./number-text.ts";
import { quote } from "./quote.ts";
import { compareStrings, setType } from "./type.ts";
import type { Type } from "./type.ts";
import { Unknown } from "./value.ts";
import type { Marks, Value } from "./value.ts";

/** A set of these elements, all of type `element`. Marks of elements become marks of the set. */
export function makeSet(element: Type, items: readonly Value[]): Value {
  let marks: Marks = 0;
  const plain = items.map((item) => {
    const { value, marks: found } = takeMarks(item);
    marks |= found;
    return value;
  });
  return { type: setType(element), raw: sorted(element, distinct(plain)), marks };
}

/** Items without those that are equal to an earlier one. Values not known yet are equal to nothing. */
export function distinct(items: readonly Value[]): Value[] {
  const seen = new Map<string, Value[]>();
  return items.filter((item) => {
    const key = hashText(item);
    const same = seen.get(key);
    if (!same) seen.set(key, [item]);
    else if (same.some((other) => equalValues(item, other).raw === true)) return false;
    else same.push(item);
    return true;
  });
}

/** Whether the value is in the set: undefined when that is not known yet. */
export function setHas(items: readonly Value[], value: Value): boolean {
  return items.some((item) => equalValues(item, value).raw === true);
}

/** Whether a value is among the items, for many questions: none of them goes through all of the items. */
export function memberOf(items: readonly Value[]): (value: Value) => boolean {
  const byKey = Map.groupBy(items, hashText);
  return (value) => byKey.get(hashText(value))?.some((item) => equalValues(item, value).raw === true) ?? false;
}

function sorted(element: Type, items: readonly Value[]): Value[] {
  if (element.kind === "string" || element.kind === "number" || element.kind === "bool") return items.toSorted(comparePrimitives);
  // cty orders all other values by the bytes of a text it makes of them.
  const keyed = items.map((item) => ({ item, key: hashText(item) }));
  keyed.sort((a, b) => rank(a.item) - rank(b.item) || compareStrings(a.key, b.key));
  return keyed.map(({ item }) => item);
}

/** Known values come first, then those not known, then null. */
const rank = (value: Value): number => (value.raw === null ? 2 : value.raw instanceof Unknown ? 1 : 0);

function comparePrimitives(a: Value, b: Value): number {
  if (typeof a.raw === "string" && typeof b.raw === "string") return compareStrings(a.raw, b.raw);
  if (typeof a.raw === "boolean" && typeof b.raw === "boolean") return Number(a.raw) - Number(b.raw);
  const order = rank(a) - rank(b);
  if (order !== 0 || rank(a) !== 0) return order;
  return compareNumbers(numeric(a), numeric(b));
}

/** A text that is the same for equal values (as cty's setHashBytes). */
function hashText(value: Value): string {
  const { raw, type } = value;
  if (raw instanceof Unknown) return "?";
  if (raw === null) return "~";
  if (typeof raw === "boolean") return raw ? "T" : "F";
  if (typeof raw === "string") return quote(raw);
  if (isNumeric(raw)) return tenDigits(raw);
  if (isEntries(raw)) {
    if (type.kind === "object") return `<${[...raw.values()].map((item) => `${hashText(item)};`).join("")}>`;
    return `{${[...raw].map(([key, item]) => `${quote(key)}:${hashText(item)};`).join("")}}`;
  }
  const items = raw.map((item) => `${hashText(item)};`).join("");
  return type.kind === "tuple" ? `<${items}>` : `[${items}]`;
}

/** A number with ten digits at most, as Go's %.10g. */
export function tenDigits(number: Numeric): string {
  if (typeof number === "number" && Math.abs(number) < 1e10) return Object.is(number, -0) ? "-0" : String(number);
  if (typeof number !== "number" && number.infinite) return number.mantissa < 0n ? "-Inf" : "+Inf";
  return generalText(number, 10);
}

/** A finite number as Go's %g with a precision: the shorter of plain and scientific notation. */
export function generalText(number: Numeric, precision: number): string {
  if (isMonstrous(number)) return numberText(number);
  const decimal = leadingDigits(number, Math.max(precision, 1));
  const sign = isNegative(number) ? "-" : "";
  const { digits, point } = decimal;
  const exponent = digits === "" ? 0 : point - 1;
  const wanted = Math.max(precision, 1);
  const most = wanted > digits.length && digits.length >= point ? digits.length : wanted;
  if (exponent >= -4 && exponent < Math.max(most, digits === "" ? 1 : 0)) return sign + placePoint(decimal);
  return sign + scientific(digits, exponent, Math.max(digits.length - 1, 0));
}

/** d.ddde±dd with `places` digits behind the point. */
export function scientific(digits: string, exponent: number, places: number): string {
  const all = (digits || "0").padEnd(places + 1, "0");
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${all.slice(0, 1)}${places > 0 ? `.${all.slice(1)}` : ""}e${exponent < 0 ? "-" : "+"}${power}`;
}

function takeMarks(value: Value): { value: Value; marks: Marks } {
  const { raw } = value;
  let marks = value.marks;
  if (typeof raw !== "object" || raw === null || raw instanceof Unknown || "mantissa" in raw) {
    return { value: marks === 0 ? value : { ...value, marks: 0 }, marks };
  }
  const take = (item: Value): Value => {
    const taken = takeMarks(item);
    marks |= taken.marks;
    return taken.value;
  };
  const plain = isEntries(raw) ? new Map([...raw].map(([key, item]) => [key, take(item)])) : raw.map(take);
  return { value: marks === 0 ? value : { ...value, raw: plain, marks: 0 }, marks };
}
