import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { flat, scratch, type Scratch } from "./run.ts";

// Each test is a dozen processes, and most of them ask a server that starts others.
vi.setConfig({ testTimeout: 180_000 });

const launcher = join(import.meta.dirname, "../bin/lockstep.js");
const data = mkdtempSync(join(tmpdir(), "lockstep-remote-"));
if (process.getuid?.() === 0) chmodSync(data, 0o711);

let [server, host, token]: [ChildProcess | undefined, string, string] = [undefined, "", ""];
let said = "";

beforeAll(async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(probe.address() as AddressInfo).port}`;
  await new Promise((resolve) => probe.close(resolve));
  const env = { PATH: process.env["PATH"], HOME: data, LOCKSTEP_DATA: join(data, "data"), LOCKSTEP_LISTEN: host, LOCKSTEP_ADMIN_PASSWORD: "correct horse battery staple" };
  server = spawn(process.execPath, [launcher, "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr]) stream?.on("data", (part: Buffer) => (said += part.toString("utf8")));
  for (let wait = 0; wait < 900 && !(await isReady()); wait++) await pause(100);
  token = (await promisify(execFile)(process.execPath, [launcher, "admin", "token", "admin"], { env, encoding: "utf8" })).stdout.trim();
}, 120_000);

afterAll(async () => {
  const ended = new Promise<number | null>((resolve) => server?.once("exit", resolve));
  server?.kill("SIGTERM");
  const code = await ended;
  rmSync(data, { recursive: true, force: true });
  expect(code, said).toBe(0);
}, 60_000);

const isReady = async (): Promise<boolean> => (await fetch(`http://${host}/readyz`).catch(() => undefined))?.ok === true;

const configuration = (workspace: string): string => `
terraform {
  cloud {
    hostname     = "${host}"
    organization = "main"
    workspaces { name = "${workspace}" }
  }
}
variable "who" { default = "you" }
resource "terraform_data" "a" { input = "hello \${var.who}" }
output "said" { value = terraform_data.a.output }
output "secret" {
  value     = "kept back"
  sensitive = true
}
`;

/** A folder that a workspace of the server keeps, with somebody signed in. */
async function folderOf(workspace: string, signedIn = true): Promise<Scratch> {
  const folder = scratch({ "main.tf": configuration(workspace) });
  if (signedIn) expect((await folder.lockstepWith(`${token}\n`, "login", host)).out).toContain(`Signed in at ${host} as admin`);
  return folder;
}

test("a token is kept where Terraform keeps its own, and forgotten again", async () => {
  const folder = await folderOf("tokens");
  expect(JSON.parse(folder.read(".terraform.d/credentials.tfrc.json"))).toEqual({ credentials: { [host]: { token } } });
  expect((await folder.lockstep("logout", host)).code).toBe(0);
  const { code, err } = await folder.lockstep("plan");
  expect([code, flat(err)]).toEqual([1, flat(`Error: Required token could not be found Nobody is signed in at ${host} here. Sign in first: lockstep login ${host}`)]);
});

test("a token that the server does not know is not kept", async () => {
  const folder = await folderOf("tokens", false);
  const { code, err } = await folder.lockstepWith("nonsense\n", "login", host);
  expect([code, flat(err).slice(0, 23)]).toEqual([1, "Error: Token is invalid"]);
});

test("init makes the workspace, apply uploads, plans, asks and applies, and the state is the server's", async () => {
  const folder = await folderOf("whole");
  expect(flat((await folder.lockstep("plan")).err)).toContain('has no workspace "whole"');
  expect((await folder.lockstep("init")).out).toContain("Made the workspace main/whole");
  folder.write({ ".terraformignore": "secret/\n", "secret/broken.tf": "{" });
  const applied = await folder.lockstepWith("yes\n", "apply", "-var", 'who=a "friend"');
  expect(applied.out).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
  expect((await folder.lockstep("output", "-json", "said")).out.trim()).toBe('"hello a \\"friend\\""');
  expect((await folder.lockstep("output", "-raw", "secret")).out).toBe("kept back");
});

test("a state command works on the server's state", async () => {
  const folder = await folderOf("whole");
  expect((await folder.lockstep("state", "list")).out.trim()).toBe("terraform_data.a");
  await folder.lockstep("state", "mv", "terraform_data.a", "terraform_data.b");
  expect((await folder.lockstep("state", "list")).out.trim()).toBe("terraform_data.b");
});

test("a saved plan is a run of the server, and destroy leaves nothing", async () => {
  const folder = await folderOf("whole");
  await folder.lockstep("state", "mv", "terraform_data.b", "terraform_data.a");
  const saved = await folder.lockstep("plan", "-detailed-exitcode", "-out=p");
  expect([saved.code, JSON.parse(folder.read("p"))]).toEqual([2, { remote_plan_format: 1, run_id: expect.stringMatching(/^run-/) as unknown, hostname: host }]);
  expect((await folder.lockstep("show", "p")).out).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
  expect((await folder.lockstep("apply", "p")).out).toContain("1 changed");
  expect((await folder.lockstep("destroy", "-auto-approve")).out).toContain("Destroy complete! Resources: 1 destroyed.");
});

