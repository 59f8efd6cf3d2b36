import { sql } from "kysely";
import type { EventKind } from "@lockstep/contract";
import type { Sql } from "../db/connect.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";

/** An event as it was written down. */
export interface StoredEvent {
  readonly kind: EventKind;
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly transaction: bigint;
}

/** What is new, and what was seen by then. */
export interface EventBatch {
  readonly events: readonly StoredEvent[];
  readonly snapshot: Snapshot;
  /** There was more than is given: whoever shows something reads it again. */
  readonly reset: boolean;
}

/** More than this is not told one by one. */
const most = 1000;

type Row = { snapshot: string; kind: EventKind | null; organizationId: string | null; workspaceId: string | null; subjectId: string; data: StoredEvent["data"]; at: Date; transaction: string };

/** The events that were not there yet when the snapshot was taken; in one statement, so that the next one begins where this ends. */
export async function selectEventsSince(db: Sql, since: Snapshot): Promise<EventBatch> {
  const { rows } = await sql<Row>`
    with fresh as materialized (
      select * from outbox_events
      where transaction >= pg_snapshot_xmin(${since.text}::pg_snapshot) and not pg_visible_in_snapshot(transaction, ${since.text}::pg_snapshot)
      order by id limit ${most + 1})
    select pg_current_snapshot()::text as snapshot, fresh.kind, fresh.organization_id, fresh.workspace_id, fresh.subject_id, fresh.data, fresh.at, fresh.transaction::text as transaction
    from (values (1)) as one left join fresh on true order by fresh.id`.execute(db);
  const snapshot = snapshotOf(rows[0]?.snapshot);
  const events = rows.flatMap(({ kind, transaction, snapshot: _snapshot, ...event }) => (kind === null ? [] : [{ ...event, kind, transaction: BigInt(transaction) }]));
  return { events: events.length > most ? [] : events, snapshot, reset: events.length > most };
}

/** What can be seen at this moment. */
export async function selectSnapshot(db: Sql): Promise<Snapshot> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db);
  return snapshotOf(rows[0]?.snapshot);
}

function snapshotOf(text: string | undefined): Snapshot {
  const snapshot = readSnapshot(text ?? "");
  if (!snapshot) throw new Error("This is a bug in Lockstep. PostgreSQL gave a snapshot that cannot be read.");
  return snapshot;
}

/** Deletes the oldest events, a bounded number; gives how many. */
export async function deleteEventsBefore(db: Sql, before: Date): Promise<number> {
  const oldest = db.selectFrom("outboxEvents").select("id").where("at", "<", before).orderBy("at").limit(5000);
  const { numDeletedRows } = await db.deleteFrom("outboxEvents").where("id", "in", oldest).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
