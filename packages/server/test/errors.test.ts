// What can go wrong, through the whole server: each is told so that one knows what to do, leaves a run that can be read and repeated, and loses nothing.
import { startSandbox, type RunningOrg, type Sandbox } from "@lockstep/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupId, oktaConfiguration } from "./org-workspace.ts";
import { addPerson } from "./people.ts";
import { logOf, madeWorkspace, settled, startedRun, uploaded } from "./runs.ts";
import { testServer, type TestServer } from "./test-server.ts";

let lockstep: TestServer;
let sandbox: Sandbox;
let org: RunningOrg;

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: [{ name: "preview" }] });
  const [running] = sandbox.running;
  if (!running) throw new Error("The sandbox did not start.");
  org = running;
  lockstep = await testServer({ work: true, environment: { LOCKSTEP_REQUESTS_PER_SECOND: "0" } });
}, 120_000);
afterAll(async () => {
  await lockstep?.stop();
  await sandbox?.stop();
});

type Called = Awaited<ReturnType<TestServer["call"]>>;

/** The answer is this problem, as JSON:API, and says what to do. */
function checkProblem({ status, body, headers }: Called, expected: number, code: string, says: RegExp): void {
  const error = body["errors"]?.[0];
  expect([status, String(error?.status), String(error?.code)]).toEqual([expected, String(expected), code]);
  expect(String(error?.title).length).toBeGreaterThan(3);
  expect(String(error?.detail)).toMatch(says);
  expect(headers["content-type"]).toContain("application/vnd.api+json");
}

const simple = (text: string): string => `resource "terraform_data" "a" {\n  input = "${text}"\n}\n`;
const connect = async (name: string, baseUrl: string, apiToken: string): Promise<Called> => lockstep.call("POST", "/api/v1/organizations/acme/okta-orgs", { name, orgName: "preview", baseUrl, authentication: "api_token", apiToken });
const statusOf = async (id: string): Promise<string> => String((await lockstep.call("GET", `/api/v1/runs/${id}`)).body.status);

async function connected(name: string, oktaOrgId: string, text: string): Promise<string> {
  const workspace = await madeWorkspace(lockstep, name);
  await lockstep.server.db.updateTable("workspaces").set({ oktaOrgId }).where("id", "=", workspace).execute();
  await uploaded(lockstep, workspace, oktaConfiguration(text));
  return workspace;
}

describe("who asks", { timeout: 300_000 }, () => {
  test("with a wrong token is told so by both interfaces", async () => {
    for (const path of ["/api/v1/organizations/acme/runs", "/api/v2/organizations/acme/workspaces"]) for (const token of ["nonsense", null]) checkProblem(await lockstep.call("GET", path, undefined, token), 401, "unauthorized", /make a new token/);
  });

  test("with too little access is told what it takes, and who sees nothing is told nothing", async () => {
    const workspace = await madeWorkspace(lockstep, "guarded");
    await uploaded(lockstep, workspace, simple("hello"));
    const run = await startedRun(lockstep, workspace);
    await settled(lockstep, run, "planned");
    const [reader, planner, stranger] = [await addPerson(lockstep, "reader", { workspaces: { [workspace]: "read" } }), await addPerson(lockstep, "planner", { workspaces: { [workspace]: "plan" } }), await addPerson(lockstep, "stranger")];
    checkProblem(await lockstep.call("POST", `/api/v1/workspaces/${workspace}/runs`, {}, reader.token), 403, "forbidden", /more access to this workspace; ask an owner/);
    checkProblem(await lockstep.call("POST", `/api/v2/runs/${run}/actions/apply`, {}, planner.token), 403, "forbidden", /ask an owner/);
    checkProblem(await lockstep.call("GET", `/api/v1/runs/${run}`, undefined, stranger.token), 404, "not-found", /you may not see it/);
    expect(await statusOf(run)).toBe("planned");
  });
});

