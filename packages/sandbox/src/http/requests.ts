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

const kinds = ["bucket", "operation", "status"] as const;
const remembered = 20_000;

/** Counts what an org was asked, for tests, benches and the curious. The last requests are kept one by one, too. */
export class Requests {
  #last: Received[] = [];
  #total = 0;
  #writes = 0;
  #counts = new Map<string, number>();

  add(received: Received): void {
    this.#total += 1;
    if (received.method !== "GET") this.#writes += 1;
    for (const kind of kinds) {
      const key = `${kind} ${received[kind]}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    this.#last.push(received);
    if (this.#last.length > 2 * remembered) this.#last = this.#last.slice(-remembered);
  }

  clear(): void {
    this.#last = [];
    this.#total = 0;
    this.#counts.clear();
  }

  get last(): readonly Received[] {
    return this.#last;
  }

  /** How many requests may have changed something, ever. */
  get writes(): number {
    return this.#writes;
  }

  /** Totals, per bucket, per operation and per status. */
  summary(): JsonObject {
    return { total: this.#total, buckets: this.#countsOf("bucket"), operations: this.#countsOf("operation"), statuses: this.#countsOf("status") };
  }

  #countsOf(kind: string): JsonObject {
    const own = [...this.#counts].filter(([key]) => key.startsWith(`${kind} `));
    return Object.fromEntries(own.map(([key, count]) => [key.slice(kind.length + 1), count]));
  }
}
