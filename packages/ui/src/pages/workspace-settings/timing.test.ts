import { expect, test } from "vitest";
import { choiceOf, timeIn, timeZones, timingOf } from "./timing.ts";

test("what a schedule says is chosen, and the choice says it again", () => {
  const zone = "America/New_York";
  const timings = [
    ["0 9 * * *", "daily"],
    ["30 6 * * 1-5", "weekdays"],
    ["5 23 * * 0", "weekly"],
    ["*/15 * * * *", "cron"],
  ] as const;
  for (const [cron, mode] of timings) {
    const timing = { cron, timeZone: zone, everyMinutes: null };
    expect(choiceOf(timing, "UTC")).toMatchObject({ mode, timeZone: zone });
    expect(timingOf(choiceOf(timing, "UTC"))).toEqual(timing);
  }
  const every = { cron: null, timeZone: "UTC", everyMinutes: 45 };
  expect(timingOf(choiceOf(every, zone))).toEqual(every);
  expect(timingOf(choiceOf(undefined, zone))).toEqual({ cron: "0 9 * * *", timeZone: zone, everyMinutes: null });
});

test("times are told by the clock of the schedule's zone", () => {
  expect(timeIn("2026-11-25T14:00:00Z", "America/New_York")).toMatch(/^Wed, 25 Nov 2026, 09:00/);
  expect(timeZones()).toEqual(expect.arrayContaining(["UTC", "America/New_York", "Europe/Berlin"]));
});
