import { accessLevels, workspaceActions } from "@lockstep/contract";
import { expect, test } from "vitest";
import { levelBelow, wordsOfLevel } from "./access-words.ts";

test("every action of the table is said once, at the level that it takes", () => {
  const all = accessLevels.flatMap(wordsOfLevel);
  expect(all).toHaveLength(Object.keys(workspaceActions).length);
  expect(new Set(all).size).toBe(all.length);
  expect(wordsOfLevel("plan")).toEqual(["Start plans", "Comment on runs", "Start drift scans"]);
});

test("each level includes the one before it", () => {
  expect(accessLevels.map(levelBelow)).toEqual([undefined, "read", "plan", "write"]);
});
