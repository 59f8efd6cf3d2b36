import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";

/** A log that somebody follows. */
export interface OpenStream {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

// Each looks into the database a few times a second.
const most = 200;
// Whoever was shut out meanwhile does not come back: after this the browser asks again.
const lifeMilliseconds = 10 * 60_000;

const streams = new WeakMap<object, Set<AbortController>>();

const streamsOf = ({ database }: Pick<Server, "database">): Set<AbortController> => {
  const known = streams.get(database) ?? new Set();
  streams.set(database, known);
  return known;
};

/** Counts one more; refuses when there are too many. */
export function openStream(server: Pick<Server, "database">): OpenStream {
  const open = streamsOf(server);
  if (open.size >= most) throw new Problem("rate-limited", { limit: most, seconds: 10 });
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), lifeMilliseconds);
  open.add(controller);
  const end = (): void => {
    clearTimeout(timer);
    open.delete(controller);
    controller.abort();
  };
  return { signal: controller.signal, end };
}

/** Ends all of a server that stops. */
export function endStreams(server: Pick<Server, "database">): void {
  for (const controller of streamsOf(server)) controller.abort();
}
