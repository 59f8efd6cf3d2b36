// Conditions of resources, outputs, variables and check blocks.
import { boolType, convert, EPHEMERAL, hasErrors, isKnown, isNull, isProblem, references, SENSITIVE, stringType } from "@lockstep/hcl";
import type { Diagnostic, Value } from "@lockstep/hcl";
import type { CheckRule } from "../config/configuration.ts";
import * as messages from "../messages.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { View } from "../scope/names.ts";
import type { Checkable } from "./checks.ts";
import type { CheckStatus } from "./plan.ts";
import { report } from "./session.ts";
import type { Session } from "./session.ts";

/** What one condition came to. */
export interface RuleResult {
  readonly status: CheckStatus;
  /** Why, in the words of its author. */
  readonly failure?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates a condition. `summary` heads the problem when it does not hold. */
export function evaluateRule(rule: CheckRule, scope: ModuleScope, view: View, summary: string, severity: "error" | "warning"): RuleResult {
  const { value, diagnostics, failed } = scope.evaluate(rule.condition, view);
  if (failed) return { status: "error", diagnostics };
  const answer = truth(value, rule);
  if (answer === undefined) return { status: "unknown", diagnostics };
  if (typeof answer === "object") return { status: "error", diagnostics: [...diagnostics, answer] };
  if (answer) return { status: "pass", diagnostics };
  const message = errorMessage(rule, scope, view);
  if (hasErrors([...message.diagnostics])) return { status: "error", diagnostics: [...diagnostics, ...message.diagnostics] };
  const text = message.text ?? messages.failedWithInvalidMessage;
  const problem = messages.conditionFailed(summary, text, rule.condition.range, severity);
  return {
    status: "fail",
    ...(message.text !== undefined && { failure: message.text }),
    diagnostics: [...diagnostics, problem, ...message.diagnostics],
  };
}

function truth(value: Value, { condition }: CheckRule): boolean | Diagnostic | undefined {
  if (!isKnown(value)) return undefined;
  if (isNull(value)) return messages.invalidConditionResult("Condition expression must return either true or false, not null.", condition.range);
  const converted = convert(value, boolType);
  if (isProblem(converted)) return messages.invalidConditionResult(`Invalid condition result value: ${converted.message}.`, condition.range);
  return converted.raw === true;
}

function errorMessage({ errorMessage: expression }: CheckRule, scope: ModuleScope, view: View): { readonly text?: string; readonly diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics, failed } = scope.evaluate(expression, view);
  if (failed) return { diagnostics };
  const unsuitable = (why: string): { readonly diagnostics: readonly Diagnostic[] } => ({
    diagnostics: [...diagnostics, messages.invalidErrorMessage(`Unsuitable value for error message: ${why}.`, expression.range)],
  });
  if (!isKnown(value)) return unsuitable("it is not known yet");
  if (isNull(value)) return unsuitable("must not be null");
  const converted = convert(value, stringType);
  if (isProblem(converted)) return unsuitable(converted.message);
  const secret = secretMessage(value, expression);
  if (secret) return { diagnostics: [...diagnostics, secret] };
  return { text: String(converted.raw).trim(), diagnostics };
}

function secretMessage({ marks }: Value, { range }: CheckRule["errorMessage"]): Diagnostic | undefined {
  if ((marks & EPHEMERAL) !== 0) return messages.messageRefersToEphemeral(range);
  return (marks & SENSITIVE) === 0 ? undefined : messages.messageRefersToSensitive(range);
}

/** A condition that holds has a message too: one that could not be shown is told of before it is needed. */
export function messageWarnings({ errorMessage: expression }: CheckRule, scope: ModuleScope, view: View): Diagnostic[] {
  if (references(expression).length === 0) return [];
  const { value, failed } = scope.evaluate(expression, view);
  const secret = failed ? undefined : secretMessage(value, expression);
  return secret ? [secret] : [];
}

/** Which object's conditions are evaluated. */
export interface CheckedObject {
  readonly checkable: Checkable;
  /** Printed, with keys. */
  readonly address: string;
}

/** Evaluates conditions and notes what they came to; true when the walk must stop here. */
export function checkRules(
  session: Session,
  rules: readonly CheckRule[],
  { checkable, address }: CheckedObject,
  scope: ModuleScope,
  view: View,
  summary: string,
): boolean {
  const severity = session.failing;
  let stop = false;
  for (const rule of rules) {
    const { status, failure, diagnostics } = evaluateRule(rule, scope, view, summary, severity);
    session.checks.record(checkable, address, status, failure);
    report(session, status === "pass" ? [...diagnostics, ...messageWarnings(rule, scope, view)] : diagnostics);
    if (hasErrors(diagnostics)) stop = true;
  }
  return stop;
}
