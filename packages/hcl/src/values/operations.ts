// The operators, as a table.
import { add, compareNumbers, divide, multiply, negate, PRECISION, remainder, subtract } from "./big-float.ts";
import type { Numeric } from "./big-float.ts";
import { equalValues } from "./equality.ts";
import { numeric } from "./parts.ts";
import { numberRange, refinedUnknown, refineNotNull } from "./refine.ts";
import { boolType, dynamicType, numberType } from "./type.ts";
import type { Type } from "./type.ts";
import { boolValue, isKnown, isNull, numberValue, Unknown, unknownValue, withMarks, withoutMarks } from "./value.ts";
import type { Value } from "./value.ts";
import { deepMarks } from "./marks.ts";
import type { BinaryOperator, UnaryExpression } from "../syntax/tree.ts";

/** Why an operation has no result. */
export interface OperationProblem {
  readonly problem: string;
}

/** An operator: what its operands are converted to, and what it does with them. */
export interface Operation {
  readonly operand: Type;
  readonly result: Type;
  readonly run: (left: Value, right: Value) => Value | OperationProblem;
}

/** The bits that a number is computed with. */
export const precisionOf = (value: Value): number => value.precision ?? PRECISION;

type Compute = (left: Numeric, right: Numeric, precision: number) => Numeric | undefined;

const arithmetic = (compute: Compute, precision: (left: Value, right: Value) => number, problem: string): Operation => ({
  operand: numberType,
  result: numberType,
  run: ordinary(numberType, (left, right) => {
    const bits = precision(left, right);
    const result = compute(numeric(left), numeric(right), bits);
    return result === undefined ? { problem } : numberValue(result, bits);
  }),
});

/** Terraform computes with the bits of the more precise operand. */
const widest = (left: Value, right: Value): number => Math.max(precisionOf(left), precisionOf(right));
/** Products are worked out in full and keep what they need. */
const full = (left: Value, right: Value): number => Math.max(PRECISION, widest(left, right));

/** `less`: which side is the smaller one where it holds. */
const comparison = (less: "left" | "right", holds: (order: number) => boolean): Operation => ({
  operand: numberType,
  result: boolType,
  run: (left, right) => {
    const nothing = nullOperand(left, right);
    if (nothing) return nothing;
    const marks = deepMarks(left) | deepMarks(right);
    if (left.raw instanceof Unknown || right.raw instanceof Unknown) {
      const answer = less === "left" ? isBelow(left, right) : isBelow(right, left);
      return withMarks(answer === undefined ? refineNotNull(unknownValue(boolType)) : boolValue(answer), marks);
    }
    return withMarks(boolValue(holds(compareNumbers(numeric(left), numeric(right)))), marks);
  },
});

const logic = (decide: (left: boolean, right: boolean) => boolean): Operation => ({
  operand: boolType,
  result: boolType,
  run: forgetful(boolType, (left, right) => boolValue(decide(left.raw === true, right.raw === true))),
});

/** Every operator between two operands. */
export const binaryOperations: Readonly<Record<BinaryOperator, Operation>> = {
  "+": arithmetic(add, widest, "can't compute sum of opposing infinities"),
  "-": arithmetic(subtract, widest, "can't subtract infinity from itself"),
  "*": arithmetic(multiply, full, "can't multiply zero by infinity"),
  "/": arithmetic(divide, widest, "can't divide zero by zero or infinity by infinity"),
  "%": arithmetic(remainder, widest, "can't use modulo with zero and infinity"),
  "<": comparison("left", (order) => order < 0),
  ">": comparison("right", (order) => order > 0),
  "<=": comparison("left", (order) => order <= 0),
  ">=": comparison("right", (order) => order >= 0),
  "&&": logic((left, right) => left && right),
  "||": logic((left, right) => left || right),
  "==": { operand: dynamicType, result: boolType, run: equalValues },
  "!=": { operand: dynamicType, result: boolType, run: (left, right) => not(equalValues(left, right)) },
};

/** Every operator before one operand. */
export const unaryOperations: Readonly<Record<UnaryExpression["operator"], Operation>> = {
  "-": { operand: numberType, result: numberType, run: forgetful(numberType, (value) => numberValue(negate(numeric(value)), value.precision)) },
  "!": { operand: boolType, result: boolType, run: forgetful(boolType, (value) => boolValue(value.raw !== true)) },
};

const nullOperand = (...operands: readonly Value[]): OperationProblem | undefined =>
  operands.some(isNull) ? { problem: "argument must not be null" } : undefined;

/** Refuses null, passes on what is not known, and keeps marks. */
function ordinary(result: Type, run: Operation["run"]): Operation["run"] {
  return (left, right) => {
    const nothing = nullOperand(left, right);
    if (nothing) return nothing;
    const marks = left.marks | right.marks;
    if (left.raw instanceof Unknown || right.raw instanceof Unknown) return withMarks(refinedUnknown(result, { notNull: true }), marks);
    const value = run(left, right);
    return "problem" in value ? value : withMarks(value, marks);
  };
}

/** The same, but a result that is not known has no marks: so it is in Terraform for the operators of truth and for the minus sign. */
function forgetful(result: Type, run: Operation["run"]): Operation["run"] {
  const whole = ordinary(result, run);
  return (left, right) => {
    const value = whole(left, right);
    return "problem" in value || isKnown(value) ? value : withoutMarks(value);
  };
}

function not(value: Value): Value {
  return typeof value.raw === "boolean" ? { ...value, raw: !value.raw } : value;
}

/** Whether all that the left may be is below all that the right may be. Terraform does not look at whether the ends count. */
function isBelow(left: Value, right: Value): boolean | undefined {
  const [a, b] = [numberRange(left), numberRange(right)];
  if (a.upper && b.lower && compareNumbers(a.upper.value, b.lower.value) < 0) return true;
  if (a.lower && b.upper && compareNumbers(a.lower.value, b.upper.value) > 0) return false;
  return undefined;
}
