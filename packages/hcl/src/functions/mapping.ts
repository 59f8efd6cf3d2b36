// Functions of maps and objects, and of several values at once.
import { convert, isProblem } from "../values/convert.ts";
import { quote } from "../values/quote.ts";
import { lengthRange, refine } from "../values/refine.ts";
import { compareStrings, describeType, dynamicType, equalTypes, listType, mapType, numberType, objectType, stringType, tupleType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { unify } from "../values/unify.ts";
import { isKnown, isNull, listValue, objectValue, stringValue, tupleValue, Unknown, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { countGraphemes } from "../values/graphemes.ts";
import { isWhollyKnown, sortedEntries } from "../values/walk.ts";
import { entriesOf, itemsOf } from "../values/parts.ts";
import { any, argument, count, string, strings } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";

const typeOf = (args: readonly Value[], at = 0): Type => argument(args, at).type;

const mapOf = (element: Type, entries: Iterable<readonly [string, Value]>): Value => ({
  type: mapType(element),
  raw: sortedEntries(entries),
  marks: 0,
});

// length

function length(args: readonly Value[]): Value {
  const value = argument(args, 0);
  const { type, raw, marks } = value;
  if (type.kind === "string" && typeof raw === "string") return withMarks(count(countGraphemes(raw)), marks);
  if (type.kind === "string") return withMarks(atLeast(raw instanceof Unknown ? countGraphemes(raw.prefix ?? "") : 0), marks);
  const range = lengthRange(withoutMarks(value));
  if (range && range.min === range.max) return withMarks(count(range.min), marks);
  const upper = range && range.max !== Infinity ? { upper: { value: range.max, inclusive: true } } : {};
  const known = refine(unknownValue(numberType), { notNull: true, lower: { value: range?.min ?? 0, inclusive: true }, ...upper });
  return withMarks(known, marks);
}

const atLeast = (least: number): Value =>
  refine(unknownValue(numberType), { notNull: true, lower: { value: least, inclusive: true } });

const lengthless: ReadonlySet<Type["kind"]> = new Set(["number", "bool"]);

// keys, values, lookup

function keys(args: readonly Value[], type: Type): Value {
  const map = argument(args, 0);
  if (map.type.kind === "object") return withMarks(tupleValue([...map.type.attributes.keys()].map(stringValue)), map.marks);
  if (!isKnown(map)) return withMarks(unknownValue(type), map.marks);
  return withMarks(listValue(stringType, [...entriesOf(map).keys()].map(stringValue)), map.marks);
}

function keysType(args: readonly Value[]): Type | Failure {
  const type = typeOf(args);
  if (type.kind === "map") return listType(stringType);
  if (type.kind === "object") return tupleType([...type.attributes].map(() => stringType));
  return failArgument(0, "must have map or object type");
}

function values(args: readonly Value[], type: Type): Value {
  const map = argument(args, 0);
  const items = [...entriesOf(map).values()];
  return withMarks(type.kind === "list" ? listValue(type.element, items) : tupleValue(items), map.marks);
}

function valuesType(args: readonly Value[]): Type | Failure {
  const type = typeOf(args);
  if (type.kind === "map") return listType(type.element);
  if (type.kind === "object") return tupleType([...type.attributes.values()]);
  return fail("values() requires a map as the first argument");
}

function lookupType(args: readonly Value[]): Type | Failure {
  if (args.length > 3) return fail(`lookup() takes two or three arguments, got ${args.length}`);
  const [type, key, otherwise] = [typeOf(args), argument(args, 1), args[2]];
  if (type.kind === "object") {
    if (!isKnown(key)) return dynamicType;
    const found = type.attributes.get(String(key.raw)) ?? otherwise?.type;
    return found ?? failArgument(0, `the given object has no attribute ${quote(String(key.raw))}`);
  }
  if (type.kind !== "map") return failArgument(0, "lookup() requires a map as the first argument");
  if (otherwise && isProblem(convert(otherwise, type.element))) {
    return failArgument(2, "the default value must have the same type as the map elements");
  }
  return type.element;
}

function lookup(args: readonly Value[], type: Type): Value | Failure {
  const [map, key, otherwise] = [argument(args, 0), argument(args, 1), args[2]];
  const marks = map.marks | key.marks;
  if (!isKnown(map) || !isKnown(key)) return withMarks(unknownValue(type), marks);
  const name = String(key.raw);
  const found = entriesOf(map).get(name) ?? (otherwise && convert(otherwise, type));
  if (!found) return fail(`lookup failed to find key ${key.marks === 0 ? quote(name) : "(sensitive value)"}`);
  return isProblem(found) ? fail(found.message) : withMarks(found, marks);
}

// merge

function mergeType(args: readonly Value[]): Type | Failure {
  const [first] = args;
  if (!first) return objectType([]);
  if (args.some(({ type }) => type.kind === "dynamic")) return mergedArgument(args) ?? dynamicType;
  const wrong = mergedArgument(args);
  if (wrong) return wrong;
  if (args.every(({ type }) => equalTypes(type, first.type))) return first.type;
  const attributes = new Map<string, Type>();
  let unclear = false;
  for (const { type, raw } of args) {
    if (raw === null) continue;
    if (type.kind === "object") for (const [name, part] of type.attributes) attributes.set(name, part);
    else if (raw instanceof Unknown) unclear = true;
    else if (type.kind === "map") for (const name of entriesOf({ type, raw, marks: 0 }).keys()) attributes.set(name, type.element);
  }
  return unclear ? dynamicType : objectType(attributes);
}

/** The first argument that is no map, unless one before it may be anything. */
function mergedArgument(args: readonly Value[]): Failure | undefined {
  for (const { type } of args) {
    if (type.kind === "dynamic") return undefined;
    if (type.kind !== "map" && type.kind !== "object") return notMergeable(type);
  }
  return undefined;
}

const notMergeable = (type: Type): Failure => fail(`arguments must be maps or objects, got ${quote(describeType(type))}`);

function merge(args: readonly Value[], type: Type): Value | Failure {
  // Behind an untyped null the types were not looked at.
  const wrong = args.find((arg) => !isNull(arg) && arg.type.kind !== "map" && arg.type.kind !== "object");
  if (wrong) return notMergeable(wrong.type);
  const merged = new Map<string, Value>();
  let marks: Marks = 0;
  for (const arg of args) {
    marks |= arg.marks;
    for (const [key, value] of entriesOf(arg)) merged.set(key, value);
  }
  return withMarks(type.kind === "map" ? mapOf(type.element, merged) : objectValue(merged), marks);
}

// zipmap, transpose

function zipMapType(args: readonly Value[]): Type | Failure {
  const [names, type] = [argument(args, 0), typeOf(args, 1)];
  if (type.kind === "list") return mapType(type.element);
  if (type.kind !== "tuple") return fail("values argument must be a list or tuple value");
  if (!isWhollyKnown(names)) return dynamicType;
  const items = itemsOf(names);
  if (items.length !== type.elements.length) return unequalLengths(items.length, type.elements.length);
  const empty = items.findIndex(isNull);
  if (empty >= 0) return fail(`keys list has null value at index ${empty}`);
  return objectType(items.map((name, at) => [String(name.raw), type.elements[at] ?? dynamicType] as const));
}

const unequalLengths = (keyCount: number, valueCount: number): Failure =>
  fail(`number of keys (${keyCount}) does not match number of values (${valueCount})`);

function zipMap(args: readonly Value[], type: Type): Value | Failure {
  const [names, given] = [argument(args, 0), argument(args, 1)];
  const marks = names.marks | given.marks | itemsOf(names).reduce((found, name) => found | name.marks, 0);
  if (!isWhollyKnown(names)) return withMarks(unknownValue(type), marks);
  const [keyItems, items] = [itemsOf(names), itemsOf(given)];
  if (keyItems.length !== items.length) return unequalLengths(keyItems.length, items.length);
  const empty = keyItems.findIndex(isNull);
  if (empty >= 0) return fail(`keys list has null value at index ${empty}`);
  const entries = keyItems.map((name, at) => [String(name.raw), items[at] ?? name] as const);
  return withMarks(type.kind === "map" ? mapOf(type.element, entries) : objectValue(entries), marks);
}

function transpose(args: readonly Value[], type: Type): Value | Failure {
  const map = argument(args, 0);
  if (!isWhollyKnown(map)) return unknownValue(type);
  const result = new Map<string, Value[]>();
  for (const [key, list] of entriesOf(map)) {
    if (isNull(list)) return fail("input must not contain null list");
    for (const item of itemsOf(list)) {
      if (isNull(item)) return fail("input list must not contain null string");
      const group = result.get(String(item.raw));
      if (group) group.push(stringValue(key));
      else result.set(String(item.raw), [stringValue(key)]);
    }
  }
  const lists = [...result].map(([key, items]) => [key, listValue(stringType, items.toSorted(byText))] as const);
  return mapOf(listType(stringType), lists);
}

const byText = (a: Value, b: Value): number => compareStrings(String(a.raw), String(b.raw));

// coalesce, coalescelist

function coalesce(args: readonly Value[], type: Type): Value | Failure {
  for (const given of args) {
    const value = convert(given, type);
    if (isProblem(value)) return fail(value.message);
    if (!isKnown(value)) return unknownValue(type);
    if (!isNull(value) && !(type.kind === "string" && value.raw === "")) return value;
  }
  return fail("no non-null, non-empty-string arguments");
}

function coalesceListType(args: readonly Value[]): Type | Failure {
  const [first] = args;
  if (!first) return fail("at least one argument is required");
  for (const arg of args) {
    if (!isKnown(arg)) return dynamicType;
    if (arg.type.kind !== "list" && arg.type.kind !== "tuple") return fail("coalescelist arguments must be lists or tuples");
  }
  return args.every(({ type }) => equalTypes(type, first.type)) ? first.type : dynamicType;
}

function coalesceList(args: readonly Value[], type: Type): Value | Failure {
  for (const list of args) {
    if (!isKnown(list)) return unknownValue(type);
    if (itemsOf(list).length > 0) return list;
  }
  return fail("no non-null arguments");
}

const stringLists = mapType(listType(stringType));

/** Functions of maps and objects, and of several values at once. */
export const mappingFunctions: readonly FunctionDefinition[] = [
  {
    name: "coalesce",
    parameters: [],
    rest: any("vals", { allowUnknown: true, allowDynamic: true, allowNull: true }),
    returns: (args) => unify(args.map(({ type }) => type), true) ?? fail("all arguments must have the same type"),
    notNull: true,
    run: coalesce,
  },
  {
    name: "coalescelist",
    parameters: [],
    rest: any("vals", { allowUnknown: true, allowDynamic: true, allowNull: true }),
    returns: coalesceListType,
    notNull: true,
    run: coalesceList,
  },
  { name: "keys", parameters: [any("inputMap", { allowUnknown: true, allowMarked: true })], returns: keysType, notNull: true, run: keys },
  {
    name: "length",
    parameters: [any("value", { allowDynamic: true, allowUnknown: true, allowMarked: true })],
    returns: (args) =>
      lengthless.has(typeOf(args).kind) ? fail("argument must be a string, a collection type, or a structural type") : numberType,
    notNull: true,
    run: length,
  },
  {
    name: "lookup",
    parameters: [any("inputMap", { allowMarked: true, allowUnknown: true }), string("key", { allowMarked: true, allowUnknown: true })],
    rest: any("default", { allowDynamic: true, allowUnknown: true, allowNull: true, allowMarked: true }),
    returns: lookupType,
    run: lookup,
  },
  {
    name: "merge",
    parameters: [],
    rest: any("maps", { allowDynamic: true, allowNull: true, allowMarked: true }),
    returns: mergeType,
    notNull: true,
    run: merge,
  },
  {
    name: "transpose",
    parameters: [{ name: "values", type: stringLists }],
    returns: stringLists,
    notNull: true,
    run: transpose,
  },
  { name: "values", parameters: [any("mapping", { allowMarked: true })], returns: valuesType, notNull: true, run: values },
  {
    name: "zipmap",
    parameters: [strings("keys", { allowMarked: true }), any("values", { allowMarked: true })],
    returns: zipMapType,
    notNull: true,
    run: zipMap,
  },
];

