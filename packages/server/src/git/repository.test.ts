import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { git, makeRepository } from "../../test/git-repository.ts";
import { startGitServer, type GitServer } from "../../test/git-server.ts";
import { changedFiles, fetchCommit, listRefs, type FetchOptions } from "./repository.ts";
import type { GitSettings, GitSource } from "./source.ts";

const token = "glpat-s3cret-t0ken-0123";
const http: GitSettings = { allowHttp: true, timeoutMs: 20_000 };
const local: GitSettings = { allowLocal: true };

let root = "";
let server: GitServer;
let first = "";
let second = "";
let lost = "";
let source: GitSource;
let folders = 0;
const folder = (): string => join(root, `out-${folders++}`);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lockstep-git-test-"));
  const inner = makeRepository(root, "inner.git");
  inner.commit({ "module.tf": "# inner" }, "inner");
  const { bare, work, commit } = makeRepository(root, "real.git");
  first = commit({ "main.tf": "# one", "a/x.tf": "x", "grüße.txt": "hi" }, "First");
  git(work, "submodule", "--quiet", "add", join(root, "inner.git"), "modules/inner");
  git(work, "config", "-f", ".gitmodules", "submodule.modules/inner.url", "../inner.git");
  second = commit({ "main.tf": "# two", "a/x.tf": null, "b/y.tf": "y" }, "Second: change things\n\nBecause.");
  git(work, "tag", "-a", "v1", "-m", "one");
  git(work, "push", "--quiet", bare, "v1");
  lost = commit({ "lost.tf": "x" }, "lost", "side");
  git(work, "reset", "--quiet", "--hard", second);
  git(work, "push", "--quiet", "--force", bare, `${second}:refs/heads/side`);
  git(bare, "reflog", "expire", "--expire=now", "--all");
  git(bare, "gc", "--quiet", "--prune=now");
  server = await startGitServer(root, token);
  source = { url: `${server.url}/real.git`, credentials: { kind: "token", token } };
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const everyFile = (path: string): string[] => readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

describe("a repository over HTTP", () => {
  test("branches, tags and the default branch are found", async () => {
    const { refs, defaultBranch } = await listRefs(source, http);
    expect(defaultBranch).toBe("main");
    expect(refs).toContainEqual({ name: "refs/heads/main", commit: second });
    expect(refs).toContainEqual({ name: "refs/tags/v1", commit: second });
    expect(refs).toContainEqual({ name: "refs/heads/side", commit: second });
  });

  test.each<[string, () => string]>([["branch", () => "main"], ["tag", () => "v1"], ["commit", () => second]])("the files of a %s arrive, without history", async (_, ref) => {
    const into = folder();
    const info = await fetchCommit(source, ref(), into, http);
    expect(info).toEqual({
      commit: second, title: "Second: change things", body: "Because.", author: { name: "Ada Lovelace", email: "ada@example.com" },
      authoredAt: new Date("2026-11-02T08:00:00Z"), committedAt: new Date("2026-11-02T10:00:00Z"),
    });
    expect(readdirSync(into).toSorted()).toEqual([".git", ".gitmodules", "b", "grüße.txt", "main.tf", "modules"]);
    expect(git(into, "rev-list", "--count", "HEAD")).toBe("1");
  });

  test("an earlier commit is reached by its id", async () => {
    const into = folder();
    await fetchCommit(source, first, into, http);
    expect(readFileSync(join(into, "main.tf"), "utf8")).toBe("# one");
  });

  test("the token is in no file afterwards, and was sent in a header", async () => {
    const into = folder();
    await fetchCommit(source, "main", into, http);
    const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
    expect(everyFile(into).filter((path) => [token, basic].some((secret) => readFileSync(path).includes(secret)))).toEqual([]);
    expect(server.requests.at(-1)?.authorization).toBe(`Basic ${basic}`);
  });

  test("credentials in the address are used and do not stay there", async () => {
    const into = folder();
    await fetchCommit({ url: source.url.replace("//", `//someone:${token}@`) }, "main", into, http);
    expect(everyFile(into).filter((path) => readFileSync(path).includes(token))).toEqual([]);
  });

  test("submodules come by relative address with the same token", async () => {
    const into = folder();
    await fetchCommit(source, "main", into, { ...http, submodules: true });
    expect(readFileSync(join(into, "modules/inner/module.tf"), "utf8")).toBe("# inner");
    expect(everyFile(into).filter((path) => readFileSync(path).includes(token))).toEqual([]);
  });

  test("changed files are those that differ, removed ones too", async () => {
    const changed = [".gitmodules", "a/x.tf", "b/y.tf", "main.tf", "modules/inner"];
    expect(await changedFiles(source, first, second, http)).toEqual(changed);
    expect(await changedFiles(source, second, second, http)).toEqual([]);
  });

  test("after a branch was pushed over, the changes are not known", async () => {
    expect(await changedFiles(source, lost, second, http)).toBeUndefined();
  });
});

