// Functions of lists, sets and tuples.
import { convert, isProblem } from "../values/convert.ts";
import { equalValues } from "../values/equality.ts";
import { lengthRange, refine } from "../values/refine.ts";
import { distinct, memberOf } from "../values/sets.ts";
import { boolType, compareStrings, describeType, dynamicType, listType, numberType, stringType, tupleType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { unify } from "../values/unify.ts";
import { dynamicUnknown, falseValue, isKnown, isNull, listValue, nullValue, trueValue, tupleValue, Unknown, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { itemsOf, partsOf } from "../values/parts.ts";
import { any, anyList, argument, bools, count, isSequence, number, strings, wholeNumber } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";

/** A list of this type, or a tuple. */
const sequence = (type: Type, items: readonly Value[]): Value =>
  type.kind === "list" ? listValue(type.element, items) : tupleValue(items);

// concat

function concatType(args: readonly Value[]): Type | Failure {
  if (args.length === 0) return fail("at least one argument is required");
  if (args.every(({ type }) => type.kind === "list")) {
    const common = unify(args.map(({ type }) => type), true);
    if (common) return common;
  }
  const elements: Type[] = [];
  for (const [at, { type, raw }] of args.entries()) {
    if (type.kind === "tuple") for (const element of type.elements) elements.push(element);
    else if (type.kind !== "list") return failArgument(at, `all arguments must be lists or tuples; got ${describeType(type)}`);
    else if (raw instanceof Unknown) return dynamicType;
    else for (const _ of itemsOf({ type, raw, marks: 0 })) elements.push(type.element);
  }
  return tupleType(elements);
}

function concat(args: readonly Value[], type: Type): Value | Failure {
  const items: Value[] = [];
  let marks: Marks = 0;
  for (const [at, given] of args.entries()) {
    const list = type.kind === "list" ? convert(given, type) : given;
    if (isProblem(list)) return failArgument(at, list.message);
    marks |= list.marks;
    for (const item of itemsOf(list)) items.push(item);
  }
  return withMarks(sequence(type, items), marks);
}

// element, slice

function elementType(args: readonly Value[]): Type | Failure {
  const [list, index] = [argument(args, 0), argument(args, 1)];
  const { type } = list;
  if (type.kind === "list") return type.element;
  if (type.kind !== "tuple") return fail(`cannot read elements from ${describeType(type)}`);
  if (!isKnown(index)) return dynamicType;
  const at = wholeNumber(index);
  if (typeof at !== "number") return fail(`invalid index: ${at.failure}`);
  if (type.elements.length === 0) return fail("cannot use element function with an empty list");
  return type.elements[at % type.elements.length] ?? negativeIndex;
}

const negativeIndex = fail("cannot use element function with a negative index");

function element(args: readonly Value[], type: Type): Value | Failure {
  const list = argument(args, 0);
  const at = wholeNumber(argument(args, 1));
  if (typeof at !== "number") return fail(`invalid index: ${at.failure}`);
  if (!isKnown(list)) return withMarks(unknownValue(type), list.marks);
  const items = itemsOf(list);
  if (items.length === 0) return fail("cannot use element function with an empty list");
  const item = items[at % items.length];
  return item ? withMarks(item, list.marks) : negativeIndex;
}

function sliceBounds(args: readonly Value[]): { start: number | undefined; end: number | undefined } | Failure {
  const length = lengthRange(withoutMarks(argument(args, 0)));
  const most = length && length.min === length.max ? length.max : Infinity;
  const bounds: (number | undefined)[] = [];
  for (const [position, name] of [[1, "start"] as const, [2, "end"] as const]) {
    const given = argument(args, position);
    const at = isKnown(given) ? wholeNumber(given) : undefined;
    if (typeof at === "object") return failArgument(position, `invalid ${name} index: ${at.failure}`);
    if (at !== undefined && at < 0) return failArgument(position, `${name} index must not be less than zero`);
    if (at !== undefined && at > most) return failArgument(position, `${name} index must not be greater than the length of the list`);
    bounds.push(at);
  }
  const [start, end] = bounds;
  if (start !== undefined && end !== undefined && start > end) {
    return failArgument(1, "start index must not be greater than end index");
  }
  return { start, end };
}

function sliceType(args: readonly Value[]): Type | Failure {
  const { type } = argument(args, 0);
  if (type.kind === "set") {
    return failArgument(
      0,
      "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
    );
  }
  if (type.kind !== "list" && type.kind !== "tuple") return failArgument(0, "must be a list or tuple value");
  const bounds = sliceBounds(args);
  if ("failure" in bounds) return bounds;
  if (type.kind === "list") return type;
  return bounds.start === undefined || bounds.end === undefined ? dynamicType : tupleType(type.elements.slice(bounds.start, bounds.end));
}

function slice(args: readonly Value[], type: Type): Value | Failure {
  const bounds = sliceBounds(args);
  if ("failure" in bounds) return bounds;
  const list = argument(args, 0);
  return withMarks(sequence(type, itemsOf(list).slice(bounds.start, bounds.end)), list.marks);
}

// flatten

/** The elements of the lists in the list, however deep; undefined when there may be more lists among what is not known. */
function flat(value: Value): { items: Value[]; marks: Marks; known: boolean } {
  const items: Value[] = [];
  let { marks } = value;
  let known = true;
  const range = lengthRange(withoutMarks(value));
  if (!isKnown(value) || range?.min !== range?.max) return { items, marks, known: false };
  for (const item of partsOf(value)) {
    if (!isKnown(item) && item.type.kind === "dynamic") known = false;
    if (isNull(item) || !isSequence(item.type)) {
      items.push(item);
      continue;
    }
    const inner = flat(item);
    marks |= inner.marks;
    known &&= inner.known;
    for (const one of inner.items) items.push(one);
  }
  return { items, marks, known };
}

function flattenType(args: readonly Value[]): Type | Failure {
  const value = argument(args, 0);
  // Terraform does not look any further while parts are not known, and so it even flattens objects then.
  if (!isWhollyKnown(value)) return dynamicType;
  if (!isSequence(value.type)) return fail("can only flatten lists, sets and tuples");
  const { items, known } = flat(value);
  return known ? tupleType(items.map(({ type }) => type)) : dynamicType;
}

function flatten(args: readonly Value[]): Value {
  const { items, marks, known } = flat(argument(args, 0));
  return withMarks(known ? tupleValue(items) : dynamicUnknown, marks);
}

// searching

function contains(args: readonly Value[]): Value | Failure {
  const [list, wanted] = [argument(args, 0), argument(args, 1)];
  if (!isSequence(list.type)) return fail("argument must be list, tuple, or set");
  let unclear = false;
  for (const item of itemsOf(list)) {
    const equal = equalValues(wanted, item);
    if (equal.raw === true) return trueValue;
    if (!isKnown(equal)) unclear = true;
  }
  return unclear ? unknownValue(boolType) : falseValue;
}

function indexOf(args: readonly Value[]): Value | Failure {
  const [list, wanted] = [argument(args, 0), argument(args, 1)];
  if (list.type.kind !== "list" && list.type.kind !== "tuple") return fail("argument must be a list or tuple");
  const items = itemsOf(list);
  if (items.length === 0) return fail("cannot search an empty list");
  for (const [at, item] of items.entries()) {
    const equal = equalValues(item, wanted);
    if (!isKnown(equal)) return unknownValue(numberType);
    if (equal.raw === true) return count(at);
  }
  return fail("item not found");
}

function matchKeys(args: readonly Value[], type: Type): Value | Failure {
  const [values, keys, wanted] = [argument(args, 0), argument(args, 1), argument(args, 2)];
  const common = unify([keys.type, wanted.type], true);
  const [given, searched] = common ? [convert(keys, common), convert(wanted, common)] : [keys, wanted];
  if (isProblem(given) || isProblem(searched)) return fail("keys and searchset must be of the same type");
  if (itemsOf(values).length !== itemsOf(given).length) return fail("length of keys and values should be equal");
  const element = type.kind === "list" ? type.element : dynamicType;
  if (itemsOf(searched).length === 0) return listValue(element, []);
  if (!isWhollyKnown(values) || !isWhollyKnown(given)) return unknownValue(type);
  const isWanted = memberOf(itemsOf(searched));
  const found = itemsOf(values).filter((_, at) => {
    const key = itemsOf(given)[at];
    return key !== undefined && isWanted(key);
  });
  return listValue(element, found);
}

// the whole list at once

function reverse(args: readonly Value[], type: Type): Value {
  const list = argument(args, 0);
  return withMarks(sequence(type, itemsOf(list).toReversed()), list.marks);
}

function sort(args: readonly Value[]): Value | Failure {
  const list = argument(args, 0);
  const items = itemsOf(list);
  if (!isWhollyKnown(list)) {
    const unknown = unknownValue(listType(stringType));
    return isKnown(list) ? refine(unknown, { notNull: true, minLength: items.length, maxLength: items.length }) : unknown;
  }
  const at = items.findIndex(isNull);
  if (at >= 0) return fail(`given list element ${at} is null; a null string cannot be sorted`);
  return listValue(stringType, items.toSorted((a, b) => compareStrings(String(a.raw), String(b.raw))));
}

function chunkList(args: readonly Value[]): Value | Failure {
  const [list, given] = [argument(args, 0), argument(args, 1)];
  const size = wholeNumber(withoutMarks(given));
  if (typeof size !== "number") return fail(`invalid size: ${size.failure}`);
  if (size < 0) return fail("the size argument must be positive");
  const items = itemsOf(list);
  const chunks: Value[] = [];
  const step = size === 0 ? Math.max(items.length, 1) : size;
  for (let from = 0; from < items.length; from += step) chunks.push({ ...list, marks: 0, raw: items.slice(from, from + step) });
  return withMarks(listValue(list.type, chunks), list.marks | given.marks);
}

function one(args: readonly Value[], type: Type): Value | Failure {
  const list = argument(args, 0);
  const range = lengthRange(list);
  if (range && range.min !== range.max) return unknownValue(type);
  const [item, more] = itemsOf(list);
  return more ? moreThanOne : (item ?? nullValue(type));
}

const moreThanOne = failArgument(0, "must be a list, set, or tuple value with either zero or one elements");

function oneType(args: readonly Value[]): Type | Failure {
  const { type } = argument(args, 0);
  if (type.kind === "list" || type.kind === "set") return type.element;
  if (type.kind !== "tuple" || type.elements.length > 1) return moreThanOne;
  return type.elements[0] ?? dynamicType;
}

function allTrue(args: readonly Value[]): Value {
  for (const item of itemsOf(argument(args, 0))) {
    if (!isKnown(item)) return unknownValue(boolType);
    if (item.raw !== true) return falseValue;
  }
  return trueValue;
}

function anyTrue(args: readonly Value[]): Value {
  const items = itemsOf(argument(args, 0));
  if (items.some((item) => item.raw === true)) return trueValue;
  return items.every(isKnown) ? falseValue : unknownValue(boolType);
}

const sameType = (args: readonly Value[]): Type => argument(args, 0).type;

/** Functions of lists, sets and tuples. */
export const sequenceFunctions: readonly FunctionDefinition[] = [
  { name: "alltrue", parameters: [bools("list")], returns: boolType, notNull: true, run: allTrue },
  { name: "anytrue", parameters: [bools("list")], returns: boolType, notNull: true, run: anyTrue },
  {
    name: "chunklist",
    parameters: [anyList("list", { allowMarked: true }), number("size", { allowMarked: true })],
    returns: (args) => listType(sameType(args)),
    notNull: true,
    run: chunkList,
  },
  {
    name: "compact",
    parameters: [strings("list")],
    returns: listType(stringType),
    notNull: true,
    run: (args, type) => {
      const list = argument(args, 0);
      if (!isWhollyKnown(list)) return unknownValue(type);
      return listValue(stringType, itemsOf(list).filter((item) => !isNull(item) && item.raw !== ""));
    },
  },
  { name: "concat", parameters: [], rest: any("seqs", { allowMarked: true }), returns: concatType, notNull: true, run: concat },
  { name: "contains", parameters: [any("list"), any("value")], returns: boolType, notNull: true, run: contains },
  {
    name: "distinct",
    parameters: [anyList("list")],
    returns: sameType,
    notNull: true,
    run: (args, type) => {
      const list = argument(args, 0);
      return isWhollyKnown(list) ? { ...list, raw: distinct(itemsOf(list)) } : unknownValue(type);
    },
  },
  { name: "element", parameters: [any("list", { allowMarked: true }), number("index")], returns: elementType, run: element },
  { name: "flatten", parameters: [any("list", { allowMarked: true })], returns: flattenType, notNull: true, run: flatten },
  { name: "index", parameters: [any("list"), any("value")], returns: numberType, notNull: true, run: indexOf },
  {
    name: "matchkeys",
    parameters: [anyList("values"), anyList("keys"), anyList("searchset")],
    returns: (args) =>
      unify([argument(args, 1).type, argument(args, 2).type], true) ? sameType(args) : fail("keys and searchset must be of the same type"),
    notNull: true,
    run: matchKeys,
  },
  { name: "one", parameters: [any("list")], returns: oneType, run: one },
  {
    name: "reverse",
    parameters: [any("list", { allowMarked: true })],
    returns: (args) => {
      const type = sameType(args);
      if (type.kind === "tuple") return tupleType(type.elements.toReversed());
      if (type.kind === "list" || type.kind === "set") return listType(type.element);
      return failArgument(0, `can only reverse list or tuple values, not ${describeType(type)}`);
    },
    notNull: true,
    run: reverse,
  },
  {
    name: "slice",
    parameters: [any("list", { allowMarked: true }), number("start_index"), number("end_index")],
    returns: sliceType,
    notNull: true,
    run: slice,
  },
  { name: "sort", parameters: [strings("list", { allowUnknown: false })], returns: listType(stringType), notNull: true, run: sort },
];
