import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../test/database.ts";
import type { Database } from "../db/connect.ts";
import { startLoops } from "./loops.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const quiet = { error: () => {}, info: () => {} };

/** A worker with one loop that writes down who did each round. */
const worker = async (name: string, rounds: string[]) =>
  startLoops({ connection: database.connection, log: quiet, loops: [{ name: "counting", everySeconds: 0.02, round: async () => void rounds.push(name) }] });

describe("loops", () => {
  test("are done by one worker at a time, and taken up by another when it stops", async () => {
    const rounds: string[] = [];
    const first = await worker("first", rounds);
    await expect.poll(() => rounds.length, { timeout: 20_000 }).toBeGreaterThan(2);
    const second = await worker("second", rounds);
    await expect.poll(() => rounds.length, { timeout: 20_000 }).toBeGreaterThan(6);
    expect(new Set(rounds)).toEqual(new Set(["first"]));
    await first();
    await expect.poll(() => rounds.at(-1), { timeout: 20_000 }).toBe("second");
    await second();
  });

  test("go on after the session that held them was lost, and after a round that failed", async () => {
    let rounds = 0;
    const lost: boolean[] = [];
    const round = async (signal: AbortSignal): Promise<void> => {
      rounds++;
      if (rounds === 1) throw new Error("once");
      if (rounds === 2) {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'lockstep loops %' and datname = current_database()`.execute(database.db);
        await expect.poll(() => signal.aborted, { timeout: 20_000 }).toBe(true);
        lost.push(signal.aborted);
      }
    };
    const stop = await startLoops({ connection: database.connection, log: quiet, loops: [{ name: "losing", everySeconds: 0.02, round }] });
    await expect.poll(() => rounds, { timeout: 20_000 }).toBeGreaterThan(4);
    await stop();
    expect(lost).toEqual([true]);
  });
});
