/** A pattern as a regular expression over whole paths: "*" and "?" stay within a folder, "**" crosses folders, "[a-z]" is one of them. */
export function globPattern(glob: string): RegExp {
  let pattern = "";
  let rest = glob;
  while (rest !== "") {
    const [text, made] = nextPiece(rest);
    pattern += made;
    rest = rest.slice(text.length);
  }
  return new RegExp(`^${pattern}$`, "s");
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** How the beginning of a pattern is read: the first of these that fits. */
const pieces: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/^\*\*+\//, () => "(?:.*/)?"],
  [/^\*\*+/, () => ".*"],
  [/^\*/, () => "[^/]*"],
  [/^\?/, () => "[^/]"],
  [/^\[([!^]?)(\]?[^\]/]*)\]/, (_, not = "", members = "") => (members === "" ? "\\[\\]" : `(?!/)[${not === "" ? "" : "^"}${members.replace(/[\\\][^]/g, "\\$&")}]`)],
  [/^\\(.)/s, (_, escaped = "") => literal(escaped)],
  [/^./s, (found = "") => literal(found)],
];

function nextPiece(glob: string): [string, string] {
  for (const [shape, make] of pieces) {
    const found = shape.exec(glob);
    if (found !== null) return [found[0], safe(make(...found), found[0])];
  }
  return [glob, literal(glob)];
}

/** A range like "[z-a]" is no pattern: it stands for itself. */
function safe(pattern: string, text: string): string {
  try {
    new RegExp(pattern, "s");
    return pattern;
  } catch {
    return literal(text);
  }
}
