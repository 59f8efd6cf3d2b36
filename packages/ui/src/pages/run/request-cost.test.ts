import { expect, test } from "vitest";
import { costsOf, totalOf } from "./request-cost.ts";

test("the cost of a run stands beside the org's limits, the dearest bucket first", () => {
  const requests = { plan: { groups: 2, users: 1 }, forecast: { groups: 120 }, apply: null };
  expect(costsOf(requests, [{ bucket: "groups", limit: 100, remaining: 90 }])).toEqual([
    { bucket: "groups", plan: 2, forecast: 120, apply: undefined, limit: 100, remaining: 90, minutes: 3 },
    { bucket: "users", plan: 1, forecast: undefined, apply: undefined, limit: undefined, remaining: undefined, minutes: undefined },
  ]);
  expect([totalOf(requests.plan), totalOf(null)]).toEqual([3, undefined]);
});
