import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartProblem } from "../../start-problem.ts";
import type { PostgresAccount } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { credentials, environment, isRunning } from "./cluster.ts";

/** What a folder of databases is run with. */
export type Cluster = { folder: string; data: string; binaries: Binaries; account: PostgresAccount | undefined; durable: boolean };

/** Where a postmaster listens: a folder with its socket. The port is only a part of the socket's name. */
export type Listening = { host: string; port: number; pid: number };

export const port = 5432;

/** What PostgreSQL writes about itself when it starts, or undefined if it does not run. */
export function readPidFile(folder: string): Listening | undefined {
  try {
    const [pid, , , listed, host] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    return host ? { pid: Number(pid), port: Number(listed), host } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * After a restart of a container the id in a left pid file can be that of any other program, and PostgreSQL then refuses to
 * start. Such a file is removed if the process is surely not this postmaster.
 */
export function removeStalePidFile(folder: string): void {
  const left = readPidFile(folder);
  if (!left || process.platform !== "linux" || left.pid === 0) return;
  try {
    if (isRunning(left.pid) && readlinkSync(`/proc/${left.pid}/cwd`) !== realpathSync(folder)) rmSync(join(folder, "postmaster.pid"), { force: true });
  } catch {
    // It ended just now, or is somebody else's: PostgreSQL decides.
  }
}

/** Starts a postmaster, which goes on when we are killed; whether it gets ready is found out by connecting. */
export function spawnPostmaster(cluster: Cluster): { ended: () => boolean } {
  const socket = socketFolder(cluster);
  const log = openLog(cluster);
  const child = spawn(cluster.binaries.postgres, ["-D", cluster.folder, ...configuration(socket, cluster.durable)], {
    ...credentials(cluster.account),
    cwd: "/",
    env: environment(),
    detached: true, // Ctrl-C in a terminal is for us: we stop first, then PostgreSQL
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  let ended = false;
  child.on("error", () => (ended = true));
  child.on("exit", () => (ended = true));
  return { ended: () => ended };
}

function configuration(socket: string, durable: boolean): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socket,
    unix_socket_permissions: "0700",
    port: String(port),
    max_connections: "200",
    shared_buffers: "64MB",
    log_min_messages: "warning",
    logging_collector: "off",
    timezone: "UTC",
    jit: "off",
    io_method: "sync", // three processes fewer, for a database which fits into memory
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off", max_wal_size: "4GB" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** The path of a Unix socket has at most 107 bytes (103 on macOS); its name takes fourteen, and a slash. */
const longestFolder = (process.platform === "darwin" ? 103 : 107) - Buffer.byteLength(`/.s.PGSQL.${port}.lock`);

/** The folder of the socket: beside the data, or where paths are short. Only the account of PostgreSQL (and root) may enter. */
export function socketFolder({ data, account }: Pick<Cluster, "data" | "account">): string {
  const beside = join(data, "postgres-socket");
  const folder = Buffer.byteLength(beside) <= longestFolder ? beside : join(runtimeFolder(), `lockstep-${createHash("sha256").update(realpathSync(data)).digest("hex").slice(0, 12)}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
  }
  const found = lstatSync(folder);
  const owner = account?.uid ?? process.getuid?.() ?? 0;
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) throw new StartProblem(`"${folder}", where PostgreSQL listens, is not a folder which is closed to others. Remove it, or look who made it.`);
  return folder;
}

function runtimeFolder(): string {
  const own = process.env["XDG_RUNTIME_DIR"];
  if (process.getuid?.() !== 0 && own && Buffer.byteLength(own) < 60 && existsSync(own)) return own;
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp";
}

const largestLog = 10_000_000;

function openLog({ data }: Cluster): number {
  const path = join(data, "postgres.log");
  if (existsSync(path) && statSync(path).size > largestLog) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

/** Ends a postmaster: sessions are cut and everything is written down; if that takes too long, it recovers at the next start. */
export async function stopPostmaster(pid: number, milliseconds = 10_000): Promise<void> {
  if (!signal(pid, "SIGINT")) return;
  for (const end = Date.now() + milliseconds; Date.now() < end; await pause(10)) if (!isRunning(pid)) return;
  signal(pid, "SIGQUIT");
}

function signal(pid: number, name: "SIGINT" | "SIGQUIT"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
