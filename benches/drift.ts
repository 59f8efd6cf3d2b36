// How long a change in the Admin Console takes to be on record, and what following an org costs: a whole server, orgs in memory.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox, type RunningOrg } from "@lockstep/sandbox";
import { readSettings, start, type Started } from "@lockstep/server";
import { createFirstAccount } from "../packages/server/src/accounts/first-account.ts";

interface Scale {
  readonly orgs: number;
  readonly changes: number;
  readonly quietSeconds: number;
  /** Seconds between two changes, in all orgs together. */
  readonly every: number;
}

const whole: Scale = { orgs: 10, changes: 200, quietSeconds: 180, every: 2.5 };
const quickly: Scale = { orgs: 3, changes: 12, quietSeconds: 65, every: 2.5 };

const lockstep = [process.execPath, join(import.meta.dirname, "../packages/cli/bin/lockstep.js"), "phase"] as const;
const admin = "casey.rivers@example.com";
const target = 15;

interface Bench {
  readonly server: Started["server"];
  readonly call: (method: "GET" | "POST" | "PUT", path: string, body?: unknown) => Promise<Answer>;
}

interface Answer {
  readonly [name: string]: Answer;
}

/** Applies a workspace to each org, counts requests while nobody does anything, then lets an admin change objects and times each. */
export async function benchDrift(quick: boolean): Promise<void> {
  const scale = quick ? quickly : whole;
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const sandbox = await startSandbox({ orgs: Array.from({ length: scale.orgs }, (_, at) => ({ name: `org${at}` })) });
  const started = await start({ settings: readSettings({ LOCKSTEP_DATA: folder, LOCKSTEP_LOG_LEVEL: "error", LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "true", LOCKSTEP_REQUESTS_PER_SECOND: "0" }), phaseProgram: [...lockstep], serve: true, work: true, listen: false });
  try {
    const bench = await signedIn(started);
    const groups = Math.ceil(scale.changes / scale.orgs);
    await Promise.all(sandbox.running.map(async (org) => manage(bench, org, groups)));
    await quiet(bench, sandbox.running, scale);
    await change(bench, sandbox.running, scale);
  } finally {
    await started.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signedIn({ server, app }: Started): Promise<Bench> {
  const known = await server.db.selectFrom("accounts").select("id").limit(1).executeTakeFirst();
  const token = known ? undefined : (await createFirstAccount(server, { username: "bench", email: "bench@example.com", password: "bench the drift of orgs", organization: "bench" })).token;
  if (!app || token === undefined) throw new Error("The server did not start anew.");
  const call: Bench["call"] = async (method, path, body) => {
    const octets = body instanceof Uint8Array;
    const type = octets ? "application/octet-stream" : path.startsWith("/api/v2") ? "application/vnd.api+json" : "application/json";
    const answer = await app.inject({ method, url: path, headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": type }) }, ...(body !== undefined && { payload: octets ? Buffer.from(body) : JSON.stringify(body) }) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return (answer.body.startsWith("{") ? JSON.parse(answer.body) : {}) as Answer;
  };
  return { server, call };
}

const groupName = (org: RunningOrg, at: number): string => `${org.name} group ${at}`;

async function manage({ server, call }: Bench, org: RunningOrg, groups: number): Promise<void> {
  const connection = await call("POST", "/api/v1/organizations/bench/okta-orgs", { name: org.name, orgName: org.name, baseUrl: org.url, authentication: "api_token", apiToken: org.token });
  const workspace = await call("POST", "/api/v2/organizations/bench/workspaces", { data: { type: "workspaces", attributes: { name: org.name } } });
  const id = String(workspace["data"]?.["id"]);
  await server.db.updateTable("workspaces").set({ oktaOrgId: String(connection["id"]) }).where("id", "=", id).execute();
  const version = await call("POST", `/api/v2/workspaces/${id}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  await call("PUT", new URL(String(version["data"]?.["attributes"]?.["upload-url"])).pathname, archive(Array.from({ length: groups }, (_, at) => `resource "okta_group" "g${at}" {\n  name = "${groupName(org, at)}"\n}\n`).join("")));
  const run = await call("POST", "/api/v2/runs", { data: { type: "runs", attributes: { "auto-apply": true }, relationships: { workspace: { data: { type: "workspaces", id } } } } });
  await until(async () => {
    const { status, error } = await server.db.selectFrom("runs").select(["status", "error"]).where("id", "=", String(run["data"]?.["id"])).executeTakeFirstOrThrow();
    if (error) throw new Error(`${error.summary}: ${error.detail}`);
    return status === "applied";
  }, 600);
}

function archive(resources: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  writeFileSync(join(folder, "main.tf"), `terraform {\n  required_providers {\n    okta = { source = "okta/okta" }\n  }\n}\nprovider "okta" {}\n${resources}`);
  const packed = execFileSync("tar", ["-czf", "-", "-C", folder, "."]);
  rmSync(folder, { recursive: true, force: true });
  return packed;
}

async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} s.`);
    await pause(200);
  }
}

async function quiet({ server }: Bench, orgs: readonly RunningOrg[], { quietSeconds }: Scale): Promise<void> {
  await until(async () => (await server.db.selectFrom("orgWatches").select("id").where("readAt", "is not", null).execute()).length === orgs.length, 120);
  for (const { org } of orgs) org.requests.clear();
  await pause(quietSeconds * 1000);
  const counts = orgs.map(({ org }) => org.requests.last.length);
  const perHour = (count: number): string => ((count * 3600) / quietSeconds).toFixed(0);
  const sum = counts.reduce((total, count) => total + count, 0);
  console.log(`quiet: ${sum} requests to ${orgs.length} orgs in ${quietSeconds} s: ${perHour(sum / orgs.length)} an hour for each org (most ${perHour(Math.max(...counts))}; allowed are 120)`);
}

async function change({ server }: Bench, orgs: readonly RunningOrg[], { changes, every }: Scale): Promise<void> {
  for (const org of orgs) {
    await control(org, "admins", { login: admin, firstName: "Casey", lastName: "Rivers" });
    await control(org, "sign-in", { admin });
  }
  await until(async () => (await server.db.selectFrom("orgWatches").select("id").where("alertUntil", ">", new Date()).execute()).length === orgs.length, 60);
  for (const { org } of orgs) org.requests.clear();
  const changedAt = new Map<string, number>();
  const recordedAt = new Map<string, number>();
  const began = Date.now();
  const watching = { over: false };
  const watcher = record(server, recordedAt, watching);
  for (let at = 0; at < changes; at++) {
    const org = orgs[at % orgs.length];
    if (org) changedAt.set(await rename(org, Math.floor(at / orgs.length)), Date.now());
    await pause(every * 1000);
  }
  await until(async () => Promise.resolve([...changedAt.keys()].every((key) => recordedAt.has(key))), 300).catch(() => {});
  watching.over = true;
  await watcher;
  const minutes = (Date.now() - began) / 60_000;
  report(changedAt, recordedAt);
  const scans = await server.db.selectFrom("driftScans").selectAll().where("reason", "=", "log").execute();
  const mean = (of: (scan: (typeof scans)[number]) => number): string => (scans.reduce((sum, scan) => sum + of(scan), 0) / Math.max(1, scans.length) / 1000).toFixed(1);
  const gap = (from: Date | null, to: Date | null): number => (from && to ? to.getTime() - from.getTime() : 0);
  console.log(`scans: ${scans.length} for ${changes} changes; on average ${mean(({ createdAt, startedAt }) => gap(createdAt, startedAt))} s in the queue and ${mean(({ startedAt, finishedAt }) => gap(startedAt, finishedAt))} s at work; load of the machine ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
  const logReads = orgs.map(({ org }) => org.requests.last.filter(({ path }) => path.startsWith("/api/v1/logs")).length);
  console.log(`alert: ${(logReads.reduce((total, count) => total + count, 0) / orgs.length / minutes).toFixed(1)} requests a minute to the log of each org, scans asking for names among them`);
}

/** Notes when each drift is there to be seen by whoever asks the database. */
async function record(server: Started["server"], recordedAt: Map<string, number>, watching: { readonly over: boolean }): Promise<void> {
  while (!watching.over) {
    const rows = await server.db.selectFrom("drifts").select(["objectName", "attribution"]).execute();
    for (const { objectName } of rows) if (objectName !== null && !recordedAt.has(objectName)) recordedAt.set(objectName, Date.now());
    await pause(100);
  }
}

async function rename(org: RunningOrg, at: number): Promise<string> {
  const name = groupName(org, at);
  const found = (await control(org, "console", { admin, method: "GET", path: `/api/v1/groups?q=${encodeURIComponent(name)}` })) as readonly { readonly id: string; readonly profile: { readonly name: string } }[];
  const group = found.find(({ profile }) => profile.name === name);
  if (!group) throw new Error(`The org has no group "${name}".`);
  await control(org, "console", { admin, method: "PUT", path: `/api/v1/groups/${group.id}`, body: { profile: { name: `${name} changed` } } });
  return name;
}

async function control({ url }: RunningOrg, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${url}/__sandbox/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

function report(changedAt: ReadonlyMap<string, number>, recordedAt: ReadonlyMap<string, number>): void {
  const took = [...changedAt].flatMap(([name, at]) => (recordedAt.has(name) ? [((recordedAt.get(name) ?? 0) - at) / 1000] : [])).toSorted((a, b) => a - b);
  const share = (part: number): string => `${(took[Math.min(took.length - 1, Math.ceil(took.length * part) - 1)] ?? 0).toFixed(1)} s`;
  const inTime = took.filter((seconds) => seconds <= target).length;
  console.log(`drift: ${took.length} of ${changedAt.size} changes on record; half within ${share(0.5)}, 90 % within ${share(0.9)}, 99 % within ${share(0.99)}, all within ${share(1)}; ${inTime} within ${target} s`);
}
