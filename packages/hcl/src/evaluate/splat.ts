import * as say from "../diagnostics/evaluate-messages.ts";
import type { SplatExpression } from "../syntax/tree.ts";
import { itemsOf } from "../values/parts.ts";
import { asElements, elementTypeOf } from "../values/alike.ts";
import { isDefinitelyNotNull, lengthRange, refinedUnknown } from "../values/refine.ts";
import { listType, tupleType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { dynamicUnknown, isKnown, isNull, listValue, tupleValue, unknownValue, withMarks, withoutMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { failedSince, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** source[*].x: what is not a list, set or tuple counts as a tuple of itself, null as an empty one. */
export function evaluateSplat(expression: SplatExpression, evaluation: Evaluation): Value {
  const before = evaluation.diagnostics.length;
  const source = evaluateNode(expression.from, evaluation);
  if (failedSince(evaluation, before)) {
    evaluateNode(expression.each, { ...evaluation, item: dynamicUnknown });
    return dynamicUnknown;
  }
  const { kind } = source.type;
  const isSequence = kind === "tuple" || kind === "list" || kind === "set";
  if (isNull(source)) {
    if (!isSequence) return tupleValue([]);
    return report(evaluation, say.splatOfNull(expression.from.range, expression.markerRange), expression.from);
  }
  if (kind === "dynamic") return withMarks(dynamicUnknown, source.marks);
  if (isSequence) return isKnown(source) ? splatKnown(source, expression, evaluation) : splatUnknown(source, expression, evaluation);
  const result = withMarks(splatKnown(tupleValue([withoutMarks(source)]), expression, evaluation), source.marks);
  // It may still turn out to be null, and then the tuple is empty.
  return isDefinitelyNotNull(source) ? result : withMarks(dynamicUnknown, source.marks);
}

function splatKnown(source: Value, expression: SplatExpression, evaluation: Evaluation): Value {
  const before = evaluation.diagnostics.length;
  const results = itemsOf(source).map((item) => evaluateNode(expression.each, { ...evaluation, item }));
  if (failedSince(evaluation, before)) {
    return withMarks(unknownValue(resultType(source.type, expression, { ...evaluation, diagnostics: [] })), source.marks);
  }
  if (source.type.kind === "tuple") return withMarks(tupleValue(results), source.marks);
  if (results.length === 0) return withMarks({ type: resultType(source.type, expression, evaluation), raw: [], marks: 0 }, source.marks);
  const element = elementTypeOf(results);
  return withMarks(element ? listValue(element, asElements(results, element)) : dynamicUnknown, source.marks);
}

function splatUnknown(source: Value, expression: SplatExpression, evaluation: Evaluation): Value {
  const type = resultType(source.type, expression, evaluation);
  const range = type.kind === "list" ? lengthRange(withoutMarks(source)) : undefined;
  const lengths = range ? { minLength: range.min, maxLength: range.max } : {};
  return withMarks(refinedUnknown(type, { notNull: true, ...lengths }), source.marks);
}

/** The type that comes out for elements that are not known. */
function resultType(source: Type, expression: SplatExpression, evaluation: Evaluation): Type {
  const typeFor = (element: Type): Type => evaluateNode(expression.each, { ...evaluation, item: unknownValue(element) }).type;
  if (source.kind === "tuple") return tupleType(source.elements.map(typeFor));
  return listType(source.kind === "list" || source.kind === "set" ? typeFor(source.element) : source);
}

