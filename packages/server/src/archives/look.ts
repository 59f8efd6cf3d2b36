import { ArchiveError } from "./failure.ts";
import { archiveLimits, readArchive, type ArchiveEntry, type ArchiveLimits, type ArchiveSource } from "./read.ts";

/** An entry as a list shows it. */
export type ListedEntry = Omit<ArchiveEntry, "content">;

/** What an archive holds, in its order. */
export async function listArchive(source: ArchiveSource, limits: ArchiveLimits = archiveLimits): Promise<ListedEntry[]> {
  const listed: ListedEntry[] = [];
  await readArchive(source, async ({ path, kind, bytes, executable, target }) => void listed.push({ path, kind, bytes, executable, target }), limits);
  return listed;
}

/** A file of an archive. */
export interface ArchivedFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The first file whose path is wanted (a README), of at most so many bytes. */
export async function readFromArchive(source: ArchiveSource, isWanted: (path: string) => boolean, most = 1024 * 1024, limits: ArchiveLimits = archiveLimits): Promise<ArchivedFile | undefined> {
  let found: ArchivedFile | undefined;
  await readArchive(source, async ({ path, kind, bytes, content }) => {
    if (kind !== "file" || !isWanted(path)) return;
    if (bytes > most) throw new ArchiveError("too-large", `${Math.floor(most / 1024)} KiB in "${path}"`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(Buffer.from(chunk));
    found = { path, content: Buffer.concat(chunks) };
    return "stop";
  }, limits);
  return found;
}
