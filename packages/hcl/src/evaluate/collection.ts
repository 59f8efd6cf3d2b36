import * as say from "../diagnostics/evaluate-messages.ts";
import type { ObjectExpression, ObjectItem, TupleExpression } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { stringType } from "../values/type.ts";
import { dynamicUnknown, isKnown, isNull, objectValue, tupleValue, withMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { failedSince, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** [a, b] */
export const evaluateTuple = (expression: TupleExpression, evaluation: Evaluation): Value =>
  tupleValue(expression.items.map((item) => evaluateNode(item, evaluation)));

/** { a = b } */
export function evaluateObject(expression: ObjectExpression, evaluation: Evaluation): Value {
  const attributes = new Map<string, Value>();
  let marks: Marks = 0;
  let known = true;
  for (const item of expression.items) {
    const before = evaluation.diagnostics.length;
    const key = evaluateNode(item.key, evaluation);
    const keyFailed = failedSince(evaluation, before);
    const value = evaluateNode(item.value, evaluation);
    const name = keyFailed ? undefined : keyName(key, item, evaluation);
    marks |= key.marks;
    if (name === undefined) known = false;
    else attributes.set(name, value);
  }
  return withMarks(known ? objectValue(attributes) : dynamicUnknown, marks);
}

/** The key as a text; undefined when it is not known or cannot be one. */
function keyName(given: Value, { key: at }: ObjectItem, evaluation: Evaluation): string | undefined {
  if (isNull(given)) {
    report(evaluation, say.nullKey(at.range), at);
    return undefined;
  }
  const key = convert(given, stringType);
  if (isProblem(key)) {
    report(evaluation, say.incorrectKey(key.message, at.range), at);
    return undefined;
  }
  return isKnown(key) ? String(key.raw) : undefined;
}
