import { beforeEach, expect, test } from "vitest";
import { parseLinkHeader } from "@lockstep/okta-api";
import { Exchange, eachAt, type Reply } from "../../test/exchange.ts";
import { wordOf } from "../store/json.ts";

let org: Exchange;
beforeEach(async () => {
  org = new Exchange();
  for (const name of ["a", "b", "c", "d", "e"]) await org.make("/api/v1/groups", { profile: { name } });
});

const next = (reply: Reply): string | undefined => parseLinkHeader(reply.headers["link"]).next?.slice(org.base.length);

const names = (reply: Reply) => eachAt(reply.body, "profile.name");

test("a list is cut into pages that lead to each other, and the last leads nowhere", async () => {
  const first = await org.ask("GET /api/v1/groups?limit=3");
  const second = await org.ask(`GET ${next(first) ?? ""}`);
  const third = await org.ask(`GET ${next(second) ?? ""}`);
  expect([first, second, third].map(names)).toEqual([["Everyone", "Okta Administrators", "a"], ["b", "c", "d"], ["e"]]);
  expect(next(third)).toBeUndefined();
});

test("a page whose last object was deleted is still left behind", async () => {
  const first = await org.ask("GET /api/v1/groups?limit=3");
  const [, , a] = eachAt(first.body, "id");
  await org.ask(`DELETE /api/v1/groups/${wordOf(a)}`);
  expect(names(await org.ask(`GET ${next(first) ?? ""}`))).toEqual(["b", "c", "d"]);
});

test("a limit above the greatest is cut down, one that is no number is refused", async () => {
  const users = await org.ask("GET /api/v1/users?limit=1000");
  expect(parseLinkHeader(users.headers["link"]).self).toBe(`${org.base}/api/v1/users?limit=200`);
  expect((await org.ask("GET /api/v1/groups?limit=many")).status).toBe(400);
});

test("a list says where it was asked when it is filtered, but not when it is searched by a word", async () => {
  const filtered = await org.ask('GET /api/v1/groups?filter=type eq "OKTA_GROUP"');
  expect(parseLinkHeader(filtered.headers["link"]).self).toContain("/api/v1/groups?filter=");
  expect((await org.ask("GET /api/v1/groups?q=a")).headers["link"]).toEqual([]);
});
