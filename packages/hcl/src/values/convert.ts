// A value as another type: cty's rules, with its messages.
import { numberText, parseNumber } from "./number-text.ts";
import { asElements, elementTypeOf } from "./alike.ts";
import { mismatchMessage } from "./mismatch.ts";
import { entriesOf, isNumeric, itemsOf, partsOf } from "./parts.ts";
import { attributeStep, indexStep } from "./path.ts";
import type { Path } from "./path.ts";
import { refinedUnknown } from "./refine.ts";
import type { Refinement } from "./refine.ts";
import { makeSet } from "./sets.ts";
import { dynamicType, equalTypes, isPrimitive, listType, mapType, objectType, setType, tupleType, withoutOptional } from "./type.ts";
import type { ObjectType, Type } from "./type.ts";
import { unify } from "./unify.ts";
import { boolValue, dynamicNull, nullValue, stringValue, Unknown, withMarks } from "./value.ts";
import type { Value } from "./value.ts";

/** Why a value cannot be of a type, and which part of it is to blame. */
export interface ConversionProblem {
  readonly message: string;
  readonly path: Path;
}

/** Either a value or the problem. */
export type Converted = Value | ConversionProblem;

export const isProblem = (converted: Converted): converted is ConversionProblem => "message" in converted;

/** Turns a value of the type it was made for into another, or says at which path that fails. */
export type Conversion = (value: Value, path: Path) => Converted;

/** The value as `type` (which may have optional attributes and unknown parts), also where that may fail for other values ("unsafe"). */
export function convert(value: Value, type: Type): Converted {
  if (equalTypes(value.type, type) || equalTypes(value.type, withoutOptional(type))) return value;
  const conversion = findConversion(value.type, type, true);
  return conversion ? conversion(value, []) : { message: mismatchMessage(value.type, type), path: [] };
}

/** Whether values of one type can be converted to another, and how; the unsafe ones may still fail for a given value. */
export function findConversion(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  const known = findKnownConversion(from, to, unsafe);
  return known && ((value, path) => applyConversion(known, value, to, path));
}

function applyConversion(conversion: Conversion, value: Value, to: Type, path: Path): Converted {
  if (to.kind === "dynamic") return value;
  if (value.raw instanceof Unknown) {
    const type = replaceDynamic(value.type, withoutOptional(to));
    return withMarks(refinedUnknown(type, convertedRange(value, value.raw, type)), value.marks);
  }
  if (value.raw === null) return withMarks(nullValue(replaceDynamic(value.type, withoutOptional(to))), value.marks);
  const converted = conversion(value, path);
  return isProblem(converted) ? converted : withMarks(converted, value.marks);
}

const same: Conversion = (value) => value;

function findKnownConversion(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  if (to.kind === "dynamic") return same;
  if (from.kind === "dynamic") return unsafe ? (value, path) => prefixed(convert(value, to), path) : undefined;
  if (isPrimitive(from) && isPrimitive(to)) return primitiveConversion(from, to, unsafe);
  if (to.kind === "object") {
    if (from.kind === "object") return objectToObject(from, to, unsafe);
    return from.kind === "map" && unsafe ? mapToObject(from.element, to) : undefined;
  }
  if (to.kind === "tuple") return from.kind === "tuple" ? tupleToTuple(from.elements, to.elements, unsafe) : undefined;
  if (to.kind === "map") {
    if (from.kind === "map") return mapToMap(from.element, to.element, unsafe);
    return from.kind === "object" ? objectToMap(from, to.element, unsafe) : undefined;
  }
  if (to.kind !== "list" && to.kind !== "set") return undefined;
  if (from.kind === "tuple") return tupleToSequence(from.elements, to, unsafe);
  if (from.kind !== "list" && from.kind !== "set") return undefined;
  // A set forgets the order of the list, so that is not done silently.
  if (to.kind === "set" && from.kind === "list" && !unsafe) return undefined;
  return sequenceToSequence(from.element, to, unsafe);
}

const prefixed = (converted: Converted, path: Path): Converted =>
  isProblem(converted) && path.length > 0 ? { ...converted, path: [...path, ...converted.path] } : converted;

