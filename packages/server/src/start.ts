import { hostname } from "node:os";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { buildApp, domains, listenersOf } from "./app.ts";
import { systemClock, type Clock } from "./clock.ts";
import { openDatabase, type Database } from "./db/connect.ts";
import { migrate } from "./db/migrate.ts";
import { openJobs } from "./jobs/queue.ts";
import { startWorker, type Worker } from "./jobs/worker.ts";
import { createLog, settingSecrets } from "./observability/log.ts";
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
  readonly stop: () => Promise<void>;
}

/** Opens the database, brings it up to date, and starts what this process is for. */
export async function start(options: StartOptions): Promise<Started> {
  const { settings, clock = systemClock } = options;
  const log = createLog({ level: settings.logLevel, redactor: new Redactor(settingSecrets(settings)), ...(options.logTo && { destination: options.logTo }) });
  const database = options.database ?? (await openDatabase(settings, (line) => log.info(line)));
  await migrate(database.connection, (line) => log.info(line));
  const jobs = await openJobs(database, { warn: (message, facts) => log.warn(facts, message) });
  const keys = new DataKeys(keyRing(await masterKeys(settings.key)), dataKeyStore(database.db));
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
    listeners: listenersOf(domains),
  };
  const handlers = domains.flatMap(({ jobs: of }) => of?.(server) ?? []);
  await jobs.declare(handlers);
  const worker = options.work ? await startWorker({ jobs, handlers, alone: database.embedded !== undefined, observe: (job, outcome, seconds, error) => observe(server, job.queue, outcome, seconds, error) }) : undefined;
  const app = options.serve ? await buildApp(server) : undefined;
  const address = options.listen === false ? undefined : await app?.listen({ host: settings.listen.host, port: settings.listen.port });
  const stop = async (): Promise<void> => {
    await app?.close();
    await worker?.stop(settings.stopSeconds);
    await jobs.close();
    await database.close();
  };
  return { server, app, worker, address, stop };
}

async function masterKeys(source: KeySource): Promise<[MasterKey, ...MasterKey[]]> {
  if (source.kind === "text") return readMasterKeys(source.text, "LOCKSTEP_KEY");
  return source.create ? await openMasterKeyFile(source.path) : await readMasterKeyFile(source.path);
}

function observe({ log }: Pick<Server, "log">, queue: string, outcome: string, seconds: number, error: unknown): void {
  if (outcome === "failed") log.error({ queue, seconds, err: error }, "a job failed");
  else log.debug({ queue, outcome, seconds }, "a job ended");
}
