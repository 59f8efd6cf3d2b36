import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import type { Connection } from "../db/connect.ts";
import type { Loop } from "../domain.ts";

export interface LoopsOptions {
  readonly connection: Connection;
  readonly loops: readonly Loop[];
  readonly log: Pick<Logger, "error" | "info">;
}

/** Runs loops, each in one worker at a time: whoever leads a loop keeps its lock, and when it is gone another takes it up. Gives how to stop. */
export async function startLoops({ connection, loops, log }: LoopsOptions): Promise<() => Promise<void>> {
  if (loops.length === 0) return async () => {};
  const stopping = new AbortController();
  const leadership = new Leadership(connection);
  const running = Promise.all(loops.map(async (loop) => keepRunning(loop, leadership, log, stopping.signal)));
  return async () => {
    stopping.abort(new Error("The worker is stopping."));
    await running;
    await leadership.close();
  };
}

async function keepRunning(loop: Loop, leadership: Leadership, log: LoopsOptions["log"], stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const lead = await leadership.of(loop.name);
      if (lead) await loop.round(AbortSignal.any([lead, stopping]));
    } catch (err) {
      if (!stopping.aborted) log.error({ err, loop: loop.name }, "a round of a loop failed");
    }
    await pause(loop.everySeconds * 1000, undefined, { signal: stopping }).catch(() => {});
  }
}

/** A leader asks the database something this often: whoever does not has lost its loops. */
const beatSeconds = 5;
/** PostgreSQL ends the session of a leader that it has not heard of for so long, and with it the locks. */
const silenceSeconds = 20;
const answerSeconds = 10;

/** One session whose advisory locks say which loops are ours. */
class Leadership {
  readonly #connection: Connection;
  #session: Promise<Session> | undefined;
  #closed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Ends when the loop is no longer ours; undefined when another worker leads it. */
  async of(name: string): Promise<AbortSignal | undefined> {
    const session = await (this.#session ??= this.#open());
    return (await session.holds(name)) ? session.lost : undefined;
  }

  async #open(): Promise<Session> {
    try {
      const session = await openSession(this.#connection);
      session.lost.addEventListener("abort", () => (this.#session = undefined), { once: true });
      if (this.#closed) await session.close();
      return session;
    } catch (problem) {
      this.#session = undefined;
      throw problem;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#session?.then(async (session) => session.close()).catch(() => {});
  }
}

interface Session {
  readonly lost: AbortSignal;
  readonly holds: (name: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

async function openSession(connection: Connection): Promise<Session> {
  const client = new pg.Client({ ...connection, application_name: `lockstep loops ${process.pid}`, keepAlive: true, connectionTimeoutMillis: answerSeconds * 1000, query_timeout: answerSeconds * 1000 });
  const lost = new AbortController();
  const held = new Set<string>();
  client.on("error", () => lost.abort(new Error("The session that held the loops was lost.")));
  client.once("end", () => lost.abort(new Error("The session that held the loops has ended.")));
  await client.connect();
  await client.query(`set idle_session_timeout = '${silenceSeconds}s'`);
  // A session answers one question at a time.
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (text: string, values: readonly string[] = []): Promise<boolean> => {
    const answer = last.then(() => client.query<{ yes: boolean }>(text, [...values]));
    last = answer.catch(() => {});
    return (await answer).rows[0]?.yes === true;
  };
  const beat = setInterval(() => void ask("select true as yes").catch(() => void client.end().catch(() => {})), beatSeconds * 1000).unref();
  lost.signal.addEventListener("abort", () => clearInterval(beat), { once: true });
  const holds = async (name: string): Promise<boolean> => {
    if (held.has(name)) return true;
    if (await ask("select pg_try_advisory_lock(hashtext('lockstep loop'), hashtext($1)) as yes", [name])) held.add(name);
    return held.has(name);
  };
  return { lost: lost.signal, holds, close: async () => client.end().catch(() => {}) };
}
