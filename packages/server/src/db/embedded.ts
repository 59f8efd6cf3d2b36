import { rmdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { StartProblem } from "../start-problem.ts";
import { openDataFolder, postgresAccount } from "./embedded/account.ts";
import { prepareBinaries } from "./embedded/binaries.ts";
import { database, isRunning, prepareCluster, role } from "./embedded/cluster.ts";
import { type Cluster, type Listening, port, readPidFile, removeStalePidFile, socketFolder, spawnPostmaster, stopPostmaster } from "./embedded/postmaster.ts";

/** What an embedded PostgreSQL is started with. Not durable is for tests only: a power failure loses everything. */
export type EmbeddedSettings = { data: string; durable?: boolean; say?: (line: string) => void };

/** A running embedded PostgreSQL, which is kept running until `stop`. */
export type EmbeddedPostgres = {
  /** How to connect: the folder of its socket. */
  readonly connection: { host: string; port: number; user: string; database: string };
  /** The postmaster of this moment. */
  pid: () => number;
  /** Called when it cannot be kept running. */
  onLost: (listener: (problem: StartProblem) => void) => void;
  stop: () => Promise<void>;
};

const connectionTo = ({ host, port: number }: Omit<Listening, "pid">, name = database) => ({ host, port: number, user: role, database: name });

/** Makes, starts or adopts the PostgreSQL of a data folder and becomes its only owner. */
export async function startEmbedded({ data, durable = true, say = () => {} }: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const account = postgresAccount();
  openDataFolder(data, account);
  const binaries = prepareBinaries(data, account);
  const folder = await prepareCluster(data, binaries, account, durable);
  const cluster: Cluster = { folder, data, binaries, account, durable };
  const keeper = new Keeper(cluster, say);
  await keeper.hold();
  await createDatabase(keeper.connection).catch(async (error: unknown) => {
    await keeper.stop();
    throw error;
  });
  return { connection: connectionTo(keeper.connection), pid: () => keeper.connection.pid, onLost: (listener) => keeper.lost.push(listener), stop: () => keeper.stop() };
}

/** Keeps one postmaster running and one session on it, whose advisory lock says that the data folder is ours. */
class Keeper {
  readonly lost: ((problem: StartProblem) => void)[] = [];
  readonly #cluster: Cluster;
  readonly #say: (line: string) => void;
  #owner: pg.Client | undefined;
  #listening: Listening | undefined;
  #stopping = false;
  #restart: Promise<void> | undefined;

  constructor(cluster: Cluster, say: (line: string) => void) {
    this.#cluster = cluster;
    this.#say = say;
  }

  get connection(): Listening {
    if (!this.#listening) throw new Error("This is a bug in Lockstep. The embedded database is asked for before it was started.");
    return this.#listening;
  }

  /** Ends when a postmaster runs and is ours; from then on it is started again whenever it ends. */
  async hold(): Promise<void> {
    const { client, listening, adopted } = await reach(this.#cluster, () => this.#stopping);
    await own(client, this.#cluster.data).catch(async (error: unknown) => {
      await client.end();
      throw error;
    });
    if (adopted && !this.#listening) this.#say("The embedded database was still running; it is adopted.");
    this.#listening = listening;
    this.#owner = client;
    client.once("end", () => {
      this.#restart = this.#again();
    });
  }

  async #again(): Promise<void> {
    if (this.#stopping) return;
    this.#say("The embedded database ended; it is started again.");
    await this.hold().catch((error: unknown) => {
      if (this.#stopping) return;
      const problem = error instanceof StartProblem ? error : new StartProblem(`The embedded database could not be started again: ${error instanceof Error ? error.message : "unknown"}`);
      for (const listener of this.lost) listener(problem);
    });
  }

  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    await this.#restart;
    await this.#owner?.end().catch(() => {});
    await stopPostmaster(this.connection.pid);
    await rmdir(this.connection.host).catch(() => {}); // made again at the next start
  }
}

const patience = 60_000;

/**
 * Connects to the postmaster of a folder: one that is there (left by a Lockstep that was killed) is adopted, otherwise one is
 * started. After a killed postmaster its old sessions still drain and a new one is refused for seconds: hence again and again.
 */
async function reach(cluster: Cluster, isStopping: () => boolean): Promise<{ client: pg.Client; listening: Listening; adopted: boolean }> {
  let spawned: ReturnType<typeof spawnPostmaster> | undefined;
  const end = Date.now() + patience;
  for (let tries = 0; Date.now() < end && !isStopping(); tries++) {
    const host = readPidFile(cluster.folder)?.host ?? socketFolder(cluster);
    const client = await connect(connectionTo({ host, port }, "postgres"));
    if (client) return { client, listening: { host, port, pid: await postmasterOf(client) }, adopted: spawned === undefined };
    if (!spawned || spawned.ended()) {
      removeStalePidFile(cluster.folder);
      if (spawned) await pause(50);
      spawned = spawnPostmaster(cluster);
    }
    await pause(Math.min(10 + tries, 50));
  }
  throw new StartProblem(`The embedded database does not start. Its own words are in "${cluster.data}/postgres.log".`);
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client | undefined> {
  const client = new pg.Client({ ...connection, application_name: `lockstep owner ${process.pid}`, keepAlive: true });
  client.on("error", () => {}); // its end is what is listened to
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

/** Not from the pid file: that may be one of a postmaster which ended a moment ago. */
async function postmasterOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: string }>("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid");
  return Number(rows[0]?.pid);
}

/** Any number, known to us alone: the lock of the owner of a data folder. */
const ownerLock = 7_105_221;

/** Takes the folder, or says who has it. The sessions of an owner that was just killed need a moment to go. */
async function own(client: pg.Client, data: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [ownerLock]);
    if (rows[0]?.taken) return;
    const owner = await ownerOf(client);
    if (tries >= 100 || (owner !== undefined && tries >= 10 && isRunning(owner))) {
      throw new StartProblem(`The data folder "${data}" is in use by another Lockstep${owner === undefined ? "" : ` (process ${owner})`}. Stop that one first, or set LOCKSTEP_DATA to another folder. Several at once need a database of their own: set DATABASE_URL.`);
    }
    await pause(20);
  }
}

async function ownerOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ name: string }>("select a.application_name as name from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted and l.objid = $1", [ownerLock]);
  const pid = /^lockstep owner (\d+)$/.exec(rows[0]?.name ?? "")?.[1];
  return pid === undefined ? undefined : Number(pid);
}

async function createDatabase(listening: Listening): Promise<void> {
  const client = new pg.Client(connectionTo(listening, "postgres"));
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}
