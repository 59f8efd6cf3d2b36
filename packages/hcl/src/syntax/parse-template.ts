import * as say from "../diagnostics/syntax-messages.ts";
import { buildTemplate } from "./build-template.ts";
import { flushLines } from "./flush-heredoc.ts";
import { parseForIntroduction } from "./parse-for.ts";
import { nothing } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { Piece } from "./template-piece.ts";
import type { Token, TokenKind } from "./token.ts";
import type { Expression } from "./tree.ts";

/** A template between quotes or in a heredoc; `open` is its opening mark. */
export function parseQuotedTemplate(parser: Parser, open: Token): Expression {
  parser.read();
  const heredoc = open.kind === "open-heredoc";
  return parser.withNewlines("kept", () =>
    parser.deeper(
      () => parseTemplateUntil(parser, open, heredoc ? "close-heredoc" : "close-quote"),
      (at) => nothing(parser, at),
    ),
  );
}

/** A template from the parser's place up to its closing mark. `open` is its first token. */
export function parseTemplateUntil(parser: Parser, open: Token, close: TokenKind): Expression {
  const { pieces, end } = parsePieces(parser, close);
  const range = parser.range(open, parser.previous());
  if (open.kind === "open-heredoc" && parser.textOf(open).startsWith("<<-")) flushLines(pieces);
  const only = pieces[0];
  if (pieces.length === 1 && only?.kind === "interpolation") {
    return { kind: "template-wrap", wrapped: only.expression, range };
  }
  const parts = buildTemplate(parser, pieces, end);
  return open.kind === "open-heredoc" ? { kind: "template", parts, range, heredoc: true } : { kind: "template", parts, range };
}

/** All pieces up to the closing mark (or the end of the file), which is read. */
function parsePieces(parser: Parser, close: TokenKind): { pieces: Piece[]; end: Token } {
  const pieces: Piece[] = [];
  const start = parser.peek();
  let trimNext = false;
  for (;;) {
    const token = parser.read();
    if (token.kind === close) return { pieces, end: token };
    if (token.kind === "quoted-text" || token.kind === "heredoc-text") {
      const text = token.kind === "quoted-text" ? unescape(parser, token) : unescapeMarks(parser.textOf(token));
      pieces.push({ kind: "text", text: trimNext ? trimLeft(text) : text, range: parser.range(token, token) });
      trimNext = false;
    } else if (token.kind === "interpolation" || token.kind === "directive") {
      if (parser.textOf(token).endsWith("~")) trimLast(pieces);
      trimNext = parseSequence(parser, { start, open: token, close }, pieces);
    } else {
      parser.report(say.unterminatedTemplate(parser.range(token, token), parser.range(start, token)));
      return { pieces, end: parser.recover(close) };
    }
  }
}

/** A sequence's opening mark, and the template around it: its first token and its closing mark. */
interface Place {
  readonly start: Token;
  readonly open: Token;
  readonly close: TokenKind;
}

/** ${…} or %{…}, the opening mark read; true if the text after it is to be trimmed. */
function parseSequence(parser: Parser, place: Place, pieces: Piece[]): boolean {
  return parser.withNewlines("skipped", () => {
    const piece = place.open.kind === "interpolation" ? parseInterpolation(parser, place) : parseDirective(parser, place.open);
    if (piece) pieces.push(piece);
    return piece !== undefined && parser.previous().kind === "sequence-end" && parser.textOf(parser.previous()) === "~}";
  });
}

function parseInterpolation(parser: Parser, { start, open, close }: Place): Piece {
  const expression = parser.expression();
  const end = parser.peek();
  if (end.kind === "sequence-end") parser.read();
  else {
    const quoted = close === "close-quote" && (end.kind === "close-quote" || end.kind === "open-quote");
    const range = parser.range(end, end);
    const context = parser.range(open, end);
    if (end.kind === "end") parser.report(say.unclosedInterpolation("file", parser.range(start, start), context));
    else if (quoted) parser.report(say.unclosedInterpolation("quoted template", parser.range(start, start), context));
    else parser.report(say.extraAfterInterpolation(end.kind === ":", range, context));
    parser.recover("sequence-end");
  }
  return { kind: "interpolation", expression, range: parser.range(open, parser.previous()) };
}

