import type { Created, Default, Json, JsonDefault, Moment } from "../db/columns.ts";
import type { DriftAttribution, DriftDifference } from "./drift.ts";

export interface DriftScanRow {
  id: string;
  workspaceId: string;
  kind: "full" | "targeted";
  reason: string;
  status: Default<"queued" | "running" | "finished" | "errored">;
  drifted: boolean | null;
  changed: number | null;
  missing: number | null;
  scanned: number | null;
  requestCounts: Json<Readonly<Record<string, number>>> | null;
  error: Json<{ readonly summary: string; readonly detail: string }> | null;
  reportBlobId: string | null;
  /** Null: all. */
  addresses: string[] | null;
  attempt: Default<number>;
  createdAt: Created;
  startedAt: Moment | null;
  finishedAt: Moment | null;
}

export interface DriftRow {
  id: string;
  workspaceId: string;
  oktaOrgId: string | null;
  address: string;
  resourceType: string;
  objectId: string | null;
  objectName: string | null;
  kind: "changed" | "missing";
  differences: Json<readonly DriftDifference[]>;
  status: Default<"open" | "accepted" | "resolved">;
  firstSeenAt: Moment;
  lastSeenAt: Moment;
  attribution: Json<DriftAttribution> | null;
  changedAt: Moment | null;
  resolvedAt: Moment | null;
  resolution: string | null;
  resolvedByRunId: string | null;
  acceptedUntil: Moment | null;
  acceptedReason: string | null;
  acceptedById: string | null;
  acceptedByName: string | null;
}

export interface DriftEventRow {
  id: Default<number>;
  driftId: string;
  action: string;
  details: JsonDefault<Record<string, unknown>>;
  actorName: string | null;
  at: Created;
}

export interface DriftTables {
  driftScans: DriftScanRow;
  drifts: DriftRow;
  driftEvents: DriftEventRow;
}
