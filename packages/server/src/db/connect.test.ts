import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { codeOf, constraintOf, type Database, openDatabase, readInt8, transaction } from "./connect.ts";

describe("the database", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
    await sql`create table account (name text primary key, amount int8 not null)`.execute(database.db);
  });
  afterAll(() => database.close());

  const insert = (name: string, db = database.db) => sql`insert into account values (${name}, 1)`.execute(db);
  const count = async (name: string) => (await sql<{ n: number }>`select count(*) as n from account where name = ${name}`.execute(database.db)).rows[0]?.n;

  test("64-bit integers are numbers where that is exact", async () => {
    const { rows } = await sql`select 42::int8 as small, 9007199254740991::int8 as largest, 9007199254740993::int8 as larger, array[1::int8] as many`.execute(database.db);
    expect(rows).toEqual([{ small: 42, largest: 9007199254740991, larger: 9007199254740993n, many: [1] }]);
    expect(readInt8("-1")).toBe(-1);
  });

  test("a transaction that throws leaves nothing", async () => {
    await expect(
      transaction(database.db, async (trx) => {
        await insert("gone", trx);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await count("gone")).toBe(0);
  });

  test("a transaction in a transaction is the same one", async () => {
    await expect(
      transaction(database.db, async (trx) => {
        await transaction(trx, (inner) => insert("inner", inner));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await count("inner")).toBe(0);
  });

  test("the victim of a deadlock is run again", async () => {
    await insert("a");
    await insert("b");
    let runs = 0;
    const both = (first: string, second: string) =>
      transaction(database.db, async (trx) => {
        runs++;
        await sql`update account set amount = amount + 1 where name = ${first}`.execute(trx);
        await sql`select pg_sleep(0.05)`.execute(trx);
        await sql`update account set amount = amount + 1 where name = ${second}`.execute(trx);
      });
    await Promise.all([both("a", "b"), both("b", "a")]);
    const { rows } = await sql`select amount from account where name in ('a', 'b')`.execute(database.db);
    expect(rows).toEqual([{ amount: 3 }, { amount: 3 }]);
    expect(runs).toBe(3);
  });

  test("a broken rule is told by its code and its constraint", async () => {
    await insert("twice");
    const error: unknown = await insert("twice").catch((reason: unknown) => reason);
    expect([codeOf(error), constraintOf(error)]).toEqual(["23505", "account_pkey"]);
  });

  test("sessions say whose they are and are bounded in time", async () => {
    const { rows } = await sql`select current_setting('application_name') as name, current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`.execute(database.db);
    expect(rows).toEqual([{ name: `lockstep ${process.pid}`, statement: "1min", idle: "1min" }]);
  });

  test("an address where no PostgreSQL answers is told without its password", async () => {
    const opened = openDatabase({ data: "", databaseUrl: "postgres://me:hunter2@127.0.0.1:1/x", databasePool: 2 });
    await expect(opened).rejects.toThrow(/^The database at DATABASE_URL cannot be reached: (?!.*hunter2).*ECONNREFUSED/);
  });
});
