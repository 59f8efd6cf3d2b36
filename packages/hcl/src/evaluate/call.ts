import * as say from "../diagnostics/evaluate-messages.ts";
import type { CalledFunction } from "../diagnostics/diagnostic.ts";
import { didYouMean, suggest } from "../diagnostics/suggest.ts";
import { applyFunction } from "../functions/apply.ts";
import { isFailure } from "../functions/function.ts";
import type { Failure, FunctionDefinition, FunctionTable, LazyArgument, Parameter } from "../functions/function.ts";
import { startRange } from "../syntax/start-range.ts";
import type { CallExpression, Expression } from "../syntax/tree.ts";
import { dynamicType } from "../values/type.ts";
import { convert, isProblem } from "../values/convert.ts";
import { itemsOf } from "../values/parts.ts";
import { dynamicUnknown, isKnown, isNull, unknownValue, withMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { apart, failedSince, report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Scope } from "./scope.ts";

/** An argument of a call: an expression, or an element of the one before `...`. */
interface Argument {
  readonly expression: Expression;
  readonly value?: Value;
}

/** f(a, b…) */
export function evaluateCall(call: CallExpression, evaluation: Evaluation): Value {
  const { scope } = evaluation;
  if (!scope?.functions) return report(evaluation, say.callsNotAllowed(call.range));
  const definition = scope.functions.get(call.name);
  if (!definition) return reportUnknown(call, scope.functions, evaluation);
  const before = evaluation.diagnostics.length;
  const args = expandArguments(call, evaluation);
  if (!args || !hasRightCount(definition, args, call, evaluation)) return dynamicUnknown;
  if (definition.lazy) return callLazy(definition, definition.lazy, args, call, scope, evaluation);
  const values = args.map((argument, at) => evaluateArgument(argument, definition, at, call, evaluation));
  // With a mistake among the arguments the call could only add a confusing second one.
  if (failedSince(evaluation, before)) return dynamicUnknown;
  const result = applyFunction(definition, values, scope);
  return isFailure(result) ? reportFailure(result, definition, args, call, evaluation) : result;
}

function reportUnknown({ name, nameRange }: CallExpression, functions: FunctionTable, evaluation: Evaluation): Value {
  if (!name.includes("::")) {
    return report(evaluation, say.unknownFunction(name, didYouMean(suggest(name, functions.keys())), nameRange));
  }
  const [, provider = ""] = name.split("::");
  const isDeclared = [...functions.keys()].some((known) => known.startsWith(`provider::${provider}::`));
  return report(evaluation, isDeclared ? say.missingProviderFunction(name, nameRange) : say.unknownProviderFunction(name, nameRange));
}

/** The arguments with the elements of the last one in its place; undefined when they are not known, or are none. */
function expandArguments(call: CallExpression, evaluation: Evaluation): Argument[] | undefined {
  const given: Argument[] = call.arguments.map((expression) => ({ expression }));
  const last = call.expandFinal ? given.pop() : undefined;
  if (!last) return given;
  const { expression } = last;
  const before = evaluation.diagnostics.length;
  const value = evaluateNode(expression, evaluation);
  if (failedSince(evaluation, before)) return undefined;
  const { kind } = value.type;
  if (kind !== "dynamic" && kind !== "tuple" && kind !== "list" && kind !== "set") {
    report(evaluation, say.unsuitableExpansion(expression.range, call.range), expression);
    return undefined;
  }
  if (isNull(value)) {
    report(evaluation, say.nullExpansion(expression.range, call.range), expression);
    return undefined;
  }
  if (!isKnown(value)) return undefined;
  const elements = itemsOf(value).map((item) => ({ expression, value: withMarks(item, value.marks) }));
  return [...given, ...elements];
}

function hasRightCount(definition: FunctionDefinition, args: readonly Argument[], call: CallExpression, evaluation: Evaluation): boolean {
  const { parameters, rest } = definition;
  const missing = parameters[args.length];
  if (missing) {
    const problem = say.notEnoughArguments(call.name, missing.name, parameters.length, rest !== undefined, call.closeRange, call.range);
    report(evaluation, { ...problem, calling: calledFunction(definition, call) });
    return false;
  }
  const surplus = rest ? undefined : args[parameters.length];
  if (!surplus) return true;
  const problem = say.tooManyArguments(call.name, parameters.length, startRange(surplus.expression), call.range);
  report(evaluation, { ...problem, calling: calledFunction(definition, call) });
  return false;
}

const parameterAt = (definition: FunctionDefinition, at: number): Parameter | undefined => definition.parameters[at] ?? definition.rest;

/** The function as the excerpt of a problem shows it. */
const calledFunction = ({ parameters, rest, returns }: FunctionDefinition, { name }: CallExpression): CalledFunction => ({
  name,
  parameters,
  ...(rest && { variadic: rest }),
  returns: typeof returns === "function" ? dynamicType : returns,
});

function evaluateArgument(argument: Argument, definition: FunctionDefinition, at: number, call: CallExpression, evaluation: Evaluation): Value {
  const parameter = parameterAt(definition, at);
  const given = argument.value ?? evaluateNode(argument.expression, evaluation);
  if (!parameter) return given;
  const value = convert(given, parameter.type);
  if (!isProblem(value)) return value;
  const { expression } = argument;
  const problem = say.invalidArgument(parameter.name, value.message, startRange(expression), call.range);
  report(evaluation, { ...problem, calling: calledFunction(definition, call) }, expression);
  return unknownValue(parameter.type);
}

function reportFailure(
  failure: Failure,
  definition: FunctionDefinition,
  args: readonly Argument[],
  call: CallExpression,
  evaluation: Evaluation,
): Value {
  const at = failure.argument ?? -1;
  const argument = args[at];
  const parameter = parameterAt(definition, at);
  const calling = calledFunction(definition, call);
  if (!argument || !parameter) return report(evaluation, { ...say.callFailed(call.name, failure.failure, startRange(call), call.range), calling }, call);
  const { expression } = argument;
  const problem = say.invalidArgument(parameter.name, failure.failure, startRange(expression), call.range);
  return report(evaluation, { ...problem, calling }, expression);
}

function callLazy(
  definition: FunctionDefinition,
  run: NonNullable<FunctionDefinition["lazy"]>,
  args: readonly Argument[],
  call: CallExpression,
  scope: Scope,
  evaluation: Evaluation,
): Value {
  const before = evaluation.diagnostics.length;
  const lazy = args.map((argument, at): LazyArgument => {
    const { expression } = argument;
    const value = parameterAt(definition, at)?.eager ? evaluateArgument(argument, definition, at, call, evaluation) : argument.value;
    return {
      expression,
      evaluate() {
        if (value) return { value, diagnostics: [] };
        const inner = { ...apart(evaluation), quiet: true };
        return { value: evaluateNode(expression, inner), diagnostics: inner.diagnostics };
      },
    };
  });
  if (failedSince(evaluation, before)) return dynamicUnknown;
  const result = run(lazy, scope);
  return isFailure(result) ? reportFailure(result, definition, args, call, evaluation) : result;
}

