import type { Selectable } from "kysely";
import type { DriftRow, DriftScanRow } from "./tables.ts";

/** One attribute that is not as the state has it; a sensitive one has no values. */
export interface DriftDifference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly sensitive?: true;
}

/** Who made a change, as the org's System Log says it. */
export interface DriftAttribution {
  readonly actor: string;
  readonly login: string | null;
  /** "the Admin Console", "the API token CI", an app's name. */
  readonly client: string | null;
  readonly at: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly ipAddress: string | null;
}

export type Drift = Selectable<DriftRow>;
export type DriftScan = Selectable<DriftScanRow>;

/** An object that a scan found to be not as the state has it. */
export interface FoundDrift {
  readonly address: string;
  readonly resourceType: string;
  readonly objectId: string | null;
  readonly objectName: string | null;
  readonly kind: "changed" | "missing";
  readonly differences: readonly DriftDifference[];
  readonly attribution: DriftAttribution | null;
}

/** Does the object differ in the very same way? */
export const isSameDrift = (a: Pick<FoundDrift, "kind" | "differences">, b: Pick<FoundDrift, "kind" | "differences">): boolean => a.kind === b.kind && canonical(a.differences) === canonical(b.differences);

const canonical = (differences: readonly DriftDifference[]): string =>
  JSON.stringify(differences.map(({ path, before, after, sensitive }) => [path, sorted(before), sorted(after), sensitive ?? false]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));

// The database keeps the properties of an object in an order of its own.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]));
}

/** What is told of a drift to pages and notifications: names and words, no values. */
export const toldOf = ({ address, resourceType, kind, objectId, objectName, differences, attribution }: FoundDrift): Readonly<Record<string, unknown>> => ({
  address,
  resourceType,
  kind,
  objectId,
  objectName,
  attributes: differences.map(({ path }) => path),
  actor: attribution?.actor ?? null,
  client: attribution?.client ?? null,
  changedAt: attribution?.at ?? null,
  logEventId: attribution?.eventId ?? null,
});
