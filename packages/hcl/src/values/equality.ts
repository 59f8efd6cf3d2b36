// When two values are equal.
import { compareNumbers } from "./big-float.ts";
import { deepMarks } from "./marks.ts";
import { isEntries, isItems, isNumeric, partsOf } from "./parts.ts";
import { mayBecome, refineNotNull } from "./refine.ts";
import { memberOf } from "./sets.ts";
import { boolType, equalTypes, hasDynamic } from "./type.ts";
import type { Type } from "./type.ts";
import { boolValue, isNull, Unknown, unknownValue, withMarks } from "./value.ts";
import type { Value } from "./value.ts";

const notKnown = refineNotNull(unknownValue(boolType));

/** `a == b` as the language says: false for different types, unknown when it depends on what is not known, with the marks of both. */
export function equalValues(a: Value, b: Value): Value {
  const marks = deepMarks(a) | deepMarks(b);
  const answer = compare(a, b);
  return withMarks(answer === undefined ? notKnown : boolValue(answer), marks);
}

/** true or false; undefined where it is not known yet. */
function compare(a: Value, b: Value): boolean | undefined {
  if (a.raw instanceof Unknown) return b.raw instanceof Unknown ? undefined : compareWithUnknown(a.raw, a.type, b);
  if (b.raw instanceof Unknown) return compareWithUnknown(b.raw, b.type, a);
  // Null is null, whatever its type.
  if (isNull(a) || isNull(b)) return isNull(a) && isNull(b);
  if (!hasKnownType(a) || !hasKnownType(b)) return mayConform(a.type, b.type) ? undefined : false;
  return equalTypes(a.type, b.type) ? compareKnown(a, b) : false;
}

function compareWithUnknown(unknown: Unknown, type: Type, known: Value): false | undefined {
  if (isNull(known)) return unknown.notNull ? false : undefined;
  if (!mayConform(type, known.type)) return false;
  if (hasDynamic(type)) return undefined;
  return equalTypes(type, known.type) && mayBecome(unknown, type, known) ? undefined : false;
}

/** Whether no part of the value is of a type that is not known yet. */
function hasKnownType(value: Value): boolean {
  return value.raw instanceof Unknown ? !hasDynamic(value.type) : partsOf(value).every(hasKnownType);
}

/** Whether the types may turn out the same when the unknown parts of them are known. */
export function mayConform(a: Type, b: Type): boolean {
  if (a.kind === "dynamic" || b.kind === "dynamic") return true;
  if (a.kind === "object") {
    if (b.kind !== "object" || a.attributes.size !== b.attributes.size) return false;
    return [...a.attributes].every(([name, type]) => {
      const other = b.attributes.get(name);
      return other !== undefined && mayConform(type, other);
    });
  }
  if (a.kind === "tuple") {
    if (b.kind !== "tuple" || a.elements.length !== b.elements.length) return false;
    return a.elements.every((type, at) => mayConform(type, b.elements[at] ?? type));
  }
  if (a.kind === "list" || a.kind === "set" || a.kind === "map") return b.kind === a.kind && mayConform(a.element, b.element);
  return a.kind === b.kind;
}

function compareKnown(a: Value, b: Value): boolean | undefined {
  const [x, y] = [a.raw, b.raw];
  if (isNumeric(x) && isNumeric(y)) return compareNumbers(x, y) === 0;
  if (isEntries(x) && isEntries(y)) return compareEntries(x, y);
  if (!isItems(x) || !isItems(y)) return x === y;
  const [left, right] = [x, y];
  if (a.type.kind === "set") {
    return left.every(memberOf(right)) && right.every(memberOf(left));
  }
  if (left.length !== right.length) return false;
  for (const [at, item] of left.entries()) {
    const answer = compare(item, right[at] ?? item);
    // As in Terraform, the first element that is not known decides, whatever stands behind it.
    if (answer !== true) return answer;
  }
  return true;
}

function compareEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean | undefined {
  if (a.size !== b.size) return false;
  const pairs: (readonly [Value, Value])[] = [];
  for (const [key, item] of a) {
    const other = b.get(key);
    if (!other) return false;
    pairs.push([item, other]);
  }
  return allEqual(pairs);
}

function allEqual(pairs: readonly (readonly [Value, Value])[]): boolean | undefined {
  let known = true;
  for (const [left, right] of pairs) {
    const answer = compare(left, right);
    if (answer === false) return false;
    if (answer === undefined) known = false;
  }
  return known ? true : undefined;
}

/** The very same value: type, content, marks, and what is known of the unknown. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.marks !== b.marks || !equalTypes(a.type, b.type)) return false;
  const [x, y] = [a.raw, b.raw];
  if (x instanceof Unknown || y instanceof Unknown) return x instanceof Unknown && y instanceof Unknown && sameUnknown(x, y);
  if (x === null || y === null) return x === y;
  if (isNumeric(x) && isNumeric(y)) return compareNumbers(x, y) === 0;
  if (isItems(x) && isItems(y)) return sameItems(x, y);
  if (isEntries(x) && isEntries(y)) return sameEntries(x, y);
  return x === y;
}

const sameItems = (x: readonly Value[], y: readonly Value[]): boolean =>
  x.length === y.length && x.every((item, at) => sameValue(item, y[at] ?? item));

function sameEntries(x: ReadonlyMap<string, Value>, y: ReadonlyMap<string, Value>): boolean {
  if (x.size !== y.size) return false;
  for (const [key, item] of x) {
    const other = y.get(key);
    if (!other || !sameValue(item, other)) return false;
  }
  return true;
}

function sameUnknown(a: Unknown, b: Unknown): boolean {
  const bound = (x: Unknown["lower"], y: Unknown["lower"]): boolean =>
    x === y || (!!x && !!y && x.inclusive === y.inclusive && compareNumbers(x.value, y.value) === 0);
  return (
    a.notNull === b.notNull &&
    a.prefix === b.prefix &&
    a.minLength === b.minLength &&
    a.maxLength === b.maxLength &&
    bound(a.lower, b.lower) &&
    bound(a.upper, b.upper)
  );
}
