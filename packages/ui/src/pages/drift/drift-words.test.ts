import { describe, expect, test } from "vitest";
import { adminAddress, byWorkspace, dateText, endOfDay, gathered, groupsOf, howLong, logAddress, wayOf, type Drift } from "./drift-words.ts";

const drift = (id: string, workspace: string, actor: string | null, client: string | null = "the Admin Console"): Drift => ({
  id,
  workspace: { id: `ws-${workspace}`, name: workspace },
  access: "admin",
  oktaOrg: null,
  address: `okta_group.${id}`,
  resourceType: "okta_group",
  objectId: null,
  objectName: null,
  orgUrl: null,
  kind: "changed",
  differences: [],
  status: "open",
  firstSeenAt: "2026-05-01T00:00:00Z",
  lastSeenAt: "2026-05-01T00:00:00Z",
  attribution: actor === null ? null : { actor, login: null, client, at: "2026-05-01T00:00:00Z", eventId: "e", eventType: "t", ipAddress: null },
  resolvedAt: null,
  resolution: null,
  resolvedByRunId: null,
  acceptedUntil: null,
  acceptedReason: null,
  acceptedBy: null,
  runIds: [],
});

describe("the Admin Console", () => {
  test.each([
    ["https://acme.okta.com", "https://acme-admin.okta.com"],
    ["https://acme.oktapreview.com/", "https://acme-admin.oktapreview.com"],
    ["http://127.0.0.1:4000/orgs/preview", "http://127.0.0.1:4000/orgs/preview"],
  ])("of %s is at %s", (url, expected) => {
    expect(adminAddress(url)).toBe(expected);
  });

  test("shows an event of the log at the time when it happened", () => {
    const url = new URL(logAddress("https://acme.okta.com", { eventId: "ce35", at: "2026-05-01T10:00:30.123Z" }));
    expect(`${url.origin}${url.pathname}`).toBe("https://acme-admin.okta.com/report/system_log_2");
    expect(Object.fromEntries(url.searchParams)).toEqual({ search: 'uuid eq "ce35"', fromTime: "2026-05-01T09:59:30Z", toTime: "2026-05-01T10:01:30Z" });
  });
});

describe("drifts", () => {
  const all = [drift("a", "preview", "Casey Rivers"), drift("b", "production", "Casey Rivers"), drift("c", "preview", "Casey Rivers", "the app \"HR\""), drift("d", "preview", null)];

  test("stand together by who made them and how", () => {
    expect(groupsOf(all, "actor").map(({ title, by, drifts }) => [title, by, drifts.map(({ id }) => id).join("")])).toEqual([
      ["Casey Rivers", "the Admin Console", "ab"],
      ["Casey Rivers", 'the app "HR"', "c"],
      ["Not known who", null, "d"],
    ]);
    expect(groupsOf(all, "newest")).toHaveLength(1);
    expect(groupsOf(all, "workspace").map(({ title }) => title)).toEqual(["preview", "production"]);
  });

  test("are set back by one run for each workspace", () => {
    expect(byWorkspace(all).map(({ name, drifts }) => [name, drifts.length])).toEqual([["preview", 3], ["production", 1]]);
  });
});

test("elements of a set are told together", () => {
  expect(gathered([{ path: "gateways[*]", before: "a", after: null }, { path: "name", before: "x", after: "y" }, { path: "gateways[*]", before: null, after: "b" }, { path: "keys[*]", sensitive: true }])).toEqual([
    { path: "name", before: "x", after: "y" },
    { path: "keys[*]", sensitive: true },
    { path: "gateways", before: ["a"], after: ["b"] },
  ]);
});

test("the way somebody took is said after their name", () => {
  expect(["the Admin Console", 'the API token "CI"', "an API token", 'the app "HR"'].map(wayOf)).toEqual(["in the Admin Console", 'with the API token "CI"', "with an API token", 'through the app "HR"']);
});

test("how long a drift was open is said in round numbers", () => {
  expect([20_000, 59 * 60_000, 47 * 3_600_000, 49 * 3_600_000].map(howLong)).toEqual(["less than a minute", "59 min", "47 h", "2 d"]);
});

test("an acceptance ends with the day that was chosen, where the reader is", () => {
  expect(endOfDay("2026-05-01").getDate()).toBe(1);
  expect(endOfDay("2026-05-01").getHours()).toBe(23);
  expect(dateText(endOfDay("2026-05-01"))).toBe("2026-05-01");
});
