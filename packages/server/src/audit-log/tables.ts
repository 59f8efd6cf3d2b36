import type { Created, JsonDefault } from "../db/columns.ts";

export interface AuditEventRow {
  id: string;
  organizationId: string | null;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string;
  details: JsonDefault<Record<string, unknown>>;
  address: string | null;
  at: Created;
}

export interface AuditTables {
  auditEvents: AuditEventRow;
}
