import { chmodSync, mkdirSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StartProblem } from "../../start-problem.ts";

/** The account under which PostgreSQL runs when Lockstep itself runs as root, which PostgreSQL refuses to. */
export type PostgresAccount = { name: string; uid: number; gid: number };

/** Preferred first: an account of its own, the one PostgreSQL packages make, the one every system has. */
const preferred = ["lockstep", "postgres", "nobody"];

/** The account to change to, or undefined where none is needed. */
export function postgresAccount(passwd: () => string = () => readFileSync("/etc/passwd", "utf8")): PostgresAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map(passwd().split("\n").flatMap(parseAccount));
  const found = preferred.map((name) => accounts.get(name)).find((account) => account !== undefined);
  if (!found) throw new StartProblem(`PostgreSQL does not run as root, and there is no other account to run it as. Make one ("useradd --system lockstep"), start Lockstep as another user, or set DATABASE_URL.`);
  return found;
}

function parseAccount(line: string): [string, PostgresAccount][] {
  const [name = "", , uid, gid] = line.split(":");
  return Number(uid) > 0 ? [[name, { name, uid: Number(uid), gid: Number(gid) }]] : [];
}

/** Whether the account may pass through every folder on the way to a place. Access lists beyond the mode bits are not looked at. */
export const canReach = (account: PostgresAccount, place: string): boolean => closedFolder(account, place) === undefined;

/** The first folder on the way, the place included, which the account may not enter. */
export function closedFolder(account: PostgresAccount, place: string): string | undefined {
  return foldersTo(realpathSync(place)).find((folder) => !mayEnter(account, folder));
}

function foldersTo(place: string): string[] {
  const above = dirname(place);
  return above === place ? [place] : [...foldersTo(above), place];
}

function mayEnter(account: PostgresAccount, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/**
 * Makes the data folder, closed to others as far as the account of PostgreSQL allows. Our own folder is opened for passing
 * through; a closed folder above it is somebody's decision (a home, mostly), so it is told and not changed.
 */
export function openDataFolder(data: string, account: PostgresAccount | undefined): void {
  mkdirSync(data, { recursive: true, mode: account ? 0o711 : 0o700 });
  if (!account || canReach(account, data)) return;
  const closed = closedFolder(account, data);
  const ours = readdirSync(data).every((name) => name.startsWith("postgres") || name === "key");
  if (closed === realpathSync(data) && ours) return chmodSync(data, statSync(data).mode | 0o011);
  throw new StartProblem(`Lockstep runs as root, so its PostgreSQL runs as "${account.name}", which may not enter "${closed}". Set LOCKSTEP_DATA to a folder that can be reached (such as /var/lib/lockstep), let others pass with "chmod o+x ${closed}", or start Lockstep as another user.`);
}
