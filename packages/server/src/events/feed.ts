import type { Logger } from "pino";
import type { Connection, Sql } from "../db/connect.ts";
import { openListener, type Listener } from "../db/listen.ts";
import { eventChannel } from "./publish.ts";
import { selectEventsSince, selectSnapshot, type EventBatch } from "./queries.ts";
import type { Snapshot } from "./snapshot.ts";

/** Told of what is new. */
export type Follower = (batch: EventBatch) => void;

/** The events of all processes as they happen, read once for everybody who follows in this one. */
export interface EventFeed {
  /** From now on; `since` says what was seen before. Gives how to stop. */
  readonly follow: (follower: Follower, onClose: () => void) => Promise<{ readonly since: Snapshot; readonly stop: () => void }>;
  readonly close: () => Promise<void>;
}

/** Opens the feed; it listens only while somebody follows. */
export const openFeed = (db: Sql, connection: Connection, log: Pick<Logger, "error">): EventFeed => new Feed(db, connection, log);

interface Following {
  readonly follower: Follower;
  readonly onClose: () => void;
}

class Feed implements EventFeed {
  readonly #db: Sql;
  readonly #connection: Connection;
  readonly #log: Pick<Logger, "error">;
  readonly #followers = new Set<Following>();
  #listener: Promise<Listener> | undefined;
  #seen: Snapshot | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(db: Sql, connection: Connection, log: Pick<Logger, "error">) {
    this.#db = db;
    this.#connection = connection;
    this.#log = log;
  }

  follow = async (follower: Follower, onClose: () => void): Promise<{ readonly since: Snapshot; readonly stop: () => void }> => {
    await (this.#listener ??= this.#listen());
    // Nothing was read while nobody followed.
    const since = this.#followers.size === 0 || !this.#seen ? await selectSnapshot(this.#db) : this.#seen;
    if (this.#followers.size === 0) this.#seen = since;
    const following = { follower, onClose };
    this.#followers.add(following);
    return { since, stop: () => void this.#followers.delete(following) };
  };

  async #listen(): Promise<Listener> {
    try {
      const listener = await openListener(this.#connection);
      // After the session was away all that is new is read; what was announced meanwhile is among it.
      await listener.subscribe(eventChannel, () => this.#wake(), () => this.#wake());
      return listener;
    } catch (problem) {
      this.#listener = undefined;
      throw problem;
    }
  }

  // Announcements that come while one reads are answered by one more reading.
  #wake(): void {
    if (this.#followers.size === 0) return;
    if (this.#reading) this.#again = true;
    else this.#reading = this.#read().finally(() => (this.#reading = undefined));
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      const since = this.#seen;
      if (!since) return;
      try {
        const batch = await selectEventsSince(this.#db, since);
        this.#seen = batch.snapshot;
        for (const { follower } of this.#followers) follower(batch);
      } catch (err) {
        this.#log.error({ err }, "new events could not be read");
      }
    } while (this.#again);
  }

  close = async (): Promise<void> => {
    for (const { onClose } of this.#followers) onClose();
    this.#followers.clear();
    await (await this.#listener?.catch(() => undefined))?.close();
    await this.#reading;
  };
}
