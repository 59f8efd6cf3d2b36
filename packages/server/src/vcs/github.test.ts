import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRepository } from "../../test/git-repository.ts";
import { mirrorBranch } from "../../test/github-mirror.ts";
import { startGitServer, type GitServer } from "../../test/git-server.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { vcsCalls, type VcsCalls } from "../../test/vcs-workspace.ts";

// GitHub is a stand-in that others wrote; what it lacks is the Git protocol, so the same repository is served by Git itself, and
// what is pushed there is brought to the stand-in object by object.
let github: Emulator;
let git: GitServer;
let lockstep: TestServer;
let calls: VcsCalls;
let root = "";
let repository: ReturnType<typeof makeRepository>;
let connection: { readonly id: string; readonly secret: string; readonly webhookPath: string };
let workspaceId = "";

interface Json {
  readonly [name: string]: Json;
}

const tryAsAdmin = async (method: string, path: string, body?: object): Promise<unknown> => {
  const answer = await fetch(`${github.url}${path}`, { method, headers: { authorization: "Bearer admin-token", "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

async function asAdmin(method: string, path: string, body?: object): Promise<Json> {
  return (await tryAsAdmin(method, path, body)) as Json;
}

const main = (...names: readonly string[]): string => names.map((name) => `resource "terraform_data" "${name}" {\n  input = "x"\n}\n`).join("");

/** A push, to Git and to the stand-in, which tells it by its webhook. */
async function push(files: Readonly<Record<string, string>>, message: string, branch: string): Promise<string> {
  const commit = repository.commit(files, message, branch);
  expect(await mirrorBranch(tryAsAdmin, "octocat/infra", repository.bare, branch)).toBe(commit);
  return commit;
}

async function openPull(branch: string, title: string): Promise<number> {
  return Number((await asAdmin("POST", "/repos/octocat/infra/pulls", { title, head: branch, base: "main" }))["number"]);
}

const comments = async (number: number): Promise<readonly { readonly id: number; readonly body: string }[]> => (await asAdmin("GET", `/repos/octocat/infra/issues/${number}/comments`)) as never;
const checks = async (commit: string): Promise<readonly { readonly name: string; readonly status: string; readonly conclusion: string | null; readonly output: { readonly title: string } }[]> =>
  (await asAdmin("GET", `/repos/octocat/infra/commits/${commit}/check-runs`))["check_runs"] as never;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lockstep-github-"));
  mkdirSync(join(root, "octocat"));
  git = await startGitServer(root);
  github = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { "admin-token": { login: "octocat", scopes: ["repo", "admin:repo_hook"] } },
      github: {
        users: [{ login: "octocat", name: "The Octocat", email: "octocat@github.com" }],
        repos: [{ owner: "octocat", name: "infra", auto_init: false }],
        apps: [{ app_id: 12345, slug: "lockstep", name: "Lockstep", permissions: { contents: "read", checks: "write", issues: "write", pull_requests: "write", metadata: "read" }, events: ["push", "pull_request"], installations: [{ installation_id: 100, account: "octocat" }] }],
      },
    },
  });
  lockstep = await testServer({ work: true, listen: true, environment: { LOCKSTEP_VCS_POLL_SECONDS: "1" } });
  calls = vcsCalls(lockstep);
  repository = makeRepository(join(root, "octocat"), "infra.git");
  await push({ "main.tf": main("a") }, "Begin", "main");
  const privateKey = github.generatedSecrets.find(({ kind }) => kind === "github.app_private_key")?.value;
  connection = await calls.connect({ name: "GitHub", kind: "github_app", appId: "12345", installationId: "100", privateKey, apiUrl: github.url, httpUrl: git.url });
  await asAdmin("POST", "/repos/octocat/infra/hooks", { config: { url: `${lockstep.address}${connection.webhookPath}`, content_type: "json", secret: connection.secret }, events: ["push", "pull_request"] });
  workspaceId = await calls.workspace("infra", { "vcs-repo": { identifier: "octocat/infra", "oauth-token-id": connection.id, branch: "main" }, "trigger-patterns": ["*.tf"], "queue-all-runs": false });
}, 90_000);
afterAll(async () => {
  await lockstep.stop();
  await github.close();
  await git.close();
  rmSync(root, { recursive: true, force: true });
});

