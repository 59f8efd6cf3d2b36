import * as say from "../diagnostics/evaluate-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { ConditionalExpression, Expression } from "../syntax/tree.ts";
import { convert, findConversion, isProblem } from "../values/convert.ts";
import type { Converted } from "../values/convert.ts";
import { isDefinitelyNotNull, lengthRange, looser, numberRange, refinedUnknown } from "../values/refine.ts";
import type { Refinement } from "../values/refine.ts";
import { boolType, dynamicType, equalTypes } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { collectionOf, unify } from "../values/unify.ts";
import { dynamicUnknown, isKnown, isNull, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { describeMismatch } from "./conditional-mismatch.ts";
import { evaluateNode } from "./evaluate.ts";
import { apart, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** A choice between two values: `a ? b : c`, or %{ if a } in a template. */
export interface Choice {
  readonly condition: Expression;
  readonly range: SourceRange;
  readonly whole?: Expression;
  readonly then: (evaluation: Evaluation) => Value;
  readonly otherwise: (evaluation: Evaluation) => Value;
}

/** condition ? then : otherwise */
export function evaluateConditional(expression: ConditionalExpression, evaluation: Evaluation): Value {
  return chooseBranch(
    {
      condition: expression.condition,
      range: expression.range,
      whole: expression,
      then: (inner) => evaluateNode(expression.then, inner),
      otherwise: (inner) => evaluateNode(expression.otherwise, inner),
    },
    evaluation,
  );
}

/** Evaluates both branches for their common type, and reports the problems of the chosen one only. */
export function chooseBranch(choice: Choice, evaluation: Evaluation): Value {
  const thenPart = apart(evaluation);
  const elsePart = apart(evaluation);
  const then = choice.then(thenPart);
  const otherwise = choice.otherwise(elsePart);
  const type = resultType(then, otherwise);
  if (!type) {
    const mismatch = describeMismatch(then.type, otherwise.type);
    return report(evaluation, say.inconsistentConditional(mismatch, choice.range), choice.whole);
  }
  const given = evaluateNode(choice.condition, evaluation);
  const { condition } = choice;
  if (isNull(given)) {
    report(evaluation, say.nullCondition(condition.range, choice.range), condition);
    return unknownValue(type);
  }
  if (!isKnown(given)) return undecided(type, then, otherwise, given.marks);
  const decided = convert(given, boolType);
  if (isProblem(decided)) {
    report(evaluation, say.incorrectCondition(condition.range, choice.range), condition);
    return unknownValue(type);
  }
  const isTrue = decided.raw === true;
  evaluation.diagnostics.push(...(isTrue ? thenPart : elsePart).diagnostics);
  const [chosen, other] = isTrue ? [then, otherwise] : [otherwise, then];
  const result = asType(chosen, type, other.type, isTrue ? "true" : "false", choice, evaluation);
  // The other branch marks the result too: which one was chosen may give it away.
  return withMarks(result, decided.marks | then.marks | otherwise.marks);
}

const isPlainNull = (value: Value): boolean => isNull(value) && value.type.kind === "dynamic" && value.marks === 0;

function resultType(then: Value, otherwise: Value): Type | undefined {
  // An untyped null takes the type of the other.
  if (isPlainNull(then)) return otherwise.type;
  if (isPlainNull(otherwise)) return then.type;
  if (then.type.kind === "dynamic" || otherwise.type.kind === "dynamic") return dynamicType;
  return unify([then.type, otherwise.type], true);
}

function asType(value: Value, type: Type, other: Type, branch: "true" | "false", choice: Choice, evaluation: Evaluation): Value {
  if (equalTypes(value.type, type)) return value;
  const converted = throughCollection(value, type, other) ?? findConversion(value.type, type, true)?.(value, []) ?? dynamicUnknown;
  if (!isProblem(converted)) return converted;
  report(evaluation, say.wrongConditionalResult(branch, converted.message, choice.range), choice.whole);
  return unknownValue(type);
}

/**
 * A tuple (object) beside a list (map) is first made a list (map) of its own. From that to the common type Terraform then
 * converts not what came of it but the tuple as it was, which may fail where elsewhere it would not.
 */
function throughCollection(value: Value, to: Type, other: Type): Converted | undefined {
  if (other.kind !== to.kind || (to.kind !== "list" && to.kind !== "map")) return undefined;
  if (value.type.kind !== (to.kind === "list" ? "tuple" : "object")) return undefined;
  const made = collectionOf(to.kind, [value.type], true);
  if (!made || equalTypes(made, to)) return undefined;
  const first = convert(value, made);
  return isProblem(first) ? first : findConversion(made, to, true)?.(value, []);
}

/** The condition is not known: what holds for both results holds for this. */
function undecided(type: Type, then: Value, otherwise: Value, marks: Marks): Value {
  const all = marks | then.marks | otherwise.marks;
  const [a, b] = [withoutMarks(then), withoutMarks(otherwise)];
  const refinement: Refinement = {
    notNull: isDefinitelyNotNull(a) && isDefinitelyNotNull(b),
    ...(type.kind === "number" ? commonBounds(a, b) : commonLength(a, b)),
  };
  return withMarks(refinedUnknown(type, refinement), all);
}

function commonBounds(a: Value, b: Value): Refinement {
  const [x, y] = [numberRange(a), numberRange(b)];
  const lower = looser(x.lower, y.lower, "lower");
  const upper = looser(x.upper, y.upper, "upper");
  return { ...(lower ? { lower } : {}), ...(upper ? { upper } : {}) };
}

function commonLength(a: Value, b: Value): Refinement {
  if (!("element" in a.type) || !equalTypes(a.type, b.type)) return {};
  const [x, y] = [lengthRange(a), lengthRange(b)];
  if (!x || !y || isNull(a) || isNull(b)) return {};
  return { minLength: Math.min(x.min, y.min), maxLength: Math.max(x.max, y.max) };
}
