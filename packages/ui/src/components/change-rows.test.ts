import { expect, test } from "vitest";
import { joinWords, rowsOf, splitWords, type PlanGroup } from "./change-rows.ts";

const group = (module: string | null, type: string, total: number): PlanGroup => ({ module, type, total, actions: { create: total } });
const shown = (groups: readonly PlanGroup[], ...closed: string[]): string[] => rowsOf(groups, new Set(closed)).map((row) => (row.kind === "change" ? String(row.index) : row.kind === "type" ? row.group.type : `${row.name} (${row.total})`));

test("changes stand below their types and modules, numbered through", () => {
  const groups = [group(null, "okta_group", 2), group(null, "okta_user", 1), group("module.apps", "okta_group", 1)];
  expect(shown(groups)).toEqual(["Root module (3)", "okta_group", "0", "1", "okta_user", "2", "module.apps (1)", "okta_group", "3"]);
  expect(shown(groups, "(root)")).toEqual(["Root module (3)", "module.apps (1)", "okta_group", "3"]);
  expect(shown(groups, "(root) okta_group")).toEqual(["Root module (3)", "okta_group", "okta_user", "2", "module.apps (1)", "okta_group", "3"]);
  expect(shown([group(null, "okta_group", 1)])).toEqual(["okta_group", "0"]);
});

test("sets of addresses go into an address of a page and come back", () => {
  const words = new Set(['okta_group.a["x;y%"]', "b"]);
  expect(splitWords(joinWords(words))).toEqual(words);
  expect([joinWords(new Set()), splitWords("none").size, splitWords("").size]).toEqual(["none", 0, 0]);
  expect(splitWords("100%")).toEqual(new Set(["100%"]));
});
