import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { git as runGit, makeRepository } from "../../test/git-repository.ts";
import { startGitServer, type GitServer } from "../../test/git-server.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { vcsCalls, type VcsCalls } from "../../test/vcs-workspace.ts";

const token = "tok-s3cret-0123456789";
let lockstep: TestServer;
let calls: VcsCalls;
let git: GitServer;
let root = "";
let http: { readonly id: string; readonly secret: string; readonly webhookPath: string };

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lockstep-vcs-"));
  git = await startGitServer(root, token);
  lockstep = await testServer({ work: true, environment: { LOCKSTEP_ALLOW_LOCAL_GIT: "true", LOCKSTEP_VCS_POLL_SECONDS: "1" } });
  calls = vcsCalls(lockstep);
  makeRepository(root, "empty.git");
  http = await calls.connect({ name: "Over HTTP", kind: "git", httpUrl: git.url, username: "ci", token, repository: "empty.git" });
}, 60_000);
afterAll(async () => {
  await lockstep.stop();
  await git.close();
  rmSync(root, { recursive: true, force: true });
});

const main = (text: string): string => `resource "terraform_data" "a" {\n  input = "${text}"\n}\n`;

const follows = (repository: string, more: object = {}): object => ({ "vcs-repo": { identifier: repository, "oauth-token-id": http.id, branch: "main", ...more }, "queue-all-runs": true });

