import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeWorkspace, upload } from "../../test/org-workspace.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { storeBlob } from "../storage/blobs.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { acceptanceLoop } from "./accepted.ts";
import type { DriftScan, FoundDrift } from "./drift.ts";
import type { Look } from "./look.ts";
import { recordScan, ScanLost } from "./record.ts";
import { requestScan } from "./request-scan.ts";
import type { StateObject } from "./state-objects.ts";
import { pollLoop } from "./watch.ts";

let lockstep: TestServer;
let workspaceId = "";
let configurationVersionId = "";
let now = new Date("2026-05-01T00:00:00Z");
let count = 0;

beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => now } });
});
afterAll(() => lockstep.stop());
beforeEach(async () => {
  workspaceId = await makeWorkspace(lockstep, `w${++count}`);
  configurationVersionId = await upload(lockstep, workspaceId, "");
});

const minutes = (number: number): Date => (now = new Date(now.getTime() + number * 60_000));

const group = (name: string, attributes: Readonly<Record<string, unknown>> = {}): StateObject => ({ address: `okta_group.${name}`, type: "okta_group", attributes: { id: name, name, ...attributes }, sensitive: new Set() });

const found = (name: string, after: unknown, eventId = "e1"): FoundDrift => ({
  address: `okta_group.${name}`,
  resourceType: "okta_group",
  objectId: name,
  objectName: name,
  kind: "changed",
  differences: [{ path: "name", before: name, after }],
  attribution: { actor: "Casey", login: null, client: "the Admin Console", at: "2026-05-01T00:00:00Z", eventId, eventType: "group.profile.update", ipAddress: null },
});

async function running(addresses: readonly string[] | null = null, startedAt = now): Promise<DriftScan> {
  return lockstep.server.db.insertInto("driftScans").values({ id: newId("driftScan"), workspaceId, kind: addresses ? "targeted" : "full", reason: "log", addresses: addresses && [...addresses], status: "running", attempt: 1, startedAt }).returningAll().executeTakeFirstOrThrow();
}

/** A scan that began now, ended a minute later and found this. */
async function scanned(finds: readonly FoundDrift[], { objects = [group("a"), group("b")], scan, error }: { objects?: readonly StateObject[]; scan?: DriftScan; error?: Look["error"] } = {}): Promise<void> {
  const held = scan ?? (await running());
  const workspace = await selectWorkspace(lockstep.server.db, workspaceId);
  if (!workspace) throw new Error("The workspace is gone.");
  const look: Look = { workspace, objects: new Map(objects.map((object) => [object.address, object])), report: { scanned: objects.length, found: finds }, requests: {}, ...(error && { error }) };
  minutes(1);
  await transaction(lockstep.server.db, async (trx) => recordScan(lockstep.server, trx, held, look));
  minutes(1);
}

const drifts = async () => lockstep.server.db.selectFrom("drifts").selectAll().where("workspaceId", "=", workspaceId).orderBy("firstSeenAt").orderBy("address").execute();
const history = async (driftId = ""): Promise<string[]> => (await lockstep.server.db.selectFrom("driftEvents").select("action").where("driftId", "=", driftId).orderBy("id").execute()).map(({ action }) => action);
const told = async (): Promise<string[]> => (await lockstep.server.db.selectFrom("outboxEvents").select("kind").where("workspaceId", "=", workspaceId).where("kind", "in", ["drift.found", "drift.changed", "drift.resolved"]).orderBy("id").execute()).map(({ kind }) => kind);

async function run(status: "applying" | "applied", addresses: readonly string[], more: object = {}): Promise<string> {
  const { organizationId } = (await selectWorkspace(lockstep.server.db, workspaceId)) ?? { organizationId: "" };
  const plan = Buffer.from(JSON.stringify({ resource_changes: addresses.map((address) => ({ address, change: { actions: ["update"] } })) }));
  return transaction(lockstep.server.db, async (trx) => {
    const redactedPlanBlobId = await storeBlob(lockstep.server, trx, organizationId, plan);
    const id = `run-${randomUUID().slice(0, 8)}`;
    await trx.insertInto("runs").values({ id, workspaceId, configurationVersionId, operation: "plan_and_apply", status, statusTimes: JSON.stringify({ applying: now.toISOString() }), redactedPlanBlobId, source: "test", createdByKind: "system", createdById: null, createdByName: "test", updatedAt: now, ...more }).execute();
    return id;
  });
}

