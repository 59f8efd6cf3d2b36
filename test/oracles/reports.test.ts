import { describe, expect, test } from "vitest";
import { cassettesReports, conformanceReports, oktaPlansReports } from "../../scripts/oracles/reports.ts";

const expression = (id: string, pass: boolean, more: object = {}) => ({ id, pass, isError: false, summary: false, ...more });

describe("the report of a runner", () => {
  test("of expressions and scenarios gives a rate for each category, for summaries, and for core and full", () => {
    const report = {
      expressions: [expression("a/b/1", true), expression("a/b/2", false), expression("c/3", true, { isError: true, summary: true })],
      scenarios: [{ name: "s", core: true, full: false, steps: [] }],
    };
    expect(conformanceReports.rates(report)).toEqual({
      "expressions a/b": { passed: 1, total: 2 },
      "expressions c": { passed: 1, total: 1 },
      "error summaries of expressions": { passed: 1, total: 1 },
      "scenarios in their core": { passed: 1, total: 1 },
      "scenarios in full": { passed: 0, total: 1 },
    });
  });

  test("of plans counts departures apart, and a type as right when nothing else differs", () => {
    const plan = (type: string, name: string, why: string[], more: object = {}) => ({ type, case: name, kind: "create", why, ...more });
    const report = [plan("t", "a", []), plan("t", "b", ["differs"], { departure: "better" }), plan("u", "a", ["differs"]), plan("u", "e", [], { kind: "error", summary: true })];
    expect(oktaPlansReports.rates(report)).toEqual({
      cases: { passed: 2, total: 3 },
      "error summaries": { passed: 1, total: 1 },
      "resource types wholly right": { passed: 1, total: 2 },
    });
  });

  test("of conversations leaves out what the environment left out", () => {
    const report = { cassettes: [{ name: "a", verdict: "pass", interactions: [{ ok: true, statusOk: true }, { skipped: "n" }] }, { name: "b", verdict: "skipped", interactions: [] }, { name: "c", verdict: "fail", interactions: [{ ok: false, statusOk: true }] }] };
    expect(cassettesReports.rates(report)).toEqual({ cassettes: { passed: 1, total: 2 }, interactions: { passed: 1, total: 2 }, statuses: { passed: 2, total: 2 } });
  });
});

describe("a case that took too long", () => {
  test("is told from one that is wrong, and what it says when run alone takes its place", () => {
    const report = {
      expressions: [expression("a/1", false, { why: "no answer within 120 s" }), expression("a/2", false, { why: "value: expected 1, got 2" })],
      scenarios: [{ name: "s", core: false, full: false, steps: [{ sections: { exit: "exit code: expected 0, got -1 (no end within 120 s)" } }] }],
    };
    expect(conformanceReports.cases(report).filter(({ timedOut }) => timedOut).map(({ name }) => name)).toEqual(["a/1", "s"]);
    const again = { expressions: [expression("a/1", true), expression("a/11", false)], scenarios: [] };
    expect(conformanceReports.replaced(report, again, "a/1").expressions.map(({ pass }) => pass)).toEqual([true, false]);
  });

  test("of a plan was killed, of a conversation got no answer", () => {
    expect(oktaPlansReports.cases([{ type: "t", case: "a", kind: "create", why: ["refused (exit null): "] }, { type: "t", case: "b", kind: "create", why: ["refused (exit 1): Error"] }]).map(({ timedOut }) => timedOut)).toEqual([true, false]);
    expect(cassettesReports.cases({ cassettes: [{ name: "c", verdict: "fail", interactions: [{ error: "no answer within 30000 ms" }] }] })).toEqual([{ name: "c", timedOut: true }]);
  });
});
