import { resetEvent, type LiveEvent } from "@lockstep/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerResponse } from "node:http";
import type { Actor } from "../actor.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Audience } from "./audience.ts";
import { selectEventsSince, type EventBatch, type StoredEvent } from "./queries.ts";
import { hasSeen, later, readSnapshot, type Snapshot } from "./snapshot.ts";

type Needs = Pick<Server, "db" | "feed" | "log">;

const beatMilliseconds = 15_000;
/** A connection ends after so long and is made again by the browser. */
const lifeMilliseconds = 5 * 60_000;
/** Who does not read is let go; it goes on from where it was. */
const longestBacklog = 1 << 20;
const mostOfOne = 20;

const open = new Map<string, number>();

/** Who listens, and the same looked up anew: a problem when their session or token is over. */
export interface Listener {
  readonly actor: Actor;
  readonly again: () => Promise<Actor>;
}

/** Answers a request with events until either side ends it, or who listens is signed out. */
export async function streamEvents(server: Needs, request: FastifyRequest, reply: FastifyReply, { actor, again }: Listener, audience: Audience): Promise<void> {
  const holder = `${actor.kind}/${actor.id ?? actor.name}`;
  const count = open.get(holder) ?? 0;
  if (count >= mostOfOne) throw new Problem("too-many-streams", { limit: mostOfOne });
  open.set(holder, count + 1);
  const release = (): void => void (open.get(holder) === 1 ? open.delete(holder) : open.set(holder, (open.get(holder) ?? 1) - 1));
  const stream = new EventStream(reply, audience, again, server.log, release);
  try {
    await stream.begin(server, lastSeen(request));
  } catch (problem) {
    stream.end();
    if (!stream.begun) throw problem;
  }
}

const lastSeen = ({ headers }: FastifyRequest): Snapshot | undefined => {
  const id = headers["last-event-id"];
  return typeof id === "string" ? readSnapshot(id) : undefined;
};

class EventStream {
  begun = false;
  readonly #reply: FastifyReply;
  readonly #audience: Audience;
  readonly #again: Listener["again"];
  readonly #log: Needs["log"];
  readonly #release: () => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #stop: (() => void) | undefined;
  #ended = false;
  #seen: Snapshot | undefined;
  // One batch after the other: asking who may see an event takes time.
  #sending: Promise<void> = Promise.resolve();

  constructor(reply: FastifyReply, audience: Audience, again: Listener["again"], log: Needs["log"], release: () => void) {
    this.#reply = reply;
    this.#audience = audience;
    this.#again = again;
    this.#log = log;
    this.#release = release;
  }

  get #raw(): ServerResponse {
    return this.#reply.raw;
  }

  async begin(server: Needs, from: Snapshot | undefined): Promise<void> {
    const waiting: EventBatch[] = [];
    let live = false;
    const { since, stop } = await server.feed.follow((batch) => (live ? this.#queue(batch) : void waiting.push(batch)), () => this.end());
    this.#stop = stop;
    this.#seen = from ?? since;
    const missed = from && (await this.#missed(server, from, since));
    this.#reply.hijack();
    this.begun = true;
    this.#raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no", "x-content-type-options": "nosniff" });
    // The first line tells browsers to come back soon, and gives everybody a place to go on from.
    this.#write(`retry: 2000\nid: ${this.#seen.text}\nevent: hello\ndata: {}\n\n`);
    this.#raw.once("close", () => this.end());
    this.#timers.push(setInterval(() => void this.#beat(), beatMilliseconds), setTimeout(() => this.end(), lifeMilliseconds));
    live = true;
    if (missed) this.#queue(missed);
    for (const batch of waiting) this.#queue(batch);
  }

  // A place of another database, or of one that was restored, is beyond ours: nobody knows what was missed.
  async #missed({ db }: Needs, from: Snapshot, since: Snapshot): Promise<EventBatch> {
    if (from.max > since.max + 1_000_000n) {
      this.#seen = since;
      return { events: [], snapshot: since, reset: true };
    }
    return selectEventsSince(db, from);
  }

  #queue(batch: EventBatch): void {
    this.#sending = this.#sending.then(async () => this.#send(batch)).catch((err: unknown) => {
      this.#log.error({ err }, "events could not be sent");
      this.end();
    });
  }

  async #send({ events, snapshot, reset }: EventBatch): Promise<void> {
    const seen = this.#seen;
    if (this.#ended || !seen) return;
    this.#seen = later(seen, snapshot);
    if (reset) return this.#write(frame(resetEvent, {}, this.#seen.text));
    const admitted: StoredEvent[] = [];
    for (const event of events) if (!hasSeen(seen, event.transaction) && (await this.#audience.admits(event))) admitted.push(event);
    // Only the last one carries the place: who breaks off before it is told all of them again.
    for (const [at, event] of admitted.entries()) this.#write(frame(event.kind, liveEvent(event), at === admitted.length - 1 ? this.#seen.text : undefined));
  }

  async #beat(): Promise<void> {
    this.#write(": beat\n\n");
    await this.#again().catch((problem: unknown) => problem instanceof Problem && this.end());
  }

  #write(text: string): void {
    if (this.#ended) return;
    this.#raw.write(text);
    if (this.#raw.writableLength > longestBacklog) this.end();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stop?.();
    this.#release();
    if (this.begun) this.#raw.end();
  }
}

const frame = (event: string, data: object, id?: string): string => `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const liveEvent = ({ kind, workspaceId, subjectId, data, at }: StoredEvent): LiveEvent => ({ kind, workspaceId, subjectId, data, at: at.toISOString() });