test("who does not say yes turns the plan down; runs are listed, started, confirmed and turned down", async () => {
  const folder = await folderOf("runs");
  await folder.lockstep("init");
  const refused = await folder.lockstepWith("no\n", "apply");
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining("Apply discarded.")]);
  const started = await folder.lockstep("run", "start", "-message", "by hand");
  expect(started.out).toContain("lockstep run confirm run-");
  expect((await folder.lockstep("run", "confirm", "-comment", "go on")).out).toContain("Apply complete!");
  const listed = JSON.parse((await folder.lockstep("run", "list", "-json")).out) as { status: string; message: string }[];
  expect(listed.map(({ status, message }) => [status, message])).toEqual([["applied", "by hand"], ["discarded", "Queued by lockstep apply"]]);
  expect(flat((await folder.lockstep("run", "discard")).err)).toContain("Error: Transition not allowed");
});

const older = (workspaces: string): string => configuration("").replace("cloud {", 'backend "remote" {').replace('workspaces { name = "" }', `workspaces { ${workspaces} }`);

test('a backend "remote" is the same as a cloud block', async () => {
  const folder = await folderOf("older");
  folder.write({ "main.tf": older('name = "older"') });
  expect((await folder.lockstep("init")).out).toContain("Made the workspace main/older");
  expect((await folder.lockstep("plan")).out).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
  expect((await folder.lockstep("apply", "-auto-approve")).out).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
  expect((await folder.lockstep("output", "-raw", "said")).out).toBe("hello you");
});

test("a state that is older than the server's is pushed only by force", async () => {
  const folder = await folderOf("older");
  folder.write({ "main.tf": older('name = "older"') });
  const pulled = (await folder.lockstep("state", "pull")).out;
  expect((await folder.lockstep("state", "rm", "terraform_data.a")).code).toBe(0);
  folder.write({ "old.tfstate": pulled });
  expect((await folder.lockstep("state", "push", "old.tfstate")).code).toBe(1);
  expect((await folder.lockstep("state", "push", "-force", "old.tfstate")).code).toBe(0);
  expect((await folder.lockstep("state", "list")).out).toBe("terraform_data.a\n");
});

test('a backend "remote" with a prefix gives workspaces short names', async () => {
  const folder = await folderOf("older");
  folder.write({ "main.tf": older('prefix = "older-"') });
  folder.environment["TF_WORKSPACE"] = "dev";
  expect((await folder.lockstep("init")).out).toContain("Made the workspace main/older-dev");
  expect((await folder.lockstep("apply", "-auto-approve")).out).toContain("1 added");
  delete folder.environment["TF_WORKSPACE"];
  // The only one that fits needs no naming.
  expect((await folder.lockstep("plan", "-detailed-exitcode")).code).toBe(0);
});

test("an object that exists is taken into the server's state, with the workspace locked meanwhile", async () => {
  const folder = await folderOf("imported");
  await folder.lockstep("init");
  folder.write({ "more.tf": 'resource "terraform_data" "there" {}\n' });
  const taken = await folder.lockstep("import", "terraform_data.there", "an-id");
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining("Import successful!")]);
  expect((await folder.lockstep("state", "list")).out).toBe("terraform_data.there\n");
  expect((await folder.lockstep("state", "show", "terraform_data.there")).out).toContain('"an-id"');
  const again = await folder.lockstep("import", "terraform_data.there", "an-id");
  expect([again.code, flat(again.err)]).toEqual([1, expect.stringContaining("Resource already managed")]);
  expect((await folder.lockstep("plan")).out).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
  const answer = await fetch(`http://${host}/api/v2/organizations/main/workspaces/imported`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toMatchObject({ data: { attributes: { locked: false } } });
});

test("a mistake in the configuration is shown as the server's log has it, and the command fails", async () => {
  const folder = await folderOf("mistakes");
  await folder.lockstep("init");
  folder.write({ "wrong.tf": 'resource "terraform_data" "b" { input = nothing.here }\n' });
  const { code, out } = await folder.lockstep("plan");
  expect([code, out]).toEqual([1, expect.stringContaining("Reference to undeclared resource")]);
});

test("a second server on the same data is refused, a port that is taken is named, a worker needs a database that it can share", async () => {
  const folder = scratch();
  const refusal = async (environment: Readonly<Record<string, string>>, ...words: string[]): Promise<string> => {
    Object.assign(folder.environment, { LOCKSTEP_DATA: join(data, "data"), LOCKSTEP_LISTEN: host, ...environment });
    const { code, err } = await folder.lockstep(...words);
    return `${code} ${flat(err)}`;
  };
  expect(await refusal({}, "serve")).toContain(`1 Error: Lockstep cannot start The data folder "${join(data, "data")}" is in use by another Lockstep (process ${server?.pid ?? ""}).`);
  expect(await refusal({ LOCKSTEP_DATA: join(data, "other") }, "serve")).toContain(`1 Error: Lockstep cannot start Another program listens at ${host}.`);
  expect(await refusal({}, "worker")).toContain("1 Error: Lockstep cannot start A worker shares the database of a server");
});
