import type { SourceText } from "./source-text.ts";

/** A place in a file: line and column from 1, byte from 0. */
export interface Position {
  line: number;
  column: number;
  byte: number;
}

/** A stretch of source, half open; offsets are UTF-16 code units, positions are worked out only when shown. */
export interface SourceRange {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** The smallest range that holds both; they must be of one file. */
export function joinRanges(from: SourceRange, to: SourceRange): SourceRange {
  return { source: from.source, start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) };
}

/** The text that the range covers. */
export function rangeText(range: SourceRange): string {
  return range.source.text.slice(range.start, range.end);
}

/** `main.tf:3,5-9`, as Terraform prints a range inside a message. */
export function printRange(range: SourceRange): string {
  const from = range.source.position(range.start);
  const to = range.source.position(range.end);
  const end = from.line === to.line ? String(to.column) : `${to.line},${to.column}`;
  return `${range.source.file}:${from.line},${from.column}-${end}`;
}
