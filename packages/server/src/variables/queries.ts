import { sql, type Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { VariableRow } from "./tables.ts";

/** A set that a workspace uses. `width`: 0 global, 1 by project (of the organization), 2 by workspace (of the organization), 3 by project (of a project), 4 by workspace (of a project). */
export interface EffectiveSet {
  readonly id: string;
  readonly name: string;
  readonly priority: boolean;
  readonly width: number;
}

/** The variable sets that reach a workspace. */
export async function selectEffectiveSets(db: Sql, { id, organizationId, projectId }: Pick<Workspace, "id" | "organizationId" | "projectId">): Promise<EffectiveSet[]> {
  return await db
    .selectFrom("variableSets")
    .leftJoin("variableSetWorkspaces as w", (join) => join.onRef("w.variableSetId", "=", "variableSets.id").on("w.workspaceId", "=", id))
    .leftJoin("variableSetProjects as p", (join) => join.onRef("p.variableSetId", "=", "variableSets.id").on("p.projectId", "=", projectId))
    .select(["variableSets.id", "variableSets.name", "variableSets.priority"])
    .select(sql<number>`case when w.workspace_id is not null then 2 when p.project_id is not null then 1 else 0 end + case when variable_sets.project_id is not null then 2 else 0 end`.as("width"))
    .where("variableSets.organizationId", "=", organizationId)
    .where((where) => where.or([where("variableSets.projectId", "is", null), where("variableSets.projectId", "=", projectId)]))
    .where((where) => where.or([where("variableSets.global", "=", true), where("w.workspaceId", "is not", null), where("p.projectId", "is not", null)]))
    .execute();
}

/** The variables of workspaces and sets, by name. */
export async function selectVariablesOf(db: Sql, { workspaceIds, setIds }: { readonly workspaceIds: readonly string[]; readonly setIds: readonly string[] }): Promise<Selectable<VariableRow>[]> {
  return await db
    .selectFrom("variables")
    .selectAll()
    .where((where) => where.or([where("workspaceId", "in", [...workspaceIds, ""]), where("variableSetId", "in", [...setIds, ""])]))
    .orderBy("key")
    .execute();
}