describe("what cannot be read is said in words, without credentials", () => {
  async function checkFails(at: Partial<GitSource>, ref: string, failure: string, settings: FetchOptions = http): Promise<string> {
    const error: unknown = await fetchCommit({ ...source, ...at }, ref, folder(), settings).then(() => "no error", (caught: unknown) => caught);
    expect(error).toMatchObject({ name: "GitError", failure });
    expect(String(error)).not.toContain("t0ken");
    return String(error);
  }

  test("a wrong token", () => checkFails({ credentials: { kind: "token", token: "wrong-t0ken" } }, "main", "credentials-refused"));
  test("no repository", () => checkFails({ url: `${server.url}/none.git` }, "main", "not-found"));
  test("no branch", async () => expect(await checkFails({}, "nope", "ref-not-found")).toContain('"nope"'));
  test("no commit", () => checkFails({}, "1".repeat(40), "ref-not-found"));
  test.each(["--upload-pack=x", "a:b", "a b", "a*"])("no ref at all: %s", async (ref) => void (await checkFails({}, ref, "ref-not-found")));
  test("a host that does not answer", () => checkFails({ url: "http://127.0.0.1:1/x.git" }, "main", "unreachable"));
  test("a redirect", () => checkFails({ url: `${server.url}/moved` }, "main", "redirected"));
  test("a folder that is no repository", () => checkFails({ url: tmpdir() }, "main", "not-found", local));
  test.each(["ext::sh -c id", "fd::17", "-u", "", "https://", "ssh://-oProxyCommand=x/y"])("no address: %j", async (url) => void (await checkFails({ url }, "main", "bad-url")));

  test("what the settings do not allow", async () => {
    await checkFails({}, "main", "not-allowed", {});
    await checkFails({ url: "/etc" }, "main", "not-allowed");
    await checkFails({ url: "file:///etc" }, "main", "not-allowed");
    await checkFails({ url: "https://evil.example/x.git" }, "main", "not-allowed", { allowedHosts: ["github.com", "*.example.com"] });
  });

  test("a submodule at a host that is not allowed", async () => {
    const { bare, work, commit } = makeRepository(root, "outer.git");
    git(work, "submodule", "--quiet", "add", join(root, "inner.git"), "inner");
    git(work, "config", "-f", ".gitmodules", "submodule.inner.url", "https://evil.example/x.git");
    commit({}, "outer");
    await checkFails({ url: bare }, "main", "not-allowed", { ...local, submodules: true, allowedHosts: ["github.com"] });
    await checkFails({ url: `${server.url}/outer.git` }, "main", "not-allowed", { ...http, submodules: true, allowedHosts: ["127.0.0.1"] });
  });

  test("too many files, too many bytes", async () => {
    await checkFails({}, "main", "too-large", { ...http, mostFiles: 2 });
    await checkFails({}, "main", "too-large", { ...http, mostBytes: 5 });
  });

  test("no git on the machine", () => checkFails({}, "main", "no-git", { ...http, program: "no-such-git" }));

  test("stopped by whoever asked", async () => {
    await checkFails({}, "main", "aborted", { ...http, signal: AbortSignal.abort() });
  });

  test("a Git that never ends is ended, with what it started", async () => {
    const program = join(root, "slow-git");
    writeFileSync(program, `#!/bin/sh\nsleep 300 & echo $! > ${join(root, "child")}\nwait\n`);
    chmodSync(program, 0o755);
    await checkFails({}, "main", "timeout", { ...http, program, timeoutMs: 500 });
    const child = readFileSync(join(root, "child"), "utf8").trim();
    const state = execFileSync("sh", ["-c", `ps -o stat= -p ${child} || true`], { encoding: "utf8" }).trim();
    expect(state === "" || state.startsWith("Z")).toBe(true);
  });
});

describe("a repository in a folder", () => {
  test("is read by its path and by file:, when that is allowed", async () => {
    for (const url of [join(root, "real.git"), `file://${join(root, "real.git")}`]) {
      expect((await listRefs({ url }, local)).refs).toContainEqual({ name: "refs/heads/main", commit: second });
      const into = folder();
      await fetchCommit({ url }, "main", into, { ...local, submodules: true });
      expect(readFileSync(join(into, "modules/inner/module.tf"), "utf8")).toBe("# inner");
    }
  });

  test("hooks and filters of the repository or the machine do not run", async () => {
    const { bare, commit } = makeRepository(root, "hooked.git");
    commit({ ".gitattributes": "*.tf filter=bad\n", "main.tf": "x" }, "x");
    writeFileSync(join(bare, "hooks", "post-checkout"), `#!/bin/sh\ntouch ${join(root, "ran")}\n`);
    chmodSync(join(bare, "hooks", "post-checkout"), 0o755);
    await fetchCommit({ url: bare }, "main", folder(), local);
    expect(readdirSync(root)).not.toContain("ran");
  });
});
