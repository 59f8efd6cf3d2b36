import * as say from "../diagnostics/syntax-messages.ts";
import type { SourceRange } from "../source/range.ts";
import { parseNumber } from "../values/number-text.ts";
import { numberValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { nothing } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { Expression, TraversalStep } from "./tree.ts";

/** What follows a term: a step that is known from the source, or something that makes a node around all before it. */
type Follower = TraversalStep | ((before: Expression) => Expression);

/** Everything that follows a term directly. `start` is the term's first token. */
export function parseTraversals(parser: Parser, term: Expression, start: Token): Expression {
  let expression = term;
  let steps: TraversalStep[] = [];
  for (let next = parser.peek(); next.kind === "." || next.kind === "["; next = parser.peek()) {
    const end = parser.previous();
    const follower = next.kind === "." ? parseDot(parser, start) : parseBracket(parser, start);
    if (typeof follower !== "function") {
      steps.push(follower);
      continue;
    }
    expression = follower(withSteps(expression, steps, parser.range(start, end)));
    steps = [];
  }
  return withSteps(expression, steps, parser.range(start, parser.previous()));
}

/** The expression with more steps; those known from the source are gathered in one node. */
function withSteps(expression: Expression, steps: readonly TraversalStep[], range: SourceRange): Expression {
  if (steps.length === 0) return expression;
  if (expression.kind !== "scope-traversal") return { kind: "relative-traversal", from: expression, steps, range };
  return { ...expression, steps: [...expression.steps, ...steps], range };
}

const unchanged = (before: Expression): Expression => before;

/** .name, .0, .*; the dot is next. */
function parseDot(parser: Parser, start: Token): Follower {
  const dot = parser.read();
  const token = parser.peek();
  if (token.kind === "*") return attributeSplat(parser, start, dot);
  const step = parseAttributeStep(parser, dot);
  if (step !== undefined) return step;
  if (token.kind === "number") return () => nothing(parser, token);
  parser.diagnostics.push(say.invalidAttributeName(parser.range(token, token)));
  parser.recovering = true;
  return unchanged;
}

/** A name or a whole number after a dot; foo.0 is how HCL 1 wrote foo[0]. */
function parseAttributeStep(parser: Parser, dot: Token): TraversalStep | undefined {
  const token = parser.peek();
  if (token.kind !== "identifier" && token.kind !== "number") return undefined;
  parser.read();
  const text = parser.textOf(token);
  const range = parser.range(dot, token);
  if (token.kind === "identifier") return { kind: "attribute", name: text, range };
  const key = parseNumber(text);
  if (!text.includes(".") && key !== undefined) return { kind: "index", key: numberValue(key), range };
  // The lexer reads foo.0.1 as foo and one number.
  const [first = "", ...rest] = text.split(".");
  parser.diagnostics.push(say.chainedLegacyIndex(`[${first}][${rest.join(".")}]`, parser.range(token, token)));
  return undefined;
}

/** a.*.b.c: the star and the attribute names (and legacy indexes) that directly follow. */
function attributeSplat(parser: Parser, start: Token, dot: Token): Follower {
  const star = parser.read();
  const markerRange = parser.range(dot, star);
  const steps: TraversalStep[] = [];
  while (parser.peek().kind === ".") {
    const before = parser.read();
    const token = parser.peek();
    if (token.kind === "number" && parser.textOf(token).includes(".")) {
      parser.read();
      parser.diagnostics.push(say.chainedIndexInSplat(parser.textOf(token).replace(".", "]["), parser.range(star, star)));
      return () => nothing(parser, token);
    }
    const step = parseAttributeStep(parser, before);
    if (step === undefined) {
      const missing = say.invalidAttributeName(parser.range(star, star));
      parser.report(token.kind === "*" ? say.nestedSplat(parser.range(token, token)) : missing);
      parser.recovering = true;
      break;
    }
    steps.push(step);
  }
  const end = parser.previous();
  const each = withSteps({ kind: "splat-symbol", range: markerRange }, steps, parser.range(star, end));
  const range = parser.range(start, end);
  return (from) => ({ kind: "splat", from, each, full: false, markerRange, range });
}

/** [key] or [*]; the bracket is next. */
function parseBracket(parser: Parser, start: Token): Follower {
  const open = parser.read();
  return parser.peek().kind === "*" ? fullSplat(parser, start, open) : parseIndex(parser, start, open);
}

/** a[*].b[0]: every step that follows belongs to the element. */
function fullSplat(parser: Parser, start: Token, open: Token): Follower {
  const star = parser.read();
  if (parser.read().kind !== "]") refuseClose(parser, say.missingCloseOnSplat);
  const markerRange = parser.range(open, parser.previous());
  const each = parser.deeper<Expression>(
    () => parseTraversals(parser, { kind: "splat-symbol", range: markerRange }, star),
    (at) => nothing(parser, at),
  );
  const range = parser.range(start, parser.previous());
  return (from) => ({ kind: "splat", from, each, full: true, markerRange, range });
}

function parseIndex(parser: Parser, start: Token, open: Token): Follower {
  const key = parser.withNewlines("skipped", () => {
    const mark = parser.mark();
    const parsed = parser.expression();
    if (parser.failedSince(mark)) parser.recover("]");
    else if (parser.read().kind !== "]") refuseClose(parser, say.missingCloseOnIndex);
    return parsed;
  });
  const end = parser.previous();
  const known = knownKey(key);
  if (known) return { kind: "index", key: known, range: parser.range(open, end) };
  if (!parser.chain(open)) return unchanged;
  const openRange = parser.range(open, open);
  const range = parser.range(start, end);
  return (collection) => ({ kind: "index", collection, key, openRange, range });
}

/** Terraform points at the bracket where it finds its way again. */
function refuseClose(parser: Parser, message: typeof say.missingCloseOnIndex): void {
  if (parser.recovering) return;
  const close = parser.recover("]");
  parser.diagnostics.push(message(parser.range(close, close)));
}

/** A key that the source says outright: a literal, or a text without interpolation. */
function knownKey(key: Expression): Value | undefined {
  if (key.kind === "literal") return key.value;
  if (key.kind !== "template" || key.parts.length > 1) return undefined;
  const part = key.parts[0];
  if (part === undefined) return stringValue("");
  return part.kind === "text" ? stringValue(part.text) : undefined;
}
