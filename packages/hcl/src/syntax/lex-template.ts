import type { TokenKind } from "./token.ts";

/** Between quotes. */
export interface QuoteMode {
  readonly kind: "quote";
}

/** In a heredoc, or (kind "bare") in a text that is a template as a whole and has no marker. */
export type HeredocMode =
  | { readonly kind: "heredoc"; readonly marker: string; lineStart: boolean }
  | { readonly kind: "bare" };

/** What the template part of the lexer needs of the lexer. */
export interface TemplateLexing {
  readonly text: string;
  readonly at: number;
  emit(kind: TokenKind, end: number): void;
  enterCode(): void;
  leave(): void;
  invalid(): void;
}

/** One token inside quotes. */
export function lexQuotedText(lexer: TemplateLexing): void {
  const { text, at } = lexer;
  if (text.charCodeAt(at) === 0x22) {
    lexer.emit("close-quote", at + 1);
    lexer.leave();
    return;
  }
  if (openSequence(lexer)) return;
  if (isNewline(text, at)) {
    lexer.emit("quoted-newline", newlinesEnd(text, at));
    return;
  }
  const end = quotedTextEnd(text, at);
  if (end === at) lexer.invalid();
  else lexer.emit("quoted-text", end);
}

/** One token of a heredoc or a bare template: a line or a part of one, a sequence's beginning, or the closing marker. */
export function lexHeredocText(lexer: TemplateLexing, mode: HeredocMode): void {
  const { text, at } = lexer;
  if (mode.kind === "heredoc" && mode.lineStart && closeHeredoc(lexer, mode.marker)) return;
  const opened = openSequence(lexer);
  if (mode.kind === "heredoc") mode.lineStart = false;
  if (opened) return;
  if (isLoneReturn(text, at)) {
    // Nothing after a carriage return that ends no line is looked at.
    lexer.emit("invalid", text.length);
    return;
  }
  const end = heredocTextEnd(text, at);
  if (mode.kind === "heredoc" && text.charCodeAt(end - 1) === 0x0a) mode.lineStart = true;
  // A mark at the very end of a bare template begins nothing.
  if (end === at && mode.kind === "bare" && at + 1 === text.length && isMark(text.charCodeAt(at))) lexer.emit("heredoc-text", at + 1);
  else if (end === at) lexer.invalid();
  else lexer.emit("heredoc-text", end);
}

const surroundingBlanks = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** The closing marker stands alone on its line; what follows is the line break. */
function closeHeredoc(lexer: TemplateLexing, marker: string): boolean {
  const { text, at } = lexer;
  const lineEnd = text.indexOf("\n", at);
  if (lineEnd === -1) return false;
  const end = text.charCodeAt(lineEnd - 1) === 0x0d ? lineEnd - 1 : lineEnd;
  const line = text.slice(at, end);
  if (line.includes("\r") || line.replace(surroundingBlanks, "") !== marker) return false;
  lexer.emit("close-heredoc", end);
  lexer.leave();
  return true;
}

/** ${, ${~, %{ and %{~; doubled marks are text. */
function openSequence(lexer: TemplateLexing): boolean {
  const { text, at } = lexer;
  const code = text.charCodeAt(at);
  if (!isMark(code) || text.charCodeAt(at + 1) !== 0x7b) return false;
  const tilde = text.charCodeAt(at + 2) === 0x7e ? 1 : 0;
  lexer.emit(code === 0x24 ? "interpolation" : "directive", at + 2 + tilde);
  lexer.enterCode();
  return true;
}

const isMark = (code: number): boolean => code === 0x24 || code === 0x25;

const isNewline = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d;
};

const isLineBreak = (text: string, at: number): boolean => text[at] === "\n" || text.startsWith("\r\n", at);

const isLoneReturn = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) !== 0x0a;

function newlinesEnd(text: string, from: number): number {
  let at = from;
  while (isNewline(text, at)) at++;
  return at;
}

/** Where literal text between quotes stops: at a quote, a line break, a mark, or a character it cannot hold. A mark stands alone. */
function quotedTextEnd(text: string, from: number): number {
  if (isMark(text.charCodeAt(from))) return textMark(text, from);
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || isMark(code) || isNewline(text, at) || isLoneSurrogate(text, at)) return at;
    if (code === 0x5c) {
      if (at + 1 >= text.length || isNewline(text, at + 1)) return at;
      at += 2;
    } else at++;
  }
  return at;
}

/** Where literal text of a heredoc stops: after its line break, or before a sequence. */
function heredocTextEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) return at + 1;
    if (isLoneReturn(text, at)) return at;
    if (isMark(code)) {
      const next = textMark(text, at);
      if (next === at) return at;
      at = next;
      if (standsBeforeBreak(text, at)) return at + 1;
    } else at++;
  }
  return at;
}

/** Terraform ends a token one (ASCII) character after a mark if the line ends there: `~` then trims the break, not that character. */
function standsBeforeBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80 || code === 0x0a || isMark(code) || !isLineBreak(text, at + 1)) return false;
  return code !== 0x0d || !isMark(text.charCodeAt(at - 2));
}

/** Past a $ or % that is text; the same place where it begins a sequence. $${ is the text ${. */
function textMark(text: string, at: number): number {
  const mark = text.charCodeAt(at);
  if (text.charCodeAt(at + 1) === 0x7b || at + 1 === text.length) return at;
  return text.charCodeAt(at + 1) === mark && text.charCodeAt(at + 2) === 0x7b ? at + 3 : at + 1;
}

const isLoneSurrogate = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdfff) return false;
  if (code >= 0xdc00) return !isHigh(text.charCodeAt(at - 1));
  return !isLow(text.charCodeAt(at + 1));
};
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
