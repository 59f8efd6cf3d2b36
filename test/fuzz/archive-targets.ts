import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { create } from "tar";
import { archiveLimits } from "../../packages/cli/src/modules/fetch-problem.ts";
import { JournalFile } from "../../packages/cli/src/local/journal-file.ts";
import { untar } from "../../packages/cli/src/modules/untar.ts";
import { unzip } from "../../packages/cli/src/modules/unzip.ts";
import { hold } from "./target.ts";
import type { Target } from "./target.ts";

const toBytes = (text: string): Buffer => Buffer.from(text, "latin1");
const fromBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Unpacks into a folder of its own: nothing may appear beside it, no link in it, and no more than an archive may hold. */
async function checkUnpack(unpack: (bytes: Buffer, target: string) => Promise<void>, input: string): Promise<void> {
  const around = mkdtempSync(join(tmpdir(), "lockstep-fuzz-"));
  const target = join(around, "module");
  try {
    writeFileSync(join(around, "beside"), "as it was");
    mkdirSync(target);
    // That it is no archive is a problem that is thrown as one.
    await unpack(toBytes(input), target).catch((problem: unknown) => hold(problem instanceof Error, String(problem)));
    hold(readdirSync(around).sort().join() === "beside,module", "something was written beside the folder");
    hold(readFileSync(join(around, "beside"), "utf8") === "as it was", "a file beside the folder was changed");
    hold(sizeOf(target) <= archiveLimits.bytes, "more was written than an archive may hold");
  } finally {
    rmSync(around, { recursive: true, force: true });
  }
}

function sizeOf(folder: string): number {
  let size = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const found = lstatSync(join(folder, name));
    hold(!found.isSymbolicLink(), `${name} is a link`);
    size += found.size;
  }
  return size;
}

/** A ZIP archive with these files. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), shared, place, Buffer.from(name));
    const body = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, Buffer.from(name), packed]);
    bodies.push(body);
    at += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const encoder = new TextEncoder();
const samples = { "main.tf": encoder.encode('variable "a" {}\n'), "m/x.tf": encoder.encode("# nothing\n".repeat(30)) };

async function tarOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-fuzz-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name.replaceAll("/", "-")), content);
    const parts: Buffer[] = [];
    for await (const part of create({ cwd: folder, portable: true, mtime: new Date(0) }, readdirSync(folder).sort())) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Records, or a problem that is said as one. */
function checkJournalFile(input: string): void {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-fuzz-"));
  try {
    writeFileSync(join(folder, "journal"), toBytes(input));
    new JournalFile(join(folder, "journal")).read();
  } catch (problem) {
    hold(problem instanceof Error && !(problem instanceof RangeError), String(problem));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Readers of files that were fetched or left behind. */
export const archiveTargets: readonly Target[] = [
  { name: "zip", corpus: () => [fromBytes(zipOf(samples))], run: (input) => checkUnpack(unzip, input) },
  {
    name: "tar",
    corpus: async () => {
      const tar = await tarOf(samples);
      return [fromBytes(tar), fromBytes(gzipSync(tar))];
    },
    run: (input) => checkUnpack(untar, input),
  },
  {
    name: "journal-file",
    corpus: () => ['{"kind":"apply-started","plan":"p","lineage":"l","serial":1,"at":"x"}\n{"kind":"apply-ended"}\n', '{"kind":"call-started","change":1'],
    run: checkJournalFile,
  },
];
