import { sql, type Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { VariableRow, VariableSetRow } from "./tables.ts";

/** A set that a workspace uses. `width`: 0 global, 1 by project (of the organization), 2 by workspace (of the organization), 3 by project (of a project), 4 by workspace (of a project). */
export interface EffectiveSet {
  readonly id: string;
  readonly name: string;
  readonly priority: boolean;
  readonly width: number;
}

/** The variable sets that reach a workspace. */
export async function selectEffectiveSets(db: Sql, { id, organizationId, projectId }: Pick<Workspace, "id" | "organizationId" | "projectId">): Promise<EffectiveSet[]> {
  return db
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
  return db
    .selectFrom("variables")
    .selectAll()
    .where((where) => where.or([where("workspaceId", "in", [...workspaceIds, ""]), where("variableSetId", "in", [...setIds, ""])]))
    .orderBy("key")
    .execute();
}

export type VariableSet = Selectable<VariableSetRow>;

/** A set with the names and numbers that its pages show. */
export interface CountedSet extends VariableSet {
  readonly projectName: string | null;
  readonly variables: number;
  readonly workspaces: number;
  readonly projects: number;
}

const countedSets = (db: Sql) =>
  db
    .selectFrom("variableSets")
    .leftJoin("projects as owner", "owner.id", "variableSets.projectId")
    .selectAll("variableSets")
    .select((row) => [
      "owner.name as projectName",
      row.selectFrom("variables").whereRef("variableSetId", "=", "variableSets.id").select((each) => each.fn.countAll<number>().as("n")).$asScalar().$notNull().as("variables"),
      row.selectFrom("variableSetWorkspaces").whereRef("variableSetId", "=", "variableSets.id").select((each) => each.fn.countAll<number>().as("n")).$asScalar().$notNull().as("workspaces"),
      row.selectFrom("variableSetProjects").whereRef("variableSetId", "=", "variableSets.id").select((each) => each.fn.countAll<number>().as("n")).$asScalar().$notNull().as("projects"),
    ]);

export const selectSet = async (db: Sql, id: string): Promise<CountedSet | undefined> => countedSets(db).where("variableSets.id", "=", id).executeTakeFirst();

/** Which sets of an organization are asked for. */
export interface SetFilter {
  readonly page: number;
  readonly size: number;
  readonly search?: string | undefined;
  /** Those that reach this workspace or this project. */
  readonly workspaceId?: string;
  readonly projectId?: string;
}

export async function selectSets(db: Sql, organizationId: string, { page, size, search = "", workspaceId, projectId }: SetFilter): Promise<{ readonly items: CountedSet[]; readonly total: number }> {
  let matching = countedSets(db).where("variableSets.organizationId", "=", organizationId).where("variableSets.name", "ilike", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
  if (workspaceId !== undefined) {
    const reaching = (await selectEffectiveSets(db, await db.selectFrom("workspaces").select(["id", "organizationId", "projectId"]).where("id", "=", workspaceId).executeTakeFirstOrThrow())).map(({ id }) => id);
    matching = matching.where("variableSets.id", "in", [...reaching, ""]);
  }
  if (projectId !== undefined) {
    matching = matching.where((where) =>
      where.or([
        where("variableSets.global", "=", true),
        where("variableSets.projectId", "=", projectId),
        where.exists(where.selectFrom("variableSetProjects as p").select("p.projectId").whereRef("p.variableSetId", "=", "variableSets.id").where("p.projectId", "=", projectId)),
      ]),
    );
  }
  const { total } = await matching.clearSelect().select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await matching.orderBy("variableSets.name").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

/** Where a set is used, by name. */
export async function selectUses(db: Sql, setId: string): Promise<{ readonly workspaces: readonly Named[]; readonly projects: readonly Named[] }> {
  const workspaces = await db.selectFrom("variableSetWorkspaces as u").innerJoin("workspaces as w", "w.id", "u.workspaceId").select(["w.id", "w.name"]).where("u.variableSetId", "=", setId).orderBy("w.name").execute();
  const projects = await db.selectFrom("variableSetProjects as u").innerJoin("projects as p", "p.id", "u.projectId").select(["p.id", "p.name"]).where("u.variableSetId", "=", setId).orderBy("p.name").execute();
  return { workspaces, projects };
}

/** How many workspaces a set reaches: by itself, by their project, or as all do. */
export async function countReached(db: Sql, { id, organizationId, projectId, global }: VariableSet): Promise<number> {
  const { total } = await db
    .selectFrom("workspaces as w")
    .select((row) => row.fn.countAll<number>().as("total"))
    .where("w.organizationId", "=", organizationId)
    .$if(projectId !== null, (query) => query.where("w.projectId", "=", projectId))
    .$if(!global, (query) =>
      query.where((where) =>
        where.or([
          where.exists(where.selectFrom("variableSetWorkspaces as u").select("u.workspaceId").where("u.variableSetId", "=", id).whereRef("u.workspaceId", "=", "w.id")),
          where.exists(where.selectFrom("variableSetProjects as u").select("u.projectId").where("u.variableSetId", "=", id).whereRef("u.projectId", "=", "w.projectId")),
        ]),
      ),
    )
    .executeTakeFirstOrThrow();
  return total;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}
