// Expressions as people type them, evaluated in a module that was planned: the console, and `eval`.
import { hasErrors, parseFile, printConsole, references, SourceText } from "@lockstep/hcl";
import type { Expression, Outcome, Value } from "@lockstep/hcl";
import { readModule } from "../config/read-module.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import { referenceProblems } from "../validate/static-references.ts";
import { Validation } from "../validate/validation.ts";
import { typeText } from "./type-text.ts";
import type { ValidateRequest } from "../validate/validate.ts";

/** Answers expressions in a module. */
export interface Console {
  /** The value of an expression as if it were that of a local value in a file of the module. */
  evaluate(text: string): Outcome<Value>;
  /** What a console prints for an expression; `type(…)` around it gives its type, and is known only here. */
  show(text: string): Outcome<string>;
}

/** A console in a module; `root` is what a plan without errors gives. */
export function openConsole(request: ValidateRequest, root: ModuleScope): Console {
  const place = new Validation(request).place(root);
  const evaluateRead = (expression: Expression): Outcome<Value> => {
    const problems = referenceProblems(references(expression), place);
    if (problems.length > 0) return { diagnostics: problems };
    const { value, diagnostics, failed } = root.evaluate(expression);
    return failed ? { diagnostics: [...diagnostics] } : { value, diagnostics: [...diagnostics] };
  };
  return {
    evaluate(text) {
      const read = readExpression(text);
      return !read.value || hasErrors(read.diagnostics) ? { diagnostics: read.diagnostics } : evaluateRead(read.value);
    },
    show(text) {
      const read = readExpression(text);
      if (!read.value || hasErrors(read.diagnostics)) return { diagnostics: read.diagnostics };
      const typed = typeArgument(read.value);
      const { value, diagnostics } = evaluateRead(typed ?? read.value);
      return value ? { value: typed ? typeText(value.type) : printConsole(value), diagnostics } : { diagnostics };
    },
  };
}

/** What stands between the brackets of `type(…)`. */
function typeArgument(expression: Expression): Expression | undefined {
  const isType = expression.kind === "call" && expression.name === "type" && expression.arguments.length === 1 && !expression.expandFinal;
  return isType ? expression.arguments[0] : undefined;
}

/** The file that the expression stands in, and the name of its value there. */
const before = "locals {\n  x = ";
const after = "\n}\n";

function readExpression(text: string): Outcome<Expression> {
  const source = new SourceText("<console>", before + text + after);
  const parsed = parseFile(source);
  const parts = readModule({ primary: [parsed.value], override: [], diagnostics: parsed.diagnostics, sources: new Map() });
  const expression = parts.locals.get("x")?.expression;
  return expression ? { value: expression, diagnostics: parts.diagnostics } : { diagnostics: parts.diagnostics };
}
