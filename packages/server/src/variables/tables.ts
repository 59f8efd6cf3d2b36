import type { Created, Default } from "../db/columns.ts";

export interface VariableRow {
  id: string;
  workspaceId: string | null;
  variableSetId: string | null;
  key: string;
  category: "terraform" | "env";
  value: string | null;
  valueSealed: Buffer | null;
  hcl: Default<boolean>;
  sensitive: Default<boolean>;
  description: Default<string>;
  versionId: string;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface VariableSetRow {
  id: string;
  organizationId: string;
  projectId: string | null;
  name: string;
  description: Default<string>;
  global: Default<boolean>;
  priority: Default<boolean>;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface VariableSetWorkspaceRow {
  variableSetId: string;
  workspaceId: string;
}

export interface VariableSetProjectRow {
  variableSetId: string;
  projectId: string;
}

export interface VariableTables {
  variables: VariableRow;
  variableSets: VariableSetRow;
  variableSetWorkspaces: VariableSetWorkspaceRow;
  variableSetProjects: VariableSetProjectRow;
}
