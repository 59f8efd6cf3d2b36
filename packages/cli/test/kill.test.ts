import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { killerFor, type Killer, type Moment } from "./killer.ts";
import { orgFor, scratch, type Scratch, type TestOrg } from "./run.ts";

const launcher = join(import.meta.dirname, "../bin/lockstep.js");

/** Every request with LOCKSTEP_KILL_STEP=1, which takes minutes; otherwise one in so many. */
const step = Number(process.env["LOCKSTEP_KILL_STEP"] ?? 9);

const moments: readonly Moment[] = ["after", "before"];

const groups = 24;
const rules = 12;
const origins = 12;
const servers = 6;

const times = (count: number, make: (n: number) => string): string => Array.from({ length: count }, (_, n) => make(n)).join("\n");

const provider = `
terraform {
  required_providers {
    okta = { source = "okta/okta" }
  }
}
provider "okta" {}
`;

/** Sixty resources that depend on one another, some of which take several requests each. */
const configuration = `${provider}
${times(groups, (n) => `resource "okta_group" "g${n}" {\n  name = "Group ${n}"\n}`)}
${times(rules, (n) => `resource "okta_group_rule" "r${n}" {\n  name = "Rule ${n}"\n  status = "ACTIVE"\n  group_assignments = [okta_group.g${n}.id]\n  expression_value = "user.department==\\"D${n}\\""\n}`)}
${times(origins, (n) => `resource "okta_trusted_origin" "o${n}" {\n  name = "Origin ${n}"\n  origin = "https://o${n}.example.com"\n  scopes = ["CORS"]\n}`)}
${times(servers, (n) => `resource "okta_auth_server" "s${n}" {\n  name = "Server ${n}"\n  audiences = ["api://s${n}"]\n}`)}
${times(servers, (n) => `resource "okta_auth_server_scope" "c${n}" {\n  auth_server_id = okta_auth_server.s${n}.id\n  name = "scope:${n}"\n}`)}
`;

/** Objects that are active, and are changed or deleted only while they are not. */
const inSteps = (version: number): string => `
resource "okta_group" "g" {
  name = "Stepwise"
}
resource "okta_group_rule" "r" {
  name              = "Stepwise"
  status            = "ACTIVE"
  group_assignments = [okta_group.g.id]
  expression_value  = "user.department==\\"D${version}\\""
}
resource "okta_app_bookmark" "a" {
  label = "Stepwise"
  url   = "https://example.com/${version}"
}
resource "okta_auth_server" "s" {
  name      = "Stepwise ${version}"
  audiences = ["api://s"]
}
`;

const resources = groups + rules + origins + servers * 2;

