import type { Created, Default, Moment } from "../db/columns.ts";

export interface WorkspaceRow {
  id: string;
  organizationId: string;
  projectId: string;
  name: string;
  description: Default<string>;
  executionMode: Default<"remote" | "local">;
  autoApply: Default<boolean>;
  autoApplyRunTrigger: Default<boolean>;
  queueAllRuns: Default<boolean>;
  speculativeEnabled: Default<boolean>;
  allowDestroyPlan: Default<boolean>;
  workingDirectory: Default<string>;
  terraformVersion: Default<string>;
  fileTriggersEnabled: Default<boolean>;
  triggerPrefixes: Default<string[]>;
  triggerPatterns: Default<string[]>;
  vcsConnectionId: string | null;
  vcsRepository: string | null;
  vcsBranch: string | null;
  vcsTagsRegex: string | null;
  vcsSubmodules: Default<boolean>;
  vcsCommit: string | null;
  oktaOrgId: string | null;
  globalRemoteState: Default<boolean>;
  source: Default<string>;
  lockedByKind: "account" | "team" | "organization" | "run" | null;
  lockedById: string | null;
  lockedByName: string | null;
  lockedReason: Default<string>;
  lockedAt: Moment | null;
  currentRunId: string | null;
  currentConfigurationVersionId: string | null;
  currentStateVersionId: string | null;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface WorkspaceTagRow {
  workspaceId: string;
  key: string;
  value: Default<string>;
}

export interface WorkspaceStateConsumerRow {
  workspaceId: string;
  consumerId: string;
}

export interface WorkspaceTables {
  workspaces: WorkspaceRow;
  workspaceTags: WorkspaceTagRow;
  workspaceStateConsumers: WorkspaceStateConsumerRow;
}
