import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkspace } from "../../test/org-workspace.ts";
import { addPerson } from "../../test/people.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { newId } from "../ids.ts";
import { lastDays } from "./days.ts";

let lockstep: TestServer;
let [preview, production] = ["", ""];
const now = new Date("2026-03-30T10:00:00Z");

interface Made {
  readonly address: string;
  readonly workspaceId: string;
  readonly first: string;
  readonly resolved?: string;
  readonly accepted?: true;
  readonly kind?: "missing";
  readonly actor?: string;
}

const make = async ({ address, workspaceId, first, resolved, accepted, kind, actor }: Made): Promise<string> => {
  const id = newId("drift");
  const attribution = actor === undefined ? null : JSON.stringify({ actor, login: null, client: "the Admin Console", at: first, eventId: "e", eventType: "group.profile.update", ipAddress: null });
  await lockstep.server.db
    .insertInto("drifts")
    .values({ id, workspaceId, address, resourceType: "okta_group", objectName: address.slice(11), kind: kind ?? "changed", differences: "[]", firstSeenAt: new Date(first), lastSeenAt: now, attribution, ...(resolved !== undefined && { status: "resolved" as const, resolvedAt: new Date(resolved) }), ...(accepted && { status: "accepted" as const, acceptedUntil: new Date("2026-05-01") }) })
    .execute();
  return id;
};

/** A state that manages these addresses. */
async function managing(workspaceId: string, addresses: readonly string[]): Promise<void> {
  const id = newId("stateVersion");
  const resources = addresses.map((address) => ({ mode: "managed", type: "okta_group", name: address, module: "root", provider: "okta", instances: [{ address, id: "00g" }, { address, id: "00h", deposed: "0f" }] }));
  await lockstep.server.db.insertInto("stateVersions").values({ id, workspaceId, serial: 1, md5: "", status: "finalized", resources: JSON.stringify(resources), createdByKind: "system", createdByName: "test" }).execute();
  await lockstep.server.db.updateTable("workspaces").set({ currentStateVersionId: id }).where("id", "=", workspaceId).execute();
}

beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => now } });
  preview = await makeWorkspace(lockstep, "preview");
  production = await makeWorkspace(lockstep, "production");
  await makeWorkspace(lockstep, "other");
  await managing(preview, ["okta_group.a", "okta_group.b", "okta_group.c"]);
  await managing(production, ["okta_group.a"]);
  await make({ address: "okta_group.a", workspaceId: production, first: "2026-03-27T12:00:00Z", actor: "Casey Rivers" });
  await make({ address: "okta_group.b", workspaceId: preview, first: "2026-03-28T22:30:00Z", accepted: true, actor: "Casey Rivers" });
  await make({ address: "okta_group.c", workspaceId: preview, first: "2026-03-29T22:30:00Z", kind: "missing" });
  await make({ address: "okta_group.c", workspaceId: preview, first: "2026-01-01T00:00:00Z", resolved: "2026-03-29T12:00:00Z" });
  await make({ address: "okta_group.c", workspaceId: preview, first: "2026-01-01T00:00:00Z", resolved: "2026-01-02T00:00:00Z" });
  const scan = { workspaceId: preview, kind: "full" as const, reason: "schedule", status: "finished" as const };
  await lockstep.server.db.insertInto("driftScans").values([{ ...scan, id: newId("driftScan"), scanned: 9, requestCounts: JSON.stringify({ old: 90 }), createdAt: new Date("2026-03-01"), finishedAt: new Date("2026-03-01") }, { ...scan, id: newId("driftScan"), scanned: 3, requestCounts: JSON.stringify({ "GET /api/v1/groups": 2, other: 1 }), createdAt: new Date("2026-03-29"), finishedAt: new Date("2026-03-29") }]).execute();
});
afterAll(() => lockstep.stop());

const get = async (path: string, token?: string): Promise<Answer> => (await lockstep.call("GET", `/api/v1/organizations/acme/${path}`, undefined, ...(token === undefined ? [] : [token]))).body;

describe("days", () => {
  test("begin where the reader is, also where clocks are moved", () => {
    expect(lastDays(now, 3, "Europe/Berlin")?.map(({ date, from }) => [date, from.toISOString()])).toEqual([
      ["2026-03-28", "2026-03-27T23:00:00.000Z"],
      ["2026-03-29", "2026-03-28T23:00:00.000Z"],
      ["2026-03-30", "2026-03-29T22:00:00.000Z"],
    ]);
    expect(lastDays(new Date("2026-03-30T02:00:00Z"), 1, "America/New_York")?.[0]?.date).toBe("2026-03-29");
    expect(lastDays(now, 1, "Mars/Olympus")).toBeUndefined();
  });
});

