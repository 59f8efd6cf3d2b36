import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { JobQueue } from "./job-queue.ts";
import type { Jobs, TakenJob } from "./queue.ts";

/** One try of a job. */
export interface Job<T = unknown> extends Omit<TakenJob, "data" | "signal"> {
  readonly queue: string;
  readonly data: T;
}

/** What a worker does with the jobs of one queue. */
export interface JobHandler extends JobQueue {
  /** How many at once in one worker. */
  readonly concurrency?: number;
  /** Ends well when the job is done; a job whose handler throws is tried again. When the signal ends it must end soon and write nothing more. */
  readonly handle: (job: Job, signal: AbortSignal) => Promise<void>;
}

/** A handler whose data is checked by a schema before it runs. */
export const jobHandler = <S extends z.ZodType>(definition: JobQueue & { concurrency?: number; data: S; handle: (job: Job<z.output<S>>, signal: AbortSignal) => Promise<void> }): JobHandler => ({
  ...definition,
  handle: (job, signal) => definition.handle({ ...job, data: definition.data.parse(job.data) }, signal),
});

/** Why a handler was told to end: it is the signal's reason. */
export class JobEnded extends Error {
  override readonly name = "JobEnded";
  /** `lost`: the job was cancelled, took too long or is another worker's. `stopping`: another worker will do it. */
  readonly why: "lost" | "stopping";

  constructor(why: "lost" | "stopping") {
    super(why === "lost" ? "The job is no longer this worker's." : "The worker is stopping.");
    this.why = why;
  }
}

/** Told how a try went; for logs and metrics. */
export type JobObserver = (job: Job, outcome: "done" | "failed" | "lost" | "released", seconds: number, error?: unknown) => void;

/** A running worker. */
export interface Worker {
  /** What it works on at this moment. */
  readonly running: () => Job[];
  /** Whether it looks for jobs. */
  readonly isAlive: () => boolean;
  /** Takes no more jobs, waits for the running ones so long, then ends their signals; what is not finished goes to other workers. */
  readonly stop: (seconds: number) => Promise<void>;
}

export interface WorkerOptions {
  readonly jobs: Jobs;
  readonly handlers: readonly JobHandler[];
  /** No other worker can be: with an embedded database, jobs that were running when the last process ended are released at once. */
  readonly alone: boolean;
  readonly observe?: JobObserver;
}

/** Declares the handlers' queues and begins to take jobs. */
export async function startWorker({ jobs, handlers, alone, observe = () => {} }: WorkerOptions): Promise<Worker> {
  await jobs.declare(handlers);
  if (alone) await jobs.releaseAll();
  const work = new Work(observe);
  const stops: (() => Promise<void>)[] = [];
  for (const handler of handlers) stops.push(await jobs.take(handler, handler.concurrency ?? 1, (job) => work.run(handler, job)));
  const stop = async (seconds: number): Promise<void> => {
    await Promise.all(stops.map((each) => each()));
    await work.end(seconds * 1000);
  };
  return { running: () => work.running(), isAlive: () => looked(jobs) < stalled, stop };
}

/** An idle taker looks every few seconds; one that has not for so long will not. */
const stalled = 60_000;
const looked = (jobs: Jobs): number => Date.now() - (jobs.lastLook()?.getTime() ?? 0);

/** After its signal ended, a handler has so long to let go. */
const grace = 5000;

class Work {
  readonly #tries = new Map<Job, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #observe: JobObserver;

  constructor(observe: JobObserver) {
    this.#observe = observe;
  }

  running(): Job[] {
    return [...this.#tries.keys()];
  }

  async run(handler: JobHandler, { signal: claim, ...taken }: TakenJob): Promise<void> {
    const job: Job = { ...taken, queue: handler.name };
    const attempt = this.#try(handler, job, claim);
    this.#tries.set(job, attempt);
    try {
      await attempt;
    } finally {
      this.#tries.delete(job);
    }
  }

  async #try(handler: JobHandler, job: Job, claim: AbortSignal): Promise<void> {
    const began = performance.now();
    const ended = new AbortController();
    const lose = (): void => ended.abort(new JobEnded("lost"));
    claim.addEventListener("abort", lose, { once: true });
    const signal = AbortSignal.any([ended.signal, this.#stopping.signal]);
    const observe = (outcome: Parameters<JobObserver>[1], error?: unknown): void => this.#observe(job, outcome, (performance.now() - began) / 1000, error);
    try {
      await handler.handle(job, signal);
      observe(signal.aborted && reasonOf(signal) === "lost" ? "lost" : "done");
    } catch (error) {
      observe(signal.aborted ? (reasonOf(signal) === "lost" ? "lost" : "released") : "failed", error);
      // What an error says may hold a secret, and the queue's table keeps it: the log has it, redacted.
      throw new Error(error instanceof Error ? error.name : "unknown");
    } finally {
      claim.removeEventListener("abort", lose);
    }
  }

  async end(milliseconds: number): Promise<void> {
    await Promise.race([this.#settled(), pause(milliseconds)]);
    this.#stopping.abort(new JobEnded("stopping"));
    await Promise.race([this.#settled(), pause(grace)]);
  }

  async #settled(): Promise<void> {
    while (this.#tries.size > 0) await Promise.allSettled(this.#tries.values());
  }
}

const reasonOf = (signal: AbortSignal): string | undefined => (signal.reason instanceof JobEnded ? signal.reason.why : undefined);
