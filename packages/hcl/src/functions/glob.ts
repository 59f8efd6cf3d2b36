// Patterns of file names: *, ?, [a-z], {a,b}, and ** for any folders.
import { RE2JS } from "re2js";

/** Longer patterns, or ones with more alternatives, are refused. */
const LONGEST = 10_000;

/** Whether the path has anything that makes it a pattern. */
export const isPattern = (path: string): boolean => /[*?[{\\]/.test(path);

/** A test of paths against a pattern; undefined when the pattern is malformed. */
export function compileGlob(pattern: string): ((path: string) => boolean) | undefined {
  if (pattern.length > LONGEST) return undefined;
  const expression = globExpression(pattern);
  if (expression === undefined) return undefined;
  try {
    const compiled = RE2JS.compile(`^(?:${expression})$`, RE2JS.DOTALL);
    return (path) => compiled.matcher(path).matches();
  } catch {
    return undefined;
  }
}

function globExpression(pattern: string): string | undefined {
  let expression = "";
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    const startsPart = at === 0 || pattern[at - 1] === "/";
    if (character === "*" && pattern[at + 1] === "*" && startsPart && (pattern[at + 2] === undefined || pattern[at + 2] === "/")) {
      const isLast = pattern[at + 2] === undefined;
      expression += isLast ? ".*" : "(?:[^/]+/)*";
      at += isLast ? 1 : 2;
    } else if (character === "*") {
      while (pattern[at + 1] === "*") at++;
      expression += "[^/]*";
    } else if (character === "?") expression += "[^/]";
    else if (character === "\\") {
      const next = pattern[++at];
      if (next === undefined) return undefined;
      expression += RE2JS.quote(next);
    } else if (character === "[") {
      const set = /^\[([!^]?)((?:\\.|[^\]\\])+)\]/.exec(pattern.slice(at));
      if (!set) return undefined;
      expression += `[${set[1] === "" ? "" : "^"}${(set[2] ?? "").replace(/[[\]]|&&/g, "\\$&")}]`;
      at += set[0].length - 1;
    } else if (character === "{") {
      depth++;
      expression += "(?:";
    } else if (character === "}" && depth > 0) {
      depth--;
      expression += ")";
    } else if (character === "," && depth > 0) expression += "|";
    else expression += RE2JS.quote(character);
  }
  return depth === 0 ? expression : undefined;
}
