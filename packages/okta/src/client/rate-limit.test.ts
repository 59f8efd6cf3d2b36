import { describe, expect, test } from "vitest";
import { bucketHeaders, FakeClock, FakeOrg, fakeClient, never } from "../../test/fake-org.ts";

/** An org with one bucket that is full again every minute, as strict as Okta. */
function strictOrg(clock: FakeClock, limit: number) {
  let left = limit;
  let end = clock.time + 60_000;
  let refused = 0;
  const org = new FakeOrg(() => {
    if (clock.time >= end) {
      left = limit;
      end = clock.time + 60_000;
    }
    if (left === 0) {
      refused += 1;
      return { status: 429, headers: bucketHeaders(clock, limit, 0, Math.ceil((end - clock.time) / 1000)) };
    }
    left -= 1;
    return { headers: bucketHeaders(clock, limit, left, Math.ceil((end - clock.time) / 1000)) };
  });
  return { org, refused: () => refused, used: () => limit - left };
}

const ask = (client: ReturnType<typeof fakeClient>, count: number) =>
  Promise.all(Array.from({ length: count }, (_, at) => client.send({ method: "GET", path: `/api/v1/zones/${at}` }, never)));

describe("the budget of a bucket", () => {
  test("half of the quota is used, and the rest left to others", async () => {
    const clock = new FakeClock();
    const { org, used, refused } = strictOrg(clock, 100);
    await ask(fakeClient(org, clock), 50);
    expect(used()).toBe(50);
    expect(clock.slept).toEqual([]);
    expect(refused()).toBe(0);
  });

  test("more than that waits for the next window, and never runs into a refusal", async () => {
    const clock = new FakeClock();
    const { org, refused } = strictOrg(clock, 20);
    await ask(fakeClient(org, clock), 45);
    expect(org.requests.length).toBe(45);
    expect(refused()).toBe(0);
    expect(clock.slept.length).toBeGreaterThan(0);
  });

  test("the first request of a bucket goes alone, to learn where it stands", async () => {
    const clock = new FakeClock();
    const { org, refused } = strictOrg(clock, 4);
    const client = fakeClient(org, clock, { share: 1 });
    await ask(client, 12);
    expect(refused()).toBe(0);
  });

  test("buckets do not wait for each other", async () => {
    const clock = new FakeClock();
    const { org } = strictOrg(clock, 100);
    const client = fakeClient(org, clock);
    await Promise.all([ask(client, 20), client.send({ method: "GET", path: "/api/v1/groups" }, never)]);
    expect([...client.usage()].map(([bucket, { requests }]) => [bucket, requests])).toEqual([
      ["/api/v1", 20],
      ["/api/v1/groups", 1],
    ]);
  });

  test("an org without such headers is not held back", async () => {
    const clock = new FakeClock();
    await ask(fakeClient(new FakeOrg({}), clock), 200);
    expect(clock.slept).toEqual([]);
  });
});