describe("a repository over HTTP, found by polling", () => {
  test("a push becomes a run with the commit's title and author, and is applied; the same commit is not run twice", async () => {
    const repository = makeRepository(root, "one.git");
    const first = repository.commit({ "main.tf": main("one") }, "Begin");
    const id = await calls.workspace("one", { ...follows("one.git"), "auto-apply": true });
    const [begun] = await calls.untilRuns(id, 1);
    expect(begun?.attributes).toMatchObject({ message: "Begin", "trigger-reason": "workspace-connected", source: "tfe-configuration-version" });
    await calls.untilStatus(String(begun?.id), "applied");
    const second = repository.commit({ "main.tf": main("two") }, "Second: change\n\nBecause of this.");
    const [pushed] = await calls.untilRuns(id, 2);
    expect(pushed?.attributes).toMatchObject({ message: "Second: change", "trigger-reason": "git-push" });
    await calls.untilStatus(String(pushed?.id), "applied");
    const { body } = await lockstep.call("GET", `/api/v2/runs/${String(pushed?.id)}?include=configuration_version.ingress_attributes`);
    const ingress = (body.included as unknown as readonly { type: string; attributes: object }[]).find(({ type }) => type === "ingress-attributes");
    expect(ingress?.attributes).toMatchObject({ "commit-sha": second, "commit-message": "Second: change\n\nBecause of this.", "sender-username": "Ada Lovelace", branch: "main", "is-pull-request": false, identifier: "one.git", "clone-url": `${git.url}/one.git` });
    const events = await lockstep.call("GET", `/api/v2/runs/${String(pushed?.id)}/run-events`);
    expect(JSON.stringify(events.body)).toContain("created");
    expect((await lockstep.server.db.selectFrom("runs").select(["createdByKind", "createdByName"]).where("id", "=", String(pushed?.id)).executeTakeFirst())).toEqual({ createdByKind: "system", createdByName: "Ada Lovelace" });
    // The branch goes back to where it was: that commit is the configuration again, and is not run again.
    runGit(repository.work, "push", "--quiet", "--force", repository.bare, `${first}:refs/heads/main`);
    await calls.untilCommit(id, first);
    expect(await calls.runs(id)).toHaveLength(2);
  });

  test("a change outside of the workspace's folder starts nothing; one in it does", async () => {
    const repository = makeRepository(root, "mono.git");
    repository.commit({ "envs/prod/main.tf": main("prod"), "envs/dev/main.tf": main("dev") }, "Begin");
    const prod = await calls.lockedWorkspace("mono-prod", { ...follows("mono.git"), "working-directory": "envs/prod", "queue-all-runs": true });
    const dev = await calls.lockedWorkspace("mono-dev", { ...follows("mono.git"), "working-directory": "envs/dev", "queue-all-runs": false });
    await calls.untilRuns(prod, 1);
    const commit = repository.commit({ "envs/dev/main.tf": main("dev 2"), "README.md": "x" }, "Dev only");
    await calls.untilCommit(prod, commit);
    await calls.untilCommit(dev, commit);
    expect(await calls.runs(prod)).toHaveLength(1);
    // The first run of a workspace that does not queue by itself is started by hand.
    expect(await calls.runs(dev)).toHaveLength(0);
    const started = await lockstep.call("POST", "/api/v2/runs", { data: { type: "runs", attributes: { message: "by hand" }, relationships: { workspace: { data: { type: "workspaces", id: dev } } } } });
    expect(started.status).toBe(201);
    repository.commit({ "envs/dev/main.tf": main("dev 3") }, "Dev again");
    const [newest] = await calls.untilRuns(dev, 2);
    expect(newest?.attributes).toMatchObject({ message: "Dev again" });
  });

  test("tags start runs where an expression wants them, and pushes do not", async () => {
    const repository = makeRepository(root, "tags.git");
    repository.commit({ "main.tf": main("1") }, "One");
    const id = await calls.lockedWorkspace("tags", follows("tags.git", { "tags-regex": String.raw`^v\d+\.\d+$` }));
    await expect.poll(async () => (await calls.follow(id)).lookedAt, { timeout: 20_000 }).not.toBe(null);
    repository.commit({ "main.tf": main("2") }, "Two");
    runGit(repository.work, "tag", "nightly");
    runGit(repository.work, "tag", "v1.0");
    runGit(repository.work, "push", "--quiet", "--tags", repository.bare);
    const [tagged] = await calls.untilRuns(id, 1);
    expect(tagged?.attributes).toMatchObject({ message: "Two", "trigger-reason": "git-tag" });
  });

  test("a private module and a submodule are read by the same connection", async () => {
    makeRepository(root, "shared.git").commit({ "out.tf": `output "said" {\n  value = "from the module"\n}\n` }, "Shared");
    const repository = makeRepository(root, "uses.git");
    runGit(repository.work, "submodule", "--quiet", "add", join(root, "shared.git"), "inner");
    runGit(repository.work, "config", "-f", ".gitmodules", "submodule.inner.url", "../shared.git");
    const text = `module "remote" {\n  source = "git::${git.url}/shared.git"\n}\nmodule "inner" {\n  source = "./inner"\n}\noutput "both" {\n  value = [module.remote.said, module.inner.said]\n}\n`;
    repository.commit({ "main.tf": text }, "Use it");
    const id = await calls.workspace("uses", { ...follows("uses.git", { "ingress-submodules": true }), "auto-apply": true });
    const [run] = await calls.untilRuns(id, 1);
    await calls.untilStatus(String(run?.id), "applied");
    const outputs = await lockstep.call("GET", `/api/v2/workspaces/${id}/current-state-version-outputs`);
    expect(outputs.body.data?.[0]?.attributes).toMatchObject({ value: ["from the module", "from the module"] });
  });

  test("what is wrong is said with the workspace, holds no token, and is gone when it is mended", async () => {
    const id = await calls.lockedWorkspace("wrong", follows("none.git"));
    await expect.poll(async () => (await calls.follow(id)).problem, { timeout: 20_000 }).toContain("no such repository");
    expect(JSON.stringify(await calls.follow(id))).not.toContain(token);
    makeRepository(root, "none.git").commit({ "main.tf": main("late") }, "Late");
    await lockstep.call("POST", `/api/v1/workspaces/${id}/vcs/look`, {});
    const [run] = await calls.untilRuns(id, 1);
    expect(run?.attributes).toMatchObject({ message: "Late" });
    expect((await calls.follow(id)).problem).toBe(null);
  });

  test("a workspace that leaves its repository, and comes back, begins anew with the commit that is there then", async () => {
    const repository = makeRepository(root, "left.git");
    const first = repository.commit({ "main.tf": main("1") }, "One");
    const id = await calls.lockedWorkspace("left", follows("left.git"));
    await calls.untilRuns(id, 1);
    await calls.untilCommit(id, first);
    const patch = async (attributes: object) => lockstep.call("PATCH", `/api/v2/workspaces/${id}`, { data: { type: "workspaces", attributes } });
    await patch({ "vcs-repo": null });
    await expect.poll(async () => lockstep.server.db.selectFrom("vcsFollows").select("workspaceId").where("workspaceId", "=", id).execute(), { timeout: 20_000 }).toEqual([]);
    const second = repository.commit({ "main.tf": main("2") }, "Two");
    await patch(follows("left.git"));
    await calls.untilCommit(id, second);
    // A look that was under way when it left may still have known it: then the commit counts as a push.
    expect((await calls.untilRuns(id, 2))[0]?.attributes).toMatchObject({ message: "Two", "trigger-reason": expect.stringMatching(/^(?:workspace-connected|git-push)$/) });
  });
});

