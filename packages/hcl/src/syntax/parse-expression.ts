import * as say from "../diagnostics/syntax-messages.ts";
import { parseNumber } from "../values/number-text.ts";
import { dynamicNull, falseValue, numberValue, trueValue } from "../values/value.ts";
import { parseCall } from "./parse-call.ts";
import { parseObject, parseTuple } from "./parse-collection.ts";
import { parseQuotedTemplate } from "./parse-template.ts";
import { parseTraversals } from "./parse-traversal.ts";
import { nothing } from "./parser.ts";
import type { Parser, ReadExpression } from "./parser.ts";
import type { Token, TokenKind } from "./token.ts";
import type { BinaryOperator, Expression } from "./tree.ts";

/** How an expression is read, from its weakest operator on. */
export const readExpression: ReadExpression = parseConditional;

function parseConditional(parser: Parser): Expression {
  const start = parser.peek();
  const mark = parser.mark();
  const condition = parseBinary(parser, 0);
  if (parser.failedSince(mark) || !parser.take("?")) return condition;
  const then = parser.expression();
  if (parser.failedSince(mark)) return condition;
  const colon = parser.peek();
  if (colon.kind !== ":") {
    parser.diagnostics.push(say.missingFalseExpression(parser.range(colon, colon), parser.range(start, colon)));
    return condition;
  }
  parser.read();
  const otherwise = parser.expression();
  if (parser.failedSince(mark)) return condition;
  // oxlint-disable-next-line unicorn/no-thenable -- a tree is never awaited
  return { kind: "conditional", condition, then, otherwise, range: parser.range(start, parser.previous()) };
}

/** The operators, weakest first; those of one line bind equally and from the left. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];
const levelOf = new Map<TokenKind, readonly [number, BinaryOperator]>(
  levels.flatMap((operators, level) => operators.map((operator) => [operator, [level, operator]] as const)),
);

function parseBinary(parser: Parser, weakest: number): Expression {
  const start = parser.peek();
  const mark = parser.mark();
  let left = parseTermWithTraversals(parser);
  for (;;) {
    const token = parser.peek();
    const [level, operator] = levelOf.get(token.kind) ?? [];
    if (parser.failedSince(mark) || level === undefined || operator === undefined || level < weakest) return left;
    if (!parser.chain(parser.read())) return left;
    const right = parseBinary(parser, level + 1);
    const operatorRange = parser.range(token, token);
    left = { kind: "binary", operator, left, right, operatorRange, range: parser.range(start, parser.previous()) };
  }
}

/** A term with everything that follows it directly: .name, [key], splats. */
function parseTermWithTraversals(parser: Parser): Expression {
  const start = parser.peek();
  return parseTraversals(parser, parseTerm(parser), start);
}

function parseTerm(parser: Parser): Expression {
  const start = parser.peek();
  const parse = terms[start.kind];
  if (parse) return parse(parser, start);
  const range = parser.range(start, start);
  parser.report(start.kind === "end" ? say.missingExpression(range) : say.invalidExpression(range));
  parser.recovering = true;
  return nothing(parser, start);
}

/** How a term is read, by the token it begins with. */
const terms: Partial<Record<TokenKind, (parser: Parser, start: Token) => Expression>> = {
  "(": parseParentheses,
  "[": parseTuple,
  "{": parseObject,
  "-": parseUnary,
  "!": parseUnary,
  identifier: parseName,
  number: parseNumberLiteral,
  "open-quote": parseQuotedTemplate,
  "open-heredoc": parseQuotedTemplate,
};

function parseParentheses(parser: Parser, start: Token): Expression {
  parser.read();
  return parser.withNewlines("skipped", () => {
    const mark = parser.mark();
    const inner = parser.expression();
    if (parser.diagnostics.length > mark) {
      parser.recover(")");
      return inner;
    }
    const close = parser.read();
    if (close.kind !== ")") {
      parser.diagnostics.push(say.unbalancedParentheses(parser.range(close, close), parser.range(start, close)));
      parser.recovering = true;
    }
    return { kind: "parentheses", inner, range: parser.range(start, parser.previous()) };
  });
}

/** A minus or an exclamation mark takes one term, so that -a.b + 1 is (-(a.b)) + 1. */
function parseUnary(parser: Parser, start: Token): Expression {
  const { kind } = parser.read();
  const operand = parser.deeper(() => parseTermWithTraversals(parser), (at) => nothing(parser, at));
  return {
    kind: "unary",
    operator: kind === "!" ? "!" : "-",
    operand,
    operatorRange: parser.range(start, start),
    range: parser.range(start, parser.previous()),
  };
}

const words = new Map([
  ["true", trueValue],
  ["false", falseValue],
  ["null", dynamicNull],
]);

function parseName(parser: Parser, start: Token): Expression {
  parser.read();
  const next = parser.peek();
  if (next.kind === "(" || next.kind === "::") return parseCall(parser, start);
  const root = parser.textOf(start);
  const range = parser.range(start, start);
  const value = words.get(root);
  if (value) return { kind: "literal", value, range };
  return { kind: "scope-traversal", root, rootRange: range, steps: [], range };
}

function parseNumberLiteral(parser: Parser, start: Token): Expression {
  parser.read();
  const range = parser.range(start, start);
  const value = parseNumber(parser.textOf(start));
  if (value === undefined) parser.diagnostics.push(say.invalidNumber(range));
  return { kind: "literal", value: numberValue(value ?? 0), range };
}
