import { sql } from "kysely";
import { type Clock, fromKysely, PgBoss, type JobWithMetadata } from "pg-boss";
import type { Connection, Database, Sql } from "../db/connect.ts";
import { type JobQueue, optionsOf, policyOf } from "./job-queue.ts";

/** How one job is enqueued. */
export interface EnqueueOptions {
  /** What the queue's rule counts by. */
  readonly key?: string;
  /** Not before this moment. */
  readonly notBefore?: Date;
  /** Higher ones first; 0 if not said. */
  readonly priority?: number;
}

/** A job that is made again and again. */
export interface JobSchedule {
  /** Minute, hour, day, month, weekday. */
  readonly cron: string;
  /** A name of the time zone database, such as "America/New_York". */
  readonly timeZone: string;
  readonly data?: object;
  /** Whether one job is made for times that passed while nothing ran. */
  readonly catchUp?: boolean;
}

/** How many jobs a queue has. */
export interface QueueSize {
  readonly name: string;
  readonly waiting: number;
  readonly ready: number;
  readonly running: number;
  readonly failed: number;
}

/** A job as it is handed to a worker: this try of it. */
export interface TakenJob {
  readonly id: string;
  readonly data: unknown;
  readonly key: string | undefined;
  /** The first try is 1. Greater: an earlier one failed, or its worker was lost, whatever it had done by then. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Ends when the job is no longer ours: cancelled, over its time, or given to another worker. */
  readonly signal: AbortSignal;
}

