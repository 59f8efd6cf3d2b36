import type { Paging } from "@lockstep/contract";
import { sql, type Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { AuditEventRow } from "./tables.ts";

export type AuditEvent = Selectable<AuditEventRow> & { readonly organizationName: string | null };

/** What of the record is asked for. */
export interface AuditFilter {
  readonly organizationId?: string;
  /** An action, or the beginning of one up to a dot. */
  readonly action?: string | undefined;
  /** Part of who did it: name or id. */
  readonly actor?: string | undefined;
  /** The id of what it was done to. */
  readonly subject?: string | undefined;
  /** Part of a name. */
  readonly search?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const part = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const matching = (db: Sql, { organizationId, action, actor, subject, search, from, to }: AuditFilter) => {
  let rows = db.selectFrom("auditEvents").leftJoin("organizations", "organizations.id", "auditEvents.organizationId");
  if (organizationId !== undefined) rows = rows.where("auditEvents.organizationId", "=", organizationId);
  if (action) rows = rows.where((where) => where.or([where("action", "=", action), where("action", "like", `${action.replace(/[\\%_]/g, "\\$&")}.%`)]));
  if (actor) rows = rows.where((where) => where.or([where("actorId", "=", actor), where("actorName", "ilike", part(actor))]));
  if (subject) rows = rows.where("subjectId", "=", subject);
  if (search) rows = rows.where((where) => where.or([where("subjectName", "ilike", part(search)), where("actorName", "ilike", part(search)), where("action", "ilike", part(search))]));
  if (from) rows = rows.where("at", ">=", from);
  if (to) rows = rows.where("at", "<", to);
  return rows;
};

/** A page of the record, the newest first. */
export async function selectAuditEvents(db: Sql, { page, size, ...filter }: AuditFilter & Paging): Promise<{ readonly items: AuditEvent[]; readonly total: number }> {
  const rows = matching(db, filter);
  const { total } = await rows.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await rows.selectAll("auditEvents").select("organizations.name as organizationName").orderBy("at", "desc").orderBy("auditEvents.id").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

/** Where a reader of the whole record is; the time as the database has it, which is more exact than a Date. */
export interface AuditPlace {
  readonly at: string;
  readonly id: string;
}

/** The next rows after a place, the newest first: what is written meanwhile neither doubles nor hides any. */
export async function selectAuditEventsAfter(db: Sql, filter: AuditFilter, after: AuditPlace | undefined, limit: number): Promise<readonly (AuditEvent & { readonly exactAt: string })[]> {
  let rows = matching(db, filter);
  if (after) rows = rows.where((where) => where.or([where("at", "<", sql<Date>`${after.at}::timestamptz`), where.and([where("at", "=", sql<Date>`${after.at}::timestamptz`), where("auditEvents.id", ">", after.id)])]));
  return rows.selectAll("auditEvents").select(["organizations.name as organizationName", sql<string>`at::text`.as("exactAt")]).orderBy("at", "desc").orderBy("auditEvents.id").limit(limit).execute();
}
