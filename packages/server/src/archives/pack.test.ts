import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { globPattern, readIgnoreRules } from "@lockstep/contract";
import { listArchive, readFromArchive } from "./look.ts";
import { packFolder } from "./pack.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-pack-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(root: string, paths: readonly string[], text = "x"): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function packed(root: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of packFolder(root)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const packedPaths = async (root: string): Promise<string[]> => (await listArchive(await packed(root))).map(({ path }) => path);

describe("packing a folder", () => {
  test("everything is packed but .git and .terraform, whose modules are", async () => {
    await write(folder, ["main.tf", ".git/config", ".terraform/providers/p", ".terraform/modules/m/x.tf", "sub/.terraform/lock", "@odd", "terraform.tfvars"]);
    expect(await packedPaths(folder)).toEqual([".terraform", ".terraform/modules", ".terraform/modules/m", ".terraform/modules/m/x.tf", "@odd", "main.tf", "sub", "terraform.tfvars"]);
  });

  test("the folder's .terraformignore is kept to, and packed itself", async () => {
    await write(folder, ["a.tf", "notes.txt", "docs/x.md", "docs/keep.md"]);
    await writeFile(join(folder, ".terraformignore"), "*.txt\ndocs/\n!docs/keep.md\n");
    expect(await packedPaths(folder)).toEqual([".terraformignore", "a.tf", "docs", "docs/keep.md"]);
  });

  test("the same content gives the same bytes, whenever and wherever it is packed", async () => {
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    await write(a, ["x.tf", "y/z.tf"]);
    await write(b, ["y/z.tf", "x.tf"]);
    await utimes(join(b, "x.tf"), 1, 1);
    expect((await packed(a)).equals(await packed(b))).toBe(true);
  });

  test("links within are packed as links, a link that leads out is refused", async () => {
    await write(folder, ["a/x.tf"]);
    await symlink("a/x.tf", join(folder, "l"));
    expect((await listArchive(await packed(folder))).find(({ path }) => path === "l")).toMatchObject({ kind: "link", target: "a/x.tf" });
    await symlink("/etc/passwd", join(folder, "out"));
    await expect(packed(folder)).rejects.toMatchObject({ failure: "link-leads-out" });
    await writeFile(join(folder, ".terraformignore"), "out\n");
    expect(await packedPaths(folder)).toContain("l");
  });

  test("long paths and other letters come out as they went in", async () => {
    const path = `${"deep/".repeat(30)}grüße.tf`;
    await write(folder, [path], "héllo");
    expect((await readFromArchive(await packed(folder), (found) => found === path))?.content.toString()).toBe("héllo");
  });
});

describe("rules of .terraformignore", () => {
  const check = (rules: string, ignored: readonly string[], wanted: readonly string[]): void => {
    const ignore = readIgnoreRules(rules);
    expect([...ignored, ...wanted].filter((path) => ignore.ignores(path.replace(/\/$/, ""), path.endsWith("/")))).toEqual(ignored);
  };

  test("defaults", () => check("", [".git/", ".git/config", "a/.git/x", ".terraform/", ".terraform/p/x"], [".terraform/modules/", ".terraform/modules/a/b.tf", ".gitignore", "x.git"]));
  test("a name fits at any depth, a leading slash means the root", () => check("a.txt\n/b.txt", ["a.txt", "d/a.txt", "b.txt"], ["d/b.txt", "xa.txt"]));
  test("a slash at the end means folders and all in them", () => check("tmp/", ["tmp/", "tmp/x", "d/tmp/y/z"], ["tmp", "d/tmp"]));
  test("stars stay in a folder, two stars cross", () => check("/a/*.tf\n/b/**/c\nx/**", ["a/m.tf", "b/c", "b/1/2/c", "x/y/z"], ["a/d/m.tf", "b/cc"]));
  test("an exclamation mark takes back", () => check("*.tf\n!main.tf\n!/keep/", ["a.tf"], ["main.tf", "d/main.tf", "keep/x.tf"]));
  test("comments, blank lines and blanks at the end mean nothing", () => check("# *.tf\n\n  \nx.tf  ", ["x.tf"], ["a.tf", "#"]));
  test("the last rule decides", () => check("a\n!a\na", ["a"], []));
  test("even .git can be taken back", () => check("!.git/", [], [".git/config"]));
});

describe("patterns", () => {
  test.each<[string, string[], string[]]>([
    ["**/*.tf", ["a.tf", "b/c/a.tf"], ["a.tfx"]],
    ["env-?.tf", ["env-1.tf"], ["env-12.tf", "env-/.tf"]],
    ["[ab]*.tf", ["a1.tf", "b.tf"], ["c.tf"]],
    ["[!ab].tf", ["c.tf"], ["a.tf"]],
    ["a.b+(c)", ["a.b+(c)"], ["aXb+(c)", "abbc"]],
    ["[z-a]", ["[z-a]"], ["z"]],
    ["\\*.tf", ["*.tf"], ["a.tf"]],
    ["/modules/**/*", ["/modules/a", "/modules/a/b"], ["/modules"]],
  ])("%s", (glob, fit, others) => {
    expect([...fit, ...others].filter((path) => globPattern(glob).test(path))).toEqual(fit);
  });
});
