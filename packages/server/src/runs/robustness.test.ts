import { setTimeout as pause } from "node:timers/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeRepository } from "../../test/git-repository.ts";
import { startGitServer } from "../../test/git-server.ts";
import { logOf, madeWorkspace, setVariables, settled, startedRun, uploaded } from "../../test/runs.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { expirePending } from "../configuration-versions/expiry.ts";
import { removeOrphans } from "../storage/orphans.ts";
import { removeOldPlans } from "./keeping.ts";
import { endLostRuns } from "./lost.ts";

// Three or four processes after each other, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

let lockstep: TestServer;
let sandbox: Sandbox;
let org: RunningOrg;
let ahead = 0;
const folder = mkdtempSync(join(tmpdir(), "lockstep-robustness-"));

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: [{ name: "org" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  lockstep = await testServer({ work: true, clock: { now: () => new Date(Date.now() + ahead) } });
}, 60_000);
afterAll(async () => {
  await lockstep.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Two groups, the second after the first. */
const groups = (prefix: string): string => `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
resource "okta_group" "first" {
  name = "${prefix} first"
}
resource "okta_group" "second" {
  name        = "${prefix} second"
  description = okta_group.first.id
}
`;

async function orgWorkspace(name: string): Promise<string> {
  const id = await madeWorkspace(lockstep, name);
  await setVariables(lockstep, id, "env", { OKTA_ORG_NAME: "sandbox", OKTA_BASE_URL: new URL(org.url).origin, OKTA_API_TOKEN: org.token });
  await uploaded(lockstep, id, groups(name));
  return id;
}

const groupsNamed = (prefix: string): number => org.org.store.collection("groups").all().filter(({ body }) => String((body["profile"] as { name?: string }).name).startsWith(prefix)).length;
const confirm = async (id: string) => lockstep.call("POST", `/api/v1/runs/${id}/confirm`, {});
const rowsOf = async (query: ReturnType<typeof sql<{ count: number }>>): Promise<number> => Number((await query.execute(lockstep.server.db)).rows[0]?.count ?? -1);

describe("a run whose modules come from Git", () => {
  test("has at its apply what its plan has fetched, even when the repository is gone", async () => {
    const repository = makeRepository(folder, "module.git");
    repository.commit({ "main.tf": 'output "text" {\n  value = file("${path.module}/text.txt")\n}\n', "text.txt": "from the module" }, "A module");
    const host = await startGitServer(folder);
    const id = await madeWorkspace(lockstep, "modules");
    const call = (name: string): string => `module "m" {\n  source = "git::${host.url}/${name}"\n}\nresource "terraform_data" "a" {\n  input = module.m.text\n}\nresource "terraform_data" "late" {\n  input = terraform_data.a.id == "" ? "" : file("\${path.module}/.terraform/modules/m/text.txt")\n}\n`;
    await uploaded(lockstep, id, call("module.git"));
    const run = await startedRun(lockstep, id);
    await settled(lockstep, run, "planned");
    expect(await logOf(lockstep, run, "plan")).toContain("module.git for m");
    await host.close();
    await confirm(run);
    await settled(lockstep, run, "applied");
    const { body } = await lockstep.call("GET", `/api/v1/workspaces/${id}/state-versions`);
    expect(String(JSON.stringify((await lockstep.call("GET", `/api/v1/state-versions/${String(body.items?.[0]?.id)}/download`)).body))).toContain("from the module");
    await uploaded(lockstep, id, call("nowhere.git"));
    const failed = await settled(lockstep, await startedRun(lockstep, id), "errored");
    expect(failed.error).toMatchObject({ summary: "Failed to download module" });
    expect(await logOf(lockstep, String(failed.id), "plan")).toContain("Failed to download module");
  });
});

describe("an apply", () => {
  test("whose token is revoked in the middle can be read, and is repeated by the next run", async () => {
    const id = await orgWorkspace("revoked");
    const run = await startedRun(lockstep, id);
    await settled(lockstep, run, "planned");
    org.org.faults.add({ id: "revoked", kind: "status", status: 401, method: "POST", path: "/api/v1/groups", skip: 1 });
    await confirm(run);
    const failed = await settled(lockstep, run, "errored");
    org.org.faults.clear();
    expect(JSON.stringify(failed.error)).toMatch(/401|token|credential/i);
    expect(await logOf(lockstep, run, "apply")).toContain("okta_group.second: Creation errored");
    expect(groupsNamed("revoked")).toBe(1);
    const again = await startedRun(lockstep, id, { autoApply: true });
    expect(await settled(lockstep, again, "applied")).toMatchObject({ applied: { add: 1, change: 0, destroy: 0 } });
    expect(groupsNamed("revoked")).toBe(2);
  });

  test("that is ended by force leaves its journal to the next plan, which finds what was made", async () => {
    const id = await orgWorkspace("forced");
    const run = await startedRun(lockstep, id);
    await settled(lockstep, run, "planned");
    org.org.faults.add({ id: "slow", kind: "latency", milliseconds: 6000, method: "POST", path: "/api/v1/groups", skip: 1, times: 1 });
    await confirm(run);
    await expect.poll(() => groupsNamed("forced"), { timeout: 40_000 }).toBe(1);
    expect((await lockstep.call("POST", `/api/v1/runs/${run}/force-cancel`, {})).status).toBe(409);
    // The second request is on its way when the run is ended: it is the seventh record (a start, five of the first change and call, two of
    // the second), and the org has been asked a moment later.
    await expect.poll(async () => rowsOf(sql`select count(*) from run_journal where run_id = ${run}`), { timeout: 40_000 }).toBeGreaterThan(6);
    await pause(1500);
    expect((await lockstep.call("POST", `/api/v1/runs/${run}/cancel`, {})).body).toMatchObject({ actions: { cancel: false, forceCancel: false } });
    ahead += 11_000;
    expect((await lockstep.call("POST", `/api/v1/runs/${run}/force-cancel`, { comment: "now" })).body).toMatchObject({ status: "force_canceled" });
    const { body: piece } = await lockstep.call("GET", `/api/v1/runs/${run}/logs/apply`);
    expect(piece.complete).toBe(true);
    await expect.poll(() => groupsNamed("forced"), { timeout: 20_000 }).toBe(2);
    const next = await settled(lockstep, await startedRun(lockstep, id), "planned_and_finished", "planned");
    expect(next).toMatchObject({ status: "planned_and_finished", hasChanges: false });
    expect(groupsNamed("forced")).toBe(2);
    expect(await rowsOf(sql`select count(*) from run_journal`)).toBe(0);
    expect(await rowsOf(sql`select count(*) from state_versions where intermediate`)).toBe(0);
  });

  test("that is canceled finishes what is under way and keeps it", async () => {
    const id = await orgWorkspace("canceled");
    const run = await startedRun(lockstep, id);
    await settled(lockstep, run, "planned");
    org.org.faults.add({ id: "slow", kind: "latency", milliseconds: 4000, method: "POST", path: "/api/v1/groups", times: 1 });
    await confirm(run);
    await expect.poll(async () => rowsOf(sql`select count(*) from run_journal where run_id = ${run}`), { timeout: 40_000 }).toBeGreaterThan(1);
    expect((await lockstep.call("POST", `/api/v1/runs/${run}/cancel`, {})).status).toBe(201);
    expect(await settled(lockstep, run, "canceled")).toMatchObject({ canceledBy: "alex", error: null });
    org.org.faults.clear();
    expect(groupsNamed("canceled")).toBe(1);
    const { body } = await lockstep.call("GET", `/api/v1/workspaces/${id}/state-versions`);
    expect(body.items?.[0]).toMatchObject({ objects: 1, intermediate: false });
  });
});

describe("what cannot be carried out", () => {
  test("says so on the run: a folder that is not there, a disk that refuses, a process without memory", async () => {
    const id = await madeWorkspace(lockstep, "impossible", { "working-directory": "nowhere" });
    await uploaded(lockstep, id, 'resource "terraform_data" "a" {}\n');
    expect((await settled(lockstep, await startedRun(lockstep, id), "errored")).error).toMatchObject({ summary: "Working directory not found" });
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = "/nowhere/at/all";
    try {
      const refused = await settled(lockstep, await startedRun(lockstep, id), "errored");
      expect(refused).toMatchObject({ error: { summary: "Worker's disk refuses" }, attempt: 1 });
      expect(await logOf(lockstep, String(refused.id), "plan")).toContain("Worker's disk refuses");
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
  });

  test("is ended when nobody will ever carry it on, and its workspace is free again", async () => {
    const idle = await testServer();
    try {
      const id = await madeWorkspace(idle, "lost");
      await uploaded(idle, id, 'resource "terraform_data" "a" {}\n');
      const run = await startedRun(idle, id);
      expect(await endLostRuns(idle.server, 0)).toBe(0);
      await sql`delete from jobs.job where data ->> 'runId' = ${run}`.execute(idle.server.db);
      expect(await endLostRuns(idle.server)).toBe(0);
      expect(await endLostRuns(idle.server, 0)).toBe(1);
      expect((await idle.call("GET", `/api/v1/runs/${run}`)).body).toMatchObject({ status: "errored", error: { summary: "Run lost its workers" } });
      expect((await idle.call("GET", `/api/v1/runs/${run}/logs/plan`)).body.complete).toBe(true);
      expect((await idle.call("GET", `/api/v1/runs/${await startedRun(idle, id)}`)).body.status).toBe("plan_queued");
    } finally {
      await idle.stop();
    }
  });
});

describe("what is kept", () => {
  test("ends in time: announcements without an upload, plans of old runs, blobs that nothing names", async () => {
    const id = await madeWorkspace(lockstep, "kept");
    const { body } = await lockstep.call("POST", `/api/v1/workspaces/${id}/configuration-versions`, {});
    expect(await expirePending(lockstep.server)).toBe(0);
    await uploaded(lockstep, id, 'resource "terraform_data" "a" {}\n');
    const run = await startedRun(lockstep, id, { operation: "plan_only" });
    await settled(lockstep, run, "planned_and_finished");
    expect(await removeOldPlans(lockstep.server)).toBe(0);
    ahead += 91 * 86_400_000;
    expect(await expirePending(lockstep.server)).toBe(1);
    expect(await removeOldPlans(lockstep.server)).toBeGreaterThan(0);
    ahead = 0;
    expect((await lockstep.call("GET", `/api/v1/configuration-versions/${String(body.id)}`)).body).toMatchObject({ status: "errored" });
    expect((await lockstep.call("GET", `/api/v1/runs/${run}`)).body).toMatchObject({ hasPlan: false, hasLog: { plan: true } });
    await sql`insert into blobs (id, organization_id, size, created_at) select 'orphan', id, 1, now() - interval '2 days' from organizations`.execute(lockstep.server.db);
    await sql`update blobs set created_at = now() - interval '2 days'`.execute(lockstep.server.db);
    expect(await removeOrphans(lockstep.server)).toBe(1);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/configuration-versions`)).body.items?.[0]?.status).toBe("uploaded");
  });
});
