// Functions of sets.
import { convert, isProblem } from "../values/convert.ts";
import { lengthRange, refine } from "../values/refine.ts";
import { makeSet, memberOf } from "../values/sets.ts";
import { dynamicType, equalTypes, listType, setType, tupleType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { unify } from "../values/unify.ts";
import { isKnown, listValue, tupleValue, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { itemsOf } from "../values/parts.ts";
import { any } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition, Parameter } from "./function.ts";

const anySet = (name: string): Parameter => ({ name, type: setType(dynamicType) });

function commonSet(args: readonly Value[]): Type | Failure {
  // An empty set of anything fits everything, so it does not say what the others must be.
  const telling = args.filter((set) => !(isKnown(set) && itemsOf(set).length === 0 && elementOf(set).kind === "dynamic"));
  if (telling.length === 0) return setType(dynamicType);
  const element = unify(telling.map(elementOf), true);
  return element ? setType(element) : fail("given sets must all have compatible element types");
}

const elementOf = ({ type }: Value): Type => (type.kind === "set" ? type.element : dynamicType);

type Combine = (left: readonly Value[], right: readonly Value[]) => readonly Value[];

function setFunction(name: string, parameters: FunctionDefinition["parameters"], rest: Parameter | undefined, combine: Combine, canBeUnknown: boolean): FunctionDefinition {
  return {
    name,
    parameters,
    ...(rest && { rest }),
    returns: commonSet,
    notNull: true,
    run: (args, type) => {
      let items: readonly Value[] | undefined;
      let first: Type | undefined;
      for (const [at, arg] of args.entries()) {
        const set = convert(arg, type);
        if (isProblem(set)) return failArgument(at, set.message);
        // A set of nothing but nulls stays one of no particular type.
        if (first && !equalTypes(first, set.type)) return fail("given sets must all have compatible element types");
        first = set.type;
        // What is not known yet may turn out to be in the other set too.
        if (!canBeUnknown && !isWhollyKnown(set)) return unknownValue(type);
        items = items ? combine(items, itemsOf(set)) : itemsOf(set);
      }
      return makeSet(first?.kind === "set" ? first.element : dynamicType, items ?? []);
    },
  };
}

/** More combinations are refused: nobody wants them, and they would not fit into memory. */
const MOST_COMBINATIONS = 1_000_000;

function productType(args: readonly Value[]): Type | Failure {
  if (args.length < 2) return fail("at least two arguments are required");
  const elements: Type[] = [];
  for (const [at, { type }] of args.entries()) {
    if (type.kind === "set" || type.kind === "list") elements.push(type.element);
    else if (type.kind !== "tuple") return failArgument(at, "a set or a list is required");
    else {
      const element = type.elements.length === 0 ? dynamicType : unify(type.elements, true);
      if (!element) return failArgument(at, "all elements must be of the same type");
      elements.push(element);
    }
  }
  const combination = tupleType(elements);
  return args.some(({ type }) => type.kind === "set") ? setType(combination) : listType(combination);
}

function setProduct(args: readonly Value[], type: Type): Value | Failure {
  const combination = type.kind === "set" || type.kind === "list" ? type.element : dynamicType;
  const marks = args.reduce<Marks>((found, arg) => found | arg.marks, 0);
  const lengths = args.map((arg) => lengthRange(withoutMarks(arg)) ?? { min: 0, max: Infinity });
  if (lengths.some(({ min, max }) => min !== max) || !args.every(isKnown)) return withMarks(refine(unknownValue(type), productLength(lengths, type)), marks);
  const total = lengths.reduce((product, { max }) => product * max, 1);
  if (total > MOST_COMBINATIONS) return fail(`there are ${total} combinations, but at most ${MOST_COMBINATIONS} are supported`);
  let rows: Value[][] = [[]];
  for (const [at, arg] of args.entries()) {
    const element = combination.kind === "tuple" ? (combination.elements[at] ?? dynamicType) : dynamicType;
    const items: Value[] = [];
    for (const item of itemsOf(arg)) {
      const converted = equalTypes(item.type, element) ? item : convert(item, element);
      if (isProblem(converted)) return fail(converted.message);
      items.push(converted);
    }
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  const tuples = rows.map(tupleValue);
  return withMarks(type.kind === "set" ? makeSet(combination, tuples) : listValue(combination, tuples), marks);
}

function productLength(lengths: readonly { min: number; max: number }[], type: Type): Parameters<typeof refine>[1] {
  const min = lengths.reduce((product, length) => product * length.min, 1);
  const max = lengths.some((length) => length.max === 0) ? 0 : lengths.reduce((product, length) => product * length.max, 1);
  return { notNull: true, minLength: type.kind === "set" ? Math.min(min, 1) : min, maxLength: max };
}

const without: Combine = (a, b) => {
  const taken = memberOf(b);
  return a.filter((item) => !taken(item));
};

/** Functions of sets. */
export const setFunctions: readonly FunctionDefinition[] = [
  setFunction("setunion", [anySet("first_set")], anySet("other_sets"), (a, b) => [...a, ...b], true),
  setFunction("setintersection", [anySet("first_set")], anySet("other_sets"), (a, b) => a.filter(memberOf(b)), false),
  setFunction("setsubtract", [anySet("a"), anySet("b")], undefined, without, false),
  {
    name: "setproduct",
    parameters: [],
    rest: any("sets", { allowMarked: true, allowUnknown: true }),
    returns: productType,
    notNull: true,
    run: setProduct,
  },
];
