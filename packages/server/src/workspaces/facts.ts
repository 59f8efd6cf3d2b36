import { sql } from "kysely";
import type { Sql } from "../db/connect.ts";
import { objects, tags } from "./overview.ts";

/** What is said of a workspace beyond its row. */
export interface WorkspaceFacts {
  readonly organization: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly objects: number;
  /** It is looked through for drift by itself. */
  readonly assessed: boolean;
}

/** The facts of some workspaces, in one statement: command lines ask for a workspace again and again. */
export async function workspaceFacts(db: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, WorkspaceFacts>> {
  if (ids.length === 0) return new Map();
  const assessed = sql<boolean>`exists (select 1 from schedules where workspace_id = workspaces.id and kind = 'drift' and enabled)`;
  const rows = await db
    .selectFrom("workspaces")
    .innerJoin("organizations", "organizations.id", "workspaces.organizationId")
    .select(["workspaces.id", "organizations.name as organization", tags.as("tags"), objects.as("objects"), assessed.as("assessed")])
    .where("workspaces.id", "in", ids)
    .execute();
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
