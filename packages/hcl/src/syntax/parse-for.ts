import * as say from "../diagnostics/syntax-messages.ts";
import { nothing, parseExpressionAt } from "./parse-expression.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { Expression, ForExpression } from "./tree.ts";

/** The names and the collection between "for" and the colon (or a directive's end). */
export interface ForIntroduction {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
}

/** [for …] and {for …}; the bracket has been read, the word "for" not. */
export function parseFor(parser: Parser, open: Token): Expression {
  const close = open.kind === "[" ? "]" : "}";
  const parsed = parseForParts(parser, open, close);
  if (parsed) return parsed;
  parser.recover(close);
  return nothing(parser, open);
}

function parseForParts(parser: Parser, open: Token, close: "]" | "}"): ForExpression | undefined {
  const introduction = parseForIntroduction(parser, open, "expression");
  if (!introduction) return undefined;
  if (!parser.take(":")) return refuse(parser, open, say.forDetails.expression.colon);
  const mark = parser.mark();
  let value = parseExpressionAt(parser);
  if (parser.failedSince(mark)) return undefined;
  let key: Expression | undefined;
  if (parser.take("=>")) {
    if (close === "]") complain(parser, open, say.forDetails.expression.tupleKey, parser.previous());
    key = value;
    value = parseExpressionAt(parser);
    if (parser.failedSince(mark)) return undefined;
  } else if (close === "}") {
    complain(parser, open, say.forDetails.expression.objectKey, parser.peek());
  }
  const grouping = parser.take("...") !== undefined;
  if (grouping && close === "]") {
    complain(parser, open, say.forDetails.expression.grouping, parser.previous());
  }
  const condition = parser.atWord("if") ? parseForCondition(parser) : undefined;
  if (parser.failedSince(mark)) return undefined;
  const end = parser.read();
  if (end.kind !== close) {
    complain(parser, open, say.forDetails.expression.extra, end);
    parser.recover(close);
  }
  return {
    kind: "for",
    ...introduction,
    ...(key && { key }),
    value,
    ...(condition && { condition }),
    grouping,
    range: parser.range(open, parser.previous()),
    openRange: parser.range(open, open),
  };
}

function parseForCondition(parser: Parser): Expression {
  parser.read();
  return parseExpressionAt(parser);
}

/** Reads from the word "for" to the end of the collection. */
export function parseForIntroduction(
  parser: Parser,
  open: Token,
  form: "expression" | "directive",
): ForIntroduction | undefined {
  const details = say.forDetails[form];
  const voice = form === "expression" ? say.forExpression : say.forDirective;
  const refused = (detail: string): undefined => {
    const at = parser.peek();
    parser.report(voice(detail, parser.range(at, at), parser.range(open, at)));
    return undefined;
  };
  parser.read();
  const first = parser.take("identifier");
  if (!first) return refused(details.name);
  let second: Token | undefined;
  if (parser.take(",")) {
    second = parser.take("identifier");
    if (!second) return refused(details.secondName);
  }
  if (!parser.atWord("in")) return refused(details.in);
  parser.read();
  const mark = parser.mark();
  const collection = parseExpressionAt(parser);
  if (parser.failedSince(mark)) return undefined;
  const firstName = parser.textOf(first);
  return second ? { keyName: firstName, valueName: parser.textOf(second), collection } : { valueName: firstName, collection };
}

function complain(parser: Parser, open: Token, detail: string, at: Token): void {
  parser.report(say.forExpression(detail, parser.range(at, at), parser.range(open, at)));
}

function refuse(parser: Parser, open: Token, detail: string): undefined {
  complain(parser, open, detail, parser.peek());
  return undefined;
}