describe("what a scan found", () => {
  test("is one drift, shown once and brought up to date in place", async () => {
    await scanned([found("a", "x")]);
    await scanned([found("a", "x")]);
    await scanned([found("a", "y", "e2")]);
    const [drift, ...others] = await drifts();
    expect([others, drift]).toMatchObject([[], { status: "open", differences: [{ path: "name", before: "a", after: "y" }], attribution: { eventId: "e2" } }]);
    expect(await history(drift?.id)).toEqual(["found", "changed"]);
    expect(await told()).toEqual(["drift.found", "drift.changed"]);
    expect(drift?.lastSeenAt.getTime()).toBeGreaterThan(drift?.firstSeenAt.getTime() ?? 0);
  });

  test("is resolved when it is gone, and is opened again when the very same change is there after all; another change is another drift", async () => {
    await scanned([found("a", "x")]);
    await scanned([]);
    expect(await drifts()).toMatchObject([{ status: "resolved", resolution: "gone-by-itself", resolvedByRunId: null }]);
    await scanned([found("a", "x")]);
    expect(await drifts()).toMatchObject([{ status: "open", resolution: null }]);
    await scanned([]);
    await scanned([found("a", "z", "e9")]);
    expect((await drifts()).map(({ status }) => status)).toEqual(["resolved", "open"]);
    expect(await history((await drifts())[0]?.id)).toEqual(["found", "resolved", "reopened", "resolved"]);
  });

  test("says by which run it ended: one that changed the object, or one whose state took what the org has", async () => {
    await scanned([found("a", "x"), found("b", "y")]);
    const id = await run("applied", ["okta_group.a"]);
    minutes(1);
    await scanned([], { objects: [group("a"), group("b", { name: "y" })] });
    expect(await drifts()).toMatchObject([{ address: "okta_group.a", resolution: "set-back", resolvedByRunId: id }, { address: "okta_group.b", resolution: "code-changed", resolvedByRunId: id }]);
  });

  test("is forgotten when the workspace does not manage the object any more", async () => {
    await scanned([found("a", "x")]);
    await scanned([], { objects: [group("b")] });
    expect(await drifts()).toMatchObject([{ status: "resolved", resolution: "forgotten" }]);
  });

  test("does not end what another scan has seen since, nor what was not looked at, nor anything when it failed", async () => {
    const early = await running();
    minutes(1);
    await scanned([found("a", "x")]);
    await scanned([], { scan: early });
    await scanned([], { scan: await running(["okta_group.b"]) });
    await scanned([], { error: { summary: "Org cannot be reached", detail: "" } });
    expect(await drifts()).toMatchObject([{ status: "open" }]);
    expect((await lockstep.server.db.selectFrom("driftScans").select("status").where("workspaceId", "=", workspaceId).where("status", "=", "errored").execute()).length).toBe(1);
  });

  test("is left for later where a run is changing the object meanwhile; the run's end asks for it", async () => {
    await run("applying", ["okta_group.a"]);
    await scanned([found("a", "x"), found("b", "y")]);
    expect((await drifts()).map(({ address }) => address)).toEqual(["okta_group.b"]);
    const waiting = await lockstep.server.db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).where("status", "=", "queued").execute();
    expect(waiting).toMatchObject([{ kind: "targeted", reason: "run", addresses: ["okta_group.a"] }]);
  });

  test("is of no interest when another worker has the scan", async () => {
    const scan = await running();
    await lockstep.server.db.updateTable("driftScans").set({ attempt: 2 }).where("id", "=", scan.id).execute();
    await expect(scanned([found("a", "x")], { scan })).rejects.toThrow(ScanLost);
    expect(await drifts()).toEqual([]);
  });
});

describe("an accepted drift", () => {
  test("stays accepted while it is as it was, and opens when its time is over or the object is changed again", async () => {
    const accept = async (): Promise<void> => void (await lockstep.server.db.updateTable("drifts").set({ status: "accepted", acceptedUntil: new Date(now.getTime() + 3_600_000), acceptedReason: "wanted" }).where("workspaceId", "=", workspaceId).execute());
    await scanned([found("a", "x")]);
    await accept();
    await scanned([found("a", "x")]);
    expect(await drifts()).toMatchObject([{ status: "accepted" }]);
    await scanned([found("a", "y", "e2")]);
    expect(await drifts()).toMatchObject([{ status: "open", acceptedUntil: null, acceptedReason: null }]);
    await accept();
    minutes(61);
    await acceptanceLoop(lockstep.server).round(new AbortController().signal);
    expect(await drifts()).toMatchObject([{ status: "open", acceptedUntil: null }]);
    expect(await history((await drifts())[0]?.id)).toEqual(["found", "reopened", "reopened"]);
  });
});

describe("scans that are asked for", () => {
  test("at the same time are one, with all addresses", async () => {
    await Promise.all(["a", "b", "c"].map(async (name) => transaction(lockstep.server.db, async (trx) => requestScan(lockstep.server, trx, workspaceId, { addresses: [`okta_group.${name}`], reason: "log" }))));
    const scans = await lockstep.server.db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).execute();
    expect(scans.map(({ addresses }) => addresses?.toSorted())).toEqual([["okta_group.a", "okta_group.b", "okta_group.c"]]);
    const jobs = await lockstep.server.jobs.sizes();
    expect(jobs.find(({ name }) => name === "drift.scan")).toBeDefined();
  });
});

describe("a log that is due", () => {
  test("is read by one worker, however many look", async () => {
    const { organizationId } = (await selectWorkspace(lockstep.server.db, workspaceId)) ?? { organizationId: "" };
    await lockstep.server.db.insertInto("orgWatches").values({ id: randomUUID(), organizationId, orgUrl: "https://dev.okta.com", since: now, nextPollAt: now }).execute();
    const rounds = Array.from({ length: 5 }, async () => pollLoop(lockstep.server).round(new AbortController().signal));
    await Promise.all(rounds);
    const watches = await lockstep.server.db.selectFrom("orgWatches").selectAll().execute();
    expect(watches.map(({ nextPollAt }) => nextPollAt?.getTime())).toEqual([now.getTime() + 60_000]);
    const { rows } = await lockstep.server.database.pool.query<{ count: string }>("select count(*) from jobs.job where name = 'drift.poll'");
    expect(Number(rows[0]?.count)).toBe(1);
  });
});
