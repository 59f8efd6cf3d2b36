import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratch } from "../run.ts";
import { call, calling, init, lockOf, manifest, problemsNow, versioned } from "./installing.ts";
import { moduleHost } from "./module-server.ts";

describe("a module from Git", () => {
  test.each(["v1.0.0", "feature", "first", "short"])("is fetched by tag, branch and commit (%s)", async (name) => {
    const { repository, first } = versioned();
    const ref = { first, short: first.slice(0, 8) }[name] ?? name;
    const folder = calling(`git::file://${repository.folder}?ref=${ref}`);
    expect(await init(folder)).toMatchObject({ problems: [] });
    expect(folder.read(".terraform/modules/m/main.tf")).toContain("value = 1");
    expect(Object.values(lockOf(folder))).toEqual([{ commit: first }]);
    expect(manifest(folder)).toEqual({ "": ".", m: ".terraform/modules/m", "m.inner": ".terraform/modules/m/inner", "m.inner.beside": ".terraform/modules/m/beside" });
    expect(problemsNow(folder)).toEqual([]);
  });

  test("is fetched over HTTP, a commit that no name stands on included, and only once", async () => {
    const { folders, first, repository } = versioned();
    const lost = repository.commit({ "main.tf": "# between\n" });
    repository.commit({ "main.tf": "# last\n" });
    const host = await moduleHost(folders.folder);
    const source = (inside: string, ref: string): string => `git::${host.url}/git/groups/.git${inside}?ref=${ref}`;
    const folder = scratch({ "main.tf": call("tag", source("", "v1.0.0&depth=1")) + call("folder", source("//inner", "v1.0.0&depth=1")) + call("commit", source("", lost)) });
    expect(await init(folder)).toMatchObject({ problems: [] });
    expect(manifest(folder)).toMatchObject({ folder: ".terraform/modules/folder/inner", "folder.beside": ".terraform/modules/folder/beside" });
    expect(folder.read(".terraform/modules/commit/main.tf")).toBe("# between\n");
    expect(new Set(Object.values(lockOf(folder)).map((module) => (module as { commit: string }).commit))).toEqual(new Set([first, lost]));
    // Names are asked for once for each package, not for each call.
    expect(host.requests.filter((request) => request.endsWith("info/refs")).length).toBeLessThanOrEqual(6);
  });

  test("that needs a password takes it from the address, and it is shown nowhere", async () => {
    const { folders } = versioned();
    const host = await moduleHost(folders.folder);
    host.login = "casey:s3cret";
    const address = (user: string): string => `git::http://${user}@${host.host}/git/groups/.git?ref=v1.0.0`;
    const right = calling(address("casey:s3cret"));
    const good = await init(right);
    expect(good.problems).toEqual([]);
    expect(good.said.join() + right.read("lockstep.lock.json")).not.toContain("s3cret");
    const bad = await init(calling(address("casey:wr0ng")));
    // The line with the source has the password, so that the head of the call is quoted.
    expect(bad.problems).toEqual(["main.tf:1,1-11 Failed to download module"]);
    expect(bad.details + bad.said.join()).not.toContain("wr0ng");
  });

  test("that the repository has not is a problem of the source", async () => {
    const { repository } = versioned();
    const without = async (rest: string): Promise<string> => {
      const { problems, details } = await init(calling(`git::file://${repository.folder}${rest}`));
      return `${problems.join()}: ${details.slice(details.lastIndexOf(`": `) + 3)}`.replaceAll(repository.folder, "<repository>").replace(/\d+-\d+/, "…");
    };
    expect(await without("?ref=v9")).toBe('main.tf:2,… Failed to download module: there is no branch, tag or commit "v9" in file://<repository>.');
    expect(await without("//nowhere")).toBe('main.tf:2,… Failed to expand subdir globs: it has no folder "nowhere".');
    expect(await without("-gone")).toContain("Failed to download module: git ls-remote failed: fatal: '<repository>-gone' does not appear to be a git repository");
  });

  test("is not confused by a repository that the command was started from", async () => {
    const { repository } = versioned();
    const folder = calling(`git::file://${repository.folder}?ref=v1.0.0`);
    Object.assign(folder.environment, { GIT_DIR: join(repository.folder, ".git"), GIT_INDEX_FILE: "x" });
    const { problems } = await init(folder);
    expect(problems).toEqual([]);
    expect(repository.git("status", "--porcelain")).toBe("");
  });

  test("is planned and applied to the end", async () => {
    const { repository } = versioned();
    repository.commit({ "main.tf": 'variable "name" {\n  type = string\n}\nresource "terraform_data" "a" {\n  input = var.name\n}\noutput "name" {\n  value = terraform_data.a.output\n}\n' });
    const folder = scratch({ "main.tf": `${call("m", `git::file://${repository.folder}`).replace("}\n", '  name = "Ops"\n}\n')}output "name" {\n  value = module.m.name\n}\n` });
    expect((await folder.lockstep("plan")).err).toContain('Error: Module not installed');
    expect(await folder.lockstep("init")).toMatchObject({ code: 0, err: "" });
    expect(await folder.lockstep("apply", "-auto-approve")).toMatchObject({ code: 0, err: "" });
    expect((await folder.lockstep("output", "-raw", "name")).out).toBe("Ops");
    expect((await folder.lockstep("state", "list")).out).toBe("module.m.terraform_data.a\n");
  });
});

test("a folder of this machine is used where it is", async () => {
  const modules = scratch({ "a/main.tf": call("b", "../b"), "b/main.tf": "" });
  const folder = calling(`${modules.folder}//a`);
  expect(await init(folder)).toMatchObject({ problems: [] });
  expect(manifest(folder)).toMatchObject({ m: ".terraform/modules/m/a" });
  expect(await init(calling(`${modules.folder}/none`))).toMatchObject({ problems: [expect.stringContaining("Failed to download module")] });
});

describe("the lock", () => {
  test("keeps a branch where it was, until an upgrade is asked for", async () => {
    const { repository, second } = versioned();
    const folder = calling(`git::file://${repository.folder}?ref=main`);
    await init(folder);
    const third = repository.commit({ "main.tf": "# three\n" });
    const other = calling(`git::file://${repository.folder}?ref=main`).write({ "lockstep.lock.json": folder.read("lockstep.lock.json") });
    expect(await init(other)).toMatchObject({ problems: [] });
    expect(Object.values(lockOf(other))).toEqual([{ commit: second }]);
    expect(other.read(".terraform/modules/m/main.tf")).toContain("value = 2");
    await init(other, { upgrade: true });
    expect(Object.values(lockOf(other))).toEqual([{ commit: third }]);
    expect(other.read(".terraform/modules/m/main.tf")).toBe("# three\n");
  });

  test("refuses a tag that was moved, and says how to take it", async () => {
    const { repository } = versioned();
    const source = `git::file://${repository.folder}?ref=v1.0.0`;
    const folder = calling(source);
    await init(folder);
    repository.git("tag", "--force", "v1.0.0");
    const other = calling(source).write({ "lockstep.lock.json": folder.read("lockstep.lock.json") });
    const { problems, details } = await init(other);
    expect(problems).toEqual([expect.stringMatching(/^main.tf:2,.* Module content has changed$/)]);
    expect(details).toContain('the tag "v1.0.0" was moved');
    expect(details).toContain("lockstep init -upgrade");
    expect(other.read("lockstep.lock.json")).toBe(folder.read("lockstep.lock.json"));
    expect(await init(other, { upgrade: true })).toMatchObject({ problems: [] });
  });

  test("says when its commit is gone", async () => {
    const { repository } = versioned();
    const folder = calling(`git::file://${repository.folder}`).write({ "lockstep.lock.json": JSON.stringify({ modules: { [`git::file://${repository.folder}`]: { commit: "1".repeat(40) } } }) });
    const { details } = await init(folder);
    expect(details).toContain(`the commit ${"1".repeat(40)}, which is locked, is not there any more`);
  });

  test("that a colleague has changed is noticed before a plan", async () => {
    const { repository, first, second } = versioned();
    const folder = calling(`git::file://${repository.folder}?ref=main`);
    await init(folder);
    folder.write({ "lockstep.lock.json": folder.read("lockstep.lock.json").replace(second, first) });
    expect(problemsNow(folder)).toEqual([expect.stringContaining("Module lock has changed")]);
    expect(await init(folder)).toMatchObject({ problems: [] });
    expect(folder.read(".terraform/modules/m/main.tf")).toContain("value = 1");
  });

  test("forgets modules that are not called any more", async () => {
    const { repository } = versioned();
    const folder = calling(`git::file://${repository.folder}?ref=main`);
    await init(folder);
    folder.write({ "main.tf": call("n", `git::file://${repository.folder}?ref=feature`) });
    await init(folder);
    expect(Object.keys(lockOf(folder))).toEqual([`git::file://${repository.folder}?ref=feature`]);
    expect(Object.keys(manifest(folder))).toEqual(["", "n", "n.inner", "n.inner.beside"]);
  });

  test("with the marks of a merge in it is not touched", async () => {
    const folder = calling("./m").write({ "m/main.tf": "", "lockstep.lock.json": "<<<<<<< HEAD\n" });
    const { code, err } = await folder.lockstep("init");
    expect([code, err]).toEqual([1, expect.stringContaining("Failed to read module lock")]);
    expect(folder.read("lockstep.lock.json")).toBe("<<<<<<< HEAD\n");
  });
});

test("an upgrade that fails leaves what was there", async () => {
  const { repository } = versioned();
  const folder = calling(`git::file://${repository.folder}?ref=feature`);
  await init(folder);
  const lock = folder.read("lockstep.lock.json");
  repository.git("branch", "--delete", "--force", "feature");
  const { problems } = await init(folder, { upgrade: true });
  expect(problems).toEqual([expect.stringContaining("Failed to download module")]);
  expect(folder.read("lockstep.lock.json")).toBe(lock);
  expect(existsSync(join(folder.folder, ".terraform/modules/m/main.tf"))).toBe(true);
});
