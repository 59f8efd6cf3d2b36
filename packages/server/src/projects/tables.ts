import type { Created, Default } from "../db/columns.ts";

export interface ProjectRow {
  id: string;
  organizationId: string;
  name: string;
  description: Default<string>;
  createdAt: Created;
}

export interface ProjectTables {
  projects: ProjectRow;
}
