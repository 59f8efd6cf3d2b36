import { globPattern } from "./glob.ts";

/** Which paths stay out of an archive. */
export interface IgnoreRules {
  ignores(path: string, isFolder: boolean): boolean;
  /** Whether something below an ignored folder may be wanted all the same. */
  mayHoldWanted(path: string): boolean;
}

interface Rule {
  readonly pattern: RegExp;
  readonly keep: boolean;
  readonly foldersOnly: boolean;
}

// What Terraform leaves out by itself (Terraform's documentation, "Excluding files from upload"); a file's own rules come after these.
const always = [".terraform/", "!.terraform/modules/", ".git/"];

/**
 * Reads a .terraformignore file: one pattern a line, "#" begins a comment, "!" takes back what an earlier line left out, a slash at
 * the end means folders, one at the beginning the root. Unlike in a .gitignore, a pattern without a slash at its beginning matches at
 * any depth even if it has slashes within, and a file can be taken back from a folder that is left out.
 */
export function readIgnoreRules(text = ""): IgnoreRules {
  const rules = [...always, ...text.split(/\r?\n/)].map(readRule).filter((rule) => rule !== undefined);
  const deciding = (path: string, isFolder: boolean): number => rules.findLastIndex((rule) => matches(rule, path, isFolder));
  return {
    ignores: (path, isFolder) => rules[deciding(path, isFolder)]?.keep === false,
    mayHoldWanted: (path) => rules.some(({ keep }, index) => keep && index > deciding(path, true)),
  };
}

function readRule(line: string): Rule | undefined {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return undefined;
  const keep = text.startsWith("!");
  const body = text.slice(keep ? 1 : 0).replace(/^\\(?=[!#])/, "").trim();
  const bare = body.replace(/\/(\*\*)?$/, "");
  if (bare === "") return undefined;
  const anchored = bare.startsWith("/") || bare.startsWith("**/");
  return { pattern: globPattern(anchored ? bare.replace(/^\//, "") : `**/${bare}`), keep, foldersOnly: body.endsWith("/") || body.endsWith("/**") };
}

/** A rule that fits a folder fits what is below it. */
function matches({ pattern, foldersOnly }: Rule, path: string, isFolder: boolean): boolean {
  if (pattern.test(path) && (isFolder || !foldersOnly)) return true;
  const above = path.lastIndexOf("/");
  return above > 0 && matches({ pattern, foldersOnly, keep: false }, path.slice(0, above), true);
}
