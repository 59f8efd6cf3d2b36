import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction as KyselyTransaction } from "kysely";
import pg from "pg";
import { StartProblem } from "../start-problem.ts";
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts";
import type { Tables } from "./tables.ts";

/** How to reach a PostgreSQL; also for sessions of one's own (listening, the queue). */
export type Connection = Pick<pg.PoolConfig, "connectionString" | "host" | "port" | "user" | "database">;

/** An open database. */
export type Database = {
  readonly db: Kysely<Tables>;
  /** One more session, for what transactions may wait for while they hold all the others: the keys that seal. */
  readonly aside: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly connection: Connection;
  /** The PostgreSQL that we run ourselves, where there is one: then no other process works on this database. */
  readonly embedded: EmbeddedPostgres | undefined;
  close: () => Promise<void>;
};

/** What a query runs on: the database, or a transaction on it. */
export type Sql = Kysely<Tables>;

/** An open transaction. */
export type Transaction = KyselyTransaction<Tables>;

/** Where the data is. */
export type DatabaseSettings = { data: string; databaseUrl: string | undefined; databasePool: number };

/** Opens the PostgreSQL at DATABASE_URL, or our own in the data folder. */
export async function openDatabase(settings: DatabaseSettings, say: (line: string) => void = () => {}): Promise<Database> {
  if (settings.databaseUrl === undefined) {
    const embedded = await startEmbedded({ data: settings.data, say });
    return connectTo(embedded.connection, settings.databasePool, embedded);
  }
  const database = connectTo({ connectionString: settings.databaseUrl }, settings.databasePool);
  try {
    await checkServer(database.pool);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** A pool and a query builder on a PostgreSQL that runs. */
export function connectTo(connection: Connection, size: number, embedded?: EmbeddedPostgres): Database {
  const pool = openPool(connection, size);
  const db = openKysely(pool);
  const aside = openKysely(openPool(connection, 1));
  const close = async (): Promise<void> => {
    await Promise.all([db.destroy(), aside.destroy()]);
    await embedded?.stop();
  };
  return { db, aside, pool, connection, embedded, close };
}

// Names are in snake case in the database and in camel case here; what stands in a JSON column stays as it is.
const openKysely = (pool: pg.Pool): Kysely<Tables> => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });

/**
 * No statement of ours takes a minute, and none waits that long within a transaction: what does is a fault, and a lock that
 * is held for ever would stop everybody.
 */
const limits = { statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000, connectionTimeoutMillis: 10_000 };

function openPool(connection: Connection, size: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, ...limits, max: size, types: { getTypeParser }, application_name: `lockstep ${process.pid}`, keepAlive: true });
  // A session that breaks while nobody uses it is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  // Where PostgreSQL compiles statements it takes longer for that than for ours: they are many and small.
  pool.on("connect", (client) => void client.query("set jit = off").catch(() => {}));
  return pool;
}

/** Numbers of PostgreSQL's types: int8, and a list of them. */
const [int8, int8List, textList] = [20, 1016, 1009];

const readTextList: (text: string) => (string | null)[] = pg.types.getTypeParser(textList, "text");
const readInt8List = (text: string): unknown[] => readTextList(text).map((each) => (each === null ? null : readInt8(each)));

/** As the driver reads it, but 64-bit integers become numbers where that is exact, and big integers where it is not. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === int8 ? readInt8 : oid === int8List ? readInt8List : pg.types.getTypeParser(oid, format === "binary" ? "binary" : "text");

export function readInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

const oldestServer = 15;

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version: string }>("show server_version").catch((error: unknown) => {
    throw new StartProblem(`The database at DATABASE_URL cannot be reached: ${reason(error)}. Check the address, the password and that PostgreSQL runs.`);
  });
  const version = rows[0]?.server_version ?? "";
  if (Number.parseInt(version, 10) >= oldestServer) return;
  throw new StartProblem(`The database at DATABASE_URL is PostgreSQL ${version}. Lockstep needs ${oldestServer} or later.`);
}

/** The driver's words without the address: that could carry the password. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.message === "" && "code" in error) return String(error.code);
  return error.message.replaceAll(/\w+:\/\/\S*@\S*/g, "(address)");
}

/** Serialisation failures and deadlocks: PostgreSQL asks for the whole transaction again. */
const again = new Set(["40001", "40P01"]);

/**
 * Runs `fn` in a transaction, or in the one that is open already. A deadlock's victim is run again, so `fn` changes nothing
 * but the database.
 */
export async function transaction<T>(db: Sql, fn: (trx: Transaction) => Promise<T>, tries = 3): Promise<T> {
  if (isTransaction(db)) return fn(db);
  for (let left = tries; ; left--) {
    try {
      return await db.transaction().execute(fn);
    } catch (error) {
      if (left <= 1 || !again.has(codeOf(error) ?? "")) throw error;
    }
  }
}

const isTransaction = (db: Sql): db is Transaction => db.isTransaction;

/** The SQLSTATE of a failed statement, such as "23505" where a row would stand twice. */
export const codeOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined);

/** The constraint that a failed statement would have broken. */
export const constraintOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.constraint : undefined);
