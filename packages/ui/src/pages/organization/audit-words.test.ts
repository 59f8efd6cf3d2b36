import { expect, test } from "vitest";
import { auditChoices, auditWords, detailName, detailText, timesOf } from "./audit-words.ts";

test("what is newer than these pages is said as it is", () => {
  expect(auditWords("policy.create")).toBe("policy.create");
  expect(auditWords("run.apply")).toBe("confirmed the run");
});

test("a group's first choice is all of it", () => {
  expect(auditChoices[0]?.items.slice(0, 2)).toEqual([
    { value: "run", label: "Runs: everything" },
    { value: "run.create", label: "Started the run" },
  ]);
});

test("details are text", () => {
  expect(["sourceBranch", "vcs-connection", "changed"].map(detailName)).toEqual(["Source branch", "Vcs connection", "Changed"]);
  expect([true, ["a", "b"], [], "", null, 3, { a: 1 }].map(detailText)).toEqual(["yes", "a, b", "none", undefined, undefined, "3", '{"a":1}']);
});

test("two dates are from the beginning of the one to the end of the other", () => {
  const { from = "", to = "" } = timesOf("2026-03-01", "2026-03-01");
  expect(new Date(to).getTime() - new Date(from).getTime()).toBe(86_400_000);
  expect(timesOf("", "soon")).toEqual({});
});
