import { builtinFunctions, emptyContext, evaluate, format, hasErrors, parseExpression, parseFile, parseJsonFile, parseTemplate, printConsole, references, renderJson, renderText, scopeOf, SourceText, valueToJson, writeJson, dynamicUnknown, stringValue, withMarks, SENSITIVE, hasInfinity } from "@lockstep/hcl";
import type { Diagnostic, Outcome } from "@lockstep/hcl";
import { lex, lexTemplate } from "../../packages/hcl/src/syntax/lex.ts";
import { expressions, jsonFiles, nativeFiles, templates } from "./corpus.ts";
import { hold } from "./target.ts";
import type { Target } from "./target.ts";
import type { Random } from "./random.ts";

/** Each can be shown to people and programs, and points into its file. */
export function checkDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics.slice(0, 50)) {
    renderJson(diagnostic);
    renderText(diagnostic, { color: true });
    for (const range of [diagnostic.subject, diagnostic.context]) {
      if (range) hold(range.start >= 0 && range.start <= range.end && range.end <= range.source.text.length, `a range leaves its file: ${range.start}-${range.end}`);
    }
  }
}

/** The tokens joined are the text. */
function checkTokens(text: string): void {
  for (const tokens of [lex(text), lexTemplate(text, "all")]) {
    hold(tokens.map(({ start, end }) => text.slice(start, end)).join("") === text, "the tokens joined are not the file");
    hold(tokens.every((token, at) => token.start === (tokens[at - 1]?.end ?? 0)), "tokens overlap or leave a gap");
  }
}

function checkFormat(text: string): void {
  const { value: once, diagnostics } = format(new SourceText("main.tf", text));
  hold((once === undefined) === hasErrors(diagnostics), "formatted with errors, or not without");
  if (once === undefined) return;
  const twice = format(new SourceText("main.tf", once)).value;
  hold(twice !== undefined, `the formatted file has mistakes:\n${once}`);
  hold(twice === once, `formatted twice is not formatted once:\n${JSON.stringify(once)}\n${JSON.stringify(twice)}`);
}

const scope = scopeOf(new Map([["a", stringValue("x")], ["b", dynamicUnknown], ["c", withMarks(stringValue("secret"), SENSITIVE)]]), builtinFunctions, emptyContext);

function checkEvaluate(parsed: Required<Outcome<Parameters<typeof evaluate>[0]>>): void {
  checkDiagnostics(parsed.diagnostics);
  references(parsed.value);
  if (hasErrors(parsed.diagnostics)) return;
  const { value, diagnostics } = evaluate(parsed.value, scope);
  checkDiagnostics(diagnostics);
  if (hasErrors(diagnostics)) return;
  printConsole(value);
  if (!hasInfinity(value)) writeJson(valueToJson(value));
}

const lexer: Target = { name: "lexer", corpus: () => [...nativeFiles(), ...templates()], run: checkTokens };

const parser: Target = {
  name: "parser",
  corpus: nativeFiles,
  run: (text) => checkDiagnostics(parseFile(new SourceText("main.tf", text)).diagnostics),
};

const formatter: Target = { name: "format", corpus: nativeFiles, run: checkFormat };

const template: Target = {
  name: "template",
  corpus: () => templates().map((text) => text.replace(/^"|"$/g, "")),
  run: (text) => checkEvaluate(parseTemplate(new SourceText("t", text))),
};

const json: Target = {
  name: "json",
  corpus: jsonFiles,
  run: (text) => checkDiagnostics(parseJsonFile(new SourceText("main.tf.json", text)).diagnostics),
};

const literals = [
  "null", "true", "0", "-1", "1.5", "2147483648", "1e308", "1e999999999", "1e-400", "9223372036854775808", '""', '"a"', '"é\\u0301"', '"10.0.0.0/8"', '"fd00::/8"', '"1h"',
  '"2020-01-01T00:00:00Z"', '"%s %d %5.2f %#v"', '"YYYY-MM-DD"', '"(a+)+$"', '"/(?P<x>a*)|b/"', '"[a"', '"$1"', '"YWJj"', '"utf-16"', '"\\n x: [1, &a 2]\\n"', '"{\\"a\\":[1,null]}"',
  '"a,b\\n1,2"', "[]", "{}", "[1, 2]", '["a", null]', "[[1], [2, [3]]]", '{ a = 1, b = "x" }', 'toset(["b", "a"])', 'tomap({ x = ["y"] })', 'tolist([{ a = 1 }])', "a", "b", "c", "[b, c]", 'sensitive("s")', "range(5)",
] as const;

const names = [...builtinFunctions.keys()].filter((name) => !name.includes("::") && name !== "bcrypt");

/** A call with arguments of all kinds, calls among them. */
function call(random: Random, depth: number): string {
  const args = Array.from({ length: random.below(4) }, () => (depth < 2 && random.below(5) === 0 ? call(random, depth + 1) : random.pick(literals)));
  const last = args.length > 0 && random.below(8) === 0 ? "..." : "";
  return `${random.pick(names)}(${args.join(", ")}${last})`;
}

const functions: Target = {
  name: "functions",
  corpus: expressions,
  make: (random) => call(random, 0),
  run: (text) => checkEvaluate(parseExpression(new SourceText("<console>", text))),
};

/** Readers of the language. */
export const languageTargets: readonly Target[] = [lexer, parser, formatter, template, json, functions];
