import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { Bounds } from "./bounds.ts";
import { FetchProblem } from "./fetch-problem.ts";
import { leadsOut } from "./untar.ts";

/** Unpacks a ZIP archive: plain files only, none outside the folder (yauzl refuses such names). */
export async function unzip(bytes: Buffer, target: string): Promise<void> {
  const zip = await promisify<Buffer, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(fromBuffer)(bytes, { lazyEntries: true, autoClose: false });
  const open = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  for (const entry of await entriesOf(zip)) await extractEntry(entry, target, open);
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  const bounds = new Bounds();
  return new Promise((resolve, reject) => {
    zip.on("error", reject).on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      const problem = bounds.add(entry.uncompressedSize);
      if (problem) return reject(problem);
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

const modes = { mask: 0o170000, file: 0o100000, link: 0o120000 } as const;

async function extractEntry(entry: Entry, target: string, open: (entry: Entry) => Promise<NodeJS.ReadableStream>): Promise<void> {
  const mode = (entry.externalFileAttributes >>> 16) & modes.mask;
  if (mode === modes.link) return checkLink(entry, await buffer(await open(entry)));
  if (entry.fileName.endsWith("/") || (mode !== 0 && mode !== modes.file)) return;
  const path = join(target, entry.fileName);
  mkdirSync(dirname(path), { recursive: true });
  const content = await open(entry);
  // Of data that ends too soon yauzl speaks a second time when nobody listens any more.
  content.on("error", () => {});
  await pipeline(content, createWriteStream(path));
}

// A link's content is where it leads. Those that stay inside are left out, as Terraform does.
function checkLink({ fileName }: Entry, content: Buffer): void {
  const link = content.toString();
  if (leadsOut(link.startsWith("/") ? link : posix.join(posix.dirname(fileName), link))) throw new FetchProblem(`the archive has a link that leads out of it: ${fileName}`);
}
