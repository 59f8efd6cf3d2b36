import type { Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { AuditEventRow } from "./tables.ts";

export type AuditEvent = Selectable<AuditEventRow> & { readonly organizationName: string | null };

/** What of the record is asked for. */
export interface AuditFilter {
  readonly page: number;
  readonly size: number;
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

/** A page of the record, the newest first. */
export async function selectAuditEvents(db: Sql, { page, size, organizationId, action, actor, subject, search, from, to }: AuditFilter): Promise<{ readonly items: AuditEvent[]; readonly total: number }> {
  let matching = db.selectFrom("auditEvents").leftJoin("organizations", "organizations.id", "auditEvents.organizationId");
  if (organizationId !== undefined) matching = matching.where("auditEvents.organizationId", "=", organizationId);
  if (action) matching = matching.where((where) => where.or([where("action", "=", action), where("action", "like", `${action.replace(/[\\%_]/g, "\\$&")}.%`)]));
  if (actor) matching = matching.where((where) => where.or([where("actorId", "=", actor), where("actorName", "ilike", part(actor))]));
  if (subject) matching = matching.where("subjectId", "=", subject);
  if (search) matching = matching.where((where) => where.or([where("subjectName", "ilike", part(search)), where("actorName", "ilike", part(search)), where("action", "ilike", part(search))]));
  if (from) matching = matching.where("at", ">=", from);
  if (to) matching = matching.where("at", "<", to);
  const { total } = await matching.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await matching.selectAll("auditEvents").select("organizations.name as organizationName").orderBy("at", "desc").orderBy("auditEvents.id").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}
