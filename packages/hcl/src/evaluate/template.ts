import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/evaluate-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { TemplateExpression, TemplatePart } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { LONGEST_TEXT } from "../values/extent.ts";
import { refinedUnknown, safePrefix } from "../values/refine.ts";
import { stringType } from "../values/type.ts";
import { isKnown, isNull, stringValue, unknownValue, withMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { chooseBranch } from "./conditional.ts";
import { evaluateNode } from "./evaluate.ts";
import { report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { goRound } from "./for.ts";

/** "a ${b} %{ if c }d%{ endif }" */
export const evaluateTemplate = (expression: TemplateExpression, evaluation: Evaluation): Value =>
  joinParts(expression.parts, expression.range, evaluation);

function joinParts(parts: readonly TemplatePart[], range: SourceRange, evaluation: Evaluation): Value {
  let text = "";
  let known = true;
  let marks: Marks = 0;
  for (const part of parts) {
    if (part.kind === "text") {
      if (known) text += part.text;
      continue;
    }
    const value = evaluatePart(part, evaluation);
    const problem = partProblem(value, part, range);
    if (problem) {
      report(evaluation, problem, part.kind === "interpolation" ? part.expression : undefined);
      continue;
    }
    marks |= value.marks;
    const converted = isKnown(value) ? convert(value, stringType) : undefined;
    if (!converted) known = false;
    else if (known && !isProblem(converted)) {
      const more = String(converted.raw);
      if (text.length + more.length > LONGEST_TEXT) return report(evaluation, say.textTooLong(range));
      text += more;
    }
  }
  // What stands before the first unknown part is known of the whole.
  return withMarks(known ? stringValue(text) : refinedUnknown(stringType, { notNull: true, prefix: safePrefix(text) }), marks);
}

function partProblem(value: Value, part: TemplatePart, context: SourceRange): Diagnostic | undefined {
  const at = part.kind === "interpolation" ? part.expression.range : part.range;
  if (isNull(value)) return say.nullInterpolation(at, context);
  if (!isKnown(value)) return undefined;
  const converted = convert(value, stringType);
  return isProblem(converted) ? say.unsuitableInterpolation(converted.message, at, context) : undefined;
}

function evaluatePart(part: Exclude<TemplatePart, { kind: "text" }>, evaluation: Evaluation): Value {
  if (part.kind === "interpolation") return evaluateNode(part.expression, evaluation);
  if (part.kind === "for") return joinRounds(part, evaluation);
  return chooseBranch(
    {
      condition: part.condition,
      range: part.range,
      then: (inner) => joinParts(part.then, part.range, inner),
      otherwise: (inner) => joinParts(part.otherwise, part.range, inner),
    },
    evaluation,
  );
}

function joinRounds(part: Extract<TemplatePart, { kind: "for" }>, evaluation: Evaluation): Value {
  const texts: Value[] = [];
  const { known, marks } = goRound({ ...part, context: part.range }, evaluation, (inner) => {
    texts.push(joinParts(part.body, part.range, inner));
    return true;
  });
  if (!known || !texts.every(isKnown)) return withMarks(unknownValue(stringType), marks);
  const all = texts.reduce((found, text) => found | text.marks, marks);
  const parts = texts.map((text) => String(text.raw));
  if (parts.reduce((sum, text) => sum + text.length, 0) > LONGEST_TEXT) return report(evaluation, say.textTooLong(part.range));
  return withMarks(stringValue(parts.join("")), all);
}

