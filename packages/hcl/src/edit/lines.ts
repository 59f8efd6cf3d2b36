/** The offset at which the line of a place begins. */
export const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

/** The offset of the line break after a place (or of the end). */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found === -1) return text.length;
  return text[found - 1] === "\r" && found - 1 >= at ? found - 1 : found;
}

/** What stands between a place and the end of its line. */
export const restOfLine = (text: string, at: number): string => text.slice(at, lineEnd(text, at));

/** The blanks that the line of a place begins with. */
export const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? "";

/** The line break that a text uses. */
export const lineBreakOf = (text: string): string => (/\r?\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n");
