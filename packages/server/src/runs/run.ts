/** How many objects are or were changed, in what way. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

/** Requests to the org by rate-limit bucket. */
export interface RequestCounts {
  readonly plan?: Readonly<Record<string, number>>;
  /** What the apply is expected to ask for. */
  readonly forecast?: Readonly<Record<string, number>>;
  readonly apply?: Readonly<Record<string, number>>;
}

/** Why a run failed: the first error, as its diagnostic says it. */
export interface RunError {
  readonly summary: string;
  readonly detail: string;
}
