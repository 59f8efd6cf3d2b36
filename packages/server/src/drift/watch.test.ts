import { quotasOf, startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupId, inConsole, makeWorkspace, signedInAdmin } from "../../test/org-workspace.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import type { JobHandler } from "../jobs/worker.ts";
import { newId } from "../ids.ts";
import { storeBlob } from "../storage/blobs.ts";
import { followWorkspace } from "./followed.ts";
import { alertSeconds, quietSeconds } from "./pace.ts";
import { pollJobOf, pollLoop } from "./watch.ts";

// An hour passes in seconds: the server and the org have a clock that is set.
let now = Date.parse("2026-05-01T00:00:00Z");
let lockstep: TestServer;
let sandbox: Sandbox;
let org: RunningOrg;
let workspaceId = "";
let reader: JobHandler;

beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => new Date(now) } });
  sandbox = await startSandbox({ orgs: [{ name: "followed" }], clock: () => now, quotas: { ...quotasOf("workforce"), enforced: false } });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name: "Followed", orgName: "followed", baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  workspaceId = await makeWorkspace(lockstep, "followed", String(body.id));
  await fetch(`${org.url}/api/v1/groups`, { method: "POST", headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json", "user-agent": "setup" }, body: JSON.stringify({ profile: { name: "Engineering" } }) });
  await keepState([{ mode: "managed", type: "okta_group", name: "eng", provider: 'provider["registry.terraform.io/okta/okta"]', instances: [{ attributes: { id: await groupId(org, "Engineering"), name: "Engineering" } }] }]);
  now += 1000;
  await followWorkspace(lockstep.server, workspaceId);
  reader = pollJobOf(lockstep.server);
}, 60_000);
afterAll(async () => {
  await lockstep?.stop();
  await sandbox?.stop();
});

async function keepState(resources: readonly object[]): Promise<void> {
  const { server } = lockstep;
  const { organizationId } = await server.db.selectFrom("workspaces").select("organizationId").where("id", "=", workspaceId).executeTakeFirstOrThrow();
  const id = newId("stateVersion");
  await server.db.transaction().execute(async (trx) => {
    const blobId = await storeBlob(server, trx, organizationId, Buffer.from(JSON.stringify({ version: 4, serial: 1, resources })));
    await trx.insertInto("stateVersions").values({ id, workspaceId, serial: 1, md5: "", status: "finalized", blobId, resources: "[]", createdByKind: "system", createdById: null, createdByName: "test" }).execute();
    await trx.updateTable("workspaces").set({ currentStateVersionId: id }).where("id", "=", workspaceId).execute();
  });
}

/** Lets time pass until a moment: each time the log is due it is read, as a worker would. */
async function passUntil(end: number): Promise<void> {
  const signal = new AbortController().signal;
  for (;;) {
    const watch = await lockstep.server.db.selectFrom("orgWatches").selectAll().executeTakeFirstOrThrow();
    if (!watch.nextPollAt || watch.nextPollAt.getTime() > end) break;
    now = Math.max(now, watch.nextPollAt.getTime());
    await pollLoop(lockstep.server).round(signal);
    await reader.handle({ id: "job", queue: "drift.poll", data: { watchId: watch.id }, key: watch.id, attempt: 1, lastAttempt: true }, signal);
  }
  now = end;
}

const scans = async () => lockstep.server.db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).orderBy("createdAt").execute();
const reads = (): number => org.org.requests.last.filter(({ path }) => path.startsWith("/api/v1/logs")).length;

/** Changes the group now; gives after how many seconds a scan of it was asked for. */
async function secondsToNotice(change: () => Promise<unknown>): Promise<number> {
  await lockstep.server.db.deleteFrom("driftScans").execute();
  const changedAt = now;
  await change();
  for (let second = 1; second <= 120; second++) {
    await passUntil(changedAt + second * 1000);
    if ((await scans()).length > 0) return second;
  }
  return Number.POSITIVE_INFINITY;
}

describe("following a log", () => {
  test("a quiet org is asked twice a minute", async () => {
    await passUntil(now + 1000);
    org.org.requests.clear();
    await passUntil(now + 1_800_000);
    expect(reads()).toBe(60);
    expect(await scans()).toEqual([]);
  }, 60_000);

  test("while an administrator is there a change is noticed within seconds, and only what it touched is looked at", async () => {
    const casey = await signedInAdmin(org, "casey.rivers@example.com", "Casey", "Rivers");
    const id = await groupId(org, "Engineering");
    await passUntil(now + quietSeconds * 1000);
    const took: number[] = [];
    for (let at = 0; at < 10; at++) {
      await passUntil(now + 1300 + at * 700);
      took.push(await secondsToNotice(async () => inConsole(org, casey, "PUT", `/api/v1/groups/${id}`, { profile: { name: `Name ${at}` } })));
    }
    expect(Math.max(...took)).toBeLessThanOrEqual(alertSeconds);
    expect(await scans()).toMatchObject([{ kind: "targeted", reason: "log", addresses: ["okta_group.eng"] }]);
    // A group that no workspace manages is nobody's drift.
    await lockstep.server.db.deleteFrom("driftScans").execute();
    await inConsole(org, casey, "POST", "/api/v1/groups", { profile: { name: "Somebody's" } });
    await passUntil(now + 60_000);
    expect(await scans()).toEqual([]);
  }, 60_000);

  test("when nobody was there it takes half a minute at most; and after a quarter of an hour the org is quiet again", async () => {
    await passUntil(now + 16 * 60_000);
    org.org.requests.clear();
    await passUntil(now + 600_000);
    expect(reads()).toBe(20);
    const id = await groupId(org, "Name 9");
    expect(await secondsToNotice(async () => fetch(`${org.url}/api/v1/groups/${id}`, { method: "PUT", headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json", "user-agent": "a script" }, body: JSON.stringify({ profile: { name: "By script" } }) }))).toBeLessThanOrEqual(quietSeconds);
  }, 60_000);

  test("what came while nobody read is read later, from where the reading had come to", async () => {
    await lockstep.server.db.deleteFrom("driftScans").execute();
    const id = await groupId(org, "By script");
    await inConsole(org, org.admin, "PUT", `/api/v1/groups/${id}`, { profile: { name: "Later" } });
    now += 3 * 3_600_000;
    reader = pollJobOf(lockstep.server);
    await passUntil(now + 1000);
    expect(await scans()).toMatchObject([{ addresses: ["okta_group.eng"] }]);
  }, 60_000);
});
