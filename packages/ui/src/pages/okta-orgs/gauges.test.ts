import { expect, test } from "vitest";
import { gaugesOf } from "./gauges.ts";

const now = Date.parse("2027-01-01T00:00:00Z");
const limit = (bucket: string, most: number, remaining: number, seconds: number) => ({ bucket, limit: most, remaining, resetsAt: new Date(now + seconds * 1000).toISOString(), asOf: new Date(now).toISOString() });

test("the fullest comes first, and a window that is over is free", () => {
  const gauges = gaugesOf([limit("/api/v1/apps", 100, 90, 20), limit("/api/v1/logs", 50, 10, 7), limit("/api/v1/users", 600, 0, -3), limit("/api/v1/groups", 500, 500, 40)], now);
  expect(gauges.map(({ bucket, used, secondsLeft }) => [bucket, used, secondsLeft])).toEqual([
    ["/api/v1/logs", 0.8, 7],
    ["/api/v1/apps", 0.1, 20],
    ["/api/v1/groups", 0, 40],
    ["/api/v1/users", 0, 0],
  ]);
});
