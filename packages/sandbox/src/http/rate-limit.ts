/** How many requests a minute each bucket takes. */
export interface Quotas {
  readonly perMinute: Readonly<Record<string, number>>;
  /** For a bucket that is not named. */
  readonly other: number;
  /** How many requests may run at once. */
  readonly concurrent: number;
  /** The share of each bucket one token or app may use; Okta's own default is a half. */
  readonly principalShare: number;
  /** Count and show, but refuse nothing. */
  readonly enforced: boolean;
}

/** A Workforce org's quotas, from the last table that Okta published (2025-12). */
export const workforceQuotas: Quotas = {
  perMinute: {
    "/api/v1/apps": 100,
    "/api/v1/apps/{id}": 500,
    "/api/v1/groups": 500,
    "/api/v1/groups/{id}": 1000,
    "/api/v1/users": 600,
    "/api/v1/users/{id}": 2000,
    "/api/v1/users/{id} (write)": 600,
    "/api/v1/logs": 120,
    "/oauth2/v1/clients": 100,
    "/api/v1/devices": 100,
    "/api/v1/certificateAuthorities": 100,
  },
  other: 1200,
  concurrent: 75,
  principalShare: 1,
  enforced: true,
};

/** An Integrator Free org's quotas. */
export const integratorQuotas: Quotas = {
  perMinute: { "/api/v1/apps": 20, "/api/v1/logs": 20, "/oauth2/v1/clients": 25 },
  other: 100,
  concurrent: 35,
  principalShare: 1,
  enforced: true,
};

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
    return this.quotas.perMinute[bucket] ?? this.quotas.other;
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
