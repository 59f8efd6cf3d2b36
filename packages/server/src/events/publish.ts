import { sql } from "kysely";
import type { Transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import type { DomainEvent } from "./event.ts";

/** The channel on which pages are told that there are new events. */
export const eventChannel = "lockstep_events";

/** Says what happened, in the transaction in which it happens: the event is kept, pages are told, and each listener gets a job. */
export async function publish({ jobs, listeners }: Pick<Server, "jobs" | "listeners">, trx: Transaction, event: DomainEvent): Promise<void> {
  const { id, at } = await tellPages(trx, event);
  for (const { job, when } of listeners.get(event.kind) ?? []) if (!when || when(event)) await jobs.enqueue(trx, job, { ...event, eventId: id, at: at.toISOString() });
}

/** Keeps an event and tells the pages. The audit log needs no more: no job listens to it. */
export async function tellPages(trx: Transaction, { kind, organizationId, workspaceId, subjectId, data = {} }: DomainEvent): Promise<{ readonly id: number; readonly at: Date }> {
  const kept = await trx
    .insertInto("outboxEvents")
    .values({ kind, organizationId, workspaceId, subjectId, data: JSON.stringify(data) })
    .returning(["id", "at"])
    .executeTakeFirstOrThrow();
  await sql`select pg_notify(${eventChannel}, ${JSON.stringify({ id: kept.id, kind, organizationId, workspaceId, subjectId })})`.execute(trx);
  return kept;
}
