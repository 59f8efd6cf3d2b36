import { beforeEach, describe, expect, test } from "vitest";
import { parseLinkHeader } from "@lockstep/okta-api";
import { eachAt, Exchange, type Reply } from "../../test/exchange.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const makeGroups = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    org.now += 1000;
    await org.make("/api/v1/groups", { profile: { name } });
  }
};

const namesIn = ({ body }: Reply): unknown[] => eachAt(body, "target").map((targets) => eachAt(targets, "displayName")[0]);

const next = (reply: Reply): string | undefined => parseLinkHeader(reply.headers["link"]).next?.slice(org.base.length);

const created = 'filter=eventType eq "group.lifecycle.create"';

describe("following the log", () => {
  test("always leads on, and gives what came since", async () => {
    await makeGroups("a");
    const first = await org.ask(`GET /api/v1/logs?${created}`);
    expect(namesIn(first)).toEqual(["a"]);
    const second = await org.ask(`GET ${next(first)}`);
    expect(second.body).toEqual([]);
    await makeGroups("b", "c");
    const third = await org.ask(`GET ${next(second)}`);
    expect(namesIn(third)).toEqual(["b", "c"]);
    expect(next(third)).toBeDefined();
  });

  test("goes on page by page", async () => {
    await makeGroups("a", "b", "c");
    const first = await org.ask(`GET /api/v1/logs?${created}&limit=2`);
    expect(namesIn(first)).toEqual(["a", "b"]);
    expect(namesIn(await org.ask(`GET ${next(first)}`))).toEqual(["c"]);
  });

  test("an event that is late is not skipped", async () => {
    await makeGroups("a");
    org.org.faults.add({ id: "f", kind: "late", milliseconds: 5000 });
    const first = await org.ask(`GET /api/v1/logs?${created}`);
    expect(first.body).toEqual([]);
    org.now += 6000;
    expect(namesIn(await org.ask(`GET ${next(first)}`))).toEqual(["a"]);
  });
});

describe("asking for a stretch of time", () => {
  test("ends, and is ordered by when things happened", async () => {
    await makeGroups("a", "b", "c");
    const until = new Date(org.now).toISOString();
    const reply = await org.ask(`GET /api/v1/logs?${created}&until=${until}&sortOrder=DESCENDING`);
    expect(namesIn(reply)).toEqual(["b", "a"]);
    expect(next(reply)).toBeUndefined();
  });

  test("leads on only while there is more", async () => {
    await makeGroups("a", "b", "c");
    const first = await org.ask(`GET /api/v1/logs?${created}&until=${new Date(org.now + 1).toISOString()}&limit=2`);
    const second = await org.ask(`GET ${next(first)}`);
    expect(namesIn(second)).toEqual(["c"]);
    expect(next(second)).toBeUndefined();
  });

  test("reaches back seven days unless it says more, and never more than 180", async () => {
    await makeGroups("a");
    org.now += 8 * 86_400_000;
    expect((await org.ask(`GET /api/v1/logs?${created}`)).body).toEqual([]);
    const since = (days: number): string => new Date(org.now - days * 86_400_000).toISOString();
    expect(namesIn(await org.ask(`GET /api/v1/logs?${created}&since=${since(9)}`))).toEqual(["a"]);
    expect((await org.ask(`GET /api/v1/logs?since=${since(181)}`)).status).toBe(400);
  });
});

test("keywords must all occur", async () => {
  await makeGroups("alpha", "beta");
  expect(namesIn(await org.ask("GET /api/v1/logs?q=ALPHA group.lifecycle"))).toEqual(["alpha"]);
});

test("what is asked wrongly is refused", async () => {
  for (const query of ["limit=1001", "sortOrder=UP", "since=yesterday", "since=2026-01-14T00:00:00Z&after=1_1", 'filter=published gt "2026"', 'filter=eventType is "a"']) {
    expect((await org.ask(`GET /api/v1/logs?${query}`)).status, query).toBe(400);
  }
});

test("a change by an API token names the token", async () => {
  await makeGroups("a");
  const { body } = await org.ask(`GET /api/v1/logs?${created}`);
  expect(eachAt(body, "transaction.detail.requestApiTokenId")[0]).toMatch(/^00T/);
  expect(eachAt(body, "actor.type")).toEqual(["User"]);
});
