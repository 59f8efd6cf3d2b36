// What a run costs of the org's rate limits.
import type { Run } from "./run-words.ts";

/** Requests of one bucket, and what the org allows of it. */
export interface BucketCost {
  readonly bucket: string;
  readonly plan: number | undefined;
  readonly forecast: number | undefined;
  readonly apply: number | undefined;
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** How many minutes the apply takes at least, as Lockstep leaves half of each limit to others; undefined: the limit is not known. */
  readonly minutes: number | undefined;
}

interface Gauge {
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
}

/** One row for each bucket that the run touches, the dearest first. */
export function costsOf({ plan, forecast, apply }: Run["requests"], gauges: readonly Gauge[]): readonly BucketCost[] {
  const buckets = [...new Set([plan, forecast, apply].flatMap((each) => Object.keys(each ?? {})))];
  const rows = buckets.map((bucket): BucketCost => {
    const gauge = gauges.find((each) => each.bucket === bucket);
    const needed = forecast?.[bucket];
    return { bucket, plan: plan?.[bucket], forecast: needed, apply: apply?.[bucket], limit: gauge?.limit, remaining: gauge?.remaining, minutes: needed === undefined || !gauge ? undefined : Math.ceil(needed / Math.max(1, Math.floor(gauge.limit / 2))) };
  });
  const weight = ({ plan: p = 0, forecast: f = 0, apply: a = 0 }: BucketCost): number => Math.max(p, f, a);
  return rows.sort((a, b) => weight(b) - weight(a) || (a.bucket < b.bucket ? -1 : 1));
}

/** All requests of a phase. */
export const totalOf = (requests: Readonly<Record<string, number>> | null): number | undefined => (requests ? Object.values(requests).reduce((sum, each) => sum + each, 0) : undefined);
