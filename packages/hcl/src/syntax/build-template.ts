import * as say from "../diagnostics/syntax-messages.ts";
import { joinRanges, printRange } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import type { Piece } from "./template-piece.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { TemplatePart } from "./tree.ts";

type Opener = Extract<Piece, { kind: "if" | "for" }>;
type Closer = Extract<Piece, { kind: "else" | "endif" | "endfor" }>;

/** Where the reader is in the pieces. A directive that is out of place is said and left out; the rest is read on. */
interface Reading {
  readonly parser: Parser;
  readonly pieces: readonly Piece[];
  readonly end: SourceRange;
  next: number;
}

/** Puts the directives of a template together with what stands between them. */
export function buildTemplate(parser: Parser, pieces: readonly Piece[], end: Token): TemplatePart[] {
  const reading: Reading = { parser, pieces, end: parser.range(end, end), next: 0 };
  const parts: TemplatePart[] = [];
  while (reading.next < pieces.length) {
    const closer = readParts(reading, parts);
    if (closer) parser.diagnostics.push(say.unexpectedDirective(closer.kind, undefined, closer.range));
  }
  return parts;
}

/** Reads the parts up to a closing directive (or the end), and returns that directive. */
function readParts(reading: Reading, parts: TemplatePart[]): Closer | undefined {
  for (;;) {
    const piece = reading.pieces[reading.next];
    if (!piece) return undefined;
    reading.next++;
    if (piece.kind === "text") pushText(parts, piece);
    else if (piece.kind === "interpolation") parts.push(piece);
    else if (piece.kind === "if" || piece.kind === "for") {
      const block = readBlock(reading, piece);
      if (block) parts.push(block);
    } else return piece;
  }
}

function pushText(parts: TemplatePart[], piece: Extract<Piece, { kind: "text" }>): void {
  const last = parts[parts.length - 1];
  if (last?.kind !== "text") parts.push(piece);
  else parts[parts.length - 1] = { kind: "text", text: last.text + piece.text, range: joinRanges(last.range, piece.range) };
}

function readBlock(reading: Reading, opener: Opener): TemplatePart | undefined {
  return reading.parser.deeper(
    () => (opener.kind === "if" ? readIf(reading, opener) : readFor(reading, opener)),
    () => {
      reading.next = reading.pieces.length;
      return undefined;
    },
  );
}

function readIf(reading: Reading, opener: Extract<Piece, { kind: "if" }>): TemplatePart | undefined {
  const then: TemplatePart[] = [];
  const otherwise: TemplatePart[] = [];
  let closer = readParts(reading, then);
  const hasElse = closer?.kind === "else";
  if (hasElse) closer = readParts(reading, otherwise);
  if (closer?.kind !== "endif") return refuse(reading, closer, opener, hasElse);
  const range = joinRanges(opener.range, closer.range);
  // oxlint-disable-next-line unicorn/no-thenable -- a tree is never awaited
  return { kind: "if", condition: opener.condition, then, otherwise, range };
}

function readFor(reading: Reading, opener: Extract<Piece, { kind: "for" }>): TemplatePart | undefined {
  const body: TemplatePart[] = [];
  const closer = readParts(reading, body);
  if (closer?.kind !== "endfor") return refuse(reading, closer, opener, false);
  return { ...opener, body, range: joinRanges(opener.range, closer.range) };
}

function refuse(reading: Reading, closer: Closer | undefined, opener: Opener, afterElse: boolean): undefined {
  const at = printRange(opener.range);
  const problem = closer
    ? say.unexpectedDirective(closer.kind, { kind: opener.kind, afterElse, at }, closer.range)
    : say.unclosedDirective(opener.kind, at, reading.end);
  reading.parser.diagnostics.push(problem);
  return undefined;
}
