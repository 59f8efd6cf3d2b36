import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomically } from "../local/atomic-write.ts";
import { FileFailure } from "../local/file-failure.ts";
import { lockUnreadable } from "../messages.ts";

/** One module as `.terraform/modules/modules.json` has it: Terraform's own file, so that either tool's init serves both. */
export interface InstalledModule {
  readonly Key: string;
  readonly Source: string;
  readonly Version?: string;
  readonly Dir: string;
  /** Ours; Terraform passes over it: what was fetched, to be held against the lock file. */
  readonly Fetched?: LockedModule;
}

const manifestPath = (folder: string): string => join(folder, ".terraform", "modules", "modules.json");

/** The modules that are there. A file that is damaged counts as none: init makes it anew. */
export function readManifest(folder: string): ReadonlyMap<string, InstalledModule> {
  const path = manifestPath(folder);
  if (!existsSync(path)) return new Map();
  try {
    const parsed = JSON.parse(readFileSync(path, "utf8")) as { Modules?: readonly InstalledModule[] };
    return new Map((parsed.Modules ?? []).map((module) => [module.Key, module]));
  } catch {
    return new Map();
  }
}

export function writeManifest(folder: string, modules: readonly InstalledModule[]): void {
  const path = manifestPath(folder);
  mkdirSync(dirname(path), { recursive: true });
  writeAtomically(path, JSON.stringify({ Modules: [...modules].sort((a, b) => (a.Key < b.Key ? -1 : 1)) }));
}

/** What was fetched for each source, to fetch the same again: belongs into the repository. */
export interface ModuleLock {
  /** By source without its folder and its secrets, with " @ version" where one is asked for. */
  readonly modules: Readonly<Record<string, LockedModule>>;
}

export interface LockedModule {
  /** The chosen version of a registry module. */
  readonly version?: string;
  /** The Git commit. */
  readonly commit?: string;
  /** SHA-256 of an archive, in hexadecimal. */
  readonly sha256?: string;
}

/** The file that `init` writes and that belongs into the repository. */
export const lockFile = "lockstep.lock.json";

export function readLock(folder: string): ModuleLock {
  const path = join(folder, lockFile);
  if (!existsSync(path)) return { modules: {} };
  try {
    const parsed = JSON.parse(readFileSync(path, "utf8")) as Partial<ModuleLock>;
    return { modules: parsed.modules ?? {} };
  } catch (problem) {
    throw new FileFailure(lockUnreadable(lockFile, problem));
  }
}

export function writeLock(folder: string, lock: ModuleLock): void {
  const modules = Object.fromEntries(Object.entries(lock.modules).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeAtomically(join(folder, lockFile), `${JSON.stringify({ modules }, null, 2)}\n`, 0o644);
}

/** Is the one the other, as far as both say what they are? */
export const isSameLocked = (a: LockedModule, b: LockedModule): boolean =>
  (["version", "commit", "sha256"] as const).every((name) => a[name] === undefined || b[name] === undefined || a[name] === b[name]);

export const lockKey = (source: string, version: string | undefined): string => (version === undefined ? source : `${source} @ ${version}`);
