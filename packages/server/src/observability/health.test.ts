import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { connectTo, type Database } from "../db/connect.ts";
import { readiness } from "./health.ts";

describe("readiness", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test("is there when database, migrations and worker are", async () => {
    expect(await readiness({ db: database.db, worker: { isAlive: () => true } })).toEqual({ ready: true, checks: { database: "ok", migrations: "ok", worker: "ok" } });
  });

  test("a process without a worker needs none", async () => {
    expect((await readiness({ db: database.db })).ready).toBe(true);
  });

  test("a worker that does not look for jobs, and a process that stops, are not ready", async () => {
    const { ready, checks } = await readiness({ db: database.db, worker: { isAlive: () => false }, stopping: AbortSignal.abort() });
    expect([ready, checks]).toEqual([false, { database: "ok", migrations: "ok", worker: "does not look for jobs", process: "is stopping" }]);
  });

  test("a database that is away is told, and waited for no longer than two seconds", async () => {
    const away = connectTo({ host: "/nowhere", user: "u", database: "d" }, 1);
    expect(await readiness({ db: away.db })).toEqual({ ready: false, checks: { database: "cannot be reached", migrations: "are not done" } });
    await away.close();
  });
});
