import type { Created, Default, JsonDefault } from "../db/columns.ts";

export interface OutboxEventRow {
  id: Default<number>;
  kind: string;
  organizationId: string | null;
  workspaceId: string | null;
  subjectId: string;
  data: JsonDefault<Record<string, unknown>>;
  at: Created;
  /** Of type xid8: which transaction wrote it. */
  transaction: Default<string>;
}

export interface EventTables {
  outboxEvents: OutboxEventRow;
}
