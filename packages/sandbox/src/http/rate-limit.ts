import { concurrencyLimits, defaultQuota, type OrgKind } from "@lockstep/okta-api";

/** How much an org takes before it answers 429. */
export interface Quotas {
  /** Decides what each bucket takes a minute, where `perMinute` says nothing. */
  readonly kind: OrgKind;
  readonly perMinute?: Readonly<Record<string, number>>;
  /** The share of each bucket one token or app may use. Okta's own default is a half; its headers then tell of the whole. */
  readonly principalShare: number;
  /** Count and show, but refuse nothing. */
  readonly enforced: boolean;
}

/** The quotas of a kind of org, from the last table that Okta published (2025-12). */
export const quotasOf = (kind: OrgKind): Quotas => ({ kind, principalShare: 1, enforced: true });

/** Where a request stands in its bucket. */
export interface Standing {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in epoch seconds. */
  readonly reset: number;
  readonly exceeded: boolean;
}

interface Window {
  start: number;
  used: number;
  byPrincipal: Map<string, number>;
}

const minute = 60_000;

/** The buckets of one org. A window begins with its first request and lasts a minute. */
export class RateLimits {
  quotas: Quotas;
  running = 0;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(now: () => number, quotas: Quotas) {
    this.#now = now;
    this.quotas = quotas;
  }

  limitOf(bucket: string): number {
    return this.quotas.perMinute?.[bucket] ?? defaultQuota(bucket, this.quotas.kind);
  }

  /** Whether more requests run at once than the org allows. */
  get crowded(): boolean {
    return this.quotas.enforced && this.running > concurrencyLimits[this.quotas.kind];
  }

  /** Counts one request. */
  take(bucket: string, principal: string): Standing {
    const window = this.#window(bucket);
    const limit = this.limitOf(bucket);
    const own = (window.byPrincipal.get(principal) ?? 0) + 1;
    const exceeded = window.used >= limit || own > Math.ceil(limit * this.quotas.principalShare);
    if (!exceeded) {
      window.used += 1;
      window.byPrincipal.set(principal, own);
    }
    const reset = Math.ceil((window.start + minute) / 1000);
    return { limit, remaining: Math.max(0, limit - window.used), reset, exceeded: exceeded && this.quotas.enforced };
  }

  /** Uses up a bucket, as somebody else's script would. */
  drain(bucket: string, leaving: number): void {
    this.#window(bucket).used = Math.max(0, this.limitOf(bucket) - leaving);
  }

  clear(): void {
    this.#windows.clear();
  }

  #window(bucket: string): Window {
    const known = this.#windows.get(bucket);
    const now = this.#now();
    if (known && now - known.start < minute) return known;
    const window = { start: now, used: 0, byPrincipal: new Map<string, number>() };
    this.#windows.set(bucket, window);
    return window;
  }
}

/** Okta's three headers. */
export const headersOf = (standing: Standing): Record<string, string> => ({
  "x-rate-limit-limit": String(standing.limit),
  "x-rate-limit-remaining": String(standing.remaining),
  "x-rate-limit-reset": String(standing.reset),
});
