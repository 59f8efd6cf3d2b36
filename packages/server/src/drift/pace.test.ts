import { describe, expect, test } from "vitest";
import { nextPoll } from "./pace.ts";

const now = new Date("2026-11-23T09:00:00Z");
const seconds = (date: Date, from = now): number => (date.getTime() - from.getTime()) / 1000;
const later = (count: number): Date => new Date(now.getTime() + count * 1000);

describe("an org's log is read", () => {
  test("twice a minute while nobody is there, every seven seconds while somebody is, and less and less often after failures", () => {
    expect(seconds(nextPoll({ now, alertUntil: null, failures: 0 }))).toBe(30);
    expect(seconds(nextPoll({ now, alertUntil: later(60), failures: 0 }))).toBe(7);
    expect([1, 2, 3, 9].map((failures) => seconds(nextPoll({ now, alertUntil: later(60), failures })))).toEqual([30, 60, 120, 300]);
  });

  test("at a pace at which our half of a small bucket lasts, also with scans that ask it for names", () => {
    const bucket = { limit: 20, remaining: 20, resetAt: 0 };
    const take = (at: number): void => {
      if (at >= bucket.resetAt) Object.assign(bucket, { remaining: bucket.limit, resetAt: at + 60_000 });
      bucket.remaining--;
    };
    let longest = 0;
    let [poll, scan] = [now.getTime(), now.getTime() + 3000];
    for (const end = poll + 3_600_000; poll < end; ) {
      for (; scan <= poll; scan += 25_000) take(scan);
      take(poll);
      const next = nextPoll({ now: new Date(poll), alertUntil: later(7200), failures: 0, limit: { limit: bucket.limit, remaining: bucket.remaining, seconds: (bucket.resetAt - poll) / 1000 } }).getTime();
      longest = Math.max(longest, next - poll);
      expect(bucket.remaining).toBeGreaterThanOrEqual(10);
      poll = next;
    }
    expect(longest / 1000).toBeLessThan(16);
  });
});
