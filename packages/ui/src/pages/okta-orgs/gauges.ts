import type { OrgLimit } from "@lockstep/contract";

/** A rate limit as it is now. */
export interface Gauge {
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  /** Of the limit, from 0 to 1. */
  readonly used: number;
  /** Until all of it is free again; 0: it is. */
  readonly secondsLeft: number;
}

/** The limits with what was used since their window began, the fullest first. A window that is over has used nothing. */
export function gaugesOf(limits: readonly OrgLimit[], now: number): readonly Gauge[] {
  const gauges = limits.map(({ bucket, limit, remaining, resetsAt }) => {
    const secondsLeft = Math.max(0, Math.ceil((new Date(resetsAt).getTime() - now) / 1000));
    const left = secondsLeft === 0 ? limit : Math.min(limit, Math.max(0, remaining));
    return { bucket, limit, remaining: left, used: limit === 0 ? 0 : (limit - left) / limit, secondsLeft };
  });
  return gauges.toSorted((a, b) => b.used - a.used || (a.bucket < b.bucket ? -1 : 1));
}
