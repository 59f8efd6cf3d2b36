import { expect, test } from "vitest";
import { nextPoll } from "./pace.ts";

const now = new Date("2026-11-23T09:00:00Z");
const later = (count: number): Date => new Date(now.getTime() + count * 1000);

test("an org's log is read at a pace at which our half of a small bucket lasts, also with scans that ask it for names", () => {
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
