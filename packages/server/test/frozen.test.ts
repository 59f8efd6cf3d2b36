import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeWorkspace, setVariables, settled, startedRun, uploaded } from "./runs.ts";
import { testServer, type TestServer } from "./test-server.ts";
import { workerProcesses, type WorkerProcesses } from "./worker-processes.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-frozen-"));
const key = randomBytes(32).toString("base64");

let sandbox: Sandbox;
let org: RunningOrg;
let lockstep: TestServer;
let workers: WorkerProcesses;

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: [{ name: "org" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  lockstep = await testServer({ environment: { LOCKSTEP_KEY: key } });
  workers = workerProcesses(lockstep.server.database.connection, { LOCKSTEP_KEY: key, LOCKSTEP_DATA: folder, LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true", LOCKSTEP_LOG_LEVEL: "error" });
}, 120_000);
afterAll(async () => {
  for (const number of workers.alive()) workers.signal(number, "SIGCONT");
  await workers.stop();
  await lockstep.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const configuration = `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
resource "okta_group" "first" {
  name = "Frozen first"
}
resource "okta_group" "second" {
  name        = "Frozen second"
  description = okta_group.first.id
}
resource "okta_group" "third" {
  name        = "Frozen third"
  description = okta_group.second.id
}
`;

const made = (): string[] => org.org.store.collection("groups").all().map(({ body }) => String((body["profile"] as { name?: string }).name)).filter((name) => name.startsWith("Frozen")).sort();

/** Everything that a worker could write about a run. */
async function written(run: string): Promise<unknown> {
  const { db } = lockstep.server;
  const { rows } = await sql`
    select (select count(*) from run_events where run_id = ${run}) as events, (select count(*) from run_journal) as journal,
      (select json_agg(v order by v.id) from (select id, status, intermediate, serial, md5 from state_versions) v) as states,
      (select md5(string_agg(c::text, ' ' order by c::text)) from run_log_chunks c where c.run_id = ${run}) as logs,
      (select count(*) from outbox_events) as outbox`.execute(db);
  return [rows, await db.selectFrom("runs").selectAll().where("id", "=", run).executeTakeFirstOrThrow()];
}

test("a worker that is frozen in the middle of an apply loses the run to another, and writes nothing when it wakes", { timeout: 240_000 }, async () => {
  const frozen = await workers.start();
  const id = await madeWorkspace(lockstep, "frozen", { "auto-apply": true });
  await setVariables(lockstep, id, "env", { OKTA_ORG_NAME: "sandbox", OKTA_BASE_URL: new URL(org.url).origin, OKTA_API_TOKEN: org.token });
  await uploaded(lockstep, id, configuration);
  org.org.faults.add({ id: "slow", kind: "latency", milliseconds: 3000, method: "POST", path: "/api/v1/groups", skip: 1, times: 1 });
  const run = await startedRun(lockstep, id);
  await expect.poll(made, { timeout: 60_000, interval: 50 }).toEqual(["Frozen first"]);
  // The second request is on its way: the org answers the child, and nobody answers the child's question after that.
  await pause(1000);
  workers.signal(frozen, "SIGSTOP");
  const began = performance.now();
  await workers.start();
  const done = await settled(lockstep, run, "applied", "errored");
  const seconds = (performance.now() - began) / 1000;
  console.log(`  a frozen worker's run was done by another after ${seconds.toFixed(1)} s`);
  expect(done).toMatchObject({ status: "applied", error: null });
  expect(made()).toEqual(["Frozen first", "Frozen second", "Frozen third"]);
  await pause(2000);
  const before = await written(run);
  workers.signal(frozen, "SIGCONT");
  // Its heartbeats, its child's last words and its own end of the job all come now.
  await pause(12_000);
  expect(await written(run)).toEqual(before);
  expect(made()).toEqual(["Frozen first", "Frozen second", "Frozen third"]);
  // It takes jobs again as if nothing had been.
  const check = await startedRun(lockstep, id, { operation: "plan_only" });
  expect(await settled(lockstep, check, "planned_and_finished", "errored")).toMatchObject({ status: "planned_and_finished", hasChanges: false });
});
