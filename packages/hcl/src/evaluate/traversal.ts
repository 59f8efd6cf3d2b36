import * as say from "../diagnostics/evaluate-messages.ts";
import { didYouMean, suggest } from "../diagnostics/suggest.ts";
import type { Expression, IndexExpression, RelativeTraversalExpression, ScopeTraversalExpression, TraversalStep } from "../syntax/tree.ts";
import type { Value } from "../values/value.ts";
import { attributeOf, elementAt, isDiagnostic } from "./access.ts";
import { evaluateNode } from "./evaluate.ts";
import { report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** var.x.y[0] */
export function evaluateScopeTraversal(expression: ScopeTraversalExpression, evaluation: Evaluation): Value {
  const { scope } = evaluation;
  if (!scope) return report(evaluation, say.variablesNotAllowed(expression.range));
  const resolved = scope.resolve(expression.root, expression.steps);
  if (!resolved) {
    const suggestion = didYouMean(suggest(expression.root, scope.names()));
    return report(evaluation, say.unknownVariable(expression.root, suggestion, expression.rootRange));
  }
  return follow(resolved.value, expression.steps, resolved.steps, expression, evaluation);
}

/** f(x).y */
export function evaluateRelativeTraversal(expression: RelativeTraversalExpression, evaluation: Evaluation): Value {
  return follow(evaluateNode(expression.from, evaluation), expression.steps, 0, expression, evaluation);
}

/** c[key] */
export function evaluateIndex(expression: IndexExpression, evaluation: Evaluation): Value {
  const collection = evaluateNode(expression.collection, evaluation);
  const key = evaluateNode(expression.key, evaluation);
  const element = elementAt(collection, key, expression.openRange);
  return isDiagnostic(element) ? report(evaluation, element, expression) : element;
}

function follow(from: Value, steps: readonly TraversalStep[], first: number, about: Expression, evaluation: Evaluation): Value {
  let value = from;
  for (let at = first; at < steps.length; at++) {
    const step = steps[at];
    if (!step) break;
    const next = step.kind === "attribute" ? attributeOf(value, step.name, step.range) : elementAt(value, step.key, step.range);
    if (isDiagnostic(next)) return report(evaluation, next, about);
    value = next;
  }
  return value;
}
