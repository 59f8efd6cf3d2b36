import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import type { Connection, Sql } from "./connect.ts";

/** Told what was said on a channel. */
export type Heard = (payload: string) => void;

/** One session that hears what other processes say. */
export type Listener = {
  /**
   * Calls `heard` for each message on a channel from now on, and `missed` when the session was lost and is back: messages may
   * have passed in between, so what they announce must be looked up. Returns how to stop.
   */
  subscribe: (channel: string, heard: Heard, missed?: () => void) => Promise<() => void>;
  close: () => Promise<void>;
};

/** Says something on a channel when the transaction commits; nothing if it is rolled back. */
export async function notify(db: Sql, channel: string, payload: string): Promise<void> {
  if (Buffer.byteLength(payload) >= longestPayload) throw new Error("This is a bug in Lockstep. A notification is longer than PostgreSQL carries: say an id, not the thing.");
  await sql`select pg_notify(${channel}, ${payload})`.execute(db);
}

const longestPayload = 8000;

type Subscription = { channel: string; heard: Heard; missed: (() => void) | undefined };

/** Opens the session; it comes back by itself when it breaks. */
export async function openListener(connection: Connection): Promise<Listener> {
  const session = new Session(connection);
  await session.open();
  return { subscribe: (channel, heard, missed) => session.subscribe({ channel, heard, missed }), close: () => session.close() };
}

class Session {
  readonly #connection: Connection;
  readonly #subscriptions = new Set<Subscription>();
  #client: pg.Client | undefined;
  #closed = new AbortController();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async open(): Promise<void> {
    const client = new pg.Client({ ...this.#connection, application_name: `lockstep listener ${process.pid}`, keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: 10_000 });
    client.on("error", () => {}); // its end is what is listened to
    client.on("notification", ({ channel, payload = "" }) => this.#hear(channel, payload));
    await client.connect();
    for (const channel of new Set([...this.#subscriptions].map((each) => each.channel))) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    client.once("end", () => void this.#again());
    this.#client = client;
  }

  async subscribe(subscription: Subscription): Promise<() => void> {
    const first = ![...this.#subscriptions].some(({ channel }) => channel === subscription.channel);
    this.#subscriptions.add(subscription);
    // While the session is away this fails; coming back it listens to every subscription's channel.
    if (first) await this.#client?.query(`listen ${this.#client.escapeIdentifier(subscription.channel)}`).catch(() => {});
    return () => this.#unsubscribe(subscription);
  }

  #unsubscribe(subscription: Subscription): void {
    if (!this.#subscriptions.delete(subscription)) return;
    if ([...this.#subscriptions].some(({ channel }) => channel === subscription.channel)) return;
    void this.#client?.query(`unlisten ${this.#client.escapeIdentifier(subscription.channel)}`).catch(() => {});
  }

  #hear(channel: string, payload: string): void {
    for (const subscription of this.#subscriptions) if (subscription.channel === channel) subscription.heard(payload);
  }

  async #again(): Promise<void> {
    this.#client = undefined;
    for (let tries = 0; !this.#closed.signal.aborted; tries++) {
      try {
        await this.open();
        for (const { missed } of this.#subscriptions) missed?.();
        return;
      } catch {
        await pause(Math.min(50 * 2 ** tries, 5000), undefined, { signal: this.#closed.signal }).catch(() => {});
      }
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#client?.end().catch(() => {});
  }
}