describe("a workspace", { timeout: 300_000 }, () => {
  test("that is locked lets runs wait, says by whom, and goes on when it is free", async () => {
    const workspace = await madeWorkspace(lockstep, "locked");
    await uploaded(lockstep, workspace, simple("hello"));
    expect((await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/lock`, { reason: "maintenance" })).status).toBe(200);
    checkProblem(await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/lock`, {}), 409, "workspace-locked", /locked by user alex.*[Uu]nlock/);
    const run = await startedRun(lockstep, workspace);
    const { body } = await lockstep.call("GET", `/api/v1/runs/${run}`);
    expect(body).toMatchObject({ status: "pending", blocker: { kind: "lock", message: "maintenance" } });
    expect((await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/unlock`, {})).status).toBe(200);
    await settled(lockstep, run, "planned");
  });

  test("takes no state that is older than its own, and keeps what it has", async () => {
    const workspace = await madeWorkspace(lockstep, "stale");
    const push = async (serial: number, lineage = "one"): Promise<Called> => {
      const state = Buffer.from(JSON.stringify({ version: 4, terraform_version: "1.11.4", serial, lineage, outputs: {}, resources: [] }));
      const { createHash } = await import("node:crypto");
      return lockstep.call("POST", `/api/v2/workspaces/${workspace}/state-versions`, { data: { type: "state-versions", attributes: { serial, lineage, md5: createHash("md5").update(state).digest("hex"), state: state.toString("base64") } } });
    };
    checkProblem(await push(1), 409, "state-needs-lock", /Lock it first/);
    await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/lock`, {});
    expect((await push(5)).status).toBe(201);
    checkProblem(await push(4), 409, "stale-serial", /pull the state/);
    checkProblem(await push(6, "two"), 409, "foreign-lineage", /-force/);
    expect((await lockstep.call("GET", `/api/v2/workspaces/${workspace}/current-state-version`)).body.data?.attributes).toMatchObject({ serial: 5, lineage: "one" });
  });

  test("refuses an archive that is too large or broken, and takes the right one afterwards at the same address", async () => {
    const workspace = await madeWorkspace(lockstep, "large");
    const { body } = await lockstep.call("POST", `/api/v1/workspaces/${workspace}/configuration-versions`, { autoQueueRuns: false });
    const path = new URL(String(body.uploadUrl)).pathname;
    checkProblem(await lockstep.call("PUT", path, new Uint8Array((100 << 20) + 1), null), 413, "too-large", /Send less/);
    checkProblem(await lockstep.call("PUT", path, Buffer.from("nothing"), null), 422, "bad-archive", /could not be unpacked/);
    checkProblem(await lockstep.call("POST", `/api/v1/workspaces/${workspace}/runs`, { configurationVersion: String(body.id) }), 422, "configuration-not-ready", /Upload it/);
    await uploaded(lockstep, workspace, simple("hello"));
    await settled(lockstep, await startedRun(lockstep, workspace), "planned");
  });

  test("refuses a schedule that never comes, and says what is wrong with it", async () => {
    const workspace = await madeWorkspace(lockstep, "scheduled");
    for (const timing of [{ cron: "61 9 * * *" }, { cron: "every day" }, { cron: "0 9 * * *", timeZone: "Europe/Nowhere" }]) checkProblem(await lockstep.call("POST", `/api/v1/workspaces/${workspace}/schedules`, { kind: "plan_only", ...timing }), 422, "bad-schedule", /\w{3}/);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspace}/schedules`)).body.items).toEqual([]);
  });
});

describe("what lies outside", () => {
  test("and cannot be reached, or refuses us, is told before anything is kept", async () => {
    checkProblem(await connect("Nowhere", "http://127.0.0.1:1", "x"), 422, "org-unreachable", /did not answer/);
    checkProblem(await connect("Wrong", org.url, "00wrong"), 422, "org-refused", /not revoked/);
    checkProblem(await lockstep.call("POST", "/api/v1/organizations/acme/vcs-connections", { name: "Nowhere", kind: "git", httpUrl: "http://127.0.0.1:1", repository: "a/b" }), 422, "repository-unreachable", /could not be read/);
    expect((await lockstep.call("GET", "/api/v1/organizations/acme/okta-orgs")).body.items).toEqual([]);
  });

  test("a token that is revoked in the middle of an apply ends it; what was made is in the state, and the next run makes the rest, nothing twice", { timeout: 300_000 }, async () => {
    const { body } = await connect("Preview", org.url, org.token);
    const names = Array.from({ length: 6 }, (_, number) => `Chain ${number}`);
    const chain = names.map((name, number) => `resource "okta_group" "g${number}" {\n  name = "${name}"\n${number === 0 ? "" : `  depends_on = [okta_group.g${number - 1}]\n`}}\n`).join("");
    const workspace = await connected("revoked", String(body.id), chain);
    const first = await startedRun(lockstep, workspace);
    await settled(lockstep, first, "planned");
    org.org.faults.add({ id: "revoked", kind: "status", method: "POST", path: "/api/v1/groups", skip: 3, status: 401 });
    await lockstep.call("POST", `/api/v1/runs/${first}/confirm`, {});
    const ended = await settled(lockstep, first, "errored", "applied");
    expect(ended).toMatchObject({ status: "errored" });
    expect(JSON.stringify(ended.error)).toMatch(/401|token/i);
    expect(await logOf(lockstep, first, "apply")).toMatch(/okta_group\.g0/);
    expect((await lockstep.call("GET", `/api/v2/workspaces/${workspace}`)).body.data?.attributes).toMatchObject({ locked: false, "resource-count": 3 });
    org.org.faults.clear();
    const second = await startedRun(lockstep, workspace, { autoApply: true });
    await settled(lockstep, second, "applied");
    expect((await lockstep.call("GET", `/api/v1/runs/${second}`)).body.planned).toMatchObject({ add: 3, change: 0, destroy: 0 });
    const all = (await (await fetch(`${org.url}/api/v1/groups?limit=200`, { headers: { authorization: `SSWS ${org.token}` } })).json()) as readonly { profile: { name: string } }[];
    expect(all.map(({ profile }) => profile.name).filter((name) => name.startsWith("Chain")).toSorted()).toEqual(names);
  });

  test("an org that does not let us in any more fails the plan, which can be read and repeated", { timeout: 300_000 }, async () => {
    const orgs = (await lockstep.call("GET", "/api/v1/organizations/acme/okta-orgs")).body.items as unknown as readonly { readonly id: string }[];
    const workspace = await connected("away", orgs[0]?.id ?? "", `data "okta_group" "everyone" {\n  name = "Everyone"\n}\noutput "id" {\n  value = data.okta_group.everyone.id\n}\n`);
    org.org.faults.add({ id: "away", kind: "status", path: "/api/v1/**", status: 403 });
    const run = await startedRun(lockstep, workspace);
    const { error } = await settled(lockstep, run, "errored");
    org.org.faults.clear();
    expect(String(error?.summary).length).toBeGreaterThan(5);
    expect(await logOf(lockstep, run, "plan")).toContain("Error");
    await settled(lockstep, await startedRun(lockstep, workspace), "planned");
    expect(await groupId(org, "Everyone")).not.toBe("");
  });
});

describe("a hundred at once", () => {
  test("confirm a run: one of them does, and it is applied once", { timeout: 300_000 }, async () => {
    const workspace = await madeWorkspace(lockstep, "crowded");
    await uploaded(lockstep, workspace, simple("hello"));
    const run = await startedRun(lockstep, workspace);
    await settled(lockstep, run, "planned");
    const answers = await Promise.all(Array.from({ length: 100 }, async (_, number) => lockstep.call("POST", number % 2 === 0 ? `/api/v1/runs/${run}/confirm` : `/api/v2/runs/${run}/actions/apply`, {})));
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status >= 300)) checkProblem(answer, 409, "not-allowed-now", /Look at the run again/);
    await settled(lockstep, run, "applied");
    const done = await lockstep.server.db.selectFrom("runEvents").select("action").where("runId", "=", run).where("action", "in", ["confirmed", "applying", "applied"]).execute();
    expect(done.map(({ action }) => action).toSorted()).toEqual(["applied", "applying", "confirmed"]);
  });

  test("runs of one workspace are all kept, and one of them is active", { timeout: 300_000 }, async () => {
    const workspace = await madeWorkspace(lockstep, "queue");
    await uploaded(lockstep, workspace, simple("hello"));
    const answers = await Promise.all(Array.from({ length: 20 }, async () => lockstep.call("POST", `/api/v1/workspaces/${workspace}/runs`, {})));
    const runs = answers.filter(({ status }) => status === 201).map(({ body }) => String(body.id));
    // Where all of the database's sessions are busy for too long, the rest is told to ask again: it is not half done.
    for (const answer of answers.filter(({ status }) => status !== 201)) checkProblem(answer, 503, "not-ready", /Try again/);
    expect(runs.length).toBeGreaterThan(0);
    const statuses = (await lockstep.server.db.selectFrom("runs").select("status").where("workspaceId", "=", workspace).execute()).map(({ status }) => status);
    expect([statuses.length, statuses.filter((status) => status !== "pending").length]).toEqual([runs.length, 1]);
    for (const each of runs.toReversed()) await lockstep.call("POST", `/api/v1/runs/${each}/discard`, {});
  });
});
