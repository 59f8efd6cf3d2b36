import * as say from "../diagnostics/syntax-messages.ts";
import { joinRanges, printRange } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import type { Piece } from "./parse-template.ts";
import type { Parser } from "./parser.ts";
import type { Token } from "./token.ts";
import type { TemplatePart } from "./tree.ts";

type Opener = Extract<Piece, { kind: "if" | "for" }>;
type Closer = Extract<Piece, { kind: "else" | "endif" | "endfor" }>;

/** Where the reader is in the pieces, and whether a mistake was met. */
interface Reading {
  readonly parser: Parser;
  readonly pieces: readonly Piece[];
  readonly end: SourceRange;
  next: number;
  failed: boolean;
}

/** Puts the directives of a template together with what stands between them. */
export function buildTemplate(parser: Parser, pieces: readonly Piece[], end: Token): TemplatePart[] {
  const reading: Reading = { parser, pieces, end: parser.range(end, end), next: 0, failed: false };
  const parts: TemplatePart[] = [];
  while (reading.next < pieces.length && !reading.failed) {
    const { parts: more, closer } = readParts(reading, undefined);
    parts.push(...more);
    if (closer) fail(reading, say.unexpectedDirective(closer.kind, undefined, closer.range));
  }
  return parts;
}

/** The parts up to a closing directive (or the end), and that directive. */
function readParts(reading: Reading, opener: Opener | undefined): { parts: TemplatePart[]; closer?: Closer } {
  const parts: TemplatePart[] = [];
  while (!reading.failed) {
    const piece = reading.pieces[reading.next++];
    if (!piece) {
      if (opener) fail(reading, say.unclosedDirective(opener.kind, printRange(opener.range), reading.end));
      return { parts };
    }
    if (piece.kind === "text") pushText(parts, piece);
    else if (piece.kind === "interpolation") parts.push(piece);
    else if (piece.kind === "if" || piece.kind === "for") parts.push(...readBlock(reading, piece));
    else return { parts, closer: piece };
  }
  return { parts };
}

function pushText(parts: TemplatePart[], piece: Extract<Piece, { kind: "text" }>): void {
  const last = parts[parts.length - 1];
  if (last?.kind !== "text") parts.push(piece);
  else parts[parts.length - 1] = { kind: "text", text: last.text + piece.text, range: joinRanges(last.range, piece.range) };
}

function readBlock(reading: Reading, opener: Opener): TemplatePart[] {
  return reading.parser.deeper(() => (opener.kind === "if" ? readIf(reading, opener) : readFor(reading, opener)), () => {
    reading.failed = true;
    return [];
  });
}

function readIf(reading: Reading, opener: Extract<Piece, { kind: "if" }>): TemplatePart[] {
  const then = readParts(reading, opener);
  const otherwise = then.closer?.kind === "else" ? readParts(reading, opener) : { parts: [], closer: then.closer };
  const closer = otherwise.closer;
  if (!closer) return [];
  if (closer.kind !== "endif") return refuse(reading, closer, opener, then.closer?.kind === "else");
  const { condition } = opener;
  const range = joinRanges(opener.range, closer.range);
  return [{ kind: "if", condition, then: then.parts, otherwise: otherwise.parts, range }];
}

function readFor(reading: Reading, opener: Extract<Piece, { kind: "for" }>): TemplatePart[] {
  const { parts, closer } = readParts(reading, opener);
  if (!closer) return [];
  if (closer.kind !== "endfor") return refuse(reading, closer, opener, false);
  return [{ ...opener, body: parts, range: joinRanges(opener.range, closer.range) }];
}

function refuse(reading: Reading, closer: Closer, opener: Opener, afterElse: boolean): TemplatePart[] {
  fail(reading, say.unexpectedDirective(closer.kind, { kind: opener.kind, afterElse, at: printRange(opener.range) }, closer.range));
  return [];
}

function fail(reading: Reading, diagnostic: Parameters<Parser["report"]>[0]): void {
  reading.failed = true;
  reading.parser.diagnostics.push(diagnostic);
}
