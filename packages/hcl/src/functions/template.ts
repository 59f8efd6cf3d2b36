// templatefile and templatestring.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { scopeOf } from "../evaluate/scope.ts";
import { printRange } from "../source/range.ts";
import { SourceText } from "../source/source-text.ts";
import { parseTemplate } from "../syntax/parse.ts";
import { references } from "../syntax/references.ts";
import type { Expression } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { deepMarks } from "../values/marks.ts";
import { isIdentifier } from "../values/print.ts";
import { quote } from "../values/quote.ts";
import { dynamicType, stringType } from "../values/type.ts";
import { dynamicUnknown, isKnown, isNull, unknownValue, withMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { entriesOf } from "../values/parts.ts";
import { any, argument, string, textOf } from "./arguments.ts";
import { readText } from "./file.ts";
import { fail, failArgument } from "./function.ts";
import type { CallSite, Failure, FunctionDefinition, FunctionTable, LazyArgument } from "./function.ts";

/** Problems of a template in one line, as a call reports them. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  if (!first) return "";
  const place = first.subject ? `${printRange(first.subject)}: ` : "";
  const others = diagnostics.length - 1;
  return `${place}${first.summary}; ${first.detail}${others > 0 ? `, and ${others} other diagnostic(s)` : ""}`;
}

/** The template with these variables, and no other names. */
function render(source: SourceText, variables: Value, site: CallSite): Value | Failure {
  const template = parseTemplate(source);
  if (hasErrors(template.diagnostics)) return fail(describeDiagnostics(template.diagnostics));
  const { kind } = variables.type;
  if (kind !== "map" && kind !== "object") return failArgument(1, "invalid vars value: must be a map");
  const values = entriesOf(variables);
  const badName = [...values.keys()].find((name) => !isIdentifier(name));
  if (badName !== undefined) {
    const rule = "must start with a letter, followed by zero or more letters, digits, and underscores";
    return failArgument(1, `invalid template variable name ${quote(badName)}: ${rule}`);
  }
  const missing = references(template.value).find(({ root }) => !values.has(root));
  if (missing) {
    return failArgument(1, `vars map does not contain key ${quote(missing.root)}, referenced at ${printRange(missing.rootRange)}`);
  }
  const { value, diagnostics } = evaluate(template.value, scopeOf(values, innerFunctions(site.functions), site.context));
  if (hasErrors(diagnostics)) return fail(describeDiagnostics(diagnostics));
  if (!isNull(value)) return value;
  const place = printRange(template.value.range);
  return fail(`${place}: Template result is null; The result of the template is null, which is not a valid result for a templatestring call.`);
}

const innerTables = new WeakMap<FunctionTable, FunctionTable>();

/** A template may call everything but the functions that render templates: they could go on for ever. */
function innerFunctions(functions: FunctionTable | undefined): FunctionTable {
  if (!functions) return new Map();
  const known = innerTables.get(functions);
  if (known) return known;
  const inner = new Map(functions);
  for (const [name, definition] of functions) {
    if (!/^(core::)?template(file|string)$/.test(name)) continue;
    const { lazy: _, ...rest } = definition;
    const recursion = (): Failure => fail(`cannot recursively call ${rest.name} from inside another template function`);
    inner.set(name, { ...rest, returns: recursion, run: recursion });
  }
  innerTables.set(functions, inner);
  return inner;
}

function renderFile(args: readonly Value[], site: CallSite): Value | Failure {
  const [path, variables] = [argument(args, 0), argument(args, 1)];
  if (!isKnown(path) || !isKnown(variables)) return dynamicUnknown;
  const text = readText(textOf(args, 0), site.context);
  return typeof text === "string" ? render(new SourceText(String(path.raw), text), variables, site) : text;
}

/** Only what was found elsewhere is a template for templatestring. */
const elsewhere = "invalid template expression: templatestring is only for rendering templates retrieved dynamically from elsewhere";
const literal = `${elsewhere}, and so does not support providing a literal template; consider using a template string expression instead`;
const inline = `${elsewhere}; to render an inline template, consider using a plain template string expression`;
const wrapped = `${elsewhere}; to treat the inner expression as template syntax, write the reference expression directly without any template interpolation syntax`;
const computed =
  "invalid template expression: must be a direct reference to a single string from elsewhere, containing valid Terraform template syntax";

function templateProblem(expression: Expression): string | undefined {
  if (expression.kind === "template") return expression.parts.every(({ kind }) => kind === "text") ? literal : inline;
  if (expression.kind === "template-wrap") return wrapped;
  return isReference(expression) ? undefined : computed;
}

function isReference(expression: Expression): boolean {
  if (expression.kind === "scope-traversal") return true;
  if (expression.kind === "index") return isReference(expression.collection);
  if (expression.kind === "relative-traversal" || expression.kind === "splat") return isReference(expression.from);
  return false;
}

function renderString(args: readonly LazyArgument[], site: CallSite): Value | Failure {
  const [template, variables] = args;
  if (!template || !variables) return fail("a template and its variables are required");
  const given = variables.evaluate().value;
  if (isNull(given)) return failArgument(1, "argument must not be null");
  if (!isKnown(given)) return withMarks(unknownValue(given.type.kind === "dynamic" ? dynamicType : stringType), given.marks);
  const problem = templateProblem(template.expression);
  if (problem !== undefined) return failArgument(0, problem);
  const text = evaluated(template);
  if ("failure" in text) return text;
  if (isNull(text) && text.type.kind === "dynamic") return failArgument(0, "invalid template value: a string is required");
  if (text.type.kind !== "string" && text.type.kind !== "dynamic") return failArgument(0, "invalid template value: a string is required");
  const converted = convert(text, stringType);
  if (isProblem(converted)) return failArgument(0, "invalid template value: a string is required");
  const marks = deepMarks(converted);
  if (!isKnown(converted)) return withMarks(unknownValue(stringType), marks);
  if (isNull(converted)) return failArgument(0, "invalid template value: must not be null");
  const result = render(new SourceText("<templatestring argument>", String(converted.raw)), given, site);
  if ("failure" in result) return result;
  const all = withMarks(result, marks | given.marks);
  const rendered = convert(all, stringType);
  return isProblem(rendered) ? fail(`invalid template result: ${rendered.message}`) : rendered;
}

function evaluated(given: LazyArgument): Value | Failure {
  const { value, diagnostics } = given.evaluate();
  return hasErrors(diagnostics) ? failArgument(0, `invalid template expression: ${describeDiagnostics(diagnostics)}`) : value;
}

/** templatefile and templatestring. */
export const templateFunctions: readonly FunctionDefinition[] = [
  {
    name: "templatefile",
    parameters: [string("path", { allowMarked: true }), any("vars", { allowMarked: true })],
    returns: (args, site) => {
      const value = renderFile(args, site);
      return "failure" in value ? value : value.type;
    },
    run: (args, _, site) => {
      const marks = deepMarks(argument(args, 0)) | argument(args, 1).marks;
      const value = renderFile(args, site);
      return "failure" in value ? value : withMarks(value, marks);
    },
  },
  {
    name: "templatestring",
    parameters: [string("template"), any("vars", { allowMarked: true, eager: true })],
    returns: stringType,
    run: () => fail("a template and its variables are required"),
    lazy: renderString,
  },
];

