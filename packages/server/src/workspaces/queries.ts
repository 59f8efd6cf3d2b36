import type { Sql, Transaction } from "../db/connect.ts";
import { found } from "../problem.ts";
import type { Workspace } from "./workspace.ts";

/** A workspace by its id, held until the end of the transaction: what decides about its runs goes through here. */
export async function workspaceForUpdate(trx: Transaction, id: string): Promise<Workspace> {
  return found(await trx.selectFrom("workspaces").selectAll().where("id", "=", id).forUpdate().executeTakeFirst(), "workspace", id);
}

export const selectWorkspace = async (db: Sql, id: string): Promise<Workspace | undefined> => await db.selectFrom("workspaces").selectAll().where("id", "=", id).executeTakeFirst();

/** By the names of its organization and itself. */
export const selectWorkspaceByName = async (db: Sql, organization: string, name: string): Promise<Workspace | undefined> =>
  await db
    .selectFrom("workspaces")
    .innerJoin("organizations", "organizations.id", "workspaces.organizationId")
    .selectAll("workspaces")
    .where("organizations.name", "=", organization)
    .where("workspaces.name", "=", name)
    .executeTakeFirst();