describe("webhooks", () => {
  const send = async (body: string, headers: Record<string, string>) => lockstep.app.inject({ method: "POST", url: http.webhookPath, headers: { "content-type": "application/json", ...headers }, payload: body });
  const sign = (body: string, secret = http.secret): string => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const body = JSON.stringify({ ref: "refs/heads/main", repository: { full_name: "one" } });

  test("one that is not signed with the connection's secret is refused", async () => {
    for (const headers of [{}, { "x-hub-signature-256": sign(body, "another") }, { "x-hub-signature-256": "sha256=" }]) {
      const answer = await send(body, { "x-github-delivery": "d-0", ...headers } as Record<string, string>);
      expect([answer.statusCode, JSON.parse(answer.body).errors[0].code]).toEqual([401, "bad-signature"]);
    }
  });

  test("the same delivery again is ignored", async () => {
    const headers = { "x-hub-signature-256": sign(body), "x-github-delivery": "d-1", "x-github-event": "push" };
    expect(JSON.parse((await send(body, headers)).body)).toEqual({ status: "received" });
    const again = await send(body, headers);
    expect([again.statusCode, JSON.parse(again.body)]).toEqual([202, { status: "replayed" }]);
    const events = await lockstep.call("GET", `/api/v1/vcs-connections/${http.id}/events`);
    expect(events.body).toMatchObject({ total: 1, items: [{ deliveryId: "d-1", kind: "push", repository: "one.git" }] });
    await expect.poll(async () => (await lockstep.call("GET", `/api/v1/vcs-connections/${http.id}/events`)).body.items?.[0]?.status, { timeout: 20_000 }).toBe("handled");
  });

  test("what is no JSON, too large, or for nobody is refused", async () => {
    expect((await send("{", { "x-hub-signature-256": sign("{") })).statusCode).toBe(400);
    const large = JSON.stringify({ pad: "x".repeat(5 << 20) });
    expect((await send(large, { "x-hub-signature-256": sign(large) })).statusCode).toBe(413);
    expect((await lockstep.app.inject({ method: "POST", url: "/api/v1/vcs/ot-none000000000000/webhook", payload: body })).statusCode).toBe(404);
  });

  test("with a new secret the old one is no longer believed", async () => {
    const renewed = await lockstep.call("POST", `/api/v1/vcs-connections/${http.id}/webhook`, {});
    expect((await send(body, { "x-hub-signature-256": sign(body), "x-github-delivery": "d-2" })).statusCode).toBe(401);
    expect((await send(body, { "x-hub-signature-256": sign(body, String(renewed.body.secret)), "x-github-delivery": "d-2" })).statusCode).toBe(202);
  });
});

