import { absolute, add, compareNumbers, fromBigInt, fromDouble, isInfinite, isNegative, isWhole, signOf, toDouble, truncate } from "../values/big-float.ts";
import type { Numeric } from "../values/big-float.ts";
import { convert, isProblem } from "../values/convert.ts";
import { precisionOf } from "../values/operations.ts";
import { itemsOf, numeric, partsOf } from "../values/parts.ts";
import { quote } from "../values/quote.ts";
import { describeType, listType, numberType } from "../values/type.ts";
import { isNull, listValue, numberValue, unknownValue, withMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { any, argument, count, isSequence, number, numberOf, textOf, wholeNumber } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import { log, pow } from "./go-math.ts";
import type { Failure, FunctionDefinition } from "./function.ts";

/** Logarithms and powers are worked out in Go's 64-bit floats, of 53 bits. */
const DOUBLE_PRECISION = 53;

/** As many numbers as range() makes. */
const LONGEST_RANGE = 1024;

function roundedTowards(direction: "up" | "down"): FunctionDefinition["run"] {
  return (args) => {
    const value = argument(args, 0);
    const given = numeric(value);
    if (isWhole(given) || isInfinite(given)) return numberValue(positiveZero(given), value.precision);
    const cut = truncate(given);
    const steps = direction === "up" ? (isNegative(given) ? 0 : 1) : isNegative(given) ? -1 : 0;
    return numberValue(positiveZero(add(cut, steps) ?? cut), value.precision);
  };
}

const positiveZero = (given: Numeric): Numeric => (given === 0 ? 0 : given);

const fromFloat = (double: number): Value | Failure =>
  Number.isNaN(double) ? fail("the result is not a number") : numberValue(fromDouble(double), DOUBLE_PRECISION);

function extreme(name: string, better: (order: number) => boolean): FunctionDefinition {
  return {
    name,
    parameters: [],
    rest: number("numbers", { allowDynamic: true, allowUnknown: false }),
    returns: numberType,
    notNull: true,
    run: (args) => {
      const first = args[0];
      if (!first) return fail("must pass at least one number");
      return args.reduce((best, value) => (better(compareNumbers(numeric(value), numeric(best))) ? value : best), first);
    },
  };
}

function makeRange(args: readonly Value[]): Value | Failure {
  if (args.length < 1 || args.length > 3) return fail("must have one, two, or three arguments");
  const zero = count(0);
  const [start, end] = args.length === 1 ? [zero, argument(args, 0)] : [argument(args, 0), argument(args, 1)];
  const downwards = compareNumbers(numeric(end), numeric(start)) < 0;
  const step = args.length === 3 ? argument(args, 2) : count(downwards ? -1 : 1);
  const isDown = signOf(numeric(step)) < 0;
  if (isDown && compareNumbers(numeric(end), numeric(start)) > 0) return failArgument(1, "end must be less than start when step is negative");
  if (!isDown && downwards) return failArgument(1, "end must be greater than start when step is positive");
  const numbers: Value[] = [];
  const precision = Math.max(precisionOf(start), precisionOf(step));
  let at: Numeric = numeric(start);
  while (isDown ? compareNumbers(at, numeric(end)) > 0 : compareNumbers(at, numeric(end)) < 0) {
    if (numbers.length >= LONGEST_RANGE) {
      return fail("more than 1024 values were generated; either decrease the difference between start and end or use a smaller step");
    }
    numbers.push(numberValue(at, numbers.length === 0 ? precisionOf(start) : precision));
    at = add(at, numeric(step), precision) ?? at;
  }
  return listValue(numberType, numbers);
}

function sum(value: Value): Value | Failure {
  const { type } = value;
  if (!isSequence(type) && type.kind !== "map" && type.kind !== "object") return failArgument(0, "cannot sum noniterable");
  if (partsOf(value).length === 0) return failArgument(0, "cannot sum an empty list");
  if (!isSequence(type)) return failArgument(0, `argument must be list, set, or tuple. Received ${describe(value)}`);
  if (!isWhollyKnown(value)) return unknownValue(numberType);
  let total: Value | undefined;
  for (const item of itemsOf(value)) {
    const summand = isNull(item) ? item : convert(item, numberType);
    if (isProblem(summand) || isNull(summand)) return failArgument(0, "argument must be list, set, or tuple of number values");
    if (!total) {
      total = summand;
      continue;
    }
    const precision = Math.max(precisionOf(total), precisionOf(summand));
    const next = add(numeric(total), numeric(summand), precision);
    if (next === undefined) return fail("can't compute sum of opposing infinities");
    total = numberValue(next, precision);
  }
  return total ?? unknownValue(numberType);
}

const describe = (value: Value): string => describeType(value.type);

/** The digits of a base up to 62: above 36 small and capital letters differ. */
const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Longer numerals are refused: reading them takes time that grows with the square of their length. */
const LONGEST_NUMERAL = 20_000;

function parseInteger(text: string, base: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text);
  if (!match || text.length > LONGEST_NUMERAL) return undefined;
  const [, sign = "", numeral = ""] = match;
  let whole = 0n;
  for (const digit of base <= 36 ? numeral.toLowerCase() : numeral) {
    const at = digits.indexOf(digit);
    if (at >= base) return undefined;
    whole = whole * BigInt(base) + BigInt(at);
  }
  return sign === "-" ? -whole : whole;
}

