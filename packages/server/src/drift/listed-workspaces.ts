import type { Sql } from "../db/connect.ts";

/** What of a workspace decides who sees its drift. */
export interface ListedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly oktaOrgId: string | null;
}

/** Workspaces that have drift; the others have nothing to list. */
export const selectOrganizationWorkspaces = async (db: Sql, organizationId: string): Promise<readonly ListedWorkspace[]> =>
  db
    .selectFrom("workspaces")
    .select(["id", "name", "organizationId", "projectId", "oktaOrgId"])
    .where("organizationId", "=", organizationId)
    .where((row) => row.exists(row.selectFrom("drifts").select("drifts.id").whereRef("drifts.workspaceId", "=", "workspaces.id")))
    .execute();
