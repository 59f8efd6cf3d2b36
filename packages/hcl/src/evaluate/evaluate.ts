// What an expression is worth. One kind of node a file; nothing but the way there is decided here.
import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import { valueTooLarge } from "../diagnostics/evaluate-messages.ts";
import type { Expression } from "../syntax/tree.ts";
import { isExcessive, MOST_ROUNDS } from "../values/extent.ts";
import { dynamicUnknown } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { evaluateCall } from "./call.ts";
import { evaluateObject, evaluateTuple } from "./collection.ts";
import { evaluateConditional } from "./conditional.ts";
import type { Evaluation } from "./evaluation.ts";
import { evaluateFor } from "./for.ts";
import { evaluateIndex, evaluateRelativeTraversal, evaluateScopeTraversal } from "./traversal.ts";
import { evaluateJson } from "./json.ts";
import { evaluateBinary, evaluateUnary } from "./operator.ts";
import type { Scope } from "./scope.ts";
import { evaluateSplat } from "./splat.ts";
import { evaluateTemplate } from "./template.ts";

/** The value of an expression in a scope, or without any names at all. After an error the value is unknown, as far as it depends on it. */
export function evaluate(expression: Expression, scope?: Scope): Required<Outcome<Value>> {
  const diagnostics: Diagnostic[] = [];
  const value = evaluateNode(expression, { scope, diagnostics, rounds: { left: MOST_ROUNDS } });
  if (!isExcessive(value)) return { value, diagnostics };
  diagnostics.push(valueTooLarge(expression.range));
  return { value: dynamicUnknown, diagnostics };
}

/** The same inside an evaluation that has begun. */
export function evaluateNode(expression: Expression, evaluation: Evaluation): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "parentheses":
      return evaluateNode(expression.inner, evaluation);
    case "template-wrap":
      return evaluateNode(expression.wrapped, evaluation);
    case "scope-traversal":
      return evaluateScopeTraversal(expression, evaluation);
    case "relative-traversal":
      return evaluateRelativeTraversal(expression, evaluation);
    case "index":
      return evaluateIndex(expression, evaluation);
    case "template":
      return evaluateTemplate(expression, evaluation);
    case "tuple":
      return evaluateTuple(expression, evaluation);
    case "object":
      return evaluateObject(expression, evaluation);
    case "for":
      return evaluateFor(expression, evaluation);
    case "call":
      return evaluateCall(expression, evaluation);
    case "splat":
      return evaluateSplat(expression, evaluation);
    case "splat-symbol":
      return evaluation.item ?? dynamicUnknown;
    case "conditional":
      return evaluateConditional(expression, evaluation);
    case "binary":
      return evaluateBinary(expression, evaluation);
    case "unary":
      return evaluateUnary(expression, evaluation);
    case "json":
      return evaluateJson(expression.node, evaluation);
    default:
      return expression satisfies never;
  }
}
