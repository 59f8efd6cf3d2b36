import { hostname } from "node:os";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { prepareFirstAccount } from "./accounts/set-up.ts";
import { buildApp, buildWorkerApp, domains, listenersOf } from "./app.ts";
import { systemClock, type Clock } from "./clock.ts";
import { openDatabase, type Database } from "./db/connect.ts";
import { migrate } from "./db/migrate.ts";
import { openFeed } from "./events/feed.ts";
import { startLoops } from "./jobs/loops.ts";
import { openJobs } from "./jobs/queue.ts";
import { startWorker, type JobHandler, type JobObserver, type Worker } from "./jobs/worker.ts";
import { createLog, settingSecrets } from "./observability/log.ts";
import { createMetrics } from "./observability/metrics.ts";
import { metricSources } from "./observability/sources.ts";
import { createStop, type Stop } from "./observability/stop.ts";
import { startTracing, traced } from "./observability/tracing.ts";
import type { PhaseProgram } from "./phases/child.ts";
import { dataKeyStore } from "./secrets/data-key-store.ts";
import { DataKeys } from "./secrets/data-keys.ts";
import { keyRing, openMasterKeyFile, readMasterKeyFile, readMasterKeys, type MasterKey } from "./secrets/master-key.ts";
import { Redactor } from "./secrets/redactor.ts";
import { createVault } from "./secrets/vault.ts";
import type { Server } from "./server.ts";
import type { KeySource, Settings } from "./settings.ts";

/** What a process is started with. */
export interface StartOptions {
  readonly settings: Settings;
  /** What carries out the phases of runs: the command line with its hidden command. */
  readonly phaseProgram: PhaseProgram;
  /** Answers requests. */
  readonly serve: boolean;
  /** false: nothing listens, requests are put in by hand; for tests. */
  readonly listen?: boolean;
  /** The folder of the built web pages; none: only the interfaces are served. */
  readonly pages?: string;
  /** Takes jobs. */
  readonly work: boolean;
  readonly clock?: Clock;
  readonly logTo?: DestinationStream;
  /** An open database, in tests. */
  readonly database?: Database;
}

/** A process that was started. */
export interface Started {
  readonly server: Server;
  readonly app: FastifyInstance | undefined;
  readonly worker: Worker | undefined;
  /** Where it listens. */
  readonly address: string | undefined;
  /** The link under which the first account is made, where there is none yet. */
  readonly setupLink: string | undefined;
  /** Stops it in order: no more requests, then no more jobs, then the database. Gives the names of the steps that failed or took too long. */
  readonly stop: (reason?: string) => Promise<readonly string[]>;
  /** Ends when stopping begins. */
  readonly stopping: AbortSignal;
}

/** Opens the database, brings it up to date, and starts what this process is for. */
export async function start(options: StartOptions): Promise<Started> {
  const { settings } = options;
  const log = createLog({ level: settings.logLevel, redactor: new Redactor(settingSecrets(settings)), ...(options.logTo && { destination: options.logTo }) });
  const stopped = createStop(log);
  try {
    return await startOn(options, log, stopped);
  } catch (problem) {
    // What was opened before it failed is closed again: a database without an owner would go on.
    await stopped.stop("It could not start.");
    throw problem;
  }
}

async function startOn(options: StartOptions, log: Server["log"], { onStop, stop, stopping }: Stop): Promise<Started> {
  const { settings, clock = systemClock } = options;
  onStop("traces", await startTracing(settings));
  const database = options.database ?? (await openDatabase(settings, (line) => log.info(line)));
  onStop("database", database.close);
  await migrate(database.connection, (line) => log.info(line));
  const jobs = await openJobs(database, { warn: (message, facts) => log.warn(facts, message) });
  onStop("queue", jobs.close);
  const keys = new DataKeys(keyRing(await masterKeys(settings.key)), dataKeyStore(database.aside));
  const server: Server = {
    db: database.db,
    database,
    jobs,
    clock,
    keys,
    vault: createVault(keys),
    settings,
    log,
    workerName: `${hostname()}/${process.pid}`,
    phaseProgram: options.phaseProgram,
    metrics: createMetrics(metricSources({ db: database.db, jobs })),
    feed: openFeed(database.db, database.connection, log),
    listeners: listenersOf(domains),
  };
  const handlers = domains.flatMap(({ jobs: of }) => of?.(server) ?? []);
  await jobs.declare(handlers);
  const worker = options.work ? await startWork(server, handlers, onStop) : undefined;
  const parts = { db: database.db, stopping, ...(worker && { worker }) };
  const app = options.serve ? await buildApp(server, parts, options.pages) : undefined;
  if (app) {
    onStop("requests", () => closeApp(app));
    onStop("event streams", server.feed.close);
  }
  const setupLink = options.serve ? await prepareFirstAccount(server) : undefined;
  const place = options.serve ? settings.listen : settings.workerListen;
  const listening = app ?? (place && buildWorkerApp(server, parts));
  if (!app && listening) onStop("requests", () => closeApp(listening));
  const address = options.listen === false ? undefined : await listening?.listen({ ...place });
  return { server, app, worker, address, setupLink, stop: async (reason = "It was told to.") => stop(reason), stopping };
}

const answerMilliseconds = 3000;

/** What is being answered is answered; a connection that a browser opened ahead and never used would stay for ever. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), answerMilliseconds);
  await app.close().finally(() => clearTimeout(late));
}

async function startWork(server: Server, handlers: readonly JobHandler[], onStop: Stop["onStop"]): Promise<Worker> {
  const { jobs, database, settings, log } = server;
  const spanned = handlers.map((handler): JobHandler => ({ ...handler, handle: async (job, signal) => traced(`job ${handler.name}`, { "job.id": job.id }, async () => handler.handle(job, signal)) }));
  const worker = await startWorker({ jobs, handlers: spanned, alone: database.embedded !== undefined, observe: (...ended) => observe(server, ...ended) });
  // What runs is given so long to end by itself, and a moment to let go.
  onStop("worker", async () => worker.stop(settings.stopSeconds), settings.stopSeconds + 10);
  onStop("loops", await startLoops({ connection: database.connection, loops: domains.flatMap(({ loops }) => loops?.(server) ?? []), log }));
  return worker;
}

/** The keys that the settings name. */
export async function masterKeys(source: KeySource): Promise<[MasterKey, ...MasterKey[]]> {
  if (source.kind === "text") return readMasterKeys(source.text, "LOCKSTEP_KEY");
  return source.create ? openMasterKeyFile(source.path) : readMasterKeyFile(source.path);
}

function observe({ log, metrics }: Pick<Server, "log" | "metrics">, ...ended: Parameters<JobObserver>): void {
  const [{ queue }, outcome, seconds, error] = ended;
  metrics.job(...ended);
  if (outcome === "failed") log.error({ queue, seconds, err: error }, "a job failed");
  else log.debug({ queue, outcome, seconds }, "a job ended");
}
