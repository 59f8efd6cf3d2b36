import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { StartProblem } from "../start-problem.ts";
import type { Connection } from "./connect.ts";
import { migrations } from "./migrations/index.ts";

type Migrations = Readonly<Record<string, Migration>>;

const names = { migrationTableName: "lockstep_migration", migrationLockTableName: "lockstep_migration_lock" };

/**
 * Brings a database to the shape this version of Lockstep expects; gives the names of the steps done. All steps are one
 * transaction under a lock, so that of two starters the second waits and finds nothing left to do.
 */
export async function migrate(connection: Connection, say: (line: string) => void = () => {}, list: Migrations = migrations): Promise<string[]> {
  // A session of its own: rebuilding a large table may take longer than any other statement.
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...connection, max: 2, application_name: `lockstep migration ${process.pid}` }) }) });
  try {
    await refuseNewer(db, list);
    const provider = { getMigrations: async () => ({ ...list }) };
    const { error, results = [] } = await new Migrator({ db, provider, ...names }).migrateToLatest();
    const failed = results.find(({ status }) => status === "Error");
    if (error !== undefined) throw new StartProblem(`The database could not be brought up to date${failed ? ` (step ${failed.migrationName})` : ""}; nothing was changed. PostgreSQL says: ${error instanceof Error ? error.message : "unknown"}`);
    const done = results.map(({ migrationName }) => migrationName);
    for (const name of done) say(`Database: ${name}`);
    return done;
  } finally {
    await db.destroy();
  }
}

/** Whether every step was done; asked by readiness. */
export async function isMigrated<T>(db: Kysely<T>, list: Migrations = migrations): Promise<boolean> {
  return (await doneSteps(db)).length >= Object.keys(list).length;
}

/** An older Lockstep must not work on a newer shape: it would write what the newer one cannot read. */
async function refuseNewer(db: Kysely<unknown>, list: Migrations): Promise<void> {
  const strange = (await doneSteps(db)).filter((name) => !(name in list));
  if (strange.length > 0) throw new StartProblem(`The database was used by a newer Lockstep (it has "${strange.at(-1)}"). Start that version or a later one.`);
}

async function doneSteps<T>(db: Kysely<T>): Promise<string[]> {
  const { rows: found } = await sql<{ found: boolean }>`select to_regclass(${names.migrationTableName}) is not null as found`.execute(db);
  if (!found[0]?.found) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(names.migrationTableName)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}