describe("the history of drift", () => {
  test("counts what began, ended and was there, by the reader's days", async () => {
    const { days, ...rest } = await get("drift-history?days=3&zone=Europe/Berlin");
    expect(days).toEqual([
      { date: "2026-03-28", opened: 1, resolved: 0, unresolved: 3 },
      { date: "2026-03-29", opened: 0, resolved: 1, unresolved: 2 },
      { date: "2026-03-30", opened: 1, resolved: 0, unresolved: 3 },
    ]);
    expect(rest).toEqual({ open: 2, accepted: 1, oldestAt: "2026-03-27T12:00:00.000Z", looked: { at: "2026-03-29T00:00:00.000Z", workspaces: 3, scanned: 1, objects: 3, requests: 3 } });
    expect(await get("drift-history?days=1&workspace=production")).toMatchObject({ days: [{ date: "2026-03-30", unresolved: 1 }], open: 1, looked: { workspaces: 1, objects: 0 } });
    expect(await get("drift-history?zone=Mars/Olympus")).toMatchObject({ errors: [{ code: "invalid", source: { pointer: "/query/zone" } }] });
  });

  test("of workspaces that one does not see is not told", async () => {
    const { token } = await addPerson(lockstep, "casey", { workspaces: { [production]: "read" } });
    expect(await get("drift-history?days=1", token)).toMatchObject({ days: [{ unresolved: 1 }], open: 1, accepted: 0, looked: { workspaces: 1, scanned: 0 } });
    expect(await get("drift-matrix", token)).toMatchObject({ total: 1, workspaces: [{ name: "production" }], items: [{ address: "okta_group.a", managedBy: [production] }] });
    expect(await get("drifts", token)).toMatchObject({ total: 1, actors: [{ actor: "Casey Rivers", count: 1 }], items: [{ access: "read" }] });
    const nobody = await addPerson(lockstep, "nobody");
    expect(await get("drift-history?days=1", nobody.token)).toMatchObject({ days: [{ unresolved: 0 }], open: 0 });
    expect(await get("drift-matrix", nobody.token)).toEqual({ items: [], total: 0, workspaces: [] });
  });
});

describe("the matrix of drift", () => {
  test("has the addresses that have drifted somewhere, with where else they are", async () => {
    const matrix = await get("drift-matrix");
    expect(matrix).toMatchObject({ total: 3, workspaces: [{ name: "preview", oktaOrg: null }, { name: "production" }] });
    expect(matrix["items"]).toMatchObject([
      { address: "okta_group.a", resourceType: "okta_group", managedBy: [preview, production], drifts: [{ workspaceId: production, kind: "changed", status: "open", since: "2026-03-27T12:00:00.000Z" }] },
      { address: "okta_group.b", managedBy: [preview], drifts: [{ status: "accepted" }] },
      { address: "okta_group.c", managedBy: [preview], drifts: [{ kind: "missing", status: "open" }] },
    ]);
    expect(await get("drift-matrix?size=1&page=2")).toMatchObject({ total: 3, workspaces: [{ name: "preview" }, { name: "production" }], items: [{ address: "okta_group.b" }] });
    expect(await get("drift-matrix?search=group.B")).toMatchObject({ total: 1, workspaces: [{ name: "preview" }] });
  });
});

describe("the list of drift", () => {
  test("says who made how many, and gives those of one", async () => {
    expect(await get("drifts")).toMatchObject({ total: 3, actors: [{ actor: "Casey Rivers", client: "the Admin Console", count: 2 }, { actor: null, client: null, count: 1 }] });
    expect(await get("drifts?actor=unknown")).toMatchObject({ total: 1, items: [{ address: "okta_group.c", access: "admin" }], actors: [{ count: 2 }, { count: 1 }] });
    const by = async (sort: string): Promise<unknown> => ((await get(`drifts?sort=${sort}`)).items as unknown as readonly Answer[]).map(({ address }) => address);
    expect(await by("actor")).toEqual(["okta_group.b", "okta_group.a", "okta_group.c"]);
    expect(await by("workspace")).toEqual(["okta_group.c", "okta_group.b", "okta_group.a"]);
    expect(await by("newest")).toEqual(["okta_group.c", "okta_group.b", "okta_group.a"]);
  });
});
