import type { AccessLevel, OrganizationRight } from "@lockstep/contract";
import type { Created, Default } from "../db/columns.ts";

export interface TeamRow {
  id: string;
  organizationId: string;
  name: string;
  isOwners: Default<boolean>;
  rights: Default<OrganizationRight[]>;
  createdAt: Created;
}

export interface TeamMemberRow {
  teamId: string;
  accountId: string;
  createdAt: Created;
}

export interface TeamProjectRow {
  id: string;
  teamId: string;
  projectId: string;
  access: AccessLevel;
}

export interface TeamWorkspaceRow {
  id: string;
  teamId: string;
  workspaceId: string;
  access: AccessLevel;
}

export interface TeamTables {
  teams: TeamRow;
  teamMembers: TeamMemberRow;
  teamProjects: TeamProjectRow;
  teamWorkspaces: TeamWorkspaceRow;
}
