import { countGraphemes } from "../source/source-text.ts";
import { lex } from "../syntax/lex.ts";
import type { TokenKind } from "../syntax/token.ts";
import { bracketChange, hasSpaceAfter } from "./spacing.ts";

/** The text with canonical indent, blanks and alignment; tokens and line breaks stay as they are. */
export function layOut(text: string): string {
  const lines = splitLines(text);
  for (const line of lines) space(line);
  indent(lines);
  align(lines, assignCells);
  align(lines, commentCells);
  // What blanks end the file stay, as in Terraform.
  return lines.map(printLine).join("") + " ".repeat(blanksAtEnd(text, lines));
}

/** The blanks that end a text, unless they belong to its last token, a comment. */
function blanksAtEnd(text: string, lines: readonly Line[]): number {
  const { lead, assign, comment } = lines.at(-1) ?? { lead: [], assign: [], comment: [] };
  const last = [...lead, ...assign, ...comment].at(-1);
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return last && /[ \t]$/.test(last.text) ? 0 : text.length - end;
}

interface Piece {
  readonly kind: TokenKind;
  readonly text: string;
  /** Blanks before it. */
  blanks: number;
}

/** A line in three cells; what stands in a column with the lines around is the beginning of the second and of the third. */
interface Line {
  lead: Piece[];
  assign: Piece[];
  comment: Piece[];
}

/** Lines end at line breaks outside of templates: a heredoc is part of the line that it begins on. */
function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  for (const { kind, start, end } of lex(text)) {
    if (kind === "end" || kind === "blank") continue;
    pieces.push({ kind, text: text.slice(start, end), blanks: 0 });
    if (kind !== "newline") continue;
    lines.push(cells(pieces));
    pieces = [];
  }
  lines.push(cells(pieces));
  return lines;
}

function cells(pieces: Piece[]): Line {
  const comment = trailingComment(pieces);
  const rest = comment.length > 0 ? pieces.slice(0, -comment.length) : pieces;
  const equals = rest.findIndex((piece, index) => index > 0 && piece.kind === "=");
  // A value that goes on over the next lines is not aligned.
  if (equals === -1 || netBrackets(rest.slice(equals)) !== 0) return { lead: rest, assign: [], comment };
  return { lead: rest.slice(0, equals), assign: rest.slice(equals), comment };
}

/** The comment at the end of a line with something before it, and the line break. */
function trailingComment(pieces: readonly Piece[]): Piece[] {
  const last = pieces[pieces.length - 1]?.kind === "newline" ? pieces.length - 2 : pieces.length - 1;
  const piece = pieces[last];
  return last > 0 && piece?.kind === "comment" && !piece.text.startsWith("/*") ? pieces.slice(last) : [];
}

const netBrackets = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + bracketChange(piece.kind), 0);

function space(line: Line): void {
  for (const cell of [line.lead, line.assign]) {
    for (const [index, piece] of cell.entries()) {
      const after = cell[index + 1];
      if (after) after.blanks = hasSpaceAfter(piece, after, cell[index - 1]) ? 1 : 0;
    }
  }
  const [equals] = line.assign;
  if (equals) equals.blanks = 1;
}

/**
 * A line that opens more than it closes indents what follows by one step, however many brackets it opens;
 * they must all be closed again before the step is taken back.
 */
function indent(lines: readonly Line[]): void {
  const opened: number[] = [];
  for (const line of lines) {
    const [first] = line.lead;
    if (!first || first.kind === "newline") continue;
    const net = netBrackets(beforeHeredoc(line.lead)) + netBrackets(beforeHeredoc(line.assign));
    if (net < 0) closeSteps(opened, -net);
    first.blanks = 2 * opened.length;
    if (net > 0) opened.push(net);
  }
}

/** Terraform does not count what a heredoc opens on the line that it begins on. */
function beforeHeredoc(pieces: readonly Piece[]): readonly Piece[] {
  const heredoc = pieces.findIndex((piece) => piece.kind === "open-heredoc");
  return heredoc === -1 ? pieces : pieces.slice(0, heredoc);
}

function closeSteps(opened: number[], count: number): void {
  let closed = count;
  for (let last = opened.pop(); last !== undefined; last = opened.pop()) {
    if (closed < last) {
      opened.push(last - closed);
      return;
    }
    closed -= last;
    if (closed === 0) return;
  }
}

/** Which cells of a line stand before the column, and which begins it. */
type Columns = (line: Line) => { readonly before: readonly Piece[]; readonly aligned: Piece | undefined };

const assignCells: Columns = (line) => ({ before: line.lead, aligned: line.assign[0] });
const commentCells: Columns = (line) => ({ before: [...line.lead, ...line.assign], aligned: line.comment[0] });

/** Neighbouring lines that have the cell begin it in the same column. */
function align(lines: readonly Line[], columns: Columns): void {
  let chain: { width: number; aligned: Piece }[] = [];
  const close = (): void => {
    const widest = chain.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { width, aligned } of chain) aligned.blanks = widest - width + 1;
    chain = [];
  };
  for (const line of lines) {
    const { before, aligned } = columns(line);
    if (aligned) chain.push({ width: widthOf(before), aligned });
    else if (chain.length > 0) close();
  }
  if (chain.length > 0) close();
}

const widthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { blanks, text }) => sum + blanks + countGraphemes(text), 0);

const printLine = ({ lead, assign, comment }: Line): string =>
  [...lead, ...assign, ...comment].map(({ blanks, text }) => " ".repeat(blanks) + text).join("");
