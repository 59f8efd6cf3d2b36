// The rows of a tree of changes: modules, types below them, changes below those. Only the groups are known at first; a change is loaded when it is seen.
import type { AnswerOf } from "../api/queries.ts";

export type PlanGroup = AnswerOf<"runs", "readPlan">["groups"][number];

export type ChangeRow =
  | { readonly kind: "module"; readonly key: string; readonly name: string; readonly total: number; readonly open: boolean }
  | { readonly kind: "type"; readonly key: string; readonly group: PlanGroup; readonly open: boolean }
  /** `index`: its number in the list of all changes. */
  | { readonly kind: "change"; readonly key: string; readonly index: number };

export const moduleKey = (module: string | null): string => module ?? "(root)";
export const typeKey = ({ module, type }: Pick<PlanGroup, "module" | "type">): string => `${moduleKey(module)} ${type}`;

/** The rows that are to be seen when some groups are closed. A single module needs no row. */
export function rowsOf(groups: readonly PlanGroup[], closed: ReadonlySet<string>): readonly ChangeRow[] {
  const rows: ChangeRow[] = [];
  const modules = Map.groupBy(groups, ({ module }) => moduleKey(module));
  const several = modules.size > 1 || groups.some(({ module }) => module !== null);
  let index = 0;
  for (const [key, inModule] of modules) {
    const open = !closed.has(key);
    const total = inModule.reduce((sum, each) => sum + each.total, 0);
    if (several) rows.push({ kind: "module", key, name: inModule[0]?.module ?? "Root module", total, open });
    for (const group of inModule) {
      const groupOpen = !closed.has(typeKey(group));
      if (open || !several) {
        rows.push({ kind: "type", key: typeKey(group), group, open: groupOpen });
        if (groupOpen) for (let at = 0; at < group.total; at++) rows.push({ kind: "change", key: `${typeKey(group)} ${at}`, index: index + at });
      }
      index += group.total;
    }
  }
  return rows;
}

/** A set of words as one word of an address, and back. */
export const joinWords = (words: ReadonlySet<string>): string => (words.size === 0 ? "none" : [...words].map((word) => word.replace(/[%;]/g, encodeURIComponent)).join(";"));
export const splitWords = (text: string): ReadonlySet<string> => new Set(text === "" || text === "none" ? [] : text.split(";").map((word) => decodeSafely(word)));

function decodeSafely(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
