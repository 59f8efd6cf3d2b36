// What a look for drift finds, as data.
import type { Value } from "@lockstep/hcl";
import type { InstanceAddress } from "../address.ts";
import type { Difference } from "../compare/compare.ts";
import type { Attribution, BucketUsage } from "../provider.ts";
import type { ResourceSchema } from "../schema/schema.ts";

export interface DriftReport {
  readonly changed: readonly DriftedObject[];
  /** In the state, not in the org. */
  readonly missing: readonly DriftedObject[];
  /** How many objects could be looked at. */
  readonly scanned: number;
  /** What the look cost, by provider configuration. */
  readonly usage: ReadonlyMap<string, ReadonlyMap<string, BucketUsage>>;
}

export interface DriftedObject {
  readonly address: InstanceAddress;
  readonly text: string;
  readonly provider: string;
  readonly schema: ResourceSchema;
  /** As the state has it, with marks. */
  readonly before: Value;
  /** As it is now; the null value when it is gone. */
  readonly after: Value;
  readonly differences: readonly Difference[];
  /** Undefined: not known. Never a guess. */
  readonly attribution: Attribution | undefined;
}

/** Is anything not as the state has it? */
export const hasDrift = (report: DriftReport): boolean => report.changed.length > 0 || report.missing.length > 0;
