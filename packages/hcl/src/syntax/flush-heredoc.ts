import type { Piece } from "./template-piece.ts";

/** Takes the indent that all lines of a <<- heredoc share away from each of them. Blank lines do not count. */
export function flushLines(pieces: readonly Piece[]): void {
  const starts = lineStarts(pieces);
  const shared = starts.reduce((least, piece) => Math.min(least, indentOf(piece) ?? least), Number.MAX_SAFE_INTEGER);
  for (const piece of starts) {
    if (piece.kind !== "text" || indentOf(piece) === undefined) continue;
    piece.text = piece.text.slice(shared);
  }
}

/** The first piece of every line. */
function lineStarts(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((_, index) => {
    const before = pieces[index - 1];
    return before === undefined || (before.kind === "text" && before.text.endsWith("\n"));
  });
}

/** How many blanks a line begins with; undefined for a blank line. */
function indentOf(piece: Piece): number | undefined {
  if (piece.kind !== "text") return 0;
  const rest = piece.text.replace(/^[\p{White_Space}]+/u, "");
  if (rest === "" && piece.text.endsWith("\n")) return undefined;
  return piece.text.length - rest.length;
}
