import { bracketChange } from "./spacing.ts";
import { splice } from "../source/splice.ts";
import type { Splice } from "../source/splice.ts";
import { lex } from "../syntax/lex.ts";
import type { Token } from "../syntax/token.ts";
import type { Attribute, Block, Body } from "../syntax/tree.ts";
import { printText } from "../values/print.ts";

/** The text without what older versions of the language needed: needless interpolation, quoted types, bare labels. */
export function modernize(text: string, body: Body): string {
  const edits: Splice[] = [];
  collectEdits(text, body, undefined, edits);
  return splice(text, edits);
}

function collectEdits(text: string, body: Body, within: string | undefined, edits: Splice[]): void {
  for (const attribute of body.attributes.values()) {
    const isType = within === "variable" && attribute.name === "type";
    const replaced = isType ? modernType(text, attribute) : unwrapped(text, attribute);
    if (replaced !== undefined) edits.push({ ...attribute.expression.range, text: replaced });
  }
  for (const block of body.blocks) {
    collectLabelEdits(block, edits);
    collectEdits(text, block.body, block.type, edits);
  }
}

/** All labels between quotes, and nothing between them: Terraform drops comments there. */
function collectLabelEdits({ typeRange, labels, headerRange }: Block, edits: Splice[]): void {
  if (labels.length === 0) return;
  const text = labels.map(({ value }) => ` ${printText(value)}`).join("");
  edits.push({ start: typeRange.end, end: headerRange.end, text });
}

/** "${x}" alone is x. */
function unwrapped(text: string, { expression }: Attribute): string | undefined {
  if (expression.kind !== "template-wrap") return undefined;
  const { start, end } = expression.range;
  const tokens = lex(text.slice(start, end)).filter((token) => token.kind !== "end");
  const inside = withoutNewlines(tokens.slice(2, -2));
  const [first] = inside;
  const last = inside[inside.length - 1];
  if (!first || !last || hasOtherSequence(inside)) return undefined;
  // The marker of a heredoc must stand alone on its line.
  if (last.kind === "close-heredoc" && !/^[ \t]*\r?\n/.test(text.slice(end))) return undefined;
  const inner = text.slice(start + first.start, start + last.end) + closingBreak(tokens, last);
  const parenthesized = first.kind === "(" && last.kind === ")";
  return needsParentheses(inside) && !parenthesized ? `(${inner})` : inner;
}

/**
 * Whether line breaks in the expression would end it. Terraform puts parentheses around every expression that has one,
 * but not where the line break follows a comment; there we only do where it would change the meaning.
 */
function needsParentheses(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some(({ kind }, index) => {
    depth += bracketChange(kind);
    return kind === "newline" && (depth === 0 || tokens[index - 1]?.kind !== "comment");
  });
}

/** A comment to the end of the line keeps its line break. */
const closingBreak = (tokens: readonly Token[], last: Token): string =>
  last.kind === "comment" && tokens[tokens.indexOf(last) + 1]?.kind === "newline" ? "\n" : "";

/** The tokens from the first to the last that is no blank and no line break. */
function withoutNewlines(tokens: readonly Token[]): Token[] {
  const isContent = (token: Token): boolean => token.kind !== "newline" && token.kind !== "blank";
  return tokens.slice(tokens.findIndex(isContent), tokens.findLastIndex(isContent) + 1);
}

/** Whether another ${ or % { stands in the interpolation, but for those in nested quotes. */
function hasOtherSequence(tokens: readonly Token[]): boolean {
  let quotes = 0;
  for (const { kind } of tokens) {
    if (kind === "open-quote") quotes++;
    else if (kind === "close-quote") quotes--;
    else if (quotes === 0 && (kind === "interpolation" || kind === "sequence-end")) return true;
  }
  return false;
}

const quotedTypes: Readonly<Record<string, string>> = {
  '"string"': "string",
  '"list"': "list(string)",
  '"map"': "map(string)",
  list: "list(any)",
  map: "map(any)",
  set: "set(any)",
};

function modernType(text: string, { expression: { range } }: Attribute): string | undefined {
  return quotedTypes[text.slice(range.start, range.end)];
}