// Primitive types

function primitiveConversion(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  if (from.kind === to.kind) return same;
  if (to.kind === "string") return printPrimitive;
  if (from.kind !== "string" || !unsafe) return undefined;
  return to.kind === "number" ? readNumber : readBool;
}

function printPrimitive(value: Value): Value {
  const { raw } = value;
  if (typeof raw === "boolean") return stringValue(raw ? "true" : "false");
  if (isNumeric(raw)) return stringValue(numberText(raw, value.precision));
  return value;
}

const readNumber: Conversion = (value, path) => {
  const number = parseNumber(String(value.raw));
  return number === undefined ? { message: "a number is required", path } : { type: { kind: "number" }, raw: number, marks: 0 };
};

const boolTexts: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

const readBool: Conversion = (value, path) => {
  const text = String(value.raw);
  const bool = boolTexts.get(text);
  if (bool !== undefined) return boolValue(bool);
  const lower = text.toLowerCase();
  const hint = /^(True|TRUE|False|FALSE)$/.test(text) ? `; to convert from string, use lowercase "${lower}"` : "";
  return { message: `a bool is required${hint}`, path };
};

// Structures and collections

type Step = (Conversion | undefined)[];

/** Conversions for each of several types to one; undefined when one of them is impossible. */
function conversionsTo(types: readonly Type[], to: Type, unsafe: boolean): Step | undefined {
  const steps: Step = [];
  let last: Type | undefined;
  for (const type of types) {
    if (type === last) {
      steps.push(steps.at(-1));
      continue;
    }
    last = type;
    const step = equalTypes(type, to) ? same : findConversion(type, to, unsafe);
    if (!step) return undefined;
    steps.push(step);
  }
  return steps;
}

function convertItems(items: readonly Value[], steps: (at: number) => Conversion | undefined, path: Path): Value[] | ConversionProblem {
  const converted: Value[] = [];
  for (const [at, item] of items.entries()) {
    const step = steps(at);
    const result = step && step !== same ? step(item, [...path, indexStep(at)]) : item;
    if (isProblem(result)) return result;
    converted.push(result);
  }
  return converted;
}

function tupleToSequence(elements: readonly Type[], to: Type & { kind: "list" | "set" }, unsafe: boolean): Conversion | undefined {
  if (elements.length === 0) return () => emptySequence(to.kind, withoutOptional(to.element));
  const element = to.element.kind === "dynamic" ? unify(elements, unsafe) : to.element;
  if (!element) return undefined;
  // Only where nothing is known of any element may there be no type for all.
  if (element.kind === "dynamic" && elements.some((type) => type.kind !== "dynamic")) return undefined;
  const steps = conversionsTo(elements, element, unsafe);
  if (!steps) return undefined;
  return (value, path) => {
    const items = convertItems(itemsOf(value), (at) => steps[at], path);
    if ("message" in items) return items;
    const alike = to.kind === "list" ? unifyItems(items, unsafe, path) : items;
    return "message" in alike ? alike : makeSequence(to.kind, alike, path);
  };
}

function sequenceToSequence(from: Type, to: Type & { kind: "list" | "set" }, unsafe: boolean): Conversion | undefined {
  const step = equalTypes(from, to.element) ? same : findConversion(from, to.element, unsafe);
  if (!step) return undefined;
  return (value, path) => {
    // How many elements a list made from this set has is known only when all of them are.
    if (value.type.kind === "set" && to.kind === "list" && itemsOf(value).length > 1 && itemsOf(value).some(hasUnknown)) {
      return refinedUnknown(listType(from), { notNull: true, minLength: 1, maxLength: itemsOf(value).length });
    }
    const items = convertItems(itemsOf(value), () => step, path);
    if ("message" in items) return items;
    if (items.length === 0) return emptySequence(to.kind, to.element.kind === "dynamic" ? from : withoutOptional(to.element));
    return makeSequence(to.kind, items, path);
  };
}

