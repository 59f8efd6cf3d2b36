import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startFakeHost, type FakeHost } from "../../test/fake-gitlab.ts";
import { makeRepository } from "../../test/git-repository.ts";
import { startGitServer, type GitServer } from "../../test/git-server.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { vcsCalls } from "../../test/vcs-workspace.ts";
import { lookAtRepository } from "./look-at-repository.ts";
import { reportComment, reportStatus } from "./report.ts";

// No worker runs here: looks and reports are asked for by hand, and runs stay where they are put.
const token = "glpat-s3cret-987654";
let lockstep: TestServer;
let host: FakeHost;
let git: GitServer;
let root = "";
let repository: ReturnType<typeof makeRepository>;
let connection: { readonly id: string; readonly secret: string; readonly webhookPath: string };
let workspaceId = "";

const never = new AbortController().signal;
const look = async (): Promise<void> => lookAtRepository(lockstep.server, connection.id, "group/infra", never);
const comment = async (number: number): Promise<void> => reportComment(lockstep.server, { connectionId: connection.id, repository: "group/infra", number }, never);
const main = (name: string): string => `resource "terraform_data" "${name}" {}\n`;
const runsOf = async (number: number) =>
  lockstep.server.db.selectFrom("vcsRuns").innerJoin("runs", "runs.id", "vcsRuns.runId").select(["runs.id", "runs.status", "runs.operation", "vcsRuns.commitSha"]).where("vcsRuns.pullRequest", "=", number).orderBy("runs.number").execute();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lockstep-gitlab-"));
  mkdirSync(join(root, "group"));
  git = await startGitServer(root, token);
  host = await startFakeHost(token);
  lockstep = await testServer();
  const calls = vcsCalls(lockstep);
  repository = makeRepository(join(root, "group"), "infra.git");
  repository.commit({ "app/main.tf": main("a"), "docs/x.md": "x" }, "Begin");
  symlinkSync(join(root, "group"), join(root, "Group"));
  symlinkSync(join(root, "group", "infra.git"), join(root, "group", "Infra.git"));
  connection = await calls.connect({ name: "GitLab", kind: "gitlab", token, apiUrl: `${host.url}/api/v4`, httpUrl: git.url, repository: "group/infra" });
  workspaceId = await calls.workspace("infra", { "vcs-repo": { identifier: "Group/Infra", "oauth-token-id": connection.id }, "working-directory": "app", "queue-all-runs": false });
}, 60_000);
afterAll(async () => {
  await lockstep.stop();
  await host.close();
  await git.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  host.statuses.length = 0;
});

