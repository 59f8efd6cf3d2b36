import * as say from "../diagnostics/evaluate-messages.ts";
import type { BinaryExpression, Expression, UnaryExpression } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { binaryOperations, unaryOperations } from "../values/operations.ts";
import type { Operation } from "../values/operations.ts";
import { dynamicNull, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { failedSince, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** left + right. A long chain is a deep tree to the left: it is gone through without the call stack. */
export function evaluateBinary(expression: BinaryExpression, evaluation: Evaluation): Value {
  const chain: BinaryExpression[] = [];
  let innermost: Expression = expression;
  while (innermost.kind === "binary") {
    chain.push(innermost);
    innermost = innermost.left;
  }
  const before = evaluation.diagnostics.length;
  let value = evaluateNode(innermost, evaluation);
  for (const node of chain.reverse()) value = operate(node, value, before, evaluation);
  return value;
}

/** `before`: how many problems there were before the left operand. */
function operate(node: BinaryExpression, givenLeft: Value, before: number, evaluation: Evaluation): Value {
  const operation = binaryOperations[node.operator];
  const givenRight = evaluateNode(node.right, evaluation);
  const left = operand(operation, givenLeft, "left", node.left, node, evaluation);
  const right = operand(operation, givenRight, "right", node.right, node, evaluation);
  if (failedSince(evaluation, before)) return unknownValue(operation.result);
  return run(operation, left, right, node, evaluation);
}

/** -x and !x */
export function evaluateUnary(node: UnaryExpression, evaluation: Evaluation): Value {
  const operation = unaryOperations[node.operator];
  const before = evaluation.diagnostics.length;
  const given = evaluateNode(node.operand, evaluation);
  const value = operand(operation, given, "unary", node.operand, node, evaluation);
  if (failedSince(evaluation, before)) return unknownValue(operation.result);
  return run(operation, value, value, node, evaluation);
}

function operand(
  operation: Operation,
  given: Value,
  side: "left" | "right" | "unary",
  at: Expression,
  whole: Expression,
  evaluation: Evaluation,
): Value {
  const value = convert(given, operation.operand);
  if (!isProblem(value)) return value;
  report(evaluation, say.unsuitableOperand(side, value.message, at.range, whole.range), at);
  return dynamicNull;
}

function run(operation: Operation, left: Value, right: Value, node: Expression, evaluation: Evaluation): Value {
  const result = operation.run(left, right);
  if (!("problem" in result)) return result;
  report(evaluation, say.operationFailed(result.problem, node.range), node);
  return unknownValue(operation.result);
}