function parseDirective(parser: Parser, open: Token): Piece | undefined {
  const keyword = parser.peek();
  const word = keyword.kind === "identifier" ? parser.textOf(keyword) : undefined;
  const read = word === undefined ? undefined : directives.get(word);
  if (word === undefined || read === undefined) {
    const range = parser.range(keyword, keyword);
    const context = parser.range(open, keyword);
    parser.report(word === undefined ? say.missingDirective(range, context) : say.unknownDirective(word, range, context));
    parser.recover("sequence-end");
    return undefined;
  }
  const piece = read(parser, open, word);
  if (!piece) {
    parser.recover("sequence-end");
    return undefined;
  }
  const end = parser.peek();
  if (end.kind === "sequence-end") parser.read();
  else {
    parser.report(say.extraInDirective(word, parser.range(end, end), parser.range(open, end)));
    parser.recover("sequence-end");
  }
  return { ...piece, range: parser.range(open, end) };
}

type ReadDirective = (parser: Parser, open: Token, word: string) => Piece | undefined;

const directives = new Map<string, ReadDirective>([
  ["if", parseIf],
  ["for", parseForDirective],
  ["else", (parser, open) => (parser.read(), { kind: "else", range: parser.range(open, open) })],
  ["endif", (parser, open) => (parser.read(), { kind: "endif", range: parser.range(open, open) })],
  ["endfor", (parser, open) => (parser.read(), { kind: "endfor", range: parser.range(open, open) })],
]);

function parseIf(parser: Parser, open: Token): Piece | undefined {
  parser.read();
  return { kind: "if", condition: parser.expression(), range: parser.range(open, open) };
}

function parseForDirective(parser: Parser, open: Token): Piece | undefined {
  const introduction = parseForIntroduction(parser, open, "directive");
  return introduction && { kind: "for", ...introduction, range: parser.range(open, open) };
}

/** Blanks and line breaks as Unicode knows them; one text token only, so that a trimmed line keeps the next one's indent. */
const trimLeft = (text: string): string => text.replace(/^[\p{White_Space}]+/u, "");

function trimLast(pieces: Piece[]): void {
  const last = pieces[pieces.length - 1];
  if (last?.kind === "text") last.text = last.text.replace(/[\p{White_Space}]+$/u, "");
}

const unescapeMarks = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text that a stretch between quotes stands for. */
export function unescape(parser: Parser, token: Token): string {
  const text = parser.textOf(token);
  if (!text.includes("\\")) return unescapeMarks(text);
  return text.replace(/([$%])\1\{|\\(u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|[^])/gu, (whole, mark: string | undefined, escape: string | undefined, at: number) => {
    if (mark !== undefined) return `${mark}{`;
    return unescapeOne(parser, escape ?? "", token.start + at, whole);
  });
}

function unescapeOne(parser: Parser, escape: string, at: number, whole: string): string {
  const plain = escapes[escape];
  if (plain !== undefined) return plain;
  const range = parser.range({ start: at }, { end: at + whole.length });
  const selector = escape.charAt(0);
  if (selector !== "u" && selector !== "U") {
    parser.diagnostics.push(say.unknownEscape(escape, range));
    return whole;
  }
  if (escape.length !== (selector === "u" ? 5 : 9)) {
    parser.diagnostics.push(say.shortEscape(selector, range));
    return whole;
  }
  const point = Number.parseInt(escape.slice(1), 16);
  if (point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return String.fromCodePoint(point);
  parser.diagnostics.push(say.unencodableEscape(escape.slice(1), range));
  return "\uFFFD";
}
