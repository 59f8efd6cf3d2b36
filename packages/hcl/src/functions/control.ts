// try and can: functions that look at what an expression would say.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { printRange } from "../source/range.ts";
import { boolType, dynamicType } from "../values/type.ts";
import { boolValue, dynamicUnknown, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { any } from "./arguments.ts";
import { fail } from "./function.ts";
import type { Failure, FunctionDefinition, LazyArgument } from "./function.ts";

function tryEach(args: readonly LazyArgument[]): Value | Failure {
  if (args.length === 0) return fail("at least one argument is required");
  const problems: Diagnostic[] = [];
  for (const argument of args) {
    const { value, diagnostics } = argument.evaluate();
    problems.push(...diagnostics);
    if (hasErrors(diagnostics)) continue;
    // What is known later may make this one fail, and then another would have been taken.
    return isWhollyKnown(value) ? value : dynamicUnknown;
  }
  const list = problems.map(({ summary, detail, subject }) => `- ${summary}${subject ? ` (at ${printRange(subject)})` : ""}\n  ${detail}\n`);
  return fail(`no expression succeeded:\n${list.join("")}\nAt least one expression must produce a successful result`);
}

function can([argument]: readonly LazyArgument[]): Value | Failure {
  if (!argument) return fail("an expression is required");
  const { value, diagnostics } = argument.evaluate();
  if (hasErrors(diagnostics)) return boolValue(false);
  return isWhollyKnown(value) ? boolValue(true) : unknownValue(boolType);
}

/** try and can. */
export const controlFunctions: readonly FunctionDefinition[] = [
  { name: "try", parameters: [], rest: any("expressions"), returns: dynamicType, run: () => dynamicUnknown, lazy: tryEach },
  { name: "can", parameters: [any("expression")], returns: boolType, run: () => unknownValue(boolType), lazy: can },
];
