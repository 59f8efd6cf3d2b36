import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/syntax-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { Parser } from "./parser.ts";
import type { Token, TokenKind } from "./token.ts";

type Complaint = (text: string, range: SourceRange) => Diagnostic;

/** Characters that mean nothing in the language, with what the person may have meant. */
const complaints: Partial<Record<TokenKind, Complaint>> = {
  "&": (text, range) => say.bitwiseOperator(text, range),
  "|": (text, range) => say.bitwiseOperator(text, range),
  "^": (text, range) => say.bitwiseOperator(text, range),
  "~": (text, range) => say.bitwiseOperator(text, range),
  "**": (_, range) => say.powerOperator(range),
  "'": (_, range) => say.singleQuote(range),
  "`": (_, range) => say.backtick(range),
  ";": (_, range) => say.semicolon(range),
  "bad-utf8": (_, range) => say.badEncoding(range),
  "quoted-newline": (_, range) => say.multiLineString(range),
  invalid: (text, range) => (text === "“" || text === "”" ? say.curlyQuote(range) : say.invalidCharacter(range)),
};

/** What is wrong with single tokens, wherever they stand. */
export function checkTokens(tokens: readonly Token[], parser: Pick<Parser, "textOf" | "range">): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const token of tokens) {
    const complain = complaints[token.kind];
    if (complain) found.push(complain(parser.textOf(token), parser.range(token, token)));
  }
  return found;
}
