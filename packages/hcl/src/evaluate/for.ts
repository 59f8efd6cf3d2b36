import * as say from "../diagnostics/evaluate-messages.ts";
import type { Expression, ForExpression } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { entriesOf, itemsOf } from "../values/parts.ts";
import { quote } from "../values/quote.ts";
import { boolType, stringType } from "../values/type.ts";
import { dynamicUnknown, isKnown, isNull, numberValue, objectValue, stringValue, tupleValue, withMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { apart, failedSince, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { emptyContext, LoopScope, scopeOf } from "./scope.ts";

/** What goes round: the parts of a `for` that a template's %{ for } has too. */
export interface Loop {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly condition?: Expression;
  readonly context: Expression["range"];
}

/** One round of a loop; false when its result is not known. */
type Round = (inner: Evaluation) => boolean;

/** Positions are numbers of 64 bits to Terraform. */
const POSITION_PRECISION = 64;

/** [for x in c : y] and {for k, v in c : k => v} */
export function evaluateFor(expression: ForExpression, evaluation: Evaluation): Value {
  const loop = { ...expression, context: expression.range };
  const { key } = expression;
  return key ? objectFor(loop, expression, key, evaluation) : tupleFor(loop, expression.value, evaluation);
}

function tupleFor(loop: Loop, value: Expression, evaluation: Evaluation): Value {
  const items: Value[] = [];
  const { known, marks } = goRound(loop, evaluation, (inner) => {
    items.push(evaluateNode(value, inner));
    return true;
  });
  return withMarks(known ? tupleValue(items) : dynamicUnknown, marks);
}

function objectFor(loop: Loop, expression: ForExpression, keyExpression: Expression, evaluation: Evaluation): Value {
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  let keyMarks: Marks = 0;
  let silent = false;
  const { known, marks } = goRound(loop, evaluation, (inner) => {
    const key = evaluateNode(keyExpression, inner);
    const name = keyName(key, keyExpression, loop, inner, silent);
    keyMarks |= key.marks;
    if (name === undefined) {
      silent = true;
      return false;
    }
    const value = evaluateNode(expression.value, inner);
    if (expression.grouping) addTo(groups, name, value);
    else if (entries.has(name)) report(inner, say.duplicateForKey(key.marks === 0 ? quote(name) : "(sensitive value)", keyExpression.range, loop.context), keyExpression);
    else entries.set(name, value);
    return true;
  });
  for (const [name, values] of groups) entries.set(name, tupleValue(values));
  return withMarks(known ? objectValue(entries) : dynamicUnknown, marks | keyMarks);
}

function addTo(groups: Map<string, Value[]>, name: string, value: Value): void {
  const group = groups.get(name);
  if (group) group.push(value);
  else groups.set(name, [value]);
}

function keyName(given: Value, at: Expression, loop: Loop, inner: Evaluation, silent: boolean): string | undefined {
  if (isNull(given)) {
    if (!silent) report(inner, say.nullForKey(at.range, loop.context), at);
    return undefined;
  }
  if (!isKnown(given)) return undefined;
  const key = convert(given, stringType);
  if (!isProblem(key)) return String(key.raw);
  if (!silent) report(inner, say.invalidForKey(key.message, at.range, loop.context), at);
  return undefined;
}

/** Goes through the collection; `known` is false when what comes out of it cannot be known. */
export function goRound(loop: Loop, evaluation: Evaluation, round: Round): { known: boolean; marks: Marks } {
  const collection = evaluateNode(loop.collection, evaluation);
  if (collection.type.kind === "dynamic" && !isNull(collection)) return { known: false, marks: 0 };
  let marks = collection.marks;
  if (!isIterable(collection, loop, evaluation)) return { known: false, marks };
  const scope = new LoopScope(evaluation.scope ?? nothing, loop.keyName, loop.valueName, dynamicUnknown, dynamicUnknown);
  const inner: Evaluation = { ...evaluation, scope };
  if (loop.condition) {
    const trial = tryCondition(loop.condition, loop, inner);
    marks |= trial.marks;
    if (!trial.possible) return { known: false, marks };
  }
  if (!isKnown(collection)) return { known: false, marks };
  let known = true;
  for (const [key, value] of elementPairs(collection)) {
    if (--evaluation.rounds.left < 0) {
      if (evaluation.rounds.left === -1) report(evaluation, say.tooManyRounds(loop.context));
      return { known: false, marks };
    }
    scope.set(key, value);
    if (loop.condition) {
      const { include, marks: found } = isIncluded(loop.condition, loop, inner, known);
      marks |= found;
      if (include === undefined) known = false;
      if (include !== true) continue;
    }
    if (!round(inner)) known = false;
  }
  return { known, marks };
}

const nothing = scopeOf(new Map(), undefined, emptyContext);

function isIterable({ raw, type }: Value, loop: Loop, evaluation: Evaluation): boolean {
  const at = loop.collection;
  if (raw === null) {
    report(evaluation, say.iterationOverNull(at.range, loop.context), at);
    return false;
  }
  if (type.kind === "string" || type.kind === "number" || type.kind === "bool") {
    report(evaluation, say.notIterable(type, at.range, loop.context), at);
    return false;
  }
  return true;
}

/** The elements of a known collection or structure with their keys: positions, names, or in a set themselves. */
export function* elementPairs(collection: Value): Iterable<readonly [Value, Value]> {
  for (const [key, value] of entriesOf(collection)) yield [stringValue(key), value];
  for (const [at, value] of itemsOf(collection).entries()) {
    yield [collection.type.kind === "set" ? value : numberValue(at, POSITION_PRECISION), value];
  }
}

/** Tries the condition on an element that is not known, so that a mistake in it is reported once and not for each element. */
function tryCondition(condition: Expression, loop: Loop, inner: Evaluation): { possible: boolean; marks: Marks } {
  const trial = apart(inner);
  const result = evaluateNode(condition, trial);
  inner.diagnostics.push(...trial.diagnostics);
  if (isNull(result)) {
    report(inner, say.nullForCondition(condition.range, loop.context), condition);
    return { possible: false, marks: 0 };
  }
  const bool = convert(result, boolType);
  if (isProblem(bool)) report(inner, say.invalidForCondition(bool.message, condition.range, loop.context), condition);
  return { possible: !isProblem(bool) && !failedSince(trial, 0), marks: result.marks };
}

/** undefined: not known, or no condition at all. */
function isIncluded(condition: Expression, loop: Loop, inner: Evaluation, known: boolean): { include?: boolean; marks: Marks } {
  const result = evaluateNode(condition, inner);
  if (isNull(result)) {
    if (known) report(inner, say.nullElementCondition(condition.range, loop.context), condition);
    return { marks: 0 };
  }
  const bool = convert(result, boolType);
  if (isProblem(bool)) {
    if (known) report(inner, say.invalidForCondition(bool.message, condition.range, loop.context), condition);
    return { marks: result.marks };
  }
  return isKnown(bool) ? { include: bool.raw === true, marks: bool.marks } : { marks: bool.marks };
}
