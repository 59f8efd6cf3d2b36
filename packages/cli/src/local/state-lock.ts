import { closeSync, existsSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "./files.ts";

/** Who holds a state, in the form of Terraform's lock file; `Info` carries our process, so that a crash can be told from work. */
export interface LockInfo {
  ID: string;
  Operation: string;
  Info: string;
  Who: string;
  Version: string;
  Created: string;
  Path: string;
}

export type LockResult = { held: true; release: () => void } | { held: false; by: LockInfo | undefined };

/** `.terraform.tfstate.lock.info` beside `terraform.tfstate`: the name that Terraform itself uses. */
export const lockPath = (statePath: string): string => join(dirname(statePath), `.${basename(statePath)}.lock.info`);

/** Takes the lock of a state, waiting at most `patience` milliseconds. A lock whose process has died is taken over. */
export async function lockState(statePath: string, operation: string, version: string, patience: number): Promise<LockResult> {
  const path = lockPath(statePath);
  const info: LockInfo = {
    ID: randomUUID(),
    Operation: operation,
    Info: `lockstep pid=${process.pid} host=${hostname()}`,
    Who: `${userInfo().username}@${hostname()}`,
    Version: version,
    Created: new Date().toISOString(),
    Path: statePath,
  };
  for (const end = Date.now() + patience; ; await sleep(250)) {
    if (tryCreate(path, info)) return { held: true, release: () => release(path, info.ID) };
    const holder = readLock(path);
    if (holder && holderIsDead(holder)) removeStale(path, holder.ID);
    else if (Date.now() >= end) return { held: false, by: holder };
  }
}

function tryCreate(path: string, info: LockInfo): boolean {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (problem) {
    if (errorCode(problem) === "EEXIST") return false;
    throw problem;
  }
  try {
    writeSync(file, JSON.stringify(info));
  } finally {
    closeSync(file);
  }
  return true;
}

/** The holder's entry; undefined when the file is gone or half-written. */
export function readLock(path: string): LockInfo | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isLockInfo(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isLockInfo = (value: unknown): value is LockInfo =>
  typeof value === "object" && value !== null && "ID" in value && typeof value.ID === "string";

// Only our own locks of this machine can be judged; anybody else's must be released by them, or with force-unlock.
function holderIsDead(holder: LockInfo): boolean {
  const ours = /^lockstep pid=(\d+) host=(.*)$/.exec(holder.Info ?? "");
  if (!ours || ours[2] !== hostname()) return false;
  try {
    process.kill(Number(ours[1]), 0);
    return Number(ours[1]) === process.pid;
  } catch (problem) {
    return errorCode(problem) === "ESRCH";
  }
}

// Two processes may find the same dead holder: only the one that still sees its id removes the file, and both then try to create.
function removeStale(path: string, id: string): void {
  if (readLock(path)?.ID === id) removeLock(path);
}

function release(path: string, id: string): void {
  if (readLock(path)?.ID === id) removeLock(path);
}

/** Removes a lock file, whoever made it (`force-unlock`). False when there is none. */
export function removeLock(path: string): boolean {
  if (!existsSync(path)) return false;
  unlinkSync(path);
  return true;
}
