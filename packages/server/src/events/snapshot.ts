// A snapshot of PostgreSQL as text, "xmin:xmax:xip,xip": which transactions had ended when something was read. It says exactly what a reader
// has seen, which the highest id does not: ids are given before a transaction commits.

/** Which transactions a reader has seen. */
export interface Snapshot {
  readonly text: string;
  /** All before this one had ended. */
  readonly min: bigint;
  /** This one and all after it had not. */
  readonly max: bigint;
  /** Those between that were still going on. */
  readonly open: ReadonlySet<bigint>;
}

const longest = 10_000;

/** Reads a snapshot; undefined when it is none: it comes back from clients. */
export function readSnapshot(text: string): Snapshot | undefined {
  const [, min, max, open = ""] = text.length > longest ? [] : (/^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/.exec(text) ?? []);
  if (min === undefined || max === undefined || BigInt(min) > BigInt(max)) return undefined;
  return { text, min: BigInt(min), max: BigInt(max), open: new Set(open === "" ? [] : open.split(",").map(BigInt)) };
}

/** Had this transaction ended when the snapshot was taken? */
export const hasSeen = ({ min, max, open }: Snapshot, transaction: bigint): boolean => transaction < min || (transaction < max && !open.has(transaction));

/** The one that was taken later; both are of the same database. */
export function later(a: Snapshot, b: Snapshot): Snapshot {
  if (a.max !== b.max) return a.max > b.max ? a : b;
  if (a.min !== b.min) return a.min > b.min ? a : b;
  return a.open.size <= b.open.size ? a : b;
}
