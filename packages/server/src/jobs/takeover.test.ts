import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "../../test/database.ts";
import type { Database } from "../db/connect.ts";
import { type Jobs, openJobs } from "./queue.ts";
import { startWorker } from "./worker.ts";

describe("a job of a worker that is gone", () => {
  let database: Database;
  let jobs: Jobs;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    jobs = await openJobs(database);
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await jobs.close();
    await database.close();
  });

  /** Another process that has taken a job of the queue. */
  async function holder(queue: string) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "../../test/job-worker.ts"), JSON.stringify(database.connection), queue], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    let said = "";
    child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
    await vi.waitFor(() => expect(said).toContain("ready"), 30_000);
    await jobs.enqueue(database.db, queue, {});
    await vi.waitFor(() => expect(said).toContain("took 1"), 15_000);
    return { child, said: () => said };
  }

  /** A worker in this process; ends when it took the job. */
  async function successor(queue: string, alone = false) {
    const attempts: number[] = [];
    const worker = await startWorker({ jobs, alone, handlers: [{ name: queue, retrySeconds: 0, lookSeconds: 1, handle: async ({ attempt }) => void attempts.push(attempt) }] });
    await vi.waitFor(() => expect(attempts).toEqual([2]), { timeout: 45_000, interval: 100 });
    return worker;
  }

  const state = async (queue: string) => (await database.pool.query<{ state: string }>("select state, retry_count as attempt from jobs.job where name = $1", [queue])).rows;

  test("is taken by another when the first was killed", async () => {
    const { child } = await holder("killed");
    child.kill("SIGKILL");
    const began = performance.now();
    const worker = await successor("killed");
    console.log(`  a killed worker's job was taken over after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    await vi.waitFor(async () => expect(await state("killed")).toEqual([{ state: "completed", attempt: 1 }]));
    await worker.stop(1);
  });

  test("is not finished by the first when that was only frozen", async () => {
    const { child, said } = await holder("frozen");
    child.kill("SIGSTOP");
    const worker = await successor("frozen");
    await vi.waitFor(async () => expect(await state("frozen")).toEqual([{ state: "completed", attempt: 1 }]));
    child.kill("SIGCONT");
    await vi.waitFor(() => expect(said()).toContain("lost"), 15_000);
    expect(await state("frozen")).toEqual([{ state: "completed", attempt: 1 }]);
    await worker.stop(1);
  });

  test("is taken at once where no other worker can be", async () => {
    const { child } = await holder("alone");
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const worker = await successor("alone", true);
    expect(await state("alone")).toHaveLength(1);
    await worker.stop(1);
  });
});