describe("an apply that is killed with SIGKILL", () => {
  test("at a changing request, before the org has seen it or after, and started again, makes every object once and loses none", { timeout: 900_000 }, async () => {
    for (let at = 1; ; at += step) {
      const { folder, org, killer } = await prepare(configuration);
      const run = await runKilled(folder, killer, at, moments[at % 2] ?? "after", "apply", "-auto-approve");
      killer.disarm();
      if (!run.struck) {
        expect(run.code, run.output).toBe(0);
        expect(at).toBeGreaterThan(resources);
        return;
      }
      const again = await folder.lockstep("apply", "-auto-approve");
      expect(again.code, `killed at request ${at}\n${again.err}${again.out}`).toBe(0);
      await expectWhole(folder, org);
    }
  });

  test("goes on with the same saved plan", { timeout: 120_000 }, async () => {
    const { folder, org, killer } = await prepare(configuration);
    expect((await folder.lockstep("plan", "-out=change.tfplan")).code).toBe(0);
    for (const at of [1, 7, 30]) {
      const run = await runKilled(folder, killer, at, at === 7 ? "before" : "after", "apply", "change.tfplan");
      expect(run.struck, run.output).toBe(true);
    }
    killer.disarm();
    const moved = await folder.lockstep("state", "rm", "okta_group.g0");
    expect(moved.code).toBe(1);
    expect(moved.err).toContain("An apply was interrupted");
    const last = await folder.lockstep("apply", "change.tfplan");
    expect(last.code, last.err + last.out).toBe(0);
    // Also an object whose creation takes several requests is whole: nothing is left to plan.
    await expectWhole(folder, org);
  });

  test.each([
    { name: "created", before: "", after: inSteps(1) },
    { name: "changed", before: inSteps(1), after: inSteps(2) },
    { name: "destroyed", before: inSteps(1), after: "" },
  ])("finishes with the same saved plan what is $name in several requests and was struck between them", { timeout: 300_000 }, async ({ before, after }) => {
    for (let at = 1; ; at++) {
      const { folder, killer } = await prepare(provider + before);
      expect((await folder.lockstep("apply", "-auto-approve")).code).toBe(0);
      folder.write({ "main.tf": provider + after });
      expect((await folder.lockstep("plan", "-out=change.tfplan")).code).toBe(0);
      const run = await runKilled(folder, killer, at, moments[at % 2] ?? "after", "apply", "change.tfplan");
      killer.disarm();
      if (!run.struck) {
        expect(run.code, run.output).toBe(0);
        expect(at).toBeGreaterThan(4);
        return;
      }
      const again = await folder.lockstep("apply", "change.tfplan");
      expect(again.code, `killed at request ${at}\n${again.err}${again.out}`).toBe(0);
      const plan = await folder.lockstep("plan", "-detailed-exitcode");
      expect(plan.code, `killed at request ${at}\n${plan.out}`).toBe(0);
    }
  });

  test("in the middle of destroying leaves nothing behind when it is started again", { timeout: 120_000 }, async () => {
    const { folder, org, killer } = await prepare(configuration);
    expect((await folder.lockstep("apply", "-auto-approve")).code).toBe(0);
    for (const at of [1, 5, 12, 20]) {
      const run = await runKilled(folder, killer, at, at % 2 === 0 ? "before" : "after", "destroy", "-auto-approve");
      expect(run.struck, run.output).toBe(true);
    }
    killer.disarm();
    const last = await folder.lockstep("destroy", "-auto-approve");
    expect(last.code, last.err + last.out).toBe(0);
    expect(await namesIn(org, "/api/v1/groups?limit=200", "profile", "name")).not.toContain("Group 0");
    expect((JSON.parse(folder.read("terraform.tfstate")) as { resources: unknown[] }).resources).toEqual([]);
  });
});

async function prepare(text: string): Promise<{ folder: Scratch; org: TestOrg; killer: Killer }> {
  const folder = scratch({ "main.tf": text });
  const org = await orgFor(folder);
  const killer = await killerFor(org.url);
  folder.environment["OKTA_BASE_URL"] = killer.url;
  return { folder, org, killer };
}

function runKilled(folder: Scratch, killer: Killer, at: number, moment: Moment, ...words: string[]): Promise<{ code: number | null; struck: boolean; output: string }> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder.folder, ...folder.environment };
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder.folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const armed = killer.arm(child, at, moment);
  let output = "";
  child.stdout.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr.on("data", (part: Buffer) => (output += part.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, struck: armed.struck(), output })));
}

async function expectWhole(folder: Scratch, org: TestOrg): Promise<void> {
  const made = await namesIn(org, "/api/v1/groups?limit=200", "profile", "name");
  expect(made.filter((name) => name.startsWith("Group ")).sort()).toEqual(Array.from({ length: groups }, (_, n) => `Group ${n}`).sort());
  expect((await namesIn(org, "/api/v1/groups/rules?limit=200", "name")).length).toBe(rules);
  expect((await namesIn(org, "/api/v1/trustedOrigins?limit=200", "name")).filter((name) => name.startsWith("Origin ")).length).toBe(origins);
  expect((await namesIn(org, "/api/v1/authorizationServers?limit=200", "name")).filter((name) => name.startsWith("Server ")).length).toBe(servers);
  const state = JSON.parse(folder.read("terraform.tfstate")) as { resources: { mode: string }[] };
  expect(state.resources.filter(({ mode }) => mode === "managed").length).toBe(resources);
  expect(existsSync(join(folder.folder, ".terraform.tfstate.journal"))).toBe(false);
  const plan = await folder.lockstep("plan", "-detailed-exitcode");
  expect(plan.code, plan.out).toBe(0);
}

async function namesIn(org: TestOrg, path: string, ...property: string[]): Promise<string[]> {
  const { json } = await org.ask("GET", path);
  return (json as unknown[]).map((item) => String(property.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], item)));
}
