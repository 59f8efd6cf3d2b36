import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StartProblem } from "../../start-problem.ts";
import type { PostgresAccount } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** The role and the database which everything is in. */
export const role = "lockstep";
export const database = "lockstep";

/** Sorting by code points: the same on every machine and in every version of its libraries. */
const initdbArguments = ["--username", role, "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"];

/** Makes the folder of databases if there is none, and refuses one of another major version. */
export async function prepareCluster(data: string, binaries: Binaries, account: PostgresAccount | undefined, durable: boolean): Promise<string> {
  const folder = join(data, "postgres");
  if (existsSync(join(folder, "PG_VERSION"))) checkVersion(folder, binaries);
  else await initialise(data, folder, binaries, account, durable);
  return folder;
}

function checkVersion(folder: string, binaries: Binaries): void {
  const found = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (Number(found) === binaries.major) return;
  throw new StartProblem(`The database in "${folder}" was written by PostgreSQL ${found}, and this Lockstep carries PostgreSQL ${binaries.major}, which cannot read it. Start the version of Lockstep that wrote it and move its data to another database, or set LOCKSTEP_DATA to a new folder.`);
}

const newFolder = "postgres-new-";
const isLeft = (name: string): boolean => name.startsWith(newFolder) && !isRunning(Number.parseInt(name.slice(newFolder.length), 10));

/** The databases appear whole or not at all: a start that is killed leaves only a folder which the next one removes. */
async function initialise(data: string, folder: string, binaries: Binaries, account: PostgresAccount | undefined, durable: boolean): Promise<void> {
  for (const name of readdirSync(data)) if (isLeft(name)) rmSync(join(data, name), { recursive: true, force: true });
  const unfinished = mkdtempSync(join(data, `${newFolder}${process.pid}-`)); // closed to others
  if (account) chownSync(unfinished, account.uid, account.gid);
  const answer = await run(binaries.initdb, ["--pgdata", unfinished, ...initdbArguments, ...(durable ? [] : ["--no-sync"])], account);
  if (answer.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartProblem(`The embedded database could not be made in "${data}". PostgreSQL says:\n${answer.text.trim()}`);
  }
  chmodSync(unfinished, 0o700);
  // Another starter may have been quicker; then its folder is not empty and renaming fails.
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(join(folder, "PG_VERSION"))) throw error;
  }
}

function run(program: string, parameters: string[], account: PostgresAccount | undefined): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...credentials(account), cwd: "/", env: environment(), stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.on("data", (piece: Buffer) => (text += piece.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}

/** Whom to spawn as. */
export const credentials = (account: PostgresAccount | undefined): { uid?: number; gid?: number } => (account ? { uid: account.uid, gid: account.gid } : {});

/** PostgreSQL is given nothing of our environment: PGDATA and its like would lead it astray, secrets are none of its business. */
export const environment = (): NodeJS.ProcessEnv => ({ PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" });

/** Whether a process of this id exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
