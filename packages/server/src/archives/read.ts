import { once } from "node:events";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { ArchiveError } from "./failure.ts";

/** Bytes of an archive, in memory or as they come. */
export type ArchiveSource = Uint8Array | AsyncIterable<Uint8Array>;

/** How much an archive may hold. */
export interface ArchiveLimits {
  /** Unpacked, with tar's own headers. */
  readonly bytes: number;
  readonly files: number;
  readonly pathLength: number;
  /** Unpacked to packed; text rarely packs better than one to thirty. */
  readonly ratio: number;
}

export const archiveLimits: ArchiveLimits = { bytes: 512 * 1024 * 1024, files: 50_000, pathLength: 1024, ratio: 200 };

// Small archives of equal lines pack very well, and do no harm.
const ratioFrom = 8 * 1024 * 1024;

/** One thing of an archive, its path made plain: no leading "./", no trailing slash, nothing that leads out. */
export interface ArchiveEntry {
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "hard-link";
  readonly bytes: number;
  readonly executable: boolean;
  /** Where a link points to, as written. */
  readonly target: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What to do with an entry. Its content must be read to its end or left alone; "stop" reads no further. */
export type EntryHandler = (entry: ArchiveEntry) => Promise<"stop" | void>;

/** Reads an archive from beginning to end, entry by entry, within its limits. */
export async function readArchive(source: ArchiveSource, handle: EntryHandler, limits: ArchiveLimits = archiveLimits): Promise<void> {
  const reading = new Reading(handle, limits);
  const gunzip = createGunzip();
  const packed = Readable.from(counted(source, reading));
  packed.once("error", (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  try {
    for await (const chunk of gunzip) {
      await reading.write(Buffer.from(chunk));
      if (reading.stopped) return;
    }
    await reading.end();
  } catch (error) {
    reading.abandon(error);
    throw inWords(error);
  } finally {
    packed.destroy();
    gunzip.destroy();
    await reading.settle();
  }
}

async function* counted(source: ArchiveSource, reading: Reading): AsyncGenerator<Uint8Array> {
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    reading.packed += chunk.length;
    yield chunk;
  }
}

class Reading {
  packed = 0;
  stopped = false;
  /** The mark of the end was read: what follows is padding, which the parser would hoard. */
  #ended = false;
  #over = false;
  #unpacked = 0;
  #files = 0;
  readonly #parser: Parser;
  readonly #limits: ArchiveLimits;
  readonly #failed = Promise.withResolvers<never>();
  readonly #open = new Set<Promise<void>>();

  constructor(handle: EntryHandler, limits: ArchiveLimits) {
    this.#limits = limits;
    this.#failed.promise.catch(() => void (this.#over = true));
    this.#parser = new Parser({ strict: true, onReadEntry: (entry) => this.#take(entry, handle) });
    this.#parser.on("eof", () => void (this.#ended = true));
    this.#parser.on("error", (error) => this.#failed.reject(error));
    this.#parser.on("ignoredEntry", (entry: ReadEntry) => this.#failed.reject(new ArchiveError("special-file", entry.path)));
  }

  async write(chunk: Buffer): Promise<void> {
    this.#unpacked += chunk.length;
    if (this.#unpacked > this.#limits.bytes) throw new ArchiveError("too-large", `${Math.floor(this.#limits.bytes / 1024 / 1024)} MiB`);
    if (this.#unpacked > Math.max(ratioFrom, this.packed * this.#limits.ratio)) throw new ArchiveError("too-large", `${this.#limits.ratio} times its packed size`);
    if (this.#ended) return;
    const more = this.#parser.write(chunk);
    await Promise.race([more ? Promise.resolve() : once(this.#parser, "drain"), this.#failed.promise]);
  }

  async end(): Promise<void> {
    const ended = once(this.#parser, "end");
    this.#parser.end();
    await Promise.race([ended, this.#failed.promise]);
    await Promise.race([Promise.all(this.#open), this.#failed.promise]);
  }

  /** Waits until no handler is at work, so that what it made can be cleared away. */
  async settle(): Promise<void> {
    this.#over = true;
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }

  #take(entry: ReadEntry, handle: EntryHandler): void {
    // What the parser still holds when it is over goes nowhere.
    if (this.#over || this.stopped) {
      entry.resume();
      return;
    }
    const work = this.#handle(entry, handle).catch((error: unknown) => this.#failed.reject(error)).finally(() => {
      entry.resume();
      this.#open.delete(work);
    });
    this.#open.add(work);
  }

  async #handle(entry: ReadEntry, handle: EntryHandler): Promise<void> {
    const path = plainPath(entry.path, this.#limits.pathLength);
    if (++this.#files > this.#limits.files) throw new ArchiveError("too-many-files", String(this.#limits.files));
    if (path === "") return;
    const kind = kinds[entry.type];
    if (kind === undefined) throw new ArchiveError("special-file", path);
    const said = await handle({ path, kind, bytes: entry.size, executable: ((entry.mode ?? 0) & 0o111) !== 0, target: entry.linkpath ?? "", content: this.#content(entry) });
    if (said === "stop") this.stopped = true;
  }

  /** An entry's bytes; an archive that fails elsewhere fails here too, so that no handler waits for ever. */
  async *#content(entry: ReadEntry): AsyncGenerator<Uint8Array> {
    const chunks = entry[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([chunks.next(), this.#failed.promise]);
      if (next.done === true) return;
      yield next.value;
    }
  }

  /** Lets handlers that wait for more bytes fail. */
  abandon(error: unknown): void {
    this.#over = true;
    this.#failed.reject(error);
  }
}

const kinds: Readonly<Partial<Record<string, ArchiveEntry["kind"]>>> = {
  File: "file", OldFile: "file", ContiguousFile: "file", Directory: "folder", GNUDumpDir: "folder", SymbolicLink: "link", Link: "hard-link",
};

/** A path of an archive as it is used: "./a//b/" is "a/b". Refuses one that leads out, or that means something else on another system. */
export function plainPath(path: string, longest: number): string {
  if (path.length > longest) throw new ArchiveError("path-too-long", path);
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const out = path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.includes("\0") || path.includes("\\") || parts.includes("..");
  if (out) throw new ArchiveError("path-leads-out", path);
  const long = parts.find((part) => Buffer.byteLength(part) > 255);
  if (long !== undefined) throw new ArchiveError("path-too-long", path);
  return parts.join("/");
}

function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "Z_DATA_ERROR" && error.message === "incorrect header check") return new ArchiveError("not-an-archive", "", { cause: error });
  if (code === "TAR_BAD_ARCHIVE" && error.message.includes("Unrecognized")) return new ArchiveError("not-an-archive", "", { cause: error });
  if (code.startsWith("Z_") || code.startsWith("TAR_")) return new ArchiveError("damaged", error.message, { cause: error });
  return error;
}