describe("connections", () => {
  const create = async (body: object) => lockstep.call("POST", "/api/v1/organizations/acme/vcs-connections", body);

  test("a wrong token is refused when it is given, in words without it", async () => {
    const answer = await create({ name: "Wrong", kind: "git", httpUrl: git.url, username: "ci", token: "wr0ng-token-999", repository: "one.git" });
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([422, "repository-unreachable"]);
    expect(JSON.stringify(answer.body)).toContain("refused the credentials");
    expect(JSON.stringify(answer.body)).not.toContain("wr0ng");
    expect(lockstep.logged()).not.toContain("wr0ng");
  });

  test("a folder of the machine is a place for repositories when the settings allow it", async () => {
    const { id } = await calls.connect({ name: "Folder", kind: "git", httpUrl: root, repository: "one.git" });
    const repositories = await lockstep.call("GET", `/api/v1/vcs-connections/${id}/repositories?search=mono`);
    expect((repositories.body.items as unknown as readonly { name: string }[]).map(({ name }) => name)).toContain("mono.git");
    const branches = await lockstep.call("GET", `/api/v1/vcs-connections/${id}/branches?repository=one.git`);
    expect(branches.body).toMatchObject({ defaultBranch: "main" });
    const repository = makeRepository(root, "local.git");
    repository.commit({ "main.tf": main("local") }, "Local");
    const workspace = await calls.lockedWorkspace("local", { "vcs-repo": { identifier: "local.git", "oauth-token-id": id }, "queue-all-runs": true });
    const [run] = await calls.untilRuns(workspace, 1);
    expect(run?.attributes).toMatchObject({ message: "Local" });
    expect((await lockstep.call("DELETE", `/api/v1/vcs-connections/${id}`)).body.errors?.[0]).toMatchObject({ code: "connection-in-use" });
  });

  test("a folder is refused when they do not", async () => {
    const strict = await testServer();
    try {
      const refused = async (body: object) => (await strict.call("POST", "/api/v1/organizations/acme/vcs-connections", { name: "X", kind: "git", ...body })).body.errors?.[0];
      expect(await refused({ httpUrl: root, repository: "one.git" })).toMatchObject({ code: "repository-unreachable" });
      expect(await refused({ httpUrl: root })).toMatchObject({ code: "repository-unreachable" });
    } finally {
      await strict.stop();
    }
  });

  test("hosts inside of the server's network are refused unless the settings allow them", async () => {
    const strict = await testServer({ environment: { LOCKSTEP_ALLOW_PRIVATE_NETWORKS: "false" } });
    try {
      const refused = async (body: object) => (await strict.call("POST", "/api/v1/organizations/acme/vcs-connections", { name: "X", ...body })).body.errors?.[0];
      expect(await refused({ kind: "git", httpUrl: "https://127.0.0.1:1", repository: "one.git" })).toMatchObject({ code: "repository-unreachable" });
      expect(await refused({ kind: "gitlab", httpUrl: "https://10.0.0.1", token: "x" })).toMatchObject({ code: "repository-unreachable" });
      expect(await refused({ kind: "github_token", httpUrl: git.url, token: "x" })).toMatchObject({ code: "repository-unreachable" });
    } finally {
      await strict.stop();
    }
  });

  test("it is changed without giving its token again, but its token goes to no other host", async () => {
    const renamed = await lockstep.call("PATCH", `/api/v1/vcs-connections/${http.id}`, { name: "HTTP", repository: "one.git" });
    expect(renamed.body).toMatchObject({ name: "HTTP", hasToken: true });
    const moved = await lockstep.call("PATCH", `/api/v1/vcs-connections/${http.id}`, { httpUrl: "https://elsewhere.example" });
    expect(moved.body.errors?.[0]).toMatchObject({ code: "invalid" });
    const tested = await lockstep.call("POST", `/api/v1/vcs-connections/${http.id}/test`, { repository: "nowhere.git" });
    expect(tested.body).toMatchObject({ ok: false });
    expect(JSON.stringify((await lockstep.call("GET", "/api/v1/organizations/acme/vcs-connections")).body)).not.toContain(token);
  });

  test("fields of another kind, missing ones and taken names are refused", async () => {
    expect((await create({ name: "Y", kind: "github_token" })).body.errors?.[0]).toMatchObject({ code: "invalid", source: { pointer: "/body/token" } });
    expect((await create({ name: "Y", kind: "git", httpUrl: git.url, appId: "1" })).body.errors?.[0]).toMatchObject({ code: "invalid" });
    expect((await create({ name: "HTTP", kind: "git", httpUrl: git.url })).body.errors?.[0]).toMatchObject({ code: "taken" });
    expect((await create({ name: "Y", kind: "git", httpUrl: "ext::sh -c id" })).body.errors?.[0]).toMatchObject({ code: "repository-unreachable" });
    expect((await create({ name: "Y", kind: "git", httpUrl: git.url, repository: "../x" })).body.errors?.[0]).toMatchObject({ code: "invalid" });
  });

  test("HCP Terraform's clients see it as an OAuth client with one token", async () => {
    const clients = await lockstep.call("GET", "/api/v2/organizations/acme/oauth-clients");
    expect(clients.body.data?.[0]?.type).toBe("oauth-clients");
    const shown = await lockstep.call("GET", `/api/v2/oauth-tokens/${http.id}`);
    expect(shown.body.data).toMatchObject({ id: http.id, type: "oauth-tokens", attributes: { "has-ssh-key": false } });
    const oc = String((shown.body.data as unknown as { relationships: { "oauth-client": { data: { id: string } } } }).relationships["oauth-client"].data.id);
    expect((await lockstep.call("GET", `/api/v2/oauth-clients/${oc}`)).body.data).toMatchObject({ attributes: { name: "HTTP" } });
    expect((await lockstep.call("GET", "/api/v2/oauth-clients/oc-none")).status).toBe(404);
  });
});
