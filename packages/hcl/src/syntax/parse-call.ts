import * as say from "../diagnostics/syntax-messages.ts";
import { nothing } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { Expression } from "./tree.ts";

/** A function call; its name's first word has been read. */
export function parseCall(parser: Parser, first: Token): Expression {
  let name = parser.textOf(first);
  let last = first;
  let open = parser.read();
  while (open.kind === "::") {
    last = parser.read();
    if (last.kind !== "identifier") {
      parser.diagnostics.push(say.missingFunctionName(parser.range(last, last), parser.range(first, last)));
      parser.recoverOver("(");
      return nothing(parser, first);
    }
    name += `::${parser.textOf(last)}`;
    open = parser.read();
  }
  if (open.kind !== "(") {
    parser.diagnostics.push(say.missingOpenParenthesis(parser.range(open, open), parser.range(first, open)));
    parser.recoverOver("(");
    return nothing(parser, first);
  }
  const { items, expandFinal, close } = parser.withNewlines("skipped", () => parseArguments(parser, first, open));
  return {
    kind: "call",
    name,
    nameRange: parser.range(first, last),
    arguments: items,
    expandFinal,
    openRange: parser.range(open, open),
    closeRange: parser.range(close, close),
    range: parser.range(first, close),
  };
}

interface Arguments {
  readonly items: Expression[];
  readonly expandFinal: boolean;
  readonly close: Token;
}

function parseArguments(parser: Parser, name: Token, open: Token): Arguments {
  const items: Expression[] = [];
  for (;;) {
    const end = parser.take(")");
    if (end) return { items, expandFinal: false, close: end };
    const mark = parser.mark();
    items.push(parser.expression());
    // The parser has lost its place in the argument: what follows cannot be told apart.
    if (parser.failedSince(mark)) return { items, expandFinal: false, close: parser.recover(")") };
    const separator = parser.read();
    if (separator.kind === ")") return { items, expandFinal: false, close: separator };
    if (separator.kind === "...") return { items, expandFinal: true, close: closeExpansion(parser, name, separator) };
    if (separator.kind !== ",") {
      if (separator.kind === "end") parser.diagnostics.push(say.unclosed("call", parser.range(name, open)));
      else parser.diagnostics.push(say.missingArgumentSeparator(parser.range(separator, separator), parser.range(name, separator)));
      return { items, expandFinal: false, close: parser.recover(")") };
    }
  }
}

function closeExpansion(parser: Parser, name: Token, ellipsis: Token): Token {
  const close = parser.take(")");
  if (close) return close;
  parser.report(say.missingCloseAfterExpansion(parser.range(ellipsis, ellipsis), parser.range(name, ellipsis)));
  return parser.recover(")");
}
