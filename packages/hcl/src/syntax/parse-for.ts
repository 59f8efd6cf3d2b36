import * as say from "../diagnostics/syntax-messages.ts";
import { joinRanges } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import { nothing } from "./parser.ts";
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
  const details = say.forDetails.expression;
  const mark = parser.mark();
  const introduction = parseForIntroduction(parser, open, "expression");
  if (!introduction || parser.failedSince(mark)) return undefined;
  if (!parser.take(":")) {
    complainAt(parser, open, details.colon, parser.peek());
    return undefined;
  }
  const result = parseForResult(parser, open, close);
  const grouping = parser.failedSince(mark) ? undefined : parser.take("...");
  if (grouping && close === "]") {
    const range = parser.range(grouping, grouping);
    parser.diagnostics.push(say.forExpression(details.grouping, range, joinRanges(parser.range(open, open), range)));
  }
  const condition = parser.failedSince(mark) ? undefined : parseForCondition(parser);
  if (parser.failedSince(mark)) return undefined;
  const end = parser.read();
  if (end.kind !== close) {
    complainAt(parser, open, details.extra, end);
    parser.recover(close);
  }
  const range = parser.range(open, parser.previous());
  const openRange = parser.range(open, open);
  return { kind: "for", ...introduction, ...result, ...(condition && { condition }), grouping: grouping !== undefined, range, openRange };
}

/** VALUE, or KEY => VALUE. */
function parseForResult(parser: Parser, open: Token, close: "]" | "}"): Pick<ForExpression, "key" | "value"> {
  const mark = parser.mark();
  const first = parser.expression();
  const details = say.forDetails.expression;
  if (!parser.take("=>")) {
    if (parser.failedSince(mark)) return { value: first };
    // Not held back in recovery, like the next.
    if (close === "}") parser.diagnostics.push(say.forExpression(details.objectKey, first.range, first.range));
    return { value: first };
  }
  const value = parser.expression();
  if (close === "]" && !parser.failedSince(mark)) {
    parser.diagnostics.push(say.forExpression(details.tupleKey, first.range, first.range));
  }
  return { key: first, value };
}

function parseForCondition(parser: Parser): Expression | undefined {
  if (!parser.atWord("if")) return undefined;
  parser.read();
  return parser.expression();
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
  const collection = parser.expression();
  const firstName = parser.textOf(first);
  return second ? { keyName: firstName, valueName: parser.textOf(second), collection } : { valueName: firstName, collection };
}

function complain(parser: Parser, open: Token, detail: string, range: SourceRange): void {
  parser.report(say.forExpression(detail, range, joinRanges(parser.range(open, open), range)));
}

function complainAt(parser: Parser, open: Token, detail: string, at: Token): void {
  complain(parser, open, detail, parser.range(at, at));
}
