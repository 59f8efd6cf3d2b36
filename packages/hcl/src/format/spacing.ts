import type { TokenKind } from "../syntax/token.ts";

/** What is known of a token when deciding about the blank behind it. */
export interface SpacingToken {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Opening marks count up, closing ones down; every other token is level. */
export function bracketChange(kind: TokenKind | undefined): number {
  if (kind === undefined) return 0;
  return brackets[kind] ?? 0;
}

const brackets: Partial<Record<TokenKind, number>> = {
  "{": 1, "[": 1, "(": 1, interpolation: 1, directive: 1,
  "}": -1, "]": -1, ")": -1, "sequence-end": -1,
};

const templateText: ReadonlySet<TokenKind> = new Set(["quoted-text", "quoted-newline", "heredoc-text"]);
const templateOpen: ReadonlySet<TokenKind> = new Set(["open-quote", "open-heredoc"]);
const templateClose: ReadonlySet<TokenKind> = new Set(["close-quote", "close-heredoc"]);
const sequenceOpen: ReadonlySet<TokenKind> = new Set(["interpolation", "directive"]);

/** What a minus is a sign after, and not an operator. */
const beforeSign: ReadonlySet<TokenKind | undefined> = new Set<TokenKind | undefined>([
  undefined, "(", "{", "[", "=", ":", ",", "?", "+", "-", "*", "/", "%",
  "==", "!=", "<", ">", "<=", ">=", "&&", "||", "!",
]);

type Rule = (token: SpacingToken, after: SpacingToken, before: SpacingToken | undefined) => boolean | undefined;

const never = (when: (token: TokenKind, after: TokenKind) => boolean): Rule => (token, after) =>
  when(token.kind, after.kind) ? false : undefined;
const always = (when: (token: TokenKind, after: TokenKind) => boolean): Rule => (token, after) =>
  when(token.kind, after.kind) ? true : undefined;

/** The first rule that has an opinion decides. */
const rules: readonly Rule[] = [
  never((_, after) => after === "newline"),
  never((token, after) => token === "identifier" && after === "("),
  never((token, after) => token === "::" || after === "::"),
  never((token, after) => token === "." || after === "."),
  never((_, after) => after === "," || after === "..."),
  always((token) => token === ","),
  never((token, after) => templateText.has(token) || templateOpen.has(token) || templateText.has(after) || templateClose.has(after)),
  // [for x in [a] : x]: a keyword, not a name that is indexed
  ({ kind, text }, _, before) => (kind === "identifier" && text === "in" && before?.kind === "identifier" ? true : undefined),
  never((token, after) => after === "[" && (token === "identifier" || token === "number" || bracketChange(token) < 0)),
  never((token) => token === "!"),
  ({ kind }, _, before) => (kind === "-" ? !beforeSign.has(before?.kind) : undefined),
  never((token, after) => token === "{" && after === "}"),
  always((token, after) => token === "{" || after === "}"),
  always((token, after) => sequenceOpen.has(token) && after === "{"),
  always((token, after) => token === "}" && after === "sequence-end"),
  never((token, after) => token === "sequence-end" && sequenceOpen.has(after)),
  never((token, after) => bracketChange(token) > 0 || bracketChange(after) < 0),
];

/** Whether a blank stands between a token and the one after it on its line. */
export function hasSpaceAfter(token: SpacingToken, after: SpacingToken, before: SpacingToken | undefined): boolean {
  for (const rule of rules) {
    const decided = rule(token, after, before);
    if (decided !== undefined) return decided;
  }
  return true;
}
