import { setTimeout as pause } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../test/database.ts";
import { type Database, transaction } from "../db/connect.ts";
import { type Jobs, openJobs } from "./queue.ts";
import { type Job, JobEnded, type JobHandler, jobHandler, startWorker, type Worker } from "./worker.ts";

describe("the queue", () => {
  let database: Database;
  let jobs: Jobs;
  const workers: Worker[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    jobs = await openJobs(database);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop(0);
  });
  afterAll(async () => {
    await jobs.close();
    await database.close();
  });

  /** A worker of one queue that records what it was given. */
  async function work(handler: Partial<JobHandler> & { name: string }) {
    const taken: Job[] = [];
    const outcomes: string[] = [];
    const handle: JobHandler["handle"] = async (job, signal) => {
      taken.push(job);
      await handler.handle?.(job, signal);
    };
    const worker = await startWorker({ jobs, handlers: [{ retrySeconds: 0, lookSeconds: 1, ...handler, handle }], alone: false, observe: (_job, outcome) => outcomes.push(outcome) });
    workers.push(worker);
    return { taken, outcomes, worker };
  }

  test("a job of a transaction that is rolled back does not exist", async () => {
    const { taken } = await work({ name: "rolled-back" });
    await transaction(database.db, async (trx) => {
      await jobs.enqueue(trx, "rolled-back", { n: 1 });
      throw new Error("no");
    }).catch(() => {});
    await transaction(database.db, (trx) => jobs.enqueue(trx, "rolled-back", { n: 2 }));
    await vi.waitFor(() => expect(taken.map(({ data }) => data)).toEqual([{ n: 2 }]), 5000);
  });

  test("data keeps its names and is checked by the handler's schema", async () => {
    const seen: string[] = [];
    const handler = jobHandler({ name: "checked", data: z.object({ run_id: z.string() }), handle: async ({ data }) => void seen.push(data.run_id) });
    workers.push(await startWorker({ jobs, handlers: [handler], alone: false }));
    await jobs.enqueue(database.db, "checked", { run_id: "run-1" });
    await vi.waitFor(() => expect(seen).toEqual(["run-1"]), 5000);
  });

  test("a job that fails is tried again and knows it", async () => {
    const { taken, outcomes } = await work({
      name: "failing",
      retries: 1,
      handle: async () => {
        throw new Error("a secret");
      },
    });
    await jobs.enqueue(database.db, "failing", {});
    await vi.waitFor(() => expect(outcomes).toEqual(["failed", "failed"]), 10_000);
    expect(taken.map(({ attempt, lastAttempt }) => [attempt, lastAttempt])).toEqual([[1, false], [2, true]]);
  });

  test("what a failed job said is not kept", async () => {
    const { rows } = await database.pool.query<{ said: string }>("select output::text as said from jobs.job where name = 'failing'");
    expect(rows[0]?.said).not.toContain("a secret");
  });

  test("where one may wait, a second of the same key is not added", async () => {
    await jobs.declare([{ name: "one-waiting", rule: "one waiting" }]);
    const first = await jobs.enqueue(database.db, "one-waiting", {}, { key: "a" });
    expect(first).toEqual(expect.any(String));
    expect(await jobs.enqueue(database.db, "one-waiting", {}, { key: "a" })).toBeUndefined();
    expect(await jobs.enqueue(database.db, "one-waiting", {}, { key: "b" })).toEqual(expect.any(String));
  });

  test("jobs of a key wait for each other, those of others do not", async () => {
    let running = 0;
    const most = { a: 0, all: 0 };
    const inA = new Set<string>();
    const { taken } = await work({
      name: "one-running",
      rule: "one running",
      concurrency: 3,
      handle: async ({ id, key }) => {
        most.all = Math.max(most.all, ++running);
        if (key === "a") most.a = Math.max(most.a, inA.add(id).size);
        await pause(150);
        running--;
        inA.delete(id);
      },
    });
    for (const key of ["a", "a", "b", "a"]) await jobs.enqueue(database.db, "one-running", {}, { key });
    await vi.waitFor(() => expect(taken.length).toBe(4), 20_000);
    expect(most.a).toBe(1);
  });

  test("a delayed job waits", async () => {
    const { taken } = await work({ name: "delayed" });
    await jobs.enqueue(database.db, "delayed", { late: true }, { notBefore: new Date(Date.now() + 600) });
    await jobs.enqueue(database.db, "delayed", { late: false });
    await vi.waitFor(() => expect(taken.map(({ data }) => data)).toEqual([{ late: false }, { late: true }]), 10_000);
  });

  test("a cancelled job is not run, and a running one is told", async () => {
    let reason: unknown;
    const { taken } = await work({
      name: "cancelled",
      handle: (_job, signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject((reason = signal.reason)))),
    });
    const running = await jobs.enqueue(database.db, "cancelled", {});
    await vi.waitFor(() => expect(taken.length).toBe(1), 5000);
    const waiting = await jobs.enqueue(database.db, "cancelled", {});
    for (const id of [waiting, running]) await jobs.cancel(database.db, "cancelled", id ?? "");
    await vi.waitFor(() => expect(reason).toEqual(new JobEnded("lost")), 5000);
    expect(taken.length).toBe(1);
  });

  test("a worker that stops lets go of its jobs, and the next one has them at once", async () => {
    const first = await work({
      name: "stopped",
      handle: (_job, signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    });
    await jobs.enqueue(database.db, "stopped", {});
    await vi.waitFor(() => expect(first.taken.length).toBe(1), 5000);
    await first.worker.stop(0);
    expect(first.outcomes).toEqual(["released"]);
    const second = await work({ name: "stopped" });
    await vi.waitFor(() => expect(second.taken.map(({ attempt }) => attempt)).toEqual([2]), 10_000);
  });

  test("sizes are known", async () => {
    await jobs.declare([{ name: "sized" }]);
    await jobs.enqueue(database.db, "sized", {});
    await vi.waitFor(async () => expect(await jobs.sizes()).toContainEqual({ name: "sized", waiting: 1, ready: 1, running: 0, failed: 0 }), 10_000);
  });

  test("a worker that looks for jobs is alive", async () => {
    const { worker } = await work({ name: "alive" });
    await vi.waitFor(() => expect(worker.isAlive()).toBe(true), 5000);
  });
});

