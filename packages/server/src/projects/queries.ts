import { sql, type Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { ProjectRow } from "./tables.ts";

export type Project = Selectable<ProjectRow> & { readonly workspaces: number };

const counted = (db: Sql) => db.selectFrom("projects").selectAll("projects").select(sql<number>`(select count(*) from workspaces where project_id = projects.id)`.as("workspaces"));

export const selectProject = async (db: Sql, id: string): Promise<Project | undefined> => counted(db).where("projects.id", "=", id).executeTakeFirst();

/** What of an organization's projects is asked for. */
export interface ProjectFilter {
  readonly page: number;
  readonly size: number;
  /** These names and no others. */
  readonly names?: readonly string[];
  /** A part of the name. */
  readonly search?: string | undefined;
}

/** A page of an organization's projects, by name. */
export async function selectProjects(db: Sql, organizationId: string, { page, size, names = [], search = "" }: ProjectFilter): Promise<{ readonly items: Project[]; readonly total: number }> {
  let matching = counted(db).where("organizationId", "=", organizationId).where("name", "ilike", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
  if (names.length > 0) matching = matching.where("name", "in", names);
  const items = await matching.orderBy("name").limit(size).offset((page - 1) * size).execute();
  const { total } = await matching.clearSelect().select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  return { items, total };
}
