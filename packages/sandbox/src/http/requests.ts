import type { JsonObject } from "../store/json.ts";

/** One request the org received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly bucket: string;
  readonly status: number;
  readonly at: number;
}

/** Counts what an org was asked, for tests, benches and the curious. */
export class Requests {
  #received: Received[] = [];

  add(received: Received): void {
    this.#received.push(received);
  }

  clear(): void {
    this.#received = [];
  }

  get all(): readonly Received[] {
    return this.#received;
  }

  /** Totals, per bucket, per operation and per status. */
  summary(): JsonObject {
    return {
      total: this.#received.length,
      buckets: this.#countBy((request) => request.bucket),
      operations: this.#countBy((request) => request.operation),
      statuses: this.#countBy((request) => String(request.status)),
    };
  }

  #countBy(key: (request: Received) => string): JsonObject {
    const counts: Record<string, number> = {};
    for (const request of this.#received) counts[key(request)] = (counts[key(request)] ?? 0) + 1;
    return counts;
  }
}
