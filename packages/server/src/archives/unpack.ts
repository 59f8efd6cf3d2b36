import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ArchiveError } from "./failure.ts";
import { leadsOut } from "./links.ts";
import { archiveLimits, plainPath, readArchive, type ArchiveEntry, type ArchiveLimits, type ArchiveSource } from "./read.ts";

/** What was unpacked. */
export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Unpacks an archive into an empty folder, which is empty again when that fails. Links are made last, when nothing more is
 * written, and only those that stay within: nothing can be written through a link.
 */
export async function unpackArchive(source: ArchiveSource, folder: string, limits: ArchiveLimits = archiveLimits): Promise<Unpacked> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error("This is a bug in Lockstep. An archive is unpacked into an empty folder only.");
  const unpacking: Unpacking = { folder, limits, made: new Map(), links: new Map(), bytes: 0 };
  try {
    await readArchive(source, (entry) => place(unpacking, entry), limits);
    await makeLinks(unpacking);
  } catch (error) {
    await empty(folder);
    throw conflict(error);
  }
  return { files: [...unpacking.made.values()].filter((kind) => kind === "file").length, bytes: unpacking.bytes };
}

interface Unpacking {
  readonly folder: string;
  readonly limits: ArchiveLimits;
  readonly made: Map<string, "file" | "folder">;
  readonly links: Map<string, string>;
  bytes: number;
}

const makers: Readonly<Record<ArchiveEntry["kind"], (unpacking: Unpacking, entry: ArchiveEntry) => Promise<void>>> = {
  folder: async ({ folder, made }, { path }) => {
    await mkdir(join(folder, path), { recursive: true, mode: 0o755 });
    made.set(path, "folder");
  },
  file: async (unpacking, { path, content, executable, bytes }) => {
    await mkdir(dirname(join(unpacking.folder, path)), { recursive: true, mode: 0o755 });
    await pipeline(content, createWriteStream(join(unpacking.folder, path), { mode: executable ? 0o755 : 0o644 }));
    unpacking.made.set(path, "file");
    unpacking.bytes += bytes;
  },
  link: async ({ links }, { path, target }) => void links.set(path, target),
  "hard-link": async ({ folder, made, limits }, { path, target }) => {
    const from = plainPath(target, limits.pathLength);
    if (made.get(from) !== "file") throw new ArchiveError("link-leads-out", path);
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    await copyFile(join(folder, from), join(folder, path));
    made.set(path, "file");
  },
};

async function place(unpacking: Unpacking, entry: ArchiveEntry): Promise<void> {
  const { path, kind } = entry;
  const taken = kind === "link" ? unpacking.made.has(path) : unpacking.links.has(path);
  if (taken) throw new ArchiveError("conflicting-entries", path);
  await makers[kind](unpacking, entry);
}

async function makeLinks({ folder, links }: Unpacking): Promise<void> {
  for (const path of links.keys()) {
    if (leadsOut(links, path)) throw new ArchiveError("link-leads-out", path);
  }
  for (const [path, target] of links) {
    if (isBelowLink(links, path)) throw new ArchiveError("conflicting-entries", path);
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    await symlink(target, join(folder, path));
  }
}

function isBelowLink(links: ReadonlyMap<string, string>, path: string): boolean {
  const parts = path.split("/");
  return parts.slice(0, -1).some((_, index) => links.has(parts.slice(0, index + 1).join("/")));
}

async function empty(folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

const conflictCodes = new Set(["EEXIST", "ENOTDIR", "EISDIR"]);

/** A file that is also a folder, a file below a link: what the disk refuses because the archive says two things. */
function conflict(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !conflictCodes.has(String(error.code))) return error;
  const path = "path" in error && typeof error.path === "string" ? error.path.split(/[/\\]/).at(-1) : "";
  return new ArchiveError("conflicting-entries", path, { cause: error });
}