describe("merge requests of GitLab", () => {
  test("the name of a repository may be written in any case", async () => {
    await look();
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/vcs`)).body).toMatchObject({ problem: null, repository: "Group/Infra", branch: "main", connection: { kind: "gitlab" } });
  });

  test("one is planned, told and commented on; a second commit cancels the first plan and changes the same note", async () => {
    const first = repository.commit({ "app/main.tf": main("b") }, "B", "feature");
    host.requests.push({ iid: 7, state: "opened", source_branch: "feature", target_branch: "main", files: ["app/main.tf"] });
    await Promise.all([look(), look()]);
    const [run, ...others] = await runsOf(7);
    expect([run?.status, run?.operation, run?.commitSha, others.length]).toEqual(["plan_queued", "plan_only", first, 0]);
    await reportStatus(lockstep.server, run?.id ?? "", never);
    await reportStatus(lockstep.server, run?.id ?? "", never);
    await comment(7);
    await comment(7);
    expect(host.statuses).toMatchObject([{ commit: first, name: "lockstep/acme/infra", state: "pending", target_url: `http://lockstep.test/app/acme/infra/runs/${run?.id}` }]);
    expect(host.notes.map(({ body }) => body.includes(first.slice(0, 12)))).toEqual([true]);
    const second = repository.commit({ "app/main.tf": main("c") }, "C", "feature");
    await look();
    await look();
    expect((await runsOf(7)).map(({ status, commitSha }) => [status, commitSha])).toEqual([["canceled", first], ["plan_queued", second]]);
    await reportStatus(lockstep.server, run?.id ?? "", never);
    await comment(7);
    expect(host.statuses.at(-1)).toMatchObject({ commit: first, state: "canceled" });
    expect(host.notes.map(({ body }) => body.includes(second.slice(0, 12)))).toEqual([true]);
  });

  test("a note that somebody deleted, or whose making was not heard of, is there once again", async () => {
    host.notes.length = 0;
    await lockstep.server.db.updateTable("vcsComments").set({ posted: null }).execute();
    await comment(7);
    expect(host.notes).toHaveLength(1);
    await lockstep.server.db.deleteFrom("vcsComments").execute();
    await comment(7);
    expect(host.notes).toHaveLength(1);
  });

  test("one that is closed ends its plan; opened again it is planned again", async () => {
    const request = host.requests.find(({ iid }) => iid === 7);
    if (request) request.state = "closed";
    await look();
    expect((await runsOf(7)).map(({ status }) => status)).toEqual(["canceled", "canceled"]);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/vcs`)).body.pullRequests).toEqual([]);
    if (request) request.state = "opened";
    await look();
    expect((await runsOf(7)).map(({ status }) => status)).toEqual(["canceled", "canceled", "plan_queued"]);
    if (request) request.state = "merged";
    await look();
    expect((await runsOf(7)).map(({ status }) => status)).toEqual(["canceled", "canceled", "canceled"]);
    expect((await lockstep.server.db.selectFrom("vcsPullRequests").select("state").where("number", "=", 7).executeTakeFirst())?.state).toBe("merged");
  });

  test("one that does not touch the folder is told so and not planned; forks and other branches are none of ours", async () => {
    const commit = repository.commit({ "docs/x.md": "y" }, "Docs", "docs");
    host.requests.push(
      { iid: 8, state: "opened", source_branch: "docs", target_branch: "main", files: ["docs/x.md"] },
      { iid: 9, state: "opened", source_branch: "docs", target_branch: "main", files: ["app/main.tf"], fork: true },
      { iid: 10, state: "opened", source_branch: "docs", target_branch: "other", files: ["app/main.tf"] },
    );
    await look();
    for (const number of [8, 9, 10]) {
      expect(await runsOf(number)).toEqual([]);
      await comment(number);
      await comment(number);
    }
    expect(host.statuses).toMatchObject([{ commit, state: "success", description: "Not touched by this change" }]);
    expect(host.notes.filter(({ on }) => on !== 7)).toEqual([]);
  });

  test("a workspace that wants no plans of merge requests gets none, and loses those that it has", async () => {
    repository.commit({ "app/main.tf": main("e") }, "E", "more");
    host.requests.push({ iid: 11, state: "opened", source_branch: "more", target_branch: "main", files: ["app/main.tf"] });
    await look();
    expect((await runsOf(11)).map(({ status }) => status)).toEqual(["plan_queued"]);
    await lockstep.call("PATCH", `/api/v2/workspaces/${workspaceId}`, { data: { type: "workspaces", attributes: { "speculative-enabled": false } } });
    await look();
    expect((await runsOf(11)).map(({ status }) => status)).toEqual(["canceled"]);
    await lockstep.call("PATCH", `/api/v2/workspaces/${workspaceId}`, { data: { type: "workspaces", attributes: { "speculative-enabled": true } } });
  });

  test("a webhook carries the secret itself", async () => {
    const send = async (headers: Record<string, string>) => (await lockstep.app.inject({ method: "POST", url: connection.webhookPath, headers: { "content-type": "application/json", "x-gitlab-event": "Push Hook", "x-gitlab-event-uuid": "u-1", ...headers }, payload: JSON.stringify({ project: { path_with_namespace: "Group/infra" } }) })).statusCode;
    expect(await send({})).toBe(401);
    expect(await send({ "x-gitlab-token": "wrong" })).toBe(401);
    expect(await send({ "x-gitlab-token": connection.secret })).toBe(202);
    const events = await lockstep.call("GET", `/api/v1/vcs-connections/${connection.id}/events`);
    expect(events.body).toMatchObject({ total: 1, items: [{ kind: "Push Hook", repository: "group/infra", status: "received" }] });
  });

  test("repositories are listed by search", async () => {
    const { body } = await lockstep.call("GET", `/api/v1/vcs-connections/${connection.id}/repositories?search=inf`);
    expect(body).toMatchObject({ total: 1, items: [{ name: "group/infra", defaultBranch: "main", private: true }] });
  });

  test("a token that was revoked is said so, without it, wherever it is needed", async () => {
    host.token = "another";
    try {
      const tested = await lockstep.call("POST", `/api/v1/vcs-connections/${connection.id}/test`, {});
      expect(tested.body).toMatchObject({ ok: false, account: "bot" });
      await look();
      const follow = await lockstep.call("GET", `/api/v1/workspaces/${workspaceId}/vcs`);
      expect(String(follow.body.problem)).toContain("refused the credentials");
      const created = await lockstep.call("POST", "/api/v1/organizations/acme/vcs-connections", { name: "Second", kind: "gitlab", token: "glpat-wr0ng", apiUrl: `${host.url}/api/v4`, httpUrl: git.url });
      expect([created.status, created.body.errors?.[0]?.code]).toEqual([422, "repository-unreachable"]);
      for (const said of [JSON.stringify([tested.body, follow.body, created.body]), lockstep.logged()]) for (const secret of [token, "wr0ng"]) expect(said).not.toContain(secret);
    } finally {
      host.token = token;
    }
    expect((await lockstep.call("POST", `/api/v1/vcs-connections/${connection.id}/test`, {})).body).toMatchObject({ ok: true, problem: null });
  });
});

describe("GitHub by a token", () => {
  test("commits get statuses, as a token can make no checks", async () => {
    const calls = vcsCalls(lockstep);
    const { id } = await calls.connect({ name: "GitHub token", kind: "github_token", token, apiUrl: `${host.url}/api/v3`, httpUrl: git.url });
    const other = await calls.workspace("github", { "vcs-repo": { identifier: "group/infra", "oauth-token-id": id }, "queue-all-runs": true });
    await lookAtRepository(lockstep.server, id, "group/infra", never);
    const [run] = await lockstep.server.db.selectFrom("runs").selectAll().where("workspaceId", "=", other).execute();
    expect(run).toMatchObject({ message: "Begin", createdByName: "Ada Lovelace", createdByKind: "system" });
    await reportStatus(lockstep.server, run?.id ?? "", never);
    expect(host.statuses).toMatchObject([{ name: "lockstep/acme/github", state: "pending" }]);
  });
});
