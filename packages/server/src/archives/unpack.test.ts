import { mkdtemp, readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { madeArchive, madeTar, type MadeEntry } from "../../test/tar-text.ts";
import type { ArchiveFailure } from "./failure.ts";
import { listArchive, readFromArchive } from "./look.ts";
import { archiveLimits, type ArchiveLimits } from "./read.ts";
import { unpackArchive } from "./unpack.ts";

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lockstep-unpack-"));
  folder = join(root, "in");
});
afterEach(() => rm(root, { recursive: true }));

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function checkRefused(archive: Buffer | readonly MadeEntry[], failure: ArchiveFailure, limits: Partial<ArchiveLimits> = {}): Promise<void> {
  const bytes = Buffer.isBuffer(archive) ? archive : madeArchive(archive);
  await expect(unpackArchive(bytes, folder, { ...archiveLimits, ...limits })).rejects.toMatchObject({ name: "ArchiveError", failure });
  expect(await readdir(folder)).toEqual([]);
  expect(await readdir(root)).toEqual(["in"]);
}

describe("unpacking", () => {
  test("files, folders and links within arrive with nothing but the right to execute", async () => {
    const archive = madeArchive([
      { path: "./main.tf", content: "locals {}", mode: 0o666 },
      { path: "bin/", type: "5", mode: 0o700 },
      { path: "bin/run.sh", content: "#!/bin/sh", mode: 0o4777 },
      { path: "modules/a/x.tf", content: "x".repeat(3000) },
      { path: "shared/link.tf", type: "2", target: "../modules/a/x.tf" },
      { path: "again.tf", type: "1", target: "main.tf" },
    ]);
    expect(await unpackArchive(pieces(archive, 7), folder)).toEqual({ files: 4, bytes: 3018 });
    expect(await readFile(join(folder, "shared/link.tf"), "utf8")).toHaveLength(3000);
    expect(await readFile(join(folder, "again.tf"), "utf8")).toBe("locals {}");
    expect((await stat(join(folder, "bin/run.sh"))).mode & 0o7777 & ~0o022).toBe(0o755);
    expect((await stat(join(folder, "main.tf"))).mode & 0o111).toBe(0);
  });

  test("a link to what is not there stays within, and stays", async () => {
    await unpackArchive(madeArchive([{ path: "a/b", type: "2", target: "../gone" }]), folder);
    expect(await readlink(join(folder, "a/b"))).toBe("../gone");
  });

  test.each(["/etc/passwd", "../x", "a/../../x", "a/..", "C:/x", "a\\..\\..\\x"])("a path that leads out is refused: %s", async (path) => {
    await checkRefused([{ path: "ok.tf", content: "x" }, { path, content: "x" }], "path-leads-out");
  });

  test.each<[string, MadeEntry[]]>([
    ["absolute", [{ path: "a", type: "2", target: "/etc" }]],
    ["upwards", [{ path: "a/b", type: "2", target: "../../x" }]],
    ["through another link", [{ path: "p/q/d", type: "2", target: "../.." }, { path: "p/q/e", type: "2", target: "d/../x" }]],
    ["in a circle", [{ path: "a", type: "2", target: "b" }, { path: "b", type: "2", target: "a" }]],
    ["as a hard link", [{ path: "a", type: "1", target: "gone" }]],
  ])("a link that leads out is refused: %s", async (_, entries) => {
    await checkRefused(entries, "link-leads-out");
  });

  test("a hard link to a path outside is refused", async () => {
    await checkRefused([{ path: "a", type: "1", target: "../x" }], "path-leads-out");
  });

  test.each<[string, MadeEntry[]]>([
    ["written through a link", [{ path: "a", type: "2", target: "b" }, { path: "b", type: "5" }, { path: "a/x", content: "x" }]],
    ["a link where a file is", [{ path: "a", content: "x" }, { path: "a", type: "2", target: "b" }]],
    ["a file where a link is", [{ path: "a", type: "2", target: "b" }, { path: "a", content: "x" }]],
    ["a file where a folder is", [{ path: "a/x", content: "x" }, { path: "a", content: "x" }]],
    ["a folder where a file is", [{ path: "a", content: "x" }, { path: "a/x", content: "x" }]],
    ["a link below a link", [{ path: "a", type: "2", target: "b" }, { path: "a/x", type: "2", target: "../c" }]],
  ])("two things at one path are refused: %s", async (_, entries) => {
    await checkRefused(entries, "conflicting-entries");
  });

  test.each(["3", "4", "6"])("devices and pipes are refused: type %s", async (type) => {
    await checkRefused([{ path: "dev", type }], "special-file");
  });

  test("more bytes, files or letters than allowed are refused", async () => {
    await checkRefused([{ path: "a", content: "x".repeat(5000) }], "too-large", { bytes: 4000 });
    await checkRefused(["a", "b", "c"].map((path) => ({ path })), "too-many-files", { files: 2 });
    await checkRefused([{ path: "long/path.tf" }], "path-too-long", { pathLength: 8 });
  });

  test("what packs far better than text is refused long before its end", async () => {
    const bomb = madeArchive([{ path: "zeros", content: Buffer.alloc(40 * 1024 * 1024) }]);
    expect(bomb.length).toBeLessThan(100_000);
    await checkRefused(bomb, "too-large");
  });

  test("what is no archive is told from an archive that is damaged", async () => {
    await checkRefused(Buffer.from("hello"), "not-an-archive");
    await checkRefused(madeTar([{ path: "a" }]), "not-an-archive");
    const archive = madeArchive([{ path: "a", content: Buffer.from(Array.from({ length: 9000 }, (_, index) => (index * 7919) % 256)) }]);
    await checkRefused(archive.subarray(0, archive.length - 20), "damaged");
    await checkRefused(archive.subarray(0, 40), "damaged");
    await checkRefused(Buffer.alloc(0), "damaged");
  });

  test("an archive whose sender goes away leaves nothing", async () => {
    const archive = madeArchive([{ path: "a", content: Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * 7919) % 256)) }]);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield archive.subarray(0, archive.length / 2);
      throw new Error("connection lost");
    }
    await expect(unpackArchive(broken(), folder)).rejects.toThrow("connection lost");
    expect(await readdir(folder)).toEqual([]);
  });

  test("the rest of an archive is not written after something was refused", async () => {
    await checkRefused([{ path: "../x" }, ...Array.from({ length: 50 }, (_, index) => ({ path: `f${index}`, content: "x".repeat(100) }))], "path-leads-out");
  });
});

describe("looking into an archive", () => {
  const archive = madeArchive([{ path: "./README.md", content: "# Hello" }, { path: "a/main.tf", content: "x" }, { path: "l", type: "2", target: "a" }]);

  test("lists what is in it", async () => {
    expect((await listArchive(archive)).map(({ path, kind, bytes, target }) => `${kind} ${path} ${bytes} ${target}`)).toEqual(["file README.md 7 ", "file a/main.tf 1 ", "link l 0 a"]);
  });

  test("reads one file, and says when it is not there or too large", async () => {
    expect((await readFromArchive(archive, (path) => /^readme\.md$/i.test(path)))?.content.toString()).toBe("# Hello");
    expect(await readFromArchive(archive, (path) => path === "none")).toBeUndefined();
    await expect(readFromArchive(archive, (path) => path === "README.md", 3)).rejects.toMatchObject({ failure: "too-large" });
  });
});
