import type { Sql } from "../db/connect.ts";
import type { OktaOrg } from "./okta-org.ts";

export const selectOktaOrg = async (db: Sql, id: string): Promise<OktaOrg | undefined> => db.selectFrom("oktaOrgs").selectAll().where("id", "=", id).executeTakeFirst();

export const selectOktaOrgs = async (db: Sql, organizationId: string): Promise<OktaOrg[]> => db.selectFrom("oktaOrgs").selectAll().where("organizationId", "=", organizationId).orderBy("name").execute();

/** The workspaces that are connected to each org. */
export const selectOrgWorkspaces = async (db: Sql, orgIds: readonly string[]): Promise<readonly { readonly id: string; readonly name: string; readonly oktaOrgId: string | null }[]> =>
  orgIds.length === 0 ? [] : db.selectFrom("workspaces").select(["id", "name", "oktaOrgId"]).where("oktaOrgId", "in", orgIds).orderBy("name").execute();

/** The types of objects that the org's workspaces manage. */
export async function selectManagedTypes(db: Sql, orgId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom("workspaces").innerJoin("stateVersions", "stateVersions.id", "workspaces.currentStateVersionId").select("stateVersions.resources").where("workspaces.oktaOrgId", "=", orgId).execute();
  return [...new Set(rows.flatMap(({ resources }) => resources ?? []).filter(({ mode }) => mode === "managed").map(({ type }) => type))];
}

/** Open drifts of these workspaces, by org. */
export async function countOpenDrifts(db: Sql, workspaceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("drifts")
    .innerJoin("workspaces", "workspaces.id", "drifts.workspaceId")
    .select(["workspaces.oktaOrgId", ({ fn }) => fn.countAll<number>().as("count")])
    .where("workspaces.id", "in", workspaceIds)
    .where("drifts.status", "=", "open")
    .groupBy("workspaces.oktaOrgId")
    .execute();
  return new Map(rows.map(({ oktaOrgId, count }) => [oktaOrgId ?? "", Number(count)]));
}
