import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sessionCookie } from "../accounts/sessions.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";

/** A client of HCP Terraform's API divides this number by three for its bursts: below four it could send nothing at all. */
const leastToTell = 4;

/** Refuses who asks more often than so many times a second for more than a moment. Each credential has a bucket of two seconds' requests. */
export function limitRequests(app: FastifyInstance, { settings, clock }: Pick<Server, "settings" | "clock">): void {
  const rate = settings.requestsPerSecond;
  if (rate === 0) return;
  const buckets = new Buckets(rate, rate * 2);
  const cookie = sessionCookie(settings);
  app.addHook("onRequest", async (request, reply) => {
    const holder = holderOf(request, cookie);
    if (holder === undefined) return;
    const { left, seconds } = buckets.take(holder, clock.now().getTime());
    if (rate >= leastToTell) void reply.headers({ "x-ratelimit-limit": String(rate), "x-ratelimit-remaining": String(Math.max(0, left)), "x-ratelimit-reset": seconds.toFixed(3) });
    if (left < 0) throw new Problem("rate-limited", { limit: rate, seconds: Math.max(0.1, seconds) });
  });
}

// Who sends no credential reaches only what anybody may, which has limits of its own. A credential is kept as a hash.
function holderOf({ url, headers, cookies }: FastifyRequest, cookie: string): string | undefined {
  if (!url.startsWith("/api/")) return undefined;
  const credential = headers.authorization ?? cookies[cookie];
  return credential === undefined ? undefined : createHash("sha256").update(credential).digest("base64url");
}

interface Bucket {
  level: number;
  at: number;
}

const mostHolders = 20_000;

/** A bucket for each of those who asked of late. */
export class Buckets {
  readonly #rate: number;
  readonly #size: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: number, size: number) {
    this.#rate = rate;
    this.#size = size;
  }

  /** Takes one; `left` is negative when there was none, `seconds` how long until there is. */
  take(holder: string, now: number): { readonly left: number; readonly seconds: number } {
    const { level, at } = this.#buckets.get(holder) ?? { level: this.#size, at: now };
    const filled = Math.min(this.#size, level + (Math.max(0, now - at) / 1000) * this.#rate);
    const left = filled - 1;
    // The newest stands last, so that the one that is dropped has asked for nothing for longest.
    this.#buckets.delete(holder);
    this.#buckets.set(holder, { level: left < 0 ? filled : left, at: now });
    if (this.#buckets.size > mostHolders) this.#buckets.delete(this.#buckets.keys().next().value ?? "");
    return left < 0 ? { left: -1, seconds: (1 - filled) / this.#rate } : { left: Math.floor(left), seconds: 0 };
  }
}
