import { lexHeredocText, lexQuotedText } from "./lex-template.ts";
import type { HeredocMode, QuoteMode, TemplateLexing } from "./lex-template.ts";
import type { Punctuation, Token, TokenKind } from "./token.ts";

/** The tokens of a file, blanks and comments included, an empty "end" last. Joined, they are the file. */
export function lex(text: string): Token[] {
  return new Lexer(text, { kind: "code", braces: 0 }, "all").run();
}

/**
 * The tokens that a parser reads, without blanks and comments. A comment to the end of its line and the line break are
 * one token then: that is what Terraform points at.
 */
export function lexForParser(text: string): Token[] {
  return new Lexer(text, { kind: "code", braces: 0 }, "significant").run();
}

/** The same for a text that is a template from its first character, as in a file for `templatefile`. */
export function lexTemplate(text: string, kept: Kept): Token[] {
  return new Lexer(text, { kind: "bare" }, kept).run();
}

/** Which tokens are kept: all, or those that a parser reads. */
type Kept = "all" | "significant";

/** What the lexer is inside of: code (with its open braces), a quoted template, a heredoc, or a bare template. */
type Mode = { readonly kind: "code"; braces: number } | QuoteMode | HeredocMode;

// HCL's identifiers follow Unicode's, with the underscore as a first character and dashes after it.
const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
// As long as it can be without ending in a dot; 1..2 and 1e3e4 are one (invalid) number.
const number = /[0-9](?:(?:[0-9.]|[eE][+-]?[0-9])*(?:[0-9]|[eE][+-]?[0-9]))?/y;
const heredocStart = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const lineComment = /[^\n]*/y;
const punctuation = [
  "...", "==", "!=", "<=", ">=", "=>", "&&", "||", "::",
  "{", "}", "[", "]", "(", ")", "=", "<", ">", "!", "&", "|", "^", "~",
  "+", "-", "*", "/", "%", ".", ",", ":", "?", ";", "'", "`",
] as const satisfies readonly Punctuation[];
/** By first character, the longer first. */
const punctuationByStart = Map.groupBy<string, Punctuation>(punctuation, (mark) => mark.charAt(0));

class Lexer implements TemplateLexing {
  readonly text: string;
  at = 0;
  readonly #tokens: Token[] = [];
  readonly #modes: Mode[];
  readonly #keepsAll: boolean;
  #commentsEnd = true;
  /** Where the comment began that the last token was, if it ends with its line. */
  #lineComment: number | undefined;

  constructor(text: string, mode: Mode, kept: Kept) {
    this.text = text;
    this.#modes = [mode];
    this.#keepsAll = kept === "all";
  }

  run(): Token[] {
    if (this.text.startsWith("\uFEFF")) this.emit("blank", 1);
    while (this.at < this.text.length) this.#next();
    this.emit("end", this.at);
    return this.#tokens;
  }

  emit(kind: TokenKind, end: number): void {
    if (this.#keepsAll) this.#tokens.push({ kind, start: this.at, end });
    else if (kind !== "blank" && kind !== "comment") this.#tokens.push({ kind, start: this.#lineComment ?? this.at, end });
    this.#lineComment = undefined;
    this.at = end;
  }

  enterCode(): void {
    this.#modes.push({ kind: "code", braces: 0 });
  }

  leave(): void {
    if (this.#modes.length > 1) this.#modes.pop();
  }

  #next(): void {
    const mode = this.#modes[this.#modes.length - 1];
    if (mode === undefined || mode.kind === "code") this.#lexCode(mode);
    else if (mode.kind === "quote") lexQuotedText(this);
    else lexHeredocText(this, mode);
  }

  #lexCode(mode: { braces: number } | undefined): void {
    const code = this.text.charCodeAt(this.at);
    if (code === 0x20 || code === 0x09) this.#blanks();
    else if (isIdentifierStart(code)) this.#match(identifier, "identifier");
    else if (code === 0x0a) this.emit("newline", this.at + 1);
    else if (code === 0x0d && this.text.charCodeAt(this.at + 1) === 0x0a) this.emit("newline", this.at + 2);
    else if (code >= 0x30 && code <= 0x39) this.#match(number, "number");
    else if (code === 0x22) this.#openQuote();
    else if (!this.#comment(code) && !this.#openHeredoc(code) && !this.#sequenceEnd(mode)) this.#punctuation(mode);
  }

  #blanks(): void {
    let end = this.at + 1;
    for (let code = this.text.charCodeAt(end); code === 0x20 || code === 0x09; ) code = this.text.charCodeAt(++end);
    this.emit("blank", end);
  }

  #openQuote(): void {
    this.emit("open-quote", this.at + 1);
    this.#modes.push({ kind: "quote" });
  }

  #comment(code: number): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (code === 0x23 || (code === 0x2f && next === 0x2f)) {
      lineComment.lastIndex = this.at;
      lineComment.test(this.text);
      const end = lineComment.lastIndex;
      const start = this.at;
      // The carriage return belongs to the line break, if there is one.
      this.emit("comment", end < this.text.length && this.text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
      if (end < this.text.length) this.#lineComment = start;
      return true;
    }
    if (code !== 0x2f || next !== 0x2a) return false;
    // Once there is no end, there is none for those that follow either.
    const end = this.#commentsEnd ? this.text.indexOf("*/", this.at + 2) : -1;
    this.#commentsEnd = end !== -1;
    if (end === -1) return false;
    this.emit("comment", end + 2);
    return true;
  }

  #openHeredoc(code: number): boolean {
    if (code !== 0x3c) return false;
    heredocStart.lastIndex = this.at;
    const match = heredocStart.exec(this.text);
    if (!match) return false;
    this.emit("open-heredoc", heredocStart.lastIndex);
    this.#modes.push({ kind: "heredoc", marker: match[1] ?? "", lineStart: true });
    return true;
  }

  /** A closing brace that ends ${…} or %{…}, with the tilde that may stand before it. */
  #sequenceEnd(mode: { braces: number } | undefined): boolean {
    const tilde = this.text.startsWith("~}", this.at);
    const ends = mode !== undefined && mode.braces === 0 && this.#modes.length > 1;
    // ~} is one token everywhere, though outside of a template it only makes for a better message.
    if (!tilde && !(ends && this.text[this.at] === "}")) return false;
    this.emit("sequence-end", this.at + (tilde ? 2 : 1));
    if (ends) this.leave();
    else if (mode && mode.braces > 0) mode.braces--;
    return true;
  }

  #punctuation(mode: { braces: number } | undefined): void {
    const marks = punctuationByStart.get(this.text.charAt(this.at));
    const mark = marks?.find((candidate) => this.text.startsWith(candidate, this.at));
    if (mark === undefined) {
      this.#other();
      return;
    }
    if (mode && mark === "{") mode.braces++;
    if (mode && mark === "}") mode.braces--;
    this.emit(mark, this.at + mark.length);
  }

  /** A letter beyond ASCII, or a character that the language does not use. */
  #other(): void {
    if (this.#match(identifier, "identifier")) return;
    this.invalid();
  }

  invalid(): void {
    const point = this.text.codePointAt(this.at) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) this.emit("bad-utf8", this.at + 1);
    else this.emit("invalid", this.at + (point > 0xffff ? 2 : 1));
  }

  #match(pattern: RegExp, kind: TokenKind): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.emit(kind, pattern.lastIndex);
    return true;
  }
}

const isIdentifierStart = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