/** The queue: jobs are enqueued with the change that asks for them, and are run at least once. */
export interface Jobs {
  /** Makes the queues known; before anything is enqueued. */
  readonly declare: (queues: readonly JobQueue[]) => Promise<void>;
  /** Adds a job in the open transaction: it exists when that commits. Gives its id, or undefined where the queue's rule already has one. */
  readonly enqueue: (db: Sql, queue: string, data: object, options?: EnqueueOptions) => Promise<string | undefined>;
  /** A waiting job is not run any more; the signal of a running one ends within seconds. */
  readonly cancel: (db: Sql, queue: string, id: string) => Promise<void>;
  /** Sets or replaces the schedule of a key. */
  readonly schedule: (queue: string, key: string, schedule: JobSchedule) => Promise<void>;
  readonly unschedule: (queue: string, key: string) => Promise<void>;
  /** The next moments of a cron expression; throws where it is wrong. */
  readonly preview: (cron: string, timeZone: string, count: number, from?: Date) => Date[];
  readonly sizes: () => Promise<QueueSize[]>;
  /** Takes jobs from a queue, so many at once; gives how to stop taking. */
  readonly take: (queue: JobQueue, concurrency: number, handle: (job: TakenJob) => Promise<void>) => Promise<() => Promise<void>>;
  /** When a taker last looked for a job; a queue whose takers are all busy counts as now. */
  readonly lastLook: () => Date | undefined;
  /** Hands the jobs of workers that are surely gone to the next ones at once. Only where no other worker can be. */
  readonly releaseAll: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The schema of pg-boss's own tables. */
const schema = "jobs";

/** What goes wrong beside a job: told, never thrown. */
export type Warn = (message: string, facts: object) => void;

export interface JobsOptions {
  readonly warn?: Warn;
  /** pg-boss's test clock, in tests. */
  readonly clock?: Clock;
}

/** Opens the queue of a database, making its tables if need be. */
export async function openJobs(database: Pick<Database, "db" | "connection">, { warn = () => {}, clock }: JobsOptions = {}): Promise<Jobs> {
  const boss = new PgBoss({
    ...connectionOf(database.connection),
    schema,
    max: 5,
    application_name: `lockstep queue ${process.pid}`,
    useListenNotify: true,
    // A lost worker is found 10 seconds after its last heartbeat, and within these.
    superviseIntervalSeconds: 1,
    // A job is not taken while its key is among those that ran when these were last looked up: not for a minute, which is usual.
    queueCacheIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
    ...(clock ? { clock } : {}),
  });
  // Only the words of an error: PostgreSQL's carries its whole session with it.
  boss.on("error", ({ name, message, stack }: Error) => warn("The queue met an error.", { error: { name, message, stack } }));
  boss.on("warning", ({ message, data }) => warn(message, { data }));
  await boss.start();
  return new BossJobs(boss, database.db);
}

/** Makes the queue's tables, so that a copy of this database opens its queue at once. */
export async function installJobs(connection: Connection): Promise<void> {
  const boss = new PgBoss({ ...connectionOf(connection), schema, max: 1, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}

// As in db/connect.ts: compiling a statement takes longer than carrying it out.
const connectionOf = ({ connectionString, host, port, user, database }: Connection) =>
  Object.fromEntries(Object.entries({ connectionString, host, port, user, database, options: "-c jit=off" }).filter(([, value]) => value !== undefined));

class BossJobs implements Jobs {
  readonly #boss: PgBoss;
  readonly #db: Sql;

  constructor(boss: PgBoss, db: Sql) {
    this.#boss = boss;
    this.#db = db;
  }

  declare = async (queues: readonly JobQueue[]): Promise<void> => {
    const known = new Map((await this.#boss.getQueues()).map((queue) => [queue.name, queue]));
    for (const queue of queues) {
      if (known.has(queue.name)) await this.#boss.updateQueue(queue.name, optionsOf(queue));
      else await this.#boss.createQueue(queue.name, { ...optionsOf(queue), policy: policyOf(queue) });
    }
  };

  enqueue = async (db: Sql, queue: string, data: object, { key, notBefore, priority }: EnqueueOptions = {}): Promise<string | undefined> => {
    const options = { ...(key === undefined ? {} : { singletonKey: key }), ...(notBefore ? { startAfter: notBefore } : {}), ...(priority === undefined ? {} : { priority }) };
    return (await this.#boss.send(queue, data, { ...options, db: inside(db) })) ?? undefined;
  };

  cancel = async (db: Sql, queue: string, id: string): Promise<void> => {
    await this.#boss.cancel(queue, id, { db: inside(db) });
  };

  schedule = async (queue: string, key: string, { cron, timeZone, data = {}, catchUp = false }: JobSchedule): Promise<void> => {
    await this.#boss.schedule(queue, cron, data, { tz: timeZone, key, missed: catchUp ? "once" : "skip", singletonKey: key });
  };

  unschedule = async (queue: string, key: string): Promise<void> => {
    await this.#boss.unschedule(queue, key);
  };

  preview = (cron: string, timeZone: string, count: number, from?: Date): Date[] => this.#boss.previewSchedule(cron, { tz: timeZone, count, ...(from ? { from } : {}) });

  sizes = async (): Promise<QueueSize[]> => {
    const queues = await this.#boss.getQueues();
    return queues
      .filter(({ name }) => !name.startsWith("__pgboss__"))
      .map(({ name, queuedCount, readyCount, activeCount, failedCount }) => ({ name, waiting: queuedCount, ready: readyCount, running: activeCount, failed: failedCount }));
  };

  take = async (queue: JobQueue, concurrency: number, handle: (job: TakenJob) => Promise<void>): Promise<() => Promise<void>> => {
    const look = queue.lookSeconds ?? 5;
    const options = { batchSize: 1, includeMetadata: true, localConcurrency: concurrency, pollingIntervalSeconds: Math.min(look, 2), notifyPollingIntervalSeconds: look, burstWhenReadyExceeds: 1, heartbeatRefreshSeconds: 2 } as const;
    const id = await this.#boss.work(queue.name, options, async (jobs: JobWithMetadata<unknown>[]) => {
      for (const job of jobs) await handle(takenJob(job));
    });
    return () => this.#boss.offWork(queue.name, { id, wait: false });
  };

  lastLook = (): Date | undefined => {
    const moments = this.#boss.getWipData().map(({ count, lastFetchedOn }) => (count > 0 ? Date.now() : lastFetchedOn ?? 0));
    return moments.length === 0 ? undefined : new Date(Math.max(...moments));
  };

  releaseAll = async (): Promise<number> => {
    const { rows } = await sql<{ id: string }>`update ${sql.table(`${schema}.job`)} set state = 'retry', heartbeat_on = null, start_after = now() where state = 'active' returning id`.execute(this.#db);
    return rows.length;
  };

  close = async (): Promise<void> => {
    await this.#boss.stop({ graceful: false });
  };
}

/** Our transaction, as pg-boss works in it. Without our plugins: they would rename its columns. */
const inside = (db: Sql) => fromKysely(db.withoutPlugins());

const takenJob = (job: JobWithMetadata<unknown>): TakenJob => ({
  id: job.id,
  data: job.data,
  key: job.singletonKey ?? undefined,
  attempt: job.retryCount + 1,
  lastAttempt: job.retryCount >= job.retryLimit,
  signal: job.signal,
});
