// A budget for each of Okta's rate-limit buckets, from the headers of its answers. Nothing is sent that the budget
// does not hold, so that this program alone never runs into a 429.
import { bucketOf, unlimited } from "@lockstep/okta-api";
import type { Clock } from "./clock.ts";

/** What the headers of an answer say of its bucket. */
export interface RateHeaders {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch seconds, by Okta's clock. */
  readonly reset: number;
  /** Okta's clock when it answered. */
  readonly date?: number;
}

interface Bucket {
  requests: number;
  inFlight: number;
  limit: number | undefined;
  remaining: number | undefined;
  /** When the window ends, by our clock. */
  resetAt: number;
  /** Set while one request finds out where a bucket stands. */
  asking: boolean;
}

/** What has been asked of a bucket, and where it stands. */
export interface BucketState {
  readonly requests: number;
  readonly limit?: number;
  readonly remaining?: number;
  /** When its window ends, by our clock: epoch milliseconds. */
  readonly resetAt?: number;
}

/** Counts requests by bucket and holds them back until there is room. */
export class RateLimit {
  readonly #clock: Clock;
  /** The share of each bucket that may be used, 0 to 1. */
  readonly #share: number;
  readonly #most: number;
  readonly #buckets = new Map<string, Bucket>();
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock, share: number, most: number) {
    this.#clock = clock;
    this.#share = share;
    this.#most = most;
  }

  /** Waits until the request may be sent, and counts it. Gives its bucket. */
  async take(method: string, path: string, signal: AbortSignal): Promise<string> {
    const name = bucketOf(method, path);
    const bucket = this.#bucket(name);
    while (!signal.aborted) {
      const wait = name === unlimited ? 0 : this.#wait(bucket);
      if (wait === 0 && this.#running < this.#most) break;
      await (wait > 0 && wait < Number.POSITIVE_INFINITY ? this.#sleep(wait, signal) : this.#change(signal));
    }
    bucket.requests += 1;
    bucket.inFlight += 1;
    bucket.asking = bucket.asking || this.#isUnknown(bucket);
    this.#running += 1;
    return name;
  }

  /** The answer to a request of the bucket came, with what its headers say: undefined when it has none, "nothing" when they are not about the bucket. */
  give(name: string, headers: RateHeaders | "nothing" | undefined): void {
    const bucket = this.#bucket(name);
    bucket.inFlight -= 1;
    bucket.asking = false;
    this.#running -= 1;
    if (headers === undefined) bucket.limit ??= Number.POSITIVE_INFINITY;
    else if (headers !== "nothing") this.#learn(bucket, headers);
    this.#wake();
  }

  /** Nothing more of this bucket for a while. */
  block(name: string, milliseconds: number): void {
    const bucket = this.#bucket(name);
    bucket.remaining = 0;
    bucket.limit ??= 0;
    bucket.resetAt = Math.max(bucket.resetAt, this.#clock.now() + milliseconds);
  }

  usage(): ReadonlyMap<string, BucketState> {
    const used = [...this.#buckets].filter(([, bucket]) => bucket.requests > 0);
    return new Map(used.map(([name, { requests, limit, remaining, resetAt }]) => [name, { requests, ...known("limit", limit), ...known("remaining", remaining), ...known("resetAt", resetAt > 0 ? resetAt : undefined) }]));
  }

  /** 0: now. Infinity: when another request was answered. */
  #wait(bucket: Bucket): number {
    if (this.#isUnknown(bucket)) return bucket.asking ? Number.POSITIVE_INFINITY : 0;
    const { limit = 0, remaining = 0 } = bucket;
    if (limit === Number.POSITIVE_INFINITY) return 0;
    const allowance = Math.max(1, Math.floor(limit * this.#share));
    if (remaining - bucket.inFlight > limit - allowance) return 0;
    return Math.max(1, bucket.resetAt - this.#clock.now());
  }

  #isUnknown(bucket: Bucket): boolean {
    return bucket.limit === undefined || (bucket.limit !== Number.POSITIVE_INFINITY && this.#clock.now() >= bucket.resetAt);
  }

  #learn(bucket: Bucket, { limit, remaining, reset, date }: RateHeaders): void {
    const now = this.#clock.now();
    // Okta's clock and ours may differ: what counts is how far the end is from its answer. A second more for rounding.
    const resetAt = date === undefined ? reset * 1000 : now + Math.max(0, reset * 1000 - date) + 1000;
    const sameWindow = bucket.limit !== undefined && Math.abs(resetAt - bucket.resetAt) < 3000;
    // Answers overtake each other: within a window the lowest number is the newest.
    bucket.remaining = sameWindow && bucket.remaining !== undefined ? Math.min(bucket.remaining, remaining) : remaining;
    bucket.limit = limit;
    if (!sameWindow) bucket.resetAt = resetAt;
  }

  #bucket(name: string): Bucket {
    const known = this.#buckets.get(name);
    if (known) return known;
    const bucket: Bucket = { requests: 0, inFlight: 0, limit: undefined, remaining: undefined, resetAt: 0, asking: false };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  async #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(milliseconds, signal);
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", go);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener("abort", go);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}

const known = (name: string, value: number | undefined) => (value === undefined || value === Number.POSITIVE_INFINITY ? {} : { [name]: value });
