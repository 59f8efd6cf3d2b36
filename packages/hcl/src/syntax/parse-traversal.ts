import * as say from "../diagnostics/syntax-messages.ts";
import { parseNumber } from "../values/number-text.ts";
import { numberValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { nothing, parseExpressionAt } from "./parse-expression.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { Expression, TraversalStep } from "./tree.ts";

/** Everything that follows a term directly. `start` is the term's first token. */
export function parseTraversals(parser: Parser, term: Expression, start: Token): Expression {
  let expression = term;
  for (;;) {
    const next = parser.peek();
    if (next.kind !== "." && next.kind !== "[") return expression;
    parser.read();
    parser.chained++;
    expression = next.kind === "." ? parseDot(parser, expression, start, next) : parseBracket(parser, expression, start, next);
  }
}

/** The expression with one more step; steps known from the source are gathered in one node. */
function withStep(expression: Expression, step: TraversalStep, range: Expression["range"]): Expression {
  if (expression.kind === "scope-traversal" || expression.kind === "relative-traversal") {
    return { ...expression, steps: [...expression.steps, step], range };
  }
  return { kind: "relative-traversal", from: expression, steps: [step], range };
}

function parseDot(parser: Parser, from: Expression, start: Token, dot: Token): Expression {
  const token = parser.peek();
  if (token.kind === "identifier") {
    parser.read();
    const step: TraversalStep = { kind: "attribute", name: parser.textOf(token), range: parser.range(dot, token) };
    return withStep(from, step, parser.range(start, token));
  }
  if (token.kind === "number") {
    parser.read();
    return legacyIndex(parser, from, start, dot, token);
  }
  if (token.kind === "*") return attributeSplat(parser, from, start, dot);
  parser.diagnostics.push(say.invalidAttributeName(parser.range(token, token)));
  parser.recovering = true;
  return from;
}

/** foo.0, as HCL 1 wrote foo[0]. The lexer reads foo.0.1 as one number, which is not allowed. */
function legacyIndex(parser: Parser, from: Expression, start: Token, dot: Token, token: Token): Expression {
  const text = parser.textOf(token);
  const key = parseNumber(text);
  if (text.includes(".") || key === undefined) {
    const [first = "", ...rest] = text.split(".");
    parser.diagnostics.push(say.chainedLegacyIndex(`[${first}][${rest.join(".")}]`, parser.range(token, token)));
    return nothing(parser, token);
  }
  const step: TraversalStep = { kind: "index", key: numberValue(key), range: parser.range(dot, token) };
  return withStep(from, step, parser.range(start, token));
}

/** a.*.b.c: the star and the attribute names (and legacy indexes) that directly follow. */
function attributeSplat(parser: Parser, from: Expression, start: Token, dot: Token): Expression {
  const star = parser.read();
  const marker = parser.range(dot, star);
  let each: Expression = { kind: "splat-symbol", range: marker };
  while (parser.peek().kind === ".") {
    const at = parser.read();
    const name = parser.peek();
    const chained = name.kind === "number" && parser.textOf(name).includes(".");
    if (!chained && (name.kind === "identifier" || name.kind === "number")) {
      each = parseDot(parser, each, star, at);
      continue;
    }
    if (chained) {
      parser.read();
      parser.diagnostics.push(say.chainedIndexInSplat(parser.textOf(name).replace(".", "]["), parser.range(star, star)));
      return nothing(parser, name);
    }
    const [nested, missing] = [parser.range(name, name), parser.range(star, star)];
    parser.report(name.kind === "*" ? say.nestedSplat(nested) : say.invalidAttributeName(missing));
    parser.recovering = true;
    break;
  }
  return { kind: "splat", from, each, full: false, markerRange: marker, range: parser.range(start, parser.previous()) };
}

function parseBracket(parser: Parser, from: Expression, start: Token, open: Token): Expression {
  return parser.peek().kind === "*" ? fullSplat(parser, from, start, open) : parseIndex(parser, from, start, open);
}

/** a[*].b[0]: every step that follows belongs to the element. */
function fullSplat(parser: Parser, from: Expression, start: Token, open: Token): Expression {
  const star = parser.read();
  if (parser.read().kind !== "]") {
    refuseClose(parser, open, say.missingCloseOnSplat);
  }
  const marker = parser.range(open, parser.previous());
  const each = parser.deeper<Expression>(
    () => parseTraversals(parser, { kind: "splat-symbol", range: marker }, star),
    (at) => nothing(parser, at),
  );
  return { kind: "splat", from, each, full: true, markerRange: marker, range: parser.range(start, parser.previous()) };
}

function parseIndex(parser: Parser, from: Expression, start: Token, open: Token): Expression {
  const key = parser.withNewlines("skipped", () => {
    const mark = parser.mark();
    const parsed = parseExpressionAt(parser);
    if (parser.failedSince(mark)) parser.recover("]");
    else closeIndex(parser, open);
    return parsed;
  });
  const range = parser.range(open, parser.previous());
  const whole = parser.range(start, parser.previous());
  const known = knownKey(key);
  if (known) return withStep(from, { kind: "index", key: known, range }, whole);
  return { kind: "index", collection: from, key, openRange: parser.range(open, open), range: whole };
}

function closeIndex(parser: Parser, open: Token): void {
  if (parser.read().kind !== "]") refuseClose(parser, open, say.missingCloseOnIndex);
}

/** Terraform points at the bracket where it finds its way again. */
function refuseClose(parser: Parser, open: Token, message: typeof say.missingCloseOnIndex): void {
  if (parser.recovering) return;
  const close = parser.recover("]");
  parser.diagnostics.push(message(parser.range(close, close), parser.range(open, close)));
}

/** A key that the source says outright: a literal, or a text without interpolation. */
function knownKey(key: Expression): Value | undefined {
  if (key.kind === "literal") return key.value;
  if (key.kind !== "template" || key.parts.length > 1) return undefined;
  const part = key.parts[0];
  if (part === undefined) return stringValue("");
  return part.kind === "text" ? stringValue(part.text) : undefined;
}
