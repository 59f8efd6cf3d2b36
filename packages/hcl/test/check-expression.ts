import { hasErrors } from "../src/diagnostics/diagnostic.ts";
import { evaluate } from "../src/evaluate/evaluate.ts";
import { emptyContext, scopeOf } from "../src/evaluate/scope.ts";
import type { Scope } from "../src/evaluate/scope.ts";
import type { FunctionContext } from "../src/functions/function.ts";
import { builtinFunctions } from "../src/functions/index.ts";
import { SourceText } from "../src/source/source-text.ts";
import { parseExpression } from "../src/syntax/parse.ts";
import { printConsole } from "../src/values/print.ts";
import type { Value } from "../src/values/value.ts";

/** A scope of these names, and all functions. */
export const scopeWith = (names: Readonly<Record<string, Value>> = {}, context: FunctionContext = emptyContext): Scope =>
  scopeOf(new Map(Object.entries(names)), builtinFunctions, context);

/** The value of an expression, and what is wrong with it. */
export function evaluateText(text: string, scope: Scope = scopeWith()): ReturnType<typeof evaluate> {
  const parsed = parseExpression(new SourceText("<console-input>", text));
  if (!parsed.value || hasErrors(parsed.diagnostics)) throw new Error(`${text}: ${parsed.diagnostics[0]?.detail}`);
  return evaluate(parsed.value, scope);
}

/** What an expression prints, or the summary and detail of its first error. */
export function answer(text: string, scope?: Scope): string {
  const { value, diagnostics } = evaluateText(text, scope);
  const [problem] = diagnostics;
  return problem ? `${problem.summary}: ${problem.detail}` : printConsole(value);
}
