import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/syntax-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { Parser } from "./parser.ts";
import type { Token, TokenKind } from "./token.ts";

type Complaint = (text: string, range: SourceRange) => Diagnostic;

/** Characters that mean nothing in the language, with what the person may have meant. */
const complaints = new Map<TokenKind, Complaint>([
  ["&", say.bitwiseOperator],
  ["|", say.bitwiseOperator],
  ["^", say.bitwiseOperator],
  ["~", say.bitwiseOperator],
  ["'", (_, range) => say.singleQuote(range)],
  ["`", (_, range) => say.backtick(range)],
  [";", (_, range) => say.semicolon(range)],
  ["bad-utf8", (_, range) => say.badEncoding(range)],
  ["quoted-newline", (_, range) => say.multiLineString(range)],
  ["invalid", (text, range) => (text === "“" || text === "”" ? say.curlyQuote(range) : say.invalidCharacter(range))],
]);

/**
 * Which occurrences in a file are said, counted from 0; all, where nothing stands here. Quotes come in pairs,
 * so the second is not; and more than a few of one kind teach nothing.
 */
const told: Partial<Record<string, (count: number) => boolean>> = {
  "'": (count) => count === 0 || count === 2,
  "`": (count) => count === 0 || count === 2,
  ";": (count) => count === 0,
  "bad-utf8": (count) => count === 0,
  bitwise: (count) => count < 4,
};

/** A file with more than this is not configuration. */
const most = 1000;

/** What is wrong with single tokens, wherever they stand. */
export function checkTokens(tokens: readonly Token[], parser: Pick<Parser, "textOf" | "range">): Diagnostic[] {
  const found: Diagnostic[] = [];
  const counts = new Map<string, number>();
  for (const token of tokens) {
    const complain = complaints.get(token.kind);
    if (!complain) continue;
    const kind = "&|^~".includes(token.kind) ? "bitwise" : token.kind;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    if (found.length === most) return found;
    if (told[kind]?.(count) ?? true) found.push(complain(parser.textOf(token), parser.range(token, token)));
  }
  return found;
}
