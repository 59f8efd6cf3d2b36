import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { FetchProblem, archiveLimits } from "./fetch-problem.ts";

/** Unpacks a ZIP archive: plain files only, none outside the folder (yauzl refuses such names), within the limits of an archive. */
export async function unzip(bytes: Buffer, target: string): Promise<void> {
  const zip = await promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer)(bytes, { lazyEntries: true });
  const open = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  let files = 0;
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      size += entry.uncompressedSize;
      if (++files > archiveLimits.files || size > archiveLimits.bytes) return reject(new FetchProblem("The archive is larger than a module may be."));
      extractEntry(entry, target, open).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function extractEntry(entry: Entry, target: string, open: (entry: Entry) => Promise<NodeJS.ReadableStream>): Promise<void> {
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  const plain = mode === 0 || mode === 0o100000;
  if (entry.fileName.endsWith("/") || !plain) return;
  const path = join(target, entry.fileName);
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(await open(entry), createWriteStream(path));
}
