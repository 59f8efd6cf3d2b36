import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packFolder } from "../archives/pack.ts";
import { ArchiveError } from "../archives/failure.ts";
import { largestArchive } from "../configuration-versions/service.ts";
import { changedFiles, fetchCommit, type CommitInfo } from "../git/repository.ts";
import type { OpenConnection } from "./credentials.ts";

/** A commit as it is given to workspaces: what it says of itself, and its files. */
export interface Fetched {
  readonly info: CommitInfo;
  readonly archive: Buffer;
}

/** Reads commits of one repository, each once however many workspaces want it. */
export class CommitReader {
  readonly #open: OpenConnection;
  readonly #repository: string;
  readonly #fetched = new Map<string, Promise<Fetched>>();
  readonly #changed = new Map<string, Promise<readonly string[] | undefined>>();

  constructor(open: OpenConnection, repository: string) {
    this.#open = open;
    this.#repository = repository;
  }

  /** A commit of a branch. */
  async fetch(commit: string, branch: string | undefined, submodules: boolean): Promise<Fetched> {
    return once(this.#fetched, `${commit} ${submodules}`, async () => this.#fetch(commit, branch, submodules));
  }

  /** Files that differ between two commits; undefined: it cannot be known. */
  async changed(from: string, to: string): Promise<readonly string[] | undefined> {
    return once(this.#changed, `${from} ${to}`, async () => changedFiles(await this.#open.source(this.#repository), from, to, this.#open.settings));
  }

  async #fetch(commit: string, branch: string | undefined, submodules: boolean): Promise<Fetched> {
    const folder = await mkdtemp(join(tmpdir(), "lockstep-commit-"));
    try {
      const info = await fetchCommit(await this.#open.source(this.#repository), commit, folder, { ...this.#open.settings, submodules, ...(branch !== undefined && { branch }) });
      return { info, archive: await packed(folder) };
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/** Archives can be large: no more of them are held at once. */
const mostKept = 6;

async function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(key);
  if (known) return known;
  const making = make();
  const [oldest] = made.keys();
  if (oldest !== undefined && made.size >= mostKept) made.delete(oldest);
  made.set(key, making);
  return making;
}

async function packed(folder: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of packFolder(folder)) {
    length += chunk.length;
    if (length > largestArchive) throw new ArchiveError("too-large", `${largestArchive >> 20} MiB when packed. A .terraformignore file can leave things out`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
