import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { references } from "../syntax/references.ts";
import type { Expression, ScopeTraversalExpression } from "../syntax/tree.ts";
import { printKey, printText } from "../values/print.ts";
import { numberText } from "../values/number-text.ts";
import { dynamicUnknown } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Scope } from "./scope.ts";
import { followSteps } from "./access.ts";

/** An evaluation on its way: where names are looked up, and what there is to say. */
export interface Evaluation {
  readonly scope: Scope | undefined;
  readonly diagnostics: Diagnostic[];
  /** How often loops may still go round, those of the whole expression together. */
  readonly rounds: { left: number };
  /** The element that a splat is at. */
  readonly item?: Value;
  /** Nobody will read the diagnostics (try, can): the values for them need not be gathered. */
  readonly quiet?: boolean;
}

/** The most values that are shown with one problem. */
const MOST_VALUES = 20;

/** Notes a problem, with the values of the names in the expression at fault. What depends on it is unknown. */
export function report(evaluation: Evaluation, diagnostic: Diagnostic, about?: Expression): Value {
  const values = about && !evaluation.quiet ? namedValues(about, evaluation.scope) : [];
  evaluation.diagnostics.push(values.length > 0 ? { ...diagnostic, values } : diagnostic);
  return dynamicUnknown;
}

/** The same evaluation with a list of problems of its own. */
export const apart = (evaluation: Evaluation): Evaluation => ({ ...evaluation, diagnostics: [] });

/** Whether anything went wrong since the list was this long. */
export const failedSince = (evaluation: Evaluation, count: number): boolean =>
  evaluation.diagnostics.length > count && hasErrors(evaluation.diagnostics.slice(count));

function namedValues(expression: Expression, scope: Scope | undefined): (readonly [string, Value])[] {
  if (!scope) return [];
  const found = new Map<string, Value>();
  for (const reference of references(expression)) {
    if (found.size >= MOST_VALUES) break;
    const resolved = scope.resolve(reference.root, reference.steps);
    const outcome = resolved && followSteps(resolved.value, reference.steps.slice(resolved.steps));
    if (outcome && outcome.diagnostics.length === 0) found.set(printReference(reference), outcome.value);
  }
  return [...found];
}

/** A reference as it is written. */
export function printReference({ root, steps }: Pick<ScopeTraversalExpression, "root" | "steps">): string {
  const written = steps.map((step) => {
    if (step.kind === "attribute") return `.${step.name}`;
    const { raw } = step.key;
    if (typeof raw === "string") return `[${printText(raw)}]`;
    return typeof raw === "number" ? `[${numberText(raw)}]` : "[...]";
  });
  return printKey(root) + written.join("");
}