function parseAsInteger(args: readonly Value[]): Value | Failure {
  const base = wholeNumber(argument(args, 1));
  if (typeof base !== "number") return failArgument(1, base.failure);
  if (base < 2 || base > 62) return failArgument(1, "base must be a whole number between 2 and 62 inclusive");
  const text = textOf(args, 0);
  const whole = parseInteger(text, base);
  if (whole === undefined) return failArgument(0, `cannot parse ${quote(text)} as a base ${base} integer`);
  const bits = whole === 0n ? 0 : whole.toString(2).length;
  return numberValue(fromBigInt(whole), Math.max(bits, 64));
}

/** Functions of numbers. */
export const numericFunctions: readonly FunctionDefinition[] = [
  {
    name: "abs",
    parameters: [number("num", { allowDynamic: true, allowMarked: true })],
    returns: numberType,
    notNull: true,
    run: (args) => withMarks(numberValue(absolute(numberOf(args, 0)), argument(args, 0).precision), argument(args, 0).marks),
  },
  { name: "ceil", parameters: [number("num")], returns: numberType, notNull: true, run: roundedTowards("up") },
  { name: "floor", parameters: [number("num")], returns: numberType, notNull: true, run: roundedTowards("down") },
  extreme("max", (order) => order > 0),
  extreme("min", (order) => order < 0),
  {
    name: "log",
    parameters: [number("num"), number("base")],
    returns: numberType,
    notNull: true,
    run: (args) => fromFloat(log(toDouble(numberOf(args, 0))) / log(toDouble(numberOf(args, 1)))),
  },
  {
    name: "pow",
    parameters: [number("num"), number("power")],
    returns: numberType,
    notNull: true,
    run: (args) => fromFloat(pow(toDouble(numberOf(args, 0)), toDouble(numberOf(args, 1)))),
  },
  {
    name: "signum",
    parameters: [number("num")],
    returns: numberType,
    notNull: true,
    run: (args) => {
      const whole = wholeNumber(argument(args, 0));
      return typeof whole === "number" ? count(Math.sign(whole)) : whole;
    },
  },
  {
    name: "parseint",
    parameters: [any("number"), number("base")],
    returns: ([text]) =>
      text && text.type.kind !== "string" ? failArgument(0, `first argument must be a string, not ${describe(text)}`) : numberType,
    notNull: true,
    run: parseAsInteger,
  },
  { name: "range", parameters: [], rest: number("params"), returns: listType(numberType), notNull: true, run: makeRange },
  { name: "sum", parameters: [any("list")], returns: numberType, notNull: true, run: (args) => sum(argument(args, 0)) },
];
