import { expect, test } from "vitest";
import { quotasOf, RateLimits } from "./rate-limit.ts";

let now = 1_000_000;
const limits = (share = 1) => new RateLimits(() => now, { ...quotasOf("workforce"), perMinute: { "/api/v1/apps": 4 }, principalShare: share });

test("a bucket is full again a minute after its first request", () => {
  const buckets = limits();
  const taken = () => buckets.take("/api/v1/apps", "token");
  expect(taken()).toMatchObject({ limit: 4, remaining: 3, reset: 1060, exceeded: false });
  for (let i = 0; i < 3; i++) taken();
  expect(taken()).toMatchObject({ remaining: 0, exceeded: true });
  now += 60_000;
  expect(taken()).toMatchObject({ remaining: 3, exceeded: false });
});

test("buckets do not share", () => {
  const buckets = limits();
  for (let i = 0; i < 5; i++) buckets.take("/api/v1/apps", "token");
  expect(buckets.take("/api/v1/groups", "token")).toMatchObject({ limit: 500, remaining: 499, exceeded: false });
});

test("one token may have its share and no more", () => {
  const buckets = limits(0.5);
  const exceeded = (who: string) => buckets.take("/api/v1/apps", who).exceeded;
  expect([exceeded("a"), exceeded("a"), exceeded("a"), exceeded("b")]).toEqual([false, false, true, false]);
});

test("what somebody else used up is gone", () => {
  const buckets = limits();
  buckets.drain("/api/v1/apps", 1);
  expect([buckets.take("/api/v1/apps", "a").exceeded, buckets.take("/api/v1/apps", "a").exceeded]).toEqual([false, true]);
});
