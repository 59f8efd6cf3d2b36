import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/database.ts";
import type { Database } from "./connect.ts";
import { isMigrated, migrate } from "./migrate.ts";

describe("migrations", () => {
  let database: Database;
  beforeEach(async () => {
    database = await testDatabase();
    await sql`drop schema public cascade`.execute(database.db);
    await sql`create schema public`.execute(database.db);
  });
  afterEach(() => database.close());

  const step = (name: string, statement: string): Record<string, Migration> => ({ [name]: { up: async (db) => void (await sql.raw(statement).execute(db)) } });
  const first = step("0001-first", "create table first (id text)");
  const both = { ...first, ...step("0002-second", "alter table first add column more text") };

  test("each step is done once, in order", async () => {
    const said: string[] = [];
    expect(await migrate(database.connection, (line) => said.push(line), first)).toEqual(["0001-first"]);
    expect(await migrate(database.connection, undefined, both)).toEqual(["0002-second"]);
    expect(await migrate(database.connection, undefined, both)).toEqual([]);
    expect(said).toEqual(["Database: 0001-first"]);
  });

  test("of two starters at once one does the steps", async () => {
    const done = await Promise.all([1, 2, 3].map(() => migrate(database.connection, undefined, both)));
    expect(done.flat()).toEqual(["0001-first", "0002-second"]);
  });

  test("a step that fails undoes the ones of the same start", async () => {
    await expect(migrate(database.connection, undefined, { ...first, ...step("0002-wrong", "alter table nowhere add column x text") })).rejects.toThrow(/step 0002-wrong.*nothing was changed.*"nowhere" does not exist/);
    expect((await sql`select to_regclass('first') as first`.execute(database.db)).rows).toEqual([{ first: null }]);
  });

  test("a database of a newer version is refused", async () => {
    await migrate(database.connection, undefined, both);
    await expect(migrate(database.connection, undefined, first)).rejects.toThrow('The database was used by a newer Lockstep (it has "0002-second").');
  });

  test("readiness knows whether all steps were done", async () => {
    expect(await isMigrated(database.db, first)).toBe(false);
    await migrate(database.connection, undefined, first);
    expect(await isMigrated(database.db, first)).toBe(true);
  });
});