describe("a repository of GitHub, as an app", () => {
  let number = 0;
  let first = "";

  test("the app says who it is, and its key is never given back", async () => {
    const { body } = await lockstep.call("GET", `/api/v1/vcs-connections/${connection.id}`);
    expect(body).toMatchObject({ account: "lockstep for octocat", hasPrivateKey: true, problem: null, reviews: true });
    expect(JSON.stringify(body)).not.toContain("PRIVATE KEY");
  });

  test("connecting a workspace fetches its commit, and starts nothing unless it is to", async () => {
    await expect.poll(async () => (await calls.follow(workspaceId)).commit, { timeout: 40_000 }).not.toBe(null);
    expect(await calls.runs(workspaceId)).toHaveLength(0);
    expect(await calls.follow(workspaceId)).toMatchObject({ repositoryUrl: `${git.url}/octocat/infra`, branch: "main", problem: null });
  });

  test("a pull request gets a plan that can only be looked at, a check and one comment", async () => {
    first = await push({ "main.tf": main("a", "b") }, "Add b", "feature");
    number = await openPull("feature", "Two of them");
    const [run] = await calls.untilRuns(workspaceId, 1, "plan_only");
    expect(run?.attributes).toMatchObject({ "plan-only": true, message: "Add b", "trigger-reason": "pull-request" });
    await calls.untilStatus(String(run?.id), "planned_and_finished");
    await expect.poll(async () => checks(first), { timeout: 40_000 }).toMatchObject([{ name: "lockstep/acme/infra", status: "completed", conclusion: "success", output: { title: "+2 ~0 -0" } }]);
    await expect.poll(async () => (await comments(number)).map(({ body }) => body.includes("+2 \\~0 -0") || body.includes("+2 ~0 -0")), { timeout: 40_000 }).toEqual([true]);
    const [comment] = await comments(number);
    for (const said of [first.slice(0, 12), "terraform_data.b", `/runs/${String(run?.id)}`, "acme/infra"]) expect(comment?.body).toContain(said);
    expect((await calls.follow(workspaceId)).pullRequests).toMatchObject([{ number, title: "Two of them", headCommit: first, runStatus: "planned_and_finished" }]);
  });

  test("after another commit the same comment tells of it", async () => {
    const [before] = await comments(number);
    const second = await push({ "main.tf": main("a", "b", "c") }, "Add c", "feature");
    const [run] = await calls.untilRuns(workspaceId, 2, "plan_only");
    await calls.untilStatus(String(run?.id), "planned_and_finished");
    await expect.poll(async () => (await comments(number)).map(({ id, body }) => [id, body.includes(second.slice(0, 12)), body.includes("terraform_data.c")]), { timeout: 40_000 }).toEqual([[before?.id, true, true]]);
    await expect.poll(async () => (await checks(second)).map(({ conclusion }) => conclusion), { timeout: 40_000 }).toEqual(["success"]);
  });

  test("a push that nobody told of is found by looking", async () => {
    const quiet = repository.commit({ "unrelated.md": "x" }, "Quiet", "main-2");
    await lockstep.call("PATCH", `/api/v2/workspaces/${workspaceId}`, { data: { type: "workspaces", attributes: { "vcs-repo": { branch: "main-2" } } } });
    await calls.untilCommit(workspaceId, quiet);
    const missed = repository.commit({ "unrelated.md": "y" }, "Missed", "main-2");
    await calls.untilCommit(workspaceId, missed);
    await lockstep.call("PATCH", `/api/v2/workspaces/${workspaceId}`, { data: { type: "workspaces", attributes: { "vcs-repo": { branch: "main" } } } });
  });

  test("a merge ends the pull request, and the commit on the branch is run like any other", async () => {
    await asAdmin("PUT", `/repos/octocat/infra/pulls/${number}/merge`, {});
    await lockstep.call("PATCH", `/api/v2/workspaces/${workspaceId}`, { data: { type: "workspaces", attributes: { "queue-all-runs": true } } });
    const merged = await push({ "README.md": "merged" }, "Merge two of them", "main");
    const [run] = await calls.untilRuns(workspaceId, 1);
    expect(run?.attributes).toMatchObject({ message: "Merge two of them", "plan-only": false });
    await expect.poll(async () => (await calls.follow(workspaceId)).pullRequests, { timeout: 40_000 }).toEqual([]);
    await calls.untilStatus(String(run?.id), "planned");
    await expect.poll(async () => (await checks(merged)).map(({ status, output }) => [status, output.title]), { timeout: 40_000 }).toEqual([["queued", "+3 ~0 -0: waits for confirmation"]]);
    await lockstep.call("POST", `/api/v2/runs/${String(run?.id)}/actions/apply`, {});
    await expect.poll(async () => (await checks(merged)).map(({ conclusion, output }) => [conclusion, output.title]), { timeout: 40_000 }).toEqual([["success", "Applied +3 ~0 -0"]]);
  });
});
