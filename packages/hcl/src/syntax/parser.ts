import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nestedTooDeeply } from "../diagnostics/syntax-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { SourceText } from "../source/source-text.ts";
import { dynamicUnknown } from "../values/value.ts";
import type { Token, TokenKind } from "./token.ts";
import type { Expression } from "./tree.ts";

/** Where the text that is parsed stands, if it is not a file of its own: a string in a JSON file. */
export interface Origin {
  readonly source: SourceText;
  /** From an offset of the parsed text to one of the file. */
  offset(at: number): number;
}

/** What stands where no expression could be read. */
export const nothing = (parser: Parser, at: Token): Expression => ({
  kind: "literal",
  value: dynamicUnknown,
  range: parser.range(at, at),
});

/** How an expression is read. It is given to the parser, so that the files of the grammar need not know each other. */
export type ReadExpression = (parser: Parser) => Expression;

/** How deep expressions and blocks may nest: far more than people write, far less than the call stack holds. */
const maxDepth = 200;
/** How high the tree of an expression may be: chains like a + b + c nest in the tree, though not in the text. */
const maxHeight = 1000;

/** Whether line breaks are tokens here, or mere blanks as between parentheses. */
type Newlines = "kept" | "skipped";

const closers: Partial<Record<TokenKind, TokenKind>> = {
  "{": "}",
  "[": "]",
  "(": ")",
  "open-quote": "close-quote",
  "open-heredoc": "close-heredoc",
  interpolation: "sequence-end",
  directive: "sequence-end",
};
const openers: Partial<Record<TokenKind, TokenKind>> = {
  "}": "{",
  "]": "[",
  ")": "(",
  "close-quote": "open-quote",
  "close-heredoc": "open-heredoc",
  "sequence-end": "interpolation",
};

/** The place of a parse in its tokens, and what it has found to say. */
export class Parser {
  readonly text: string;
  readonly diagnostics: Diagnostic[] = [];
  readonly #tokens: readonly Token[];
  readonly #source: SourceText;
  readonly #origin: Origin | undefined;
  readonly #readExpression: ReadExpression;
  #next = 0;
  #last: Token | undefined;
  #newlines: Newlines[] = [];
  #depth = 0;
  /** After the first mistake its consequences are not reported: they would only hide it. */
  recovering = false;
  /** The height of the tallest tree that was made on the present level. */
  #height = 0;

  /** The tokens are those of `lexForParser` or `lexTemplate`. */
  constructor(tokens: readonly Token[], source: SourceText, newlines: Newlines, readExpression: ReadExpression, origin?: Origin) {
    this.#tokens = tokens;
    this.text = source.text;
    this.#source = source;
    this.#origin = origin;
    this.#readExpression = readExpression;
    this.#newlines.push(newlines);
  }

  /** An expression at the parser's place, one level deeper. On a mistake there is still one, of what could be read. */
  expression(): Expression {
    return this.deeper(() => this.#readExpression(this), (at) => nothing(this, at));
  }

  peek(): Token {
    return this.#at(this.#skipNewlines());
  }

  read(): Token {
    const index = this.#skipNewlines();
    const token = this.#at(index);
    if (token.kind !== "end") this.#next = index + 1;
    this.#last = token;
    return token;
  }

  /** The last token that was read. */
  previous(): Token {
    return this.#last ?? this.#at(0);
  }

  /** Reads the token if it is of that kind. */
  take(kind: TokenKind): Token | undefined {
    return this.peek().kind === kind ? this.read() : undefined;
  }

  textOf(token: Token): string {
    return this.text.slice(token.start, token.end);
  }

  /** Whether the next token is this word. */
  atWord(word: string): boolean {
    const token = this.peek();
    return token.kind === "identifier" && this.textOf(token) === word;
  }

  range(from: { start: number }, to: { end: number }): SourceRange {
    if (!this.#origin) return { source: this.#source, start: from.start, end: to.end };
    return { source: this.#origin.source, start: this.#origin.offset(from.start), end: this.#origin.offset(to.end) };
  }

  /** Parses with line breaks kept or skipped. */
  withNewlines<T>(newlines: Newlines, parse: () => T): T {
    this.#newlines.push(newlines);
    const result = parse();
    this.#newlines.pop();
    return result;
  }

  /** Parses one level deeper; past the limit the rest of the input is given up. */
  deeper<T>(parse: () => T, otherwise: (at: Token) => T): T {
    if (this.#depth >= maxDepth) {
      const at = this.peek();
      this.#giveUp(at, maxDepth);
      return otherwise(at);
    }
    const height = this.#height;
    this.#height = 0;
    this.#depth++;
    const result = parse();
    this.#depth--;
    this.#height = Math.max(height, this.#height + 1);
    return result;
  }

  /** One more operator or index in a chain; false past the limit, where the rest of the input is given up. */
  chain(at: Token): boolean {
    if (++this.#height <= maxHeight) return true;
    this.#giveUp(at, maxHeight);
    return false;
  }

  #giveUp(at: Token, limit: number): void {
    if (!this.recovering) this.diagnostics.push(nestedTooDeeply(limit, this.range(at, at)));
    this.recovering = true;
    this.#next = this.#tokens.length - 1;
  }

  /** Says what is wrong, unless an earlier mistake explains it, and goes on in recovery. */
  report(diagnostic: Diagnostic): void {
    if (!this.recovering) this.diagnostics.push(diagnostic);
  }

  /** A mark for `failedSince`. */
  mark(): number {
    return this.diagnostics.length;
  }

  /** Whether something was reported since the mark and the parser has lost its place. */
  failedSince(mark: number): boolean {
    return this.recovering && this.diagnostics.length > mark;
  }

  /** Reads up to the closing token that belongs to the present level, and returns it (or the end). */
  recover(close: TokenKind): Token {
    this.recovering = true;
    const open = openers[close];
    for (let nesting = 0; ; ) {
      const token = this.read();
      if (token.kind === "end") return token;
      if (token.kind === close && nesting-- === 0) return token;
      if (token.kind === open || (token.kind === "directive" && open === "interpolation")) nesting++;
    }
  }

  /** Reads past the next opening token and all up to its closing one. */
  recoverOver(open: TokenKind): void {
    this.recovering = true;
    for (let token = this.read(); token.kind !== open; token = this.read()) if (token.kind === "end") return;
    this.recover(closers[open] ?? "end");
  }

  /** Reads up to the line break after the present argument or block. */
  recoverAfterItem(): void {
    this.recovering = true;
    const open: TokenKind[] = [];
    for (;;) {
      const { kind } = this.read();
      if (kind === "end" || (kind === "newline" && open.length === 0)) return;
      if (closers[kind]) open.push(kind === "directive" ? "interpolation" : kind);
      const opener = openers[kind];
      if (!opener) continue;
      while (open.length > 0 && open.pop() !== opener);
    }
  }

  #skipNewlines(): number {
    let index = this.#next;
    if (this.#newlines[this.#newlines.length - 1] === "skipped") while (this.#at(index).kind === "newline") index++;
    return index;
  }

  #at(index: number): Token {
    return this.#tokens[index] ?? { kind: "end", start: this.text.length, end: this.text.length };
  }
}
