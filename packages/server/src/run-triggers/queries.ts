import { sql } from "kysely";
import type { Sql } from "../db/connect.ts";

/** A trigger with the names of both ends. */
export interface RunTrigger {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly sourceWorkspaceId: string;
  readonly sourceName: string;
  readonly createdAt: Date;
}

const named = (db: Sql) =>
  db
    .selectFrom("runTriggers")
    .innerJoin("workspaces as follower", "follower.id", "runTriggers.workspaceId")
    .innerJoin("workspaces as source", "source.id", "runTriggers.sourceWorkspaceId")
    .selectAll("runTriggers")
    .select(["follower.name as workspaceName", "source.name as sourceName"]);

export const selectRunTrigger = async (db: Sql, id: string): Promise<RunTrigger | undefined> => named(db).where("runTriggers.id", "=", id).executeTakeFirst();

/** What a workspace follows ("inbound"), or what follows it. */
export const selectRunTriggers = async (db: Sql, workspaceId: string, direction: "inbound" | "outbound"): Promise<RunTrigger[]> =>
  named(db)
    .where(direction === "inbound" ? "runTriggers.workspaceId" : "runTriggers.sourceWorkspaceId", "=", workspaceId)
    .orderBy(direction === "inbound" ? "source.name" : "follower.name")
    .execute();

/** Does one workspace follow another, by however many steps? */
export async function follows(db: Sql, workspaceId: string, sourceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive sources (id) as (
      select source_workspace_id from run_triggers where workspace_id = ${workspaceId}
      union select t.source_workspace_id from run_triggers t join sources on t.workspace_id = sources.id)
    select exists (select 1 from sources where id = ${sourceId}) as found`.execute(db);
  return rows[0]?.found === true;
}