describe("schedules", () => {
  test("a time zone's clock decides, through the change to summer time", async () => {
    const database = await testDatabase();
    const clock = new TestClock("2027-03-13T12:00:00Z"); // a Saturday; New York changes in the night to Sunday
    const jobs = await openJobs(database, { clock });
    try {
      await jobs.declare([{ name: "daily" }]);
      await jobs.schedule("daily", "check", { cron: "0 9 * * *", timeZone: "America/New_York", data: { every: "day" } });
      // Winter: 9:00 is 14:00 in Greenwich; on the next day it is 13:00, and not 14:00 again.
      for (const moment of ["2027-03-13T12:59:55Z", "2027-03-13T13:59:55Z", "2027-03-14T12:59:55Z", "2027-03-14T13:59:55Z"]) {
        await clock.setTime(moment);
        await clock.tick(15_000);
      }
      const { rows } = await database.pool.query<{ at: Date }>("select created_on as at from jobs.job where name = 'daily' order by created_on");
      expect(rows.map(({ at }) => at.toISOString().slice(0, 16))).toEqual(["2027-03-13T14:00", "2027-03-14T13:00"]);
    } finally {
      await jobs.close();
      await database.close();
    }
  });

  test("the next times are told, and a wrong expression is refused", async () => {
    const database = await testDatabase();
    const jobs = await openJobs(database);
    try {
      expect(jobs.preview("0 9 * * *", "America/New_York", 2, new Date("2027-03-13T00:00:00Z")).map((date) => date.toISOString())).toEqual(["2027-03-13T14:00:00.000Z", "2027-03-14T13:00:00.000Z"]);
      expect(() => jobs.preview("61 9 * * *", "UTC", 1)).toThrow();
    } finally {
      await jobs.close();
      await database.close();
    }
  });
});
