import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeWorkspace, setVariables, startedRun, uploaded } from "./runs.ts";
import { testServer, type TestServer } from "./test-server.ts";
import { workerProcesses, type WorkerProcesses } from "./worker-processes.ts";

// The whole of it: LOCKSTEP_CHAOS=full.
const full = process.env["LOCKSTEP_CHAOS"] === "full";
const { workspaces, runs, killEvery, kills } = full ? { workspaces: 20, runs: 200, killEvery: 6000, kills: 40 } : { workspaces: 4, runs: 12, killEvery: 4000, kills: 3 };
const longest = full ? 3_000_000 : 600_000;

const folder = mkdtempSync(join(tmpdir(), "lockstep-chaos-"));
const key = randomBytes(32).toString("base64");
const environment = { LOCKSTEP_KEY: key, LOCKSTEP_DATA: folder, LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true", LOCKSTEP_WORKER_CONCURRENCY: "2", LOCKSTEP_LOG_LEVEL: "error" };

interface Target {
  readonly id: string;
  readonly org: RunningOrg;
  readonly runs: string[];
}

let sandbox: Sandbox;
let lockstep: TestServer;
let workers: WorkerProcesses;

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: Array.from({ length: workspaces }, (_each, at) => ({ name: `org-${at}` })) });
  lockstep = await testServer({ environment: { LOCKSTEP_KEY: key } });
  workers = workerProcesses(lockstep.server.database.connection, environment);
}, 120_000);
afterAll(async () => {
  await workers.stop();
  await lockstep.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** What run `number` of a workspace wants: three objects that it makes (and the next one removes), and one that every run changes. */
const configuration = (number: number): string => `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
resource "okta_group" "kept" {
  name        = "Kept"
  description = "As of run ${number}"
}
resource "okta_group" "own" {
  for_each = toset(["Of run ${number}"])
  name     = each.key
}
resource "okta_app_bookmark" "own" {
  for_each = toset(["Run ${number} a", "Run ${number} b"])
  label    = each.key
  url      = "https://example.com/${number}"
}
`;

async function prepared(at: number, org: RunningOrg): Promise<Target> {
  const id = await madeWorkspace(lockstep, `chaos-${at}`, { "auto-apply": true });
  const url = new URL(org.url);
  await setVariables(lockstep, id, "env", { OKTA_ORG_NAME: "sandbox", OKTA_BASE_URL: url.origin, OKTA_API_TOKEN: org.token });
  const started: string[] = [];
  for (let number = 1; number <= runs / workspaces; number++) {
    const configurationVersion = await uploaded(lockstep, id, configuration(number));
    started.push(await startedRun(lockstep, id, { configurationVersion, message: `Run ${number}` }));
  }
  return { id, org, runs: started };
}

async function statuses(): Promise<ReadonlyMap<string, number>> {
  const rows = await lockstep.server.db.selectFrom("runs").select((row) => ["status", row.fn.countAll<number>().as("count")]).groupBy("status").execute();
  return new Map(rows.map(({ status, count }) => [status, count]));
}

const over = ["applied", "planned_and_finished", "errored", "canceled", "force_canceled", "discarded"];

const allOver = async (): Promise<void> =>
  expect.poll(async () => [...(await statuses())].filter(([status]) => !over.includes(status)), { timeout: longest, interval: 500 }).toEqual([]);

/** Kills workers at random while there is work, each time another one. */
async function wreak(): Promise<void> {
  for (let done = 0; done < kills; done++) {
    await pause(killEvery * (0.5 + Math.random()));
    const open = [...(await statuses())].filter(([status]) => !over.includes(status)).reduce((sum, [, count]) => sum + count, 0);
    if (open === 0) return;
    const alive = workers.alive();
    const victim = alive[Math.floor(Math.random() * alive.length)];
    if (victim !== undefined) await workers.replace(victim);
  }
}

/** How often each name was made in an org, by its System Log. */
function made({ org }: RunningOrg): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  // What the System Log holds are Okta's events.
  const events = org.log.all.map(({ body }) => body as unknown as { readonly eventType: string; readonly target: readonly { readonly displayName: string }[] });
  for (const { eventType, target } of events) {
    if (eventType !== "application.lifecycle.create" && eventType !== "group.lifecycle.create") continue;
    for (const { displayName } of target) counts.set(displayName, (counts.get(displayName) ?? 0) + 1);
  }
  return counts;
}

describe("workers that are killed at random", () => {
  test(`lose none of ${runs} runs over ${workspaces} workspaces, and apply nothing twice`, { timeout: longest }, async () => {
    const began = performance.now();
    const targets: Target[] = [];
    for (const [at, org] of sandbox.running.entries()) targets.push(await prepared(at, org));
    await Promise.all([workers.start(), workers.start(), workers.start()]);
    await wreak();
    await allOver();
    const seconds = (performance.now() - began) / 1000;
    const found = Object.fromEntries(await statuses());
    const { taken } = await lockstep.server.db.selectFrom("runEvents").select((row) => row.fn.countAll<number>().as("taken")).where("action", "=", "taken_up").executeTakeFirstOrThrow();
    console.log(`  chaos: ${runs} runs over ${workspaces} workspaces, ${workers.kills()} workers killed, phases taken up again: ${taken}, ${seconds.toFixed(0)} s; ${JSON.stringify(found)}`);
    const failures = await lockstep.server.db.selectFrom("runs").select(["id", "error"]).where("status", "not in", ["applied", "planned_and_finished"]).execute();
    expect(failures, workers.complaints()).toEqual([]);

    const twice = targets.flatMap(({ org }) => [...made(org)].filter(([, times]) => times > 1).map(([name, times]) => `${org.name}: ${name} ${times} times`));
    const labels = targets.reduce((sum, { org }) => sum + made(org).size, 0);
    expect(twice).toEqual([]);
    expect(labels).toBeGreaterThanOrEqual(runs * 3);

    const journals = await lockstep.server.db.selectFrom("runJournal").select("runId").execute();
    expect(journals).toEqual([]);
    const checks = await Promise.all(targets.map(async ({ id }) => startedRun(lockstep, id, { operation: "plan_only" })));
    await allOver();
    const checked = await lockstep.server.db.selectFrom("runs").select(["id", "status", "hasChanges", "error"]).where("id", "in", checks).execute();
    const different = checked.filter(({ status, hasChanges }) => status !== "planned_and_finished" || hasChanges !== false);
    expect(different).toEqual([]);
    console.log(`  chaos: 0 runs lost, ${twice.length} of ${labels} objects made twice, ${targets.length - different.length} of ${targets.length} orgs equal to their last plan`);
  });
});
