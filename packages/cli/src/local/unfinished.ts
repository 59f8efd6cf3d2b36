const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Is a bracket still open, so that the expression goes on in the next line? What is wrong in any other way is finished. */
export function isUnfinished(text: string): boolean {
  // What closes the present place: a bracket, a quotation mark, or nothing.
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (open.at(-1) === '"') {
      if (char === "\\") at++;
      else if (char === '"') open.pop();
      else if (char === "\n") return false;
      else if ((char === "$" || char === "%") && text[at + 1] === "{") {
        // A doubled sign is the sign itself.
        if (text[at - 1] !== char) open.push("}");
        at++;
      }
      continue;
    }
    const skipped = skipComment(text, at);
    if (skipped > at) at = skipped;
    else if (char === '"') open.push('"');
    else if (char in closers) open.push(closers[char] ?? "");
    else if (char === open.at(-1)) open.pop();
  }
  return open.length > 0 && !open.includes('"');
}

/** The last place of the comment that begins here, or the same place. */
function skipComment(text: string, at: number): number {
  const end = (found: number): number => (found === -1 ? text.length : found);
  if (text[at] === "#" || text.startsWith("//", at)) return end(text.indexOf("\n", at));
  return text.startsWith("/*", at) ? end(text.indexOf("*/", at)) + 1 : at;
}
