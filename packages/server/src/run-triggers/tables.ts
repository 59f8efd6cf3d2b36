import type { Created } from "../db/columns.ts";

export interface RunTriggerRow {
  id: string;
  workspaceId: string;
  sourceWorkspaceId: string;
  createdAt: Created;
}

export interface RunTriggerTables {
  runTriggers: RunTriggerRow;
}
