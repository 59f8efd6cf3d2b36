import { describe, expect, test } from "vitest";
import { describeTiming, nextTimes, timingProblem, type Timing } from "./cron.ts";

const newYork = (cron: string): Timing => ({ kind: "cron", cron, zone: "America/New_York" });
const times = (timing: Timing, from: string, count: number): string[] => nextTimes(timing, new Date(from), count).map((time) => time.toISOString().slice(5, 16));

describe("times of a schedule", () => {
  test("nine in New York is nine in New York, in winter and in summer", () => {
    expect(times(newYork("0 9 * * *"), "2026-03-07T15:00:00Z", 2)).toEqual(["03-08T13:00", "03-09T13:00"]);
    expect(times(newYork("0 9 * * *"), "2026-10-31T12:00:00Z", 2)).toEqual(["10-31T13:00", "11-01T14:00"]);
  });

  test("a time that exactly is now comes next time", () => {
    expect(times(newYork("0 9 * * *"), "2026-06-01T13:00:00Z", 1)).toEqual(["06-02T13:00"]);
  });

  test.each([
    ["30 2 * * *", ["03-08T07:30", "03-09T06:30"]],
    ["0 2 * * *", ["03-08T07:00", "03-09T06:00"]],
    ["*/30 * * * *", ["03-08T06:30", "03-08T07:00"]],
  ])("when the clocks go forward %s happens once, after they have moved", (cron, expected) => {
    expect(times(newYork(cron), "2026-03-08T06:10:00Z", 2)).toEqual(expected);
  });

  test.each([
    ["30 1 * * *", ["11-01T05:30", "11-02T06:30"]],
    ["0 * * * *", ["11-01T05:00", "11-01T06:00"]],
    ["*/30 * * * *", ["11-01T04:30", "11-01T05:00"]],
  ])("when the clocks go back %s does not happen twice, and each hour has its own", (cron, expected) => {
    expect(times(newYork(cron), "2026-11-01T04:10:00Z", 2)).toEqual(expected);
  });

  test("every so many minutes counts from when it began", () => {
    const anchor = new Date("2026-01-01T00:07:00Z");
    expect(nextTimes({ kind: "every", minutes: 15 }, new Date("2026-01-01T01:00:00Z"), 2, anchor).map((time) => time.toISOString().slice(11, 16))).toEqual(["01:07", "01:22"]);
    expect(nextTimes({ kind: "every", minutes: 15 }, new Date("2026-01-01T01:07:00Z"), 1, anchor)[0]?.toISOString().slice(11, 16)).toBe("01:22");
  });
});

describe("a schedule in words", () => {
  test.each<[Timing, string]>([
    [newYork("0 9 * * *"), "At 09:00, every day, America/New_York"],
    [newYork("0 9 * * 1-5"), "At 09:00, Monday through Friday, America/New_York"],
    [newYork("*/15 * * * *"), "Every 15 minutes, America/New_York"],
    [{ kind: "every", minutes: 90 }, "Every 90 minutes"],
    [{ kind: "every", minutes: 120 }, "Every 2 hours"],
    [{ kind: "every", minutes: 1440 }, "Every day"],
  ])("%j", (timing, words) => {
    expect(describeTiming(timing)).toBe(words);
  });
});

describe("what is no schedule is said in words", () => {
  test.each([
    ["", /has no field\./],
    ["0 9 * *", /has 4 fields\./],
    ["0 0 9 * * *", /has 6 fields\./],
    ["@daily", /has 1 field\./],
    ["60 * * * *", /"60" is no minute/],
    ["0 24 * * *", /"24" is no hour/],
    ["0 9 * * 8", /"8" is no day of the week/],
    ["*/0 * * * *", /"\*\/0" is no minute/],
    ["H * * * *", /"H" is no minute/],
    ["0 9 31 2 *", /never happens/],
    ["0 9 ; x *", /no day of the month/],
  ])("%s", (cron, problem) => {
    expect(timingProblem(newYork(cron))).toMatch(problem);
  });

  test.each(["0 9 * * *", "0 9 * * THU", "0 9 * MAR-APR *", "0 9 29 2 *", "0,30 8-18/2 1,15 * 7"])("%s is one", (cron) => {
    expect(timingProblem(newYork(cron))).toBeUndefined();
  });

  test("a zone is a place", () => {
    for (const zone of ["Mars/Olympus", "+02:00", ""]) expect(timingProblem({ kind: "cron", cron: "0 9 * * *", zone })).toContain("IANA");
  });

  test("minutes are whole, and at most a month's", () => {
    for (const minutes of [0, -5, 1.5, Number.NaN, 44_641]) expect(timingProblem({ kind: "every", minutes })).toContain("1 to 44640");
    expect(timingProblem({ kind: "every", minutes: 44_640 })).toBeUndefined();
  });
});