function makeSequence(kind: "list" | "set", items: readonly Value[], path: Path): Converted {
  const element = elementTypeOf(items);
  if (!element) return { message: `element types must all match for conversion to ${kind}`, path };
  const elements = asElements(items, element);
  return kind === "list" ? { type: listType(element), raw: elements, marks: 0 } : makeSet(element, elements);
}

const emptySequence = (kind: "list" | "set", element: Type): Value => ({
  type: kind === "list" ? listType(element) : setType(element),
  raw: [],
  marks: 0,
});

function objectToObject(from: ObjectType, to: ObjectType, unsafe: boolean): Conversion | undefined {
  const steps = new Map<string, Conversion>();
  for (const [name, type] of to.attributes) {
    const given = from.attributes.get(name);
    if (!given) {
      if (to.optional?.has(name)) continue;
      return undefined;
    }
    const step = equalTypes(given, type) ? same : findConversion(given, type, unsafe);
    if (!step) return undefined;
    steps.set(name, step);
  }
  return (value, path) => convertAttributes(entriesOf(value), to, steps, path, attributeStep);
}

function mapToObject(element: Type, to: ObjectType): Conversion | undefined {
  const steps = new Map<string, Conversion>();
  for (const [name, type] of to.attributes) {
    const step = equalTypes(element, type) ? same : findConversion(element, type, true);
    if (!step) return undefined;
    steps.set(name, step);
  }
  return (value, path) => {
    const entries = entriesOf(value);
    const missing = [...to.attributes.keys()].find((name) => !entries.has(name) && !to.optional?.has(name));
    if (missing !== undefined) return { message: `map has no element for required attribute ${JSON.stringify(missing)}`, path };
    return convertAttributes(entries, to, steps, path, indexStep);
  };
}

function convertAttributes(
  entries: ReadonlyMap<string, Value>,
  to: ObjectType,
  steps: ReadonlyMap<string, Conversion>,
  path: Path,
  pathStep: (name: string) => Path[number],
): Converted {
  const attributes = new Map<string, Value>();
  for (const [name, type] of to.attributes) {
    const given = entries.get(name);
    const step = steps.get(name);
    const result = given && step ? step(given, [...path, pathStep(name)]) : nullValue(withoutOptional(type));
    if (isProblem(result)) return result;
    attributes.set(name, result);
  }
  const type = objectType([...attributes].map(([name, value]) => [name, value.type] as const));
  return { type, raw: attributes, marks: 0 };
}

function tupleToTuple(from: readonly Type[], to: readonly Type[], unsafe: boolean): Conversion | undefined {
  if (from.length !== to.length) return undefined;
  const steps: Step = [];
  for (const [at, type] of from.entries()) {
    const wanted = to[at] ?? dynamicType;
    const step = equalTypes(type, wanted) ? same : findConversion(type, wanted, unsafe);
    if (!step) return undefined;
    steps.push(step);
  }
  return (value, path) => {
    const items = convertItems(itemsOf(value), (at) => steps[at], path);
    return "message" in items ? items : { type: tupleType(items.map((item) => item.type)), raw: items, marks: 0 };
  };
}

function objectToMap(from: ObjectType, to: Type, unsafe: boolean): Conversion | undefined {
  const types = [...from.attributes.values()];
  if (types.length === 0) return () => ({ type: mapType(withoutOptional(to)), raw: new Map(), marks: 0 });
  const element = to.kind === "dynamic" ? unify(types, unsafe) : to;
  const steps = element && conversionsTo(types, element, unsafe);
  if (!steps) return undefined;
  return (value, path) => {
    const entries = convertEntries(entriesOf(value), (at) => steps[at], path);
    return "message" in entries ? entries : makeMap(entries, element, unsafe, path, "attribute");
  };
}

function mapToMap(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  const step = equalTypes(from, to) ? same : findConversion(from, to, unsafe);
  if (!step) return undefined;
  return (value, path) => {
    const entries = convertEntries(entriesOf(value), () => step, path);
    if ("message" in entries) return entries;
    if (entries.size === 0) return { type: mapType(to.kind === "dynamic" ? from : withoutOptional(to)), raw: entries, marks: 0 };
    return makeMap(entries, to, false, path, "element");
  };
}

