/** How the jobs of one kind wait, run and are tried again. */
export interface JobQueue {
  readonly name: string;
  /** How many jobs of one key there may be; a job without a key is of the key "". */
  readonly rule?: QueueRule;
  /** How often a job is tried again after it failed, or after its worker was lost. */
  readonly retries?: number;
  /** How long the first wait before another try is; it doubles each time. 0 is at once, always. */
  readonly retrySeconds?: number;
  /** The longest such wait. */
  readonly longestRetrySeconds?: number;
  /** How long one try may take; a day at most. */
  readonly limitSeconds?: number;
  /** Finished jobs are kept this long. */
  readonly keepSeconds?: number;
  /** How soon an idle worker looks by itself; it is woken for new jobs, so this is for delayed ones and for tries again. */
  readonly lookSeconds?: number;
}

/**
 * `any`: as many as come. `one waiting`: a job is not added while one of its key waits. `one running`: jobs of a key wait for
 * each other. `one of each`: one waits and one runs. `one`: a job is not added while one of its key waits or runs.
 */
export type QueueRule = "any" | "one waiting" | "one running" | "one of each" | "one";

/** pg-boss's words for them. */
const policies: Readonly<Record<QueueRule, string>> = { any: "standard", "one waiting": "short", "one running": "singleton", "one of each": "stately", one: "exclusive" };

/** A worker that was not heard of for so long has lost its job. It is the least that pg-boss takes. */
export const heartbeatSeconds = 10;

/** How a queue is written down for pg-boss; its policy is fixed when it is made. */
export const policyOf = ({ rule = "any" }: JobQueue): string => policies[rule];

/** What of a queue may change from one version to the next. */
export function optionsOf({ retries = 5, retrySeconds = 2, longestRetrySeconds = 3600, limitSeconds = 900, keepSeconds = 86_400 }: JobQueue) {
  const backoff = retrySeconds > 0 ? { retryBackoff: true, retryDelayMax: longestRetrySeconds } : { retryBackoff: false };
  return { retryLimit: retries, retryDelay: retrySeconds, ...backoff, expireInSeconds: limitSeconds, deleteAfterSeconds: keepSeconds, heartbeatSeconds, notify: true };
}
