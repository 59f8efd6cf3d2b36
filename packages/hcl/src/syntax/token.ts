/** What a stretch of the text is. Every character of a file belongs to exactly one token. */
export type TokenKind =
  | "blank" // spaces, tabs, a byte order mark
  | "comment" // from # or // to the end of the line (without it), or /* … */
  | "newline"
  | "identifier"
  | "number"
  | "open-quote"
  | "close-quote"
  | "open-heredoc" // <<X with the line break
  | "close-heredoc" // the closing marker with the blanks before it
  | "quoted-text" // literal text between quotes, escapes not yet worked out
  | "quoted-newline" // a line break between quotes, which is a mistake
  | "heredoc-text" // literal text of a heredoc, at most one line
  | "interpolation" // ${ or ${~
  | "directive" // %{ or %{~
  | "sequence-end" // } or ~} of these
  | Punctuation
  | "invalid"
  | "bad-utf8"
  | "end"; // the end of the file, empty

export type Punctuation =
  | "{" | "}" | "[" | "]" | "(" | ")"
  | "=" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "=>"
  | "&&" | "||" | "!" | "&" | "|" | "^" | "~"
  | "+" | "-" | "*" | "/" | "%"
  | "." | "..." | "," | ":" | "::" | "?" | ";" | "'" | "`";

export interface Token {
  readonly kind: TokenKind;
  /** Offsets in UTF-16 code units, half open. */
  readonly start: number;
  readonly end: number;
}
