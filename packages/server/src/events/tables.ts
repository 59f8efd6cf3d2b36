import type { Created, Default, JsonDefault } from "../db/columns.ts";

export interface OutboxEventRow {
  id: Default<number>;
  kind: string;
  organizationId: string | null;
  workspaceId: string | null;
  subjectId: string;
  data: JsonDefault<Record<string, unknown>>;
  at: Created;
}

export interface EventTables {
  outboxEvents: OutboxEventRow;
}
