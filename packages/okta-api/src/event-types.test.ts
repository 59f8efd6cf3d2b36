import { expect, test } from "vitest";
import { listOperations } from "./endpoints.ts";
import { eventMeanings, eventObjectAt, eventObjects } from "./event-types.ts";

test("an event type tells which kind of object changed, and how", () => {
  const [meaning] = eventMeanings("group.profile.update");
  expect(meaning?.object.kind).toBe("group");
  expect(meaning?.verb).toBe("update");
});

test("an event that changes no configuration means nothing", () => {
  expect(eventMeanings("user.session.start")).toEqual([]);
});

test("a path tells which events its changes are recorded as", () => {
  expect(eventObjectAt("/api/v1/zones/{zoneId}")?.events.deactivate).toBe("zone.deactivate");
});

test("every path is one that Okta's description knows", () => {
  const known = new Set(listOperations().map(({ path }) => path));
  const strange = eventObjects.flatMap(({ paths }) => paths).filter((path) => !known.has(path));
  expect(strange).toEqual([]);
});
