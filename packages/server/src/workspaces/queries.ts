import type { Sql, Transaction } from "../db/connect.ts";
import { found } from "../problem.ts";
import type { Workspace } from "./workspace.ts";

/** A workspace by its id, held until the end of the transaction: what decides about its runs goes through here. */
export async function workspaceForUpdate(trx: Transaction, id: string): Promise<Workspace> {
  return found(await trx.selectFrom("workspaces").selectAll().where("id", "=", id).forUpdate().executeTakeFirst(), "workspace", id);
}

export const selectWorkspace = async (db: Sql, id: string): Promise<Workspace | undefined> => db.selectFrom("workspaces").selectAll().where("id", "=", id).executeTakeFirst();

/** By the names of its organization and itself. */
export const selectWorkspaceByName = async (db: Sql, organization: string, name: string): Promise<Workspace | undefined> =>
  db
    .selectFrom("workspaces")
    .innerJoin("organizations", "organizations.id", "workspaces.organizationId")
    .selectAll("workspaces")
    .where("organizations.name", "=", organization)
    .where("workspaces.name", "=", name)
    .executeTakeFirst();

/** The workspaces that teams have been given, by themselves or through their projects. */
export async function selectVisibleWorkspaces(db: Sql, teamIds: readonly string[], organizationId: string): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const direct = db.selectFrom("teamWorkspaces").select("workspaceId as id").where("teamId", "in", teamIds);
  const byProject = db.selectFrom("teamProjects").innerJoin("workspaces", "workspaces.projectId", "teamProjects.projectId").select("workspaces.id as id").where("teamId", "in", teamIds).where("workspaces.organizationId", "=", organizationId);
  return (await direct.union(byProject).execute()).map(({ id }) => id);
}
