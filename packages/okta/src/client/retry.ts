// Which answers are tried again, and when. A table: nothing else decides this.
import { TransportProblem } from "./transport.ts";

export interface Attempt {
  readonly method: string;
  readonly status: number;
  readonly code: string | undefined;
  /** Statuses on which the row wants its request sent again. */
  readonly retryOn: readonly number[];
}

/** Errors that say that nothing was done yet and that it will do later, whatever the method. */
const notYet: ReadonlySet<string> = new Set([
  "E0000010", // the org is in read-only mode
  "E0000112", // a user is still being activated
  "E0000239", // policy priorities are being reconciled
  "E0000249", // group rules are still initialising
  "E0000253", // a user type is still initialising
  "E0000268", // another role assignment is running
]);

const serverFaults: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Sent twice, these do no more than sent once. */
const isRepeatable = (method: string): boolean => method !== "POST" && method !== "PATCH";

/** Whether an answer is worth another try. 429 is not here: it waits for its bucket, see the client. */
export function isWorthRetrying({ method, status, code, retryOn }: Attempt): boolean {
  if (retryOn.includes(status)) return true;
  if (code !== undefined && notYet.has(code)) return true;
  return serverFaults.has(status) && isRepeatable(method);
}

/** Where another try ends the same way: a name that is not known, a certificate that is not trusted. */
const final = /^(?:ABORTED|ENOTFOUND|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A server that starts up listens after a second or two; after that, nobody will. */
const refusals = 2;

/** Whether a request without an answer is worth another try. */
export function isWorthResending(method: string, problem: TransportProblem, attempt: number): boolean {
  if (final.test(problem.code) || (problem.code === "ECONNREFUSED" && attempt >= refusals)) return false;
  return problem.notSent || isRepeatable(method);
}

export interface Waits {
  readonly minWaitSeconds?: number | undefined;
  readonly maxWaitSeconds: number;
}

/** The pause before another try, in milliseconds: twice as long each time, with some chance in it. */
export function pauseBefore(attempt: number, chance: number, { minWaitSeconds = 0, maxWaitSeconds }: Waits): number {
  const longer = 500 * 2 ** Math.min(attempt, 10);
  const least = Math.max(minWaitSeconds * 1000, 0);
  return Math.min(Math.max(longer * (0.5 + chance / 2), least), maxWaitSeconds * 1000);
}