function convertEntries(
  entries: ReadonlyMap<string, Value>,
  steps: (at: number) => Conversion | undefined,
  path: Path,
): Map<string, Value> | ConversionProblem {
  const converted = new Map<string, Value>();
  let at = 0;
  for (const [key, item] of entries) {
    const step = steps(at++);
    const result = step && step !== same ? step(item, [...path, indexStep(key)]) : item;
    if (isProblem(result)) return result;
    converted.set(key, result);
  }
  return converted;
}

function makeMap(entries: ReadonlyMap<string, Value>, element: Type, unsafe: boolean, path: Path, what: string): Converted {
  const isUnified = element.kind === "object" || "element" in element;
  const items = isUnified ? unifyItems([...entries.values()], unsafe, path) : [...entries.values()];
  if ("message" in items) return items;
  const type = elementTypeOf(items);
  if (!type) return { message: `${what} types must all match for conversion to map`, path };
  const elements = asElements(items, type);
  const alike = new Map([...entries.keys()].map((key, at) => [key, elements[at] ?? dynamicNull]));
  return { type: mapType(type), raw: alike, marks: 0 };
}

/** Elements that came out of an unspecific conversion ("any") with different types, made one type once more. */
function unifyItems(items: readonly Value[], unsafe: boolean, path: Path): readonly Value[] | ConversionProblem {
  if (elementTypeOf(items)) return items;
  const type = unify(items.map((item) => item.type), unsafe);
  if (!type) return { message: "cannot find a common base type for all elements", path };
  const converted: Value[] = [];
  for (const item of items) {
    const step = equalTypes(item.type, type) ? same : findConversion(item.type, type, unsafe);
    const result = step ? step(item, path) : item;
    if (isProblem(result)) return result;
    converted.push(result);
  }
  return converted;
}

function hasUnknown(value: Value): boolean {
  return value.raw instanceof Unknown || partsOf(value).some(hasUnknown);
}

// Values that are not known yet

/** `out` with its unknown parts taken from `given`, for nulls and unknown values. */
function replaceDynamic(given: Type, out: Type): Type {
  if (given.kind === "dynamic" || isPrimitive(out)) return out;
  if (out.kind === "dynamic") return given;
  if (out.kind === "tuple") {
    return given.kind === "tuple" ? tupleType(out.elements.map((type, at) => replaceDynamic(given.elements[at] ?? dynamicType, type))) : out;
  }
  if (out.kind === "object") {
    const source = (name: string): Type =>
      given.kind === "map" ? given.element : given.kind === "object" ? (given.attributes.get(name) ?? dynamicType) : dynamicType;
    return objectType([...out.attributes].map(([name, type]) => [name, replaceDynamic(source(name), type)] as const));
  }
  if (out.kind !== "list" && out.kind !== "set" && out.kind !== "map") return out;
  return { kind: out.kind, element: replaceDynamic(elementOf(given), out.element) };
}

function elementOf(type: Type): Type {
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") return type.element;
  const parts = type.kind === "tuple" ? type.elements : type.kind === "object" ? [...type.attributes.values()] : [];
  return (parts.length > 0 ? unify(parts, true) : undefined) ?? dynamicType;
}

/** What is still known of an unknown value after a conversion. */
function convertedRange(value: Value, unknown: Unknown, to: Type): Refinement {
  const { notNull } = unknown;
  const from = value.type;
  if (from.kind === to.kind && to.kind !== "set") return unknown;
  if (to.kind !== "list" && to.kind !== "set" && to.kind !== "map") return { notNull };
  const count = from.kind === "tuple" ? from.elements.length : from.kind === "object" ? from.attributes.size : undefined;
  const max = count ?? unknown.maxLength;
  const min = count ?? unknown.minLength ?? 0;
  const least = to.kind === "set" ? Math.min(min, 1) : min;
  return max === undefined ? { notNull, minLength: least } : { notNull, minLength: least, maxLength: max };
}

