import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { type Database, transaction } from "./connect.ts";
import { type Listener, notify, openListener } from "./listen.ts";

describe("what is said on a channel", () => {
  let database: Database;
  let listener: Listener;
  beforeAll(async () => {
    database = await testDatabase();
    listener = await openListener(database.connection);
  });
  afterAll(async () => {
    await listener.close();
    await database.close();
  });

  const record = async (channel: string) => {
    const heard: string[] = [];
    const stop = await listener.subscribe(channel, (payload) => heard.push(payload), () => heard.push("(missed)"));
    return { heard, stop };
  };

  test("is heard by every subscriber, once it is committed", async () => {
    const [one, two] = [await record("runs"), await record("runs")];
    await transaction(database.db, (trx) => notify(trx, "runs", "run-1"));
    await vi.waitFor(() => expect([one.heard, two.heard]).toEqual([["run-1"], ["run-1"]]));
  });

  test("is not heard when it was rolled back", async () => {
    const { heard } = await record("rolled back");
    await transaction(database.db, async (trx) => {
      await notify(trx, "rolled back", "never");
      throw new Error("no");
    }).catch(() => {});
    await notify(database.db, "rolled back", "after");
    await vi.waitFor(() => expect(heard).toEqual(["after"]));
  });

  test("is not heard by those who stopped listening", async () => {
    const [one, two] = [await record("left"), await record("left")];
    one.stop();
    await notify(database.db, "left", "x");
    await vi.waitFor(() => expect(two.heard).toEqual(["x"]));
    expect(one.heard).toEqual([]);
  });

  test("is heard again after the session was cut, and the gap is told", async () => {
    const { heard } = await record("cut");
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'lockstep listener %' and datname = current_database()`.execute(database.db);
    await vi.waitFor(() => expect(heard).toEqual(["(missed)"]));
    await notify(database.db, "cut", "y");
    await vi.waitFor(() => expect(heard).toEqual(["(missed)", "y"]));
  });
});
