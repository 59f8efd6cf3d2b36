// How often an org's log is read (docs/decisions/0014-following-the-system-log.md).

/** When nobody is in the Admin Console and nothing changes: two requests a minute. */
export const quietSeconds = 30;
/** While somebody is there who may change something. */
export const alertSeconds = 7;
/** How long after the last sign of an administrator or a change that is. */
export const alertMinutes = 15;
/** The longest wait after failures. */
const longestSeconds = 300;

/** What decides when the log is read next. */
export interface PaceInput {
  readonly now: Date;
  readonly alertUntil: Date | null;
  readonly failures: number;
  /** What the log's bucket allows, as the last answer said. */
  readonly limit?: { readonly remaining: number; readonly limit: number; /** Until its window ends. */ readonly seconds: number };
}

/** When the log is read next. */
export function nextPoll({ now, alertUntil, failures, limit }: PaceInput): Date {
  const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  if (failures > 0) return later(Math.min(quietSeconds * 2 ** (failures - 1), longestSeconds));
  if (alertUntil === null || alertUntil <= now) return later(quietSeconds);
  return later(Math.min(quietSeconds, Math.max(alertSeconds, limit ? spread(limit) : 0)));
}

/** How often in a minute scans ask the log for names, where there is a change every so often. */
const scansInMinute = 3;

// Half of the bucket is everybody else's, and scans will ask it, too: what is left of our half lasts until the window ends.
function spread({ remaining, limit, seconds }: NonNullable<PaceInput["limit"]>): number {
  const left = Math.max(0, seconds);
  return left / Math.max(1, remaining - Math.ceil(limit / 2) - (scansInMinute * left) / 60);
}
