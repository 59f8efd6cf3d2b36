// The one comparison: plan, apply and drift all ask here what differs between two values, and where.
import { Unknown } from "@lockstep/hcl";
import type { BigFloat, Raw, Type, Value } from "@lockstep/hcl";

/** One place where two values differ. A side is undefined where it has nothing at this place. */
export interface Difference {
  readonly path: readonly PathStep[];
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** An attribute name or map key, an index, or an element of a set by its value. */
export type PathStep = string | number | { readonly element: Value };

/** Same type, same content, same unknown parts. Marks are not looked at. */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  return isSameType(a.type, b.type) && isSameRaw(a.raw, b.raw);
}

/** Same marks at the same places; the values must be the same otherwise. */
export function hasSameMarks(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.marks !== b.marks) return false;
  const left = parts(a.raw);
  const right = parts(b.raw);
  if (!left || !right) return true;
  return left.length === right.length && left.every((value, at) => sameMarksAt(value, right[at]));
}

const sameMarksAt = (a: Value, b: Value | undefined): boolean => b !== undefined && hasSameMarks(a, b);

function parts(raw: Raw): readonly Value[] | undefined {
  if (Array.isArray(raw)) return raw;
  return raw instanceof Map ? [...raw.values()] : undefined;
}

function isSameRaw(a: Raw, b: Raw): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (a instanceof Unknown) return b instanceof Unknown;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((value, at) => isSameAt(value, b[at]));
  if (a instanceof Map) return b instanceof Map && a.size === b.size && isSameMap(a, b);
  return isBigFloat(b) && isSameNumber(a as BigFloat, b);
}

const isSameAt = (a: Value, b: Value | undefined): boolean => b !== undefined && isSame(a, b);

function isSameMap(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  for (const [name, value] of a) if (!isSameAt(value, b.get(name))) return false;
  return true;
}

const isArray = (raw: Raw): raw is readonly Value[] => Array.isArray(raw);
const isBigFloat = (raw: Raw): raw is BigFloat => typeof raw === "object" && raw !== null && "mantissa" in raw;
const isSameNumber = (a: BigFloat, b: BigFloat): boolean =>
  a.mantissa === b.mantissa && a.exponent === b.exponent && a.infinite === b.infinite;

/** Types written alike; optional attributes of a constraint count. */
function isSameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if ("element" in a) return "element" in b && isSameType(a.element, b.element);
  if (a.kind === "tuple") {
    return b.kind === "tuple" && a.elements.length === b.elements.length && a.elements.every((type, at) => isSameTypeAt(type, b.elements[at]));
  }
  if (a.kind !== "object") return true;
  if (b.kind !== "object" || a.attributes.size !== b.attributes.size) return false;
  for (const [name, type] of a.attributes) if (!isSameTypeAt(type, b.attributes.get(name))) return false;
  return true;
}

const isSameTypeAt = (a: Type, b: Type | undefined): boolean => b !== undefined && isSameType(a, b);

/** Every place where the values differ, as deep as both have the same shape. Marks are not looked at. */
export function compareValues(before: Value, after: Value): Difference[] {
  const found: Difference[] = [];
  collect(before, after, [], found);
  return found;
}

function collect(before: Value | undefined, after: Value | undefined, path: readonly PathStep[], found: Difference[]): void {
  if (before === after) return;
  if (!before || !after || !canDescend(before, after)) {
    if (!before || !after || !isSame(before, after)) found.push({ path, before, after });
    return;
  }
  if (before.type.kind === "set") return collectSet(before, after, path, found);
  if (isArray(before.raw) && isArray(after.raw)) {
    const length = Math.max(before.raw.length, after.raw.length);
    for (let at = 0; at < length; at++) collect(before.raw[at], after.raw[at], [...path, at], found);
    return;
  }
  if (before.raw instanceof Map && after.raw instanceof Map) {
    const names = new Set([...before.raw.keys(), ...after.raw.keys()]);
    for (const name of names) collect(before.raw.get(name), after.raw.get(name), [...path, name], found);
  }
}

function canDescend(before: Value, after: Value): boolean {
  if (before.type.kind === "set" || after.type.kind === "set") {
    return before.type.kind === after.type.kind && isArray(before.raw) && isArray(after.raw);
  }
  return (isArray(before.raw) && isArray(after.raw)) || (before.raw instanceof Map && after.raw instanceof Map);
}

function collectSet(before: Value, after: Value, path: readonly PathStep[], found: Difference[]): void {
  const had = isArray(before.raw) ? before.raw : [];
  const has = isArray(after.raw) ? after.raw : [];
  for (const element of had) {
    if (!has.some((other) => isSame(element, other))) found.push({ path: [...path, { element }], before: element, after: undefined });
  }
  for (const element of has) {
    if (!had.some((other) => isSame(element, other))) found.push({ path: [...path, { element }], before: undefined, after: element });
  }
}

/** The value at a path of names and indexes; undefined where the value has nothing there. */
export function valueAt(value: Value, path: readonly (string | number)[]): Value | undefined {
  let at: Value | undefined = value;
  for (const step of path) {
    const raw: Raw = at.raw;
    if (typeof step === "number" && isArray(raw)) at = raw[step];
    else if (raw instanceof Map) at = raw.get(String(step));
    else return undefined;
    if (!at) return undefined;
  }
  return at;
}
