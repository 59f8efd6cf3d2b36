import { sql, type Selectable } from "kysely";
import type { Sql, Transaction } from "../db/connect.ts";
import type { OrganizationRow } from "./tables.ts";

export type Organization = Selectable<OrganizationRow>;

export const selectOrganizationByName = async (db: Sql, name: string): Promise<Organization | undefined> => db.selectFrom("organizations").selectAll().where("name", "=", name).executeTakeFirst();

export const selectOrganization = async (db: Sql, id: string): Promise<Organization | undefined> => db.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();

export type CountedOrganization = Organization & { readonly workspaces: number; readonly projects: number; readonly teams: number; readonly members: number };

/** Organizations by their ids, with what they have; in the order of their names. */
export const selectCounted = async (db: Sql, ids: readonly string[]): Promise<CountedOrganization[]> =>
  ids.length === 0
    ? []
    : db
        .selectFrom("organizations as o")
        .selectAll("o")
        .select([
          sql<number>`(select count(*) from workspaces where organization_id = o.id)`.as("workspaces"),
          sql<number>`(select count(*) from projects where organization_id = o.id)`.as("projects"),
          sql<number>`(select count(*) from teams where organization_id = o.id)`.as("teams"),
          sql<number>`(select count(distinct m.account_id) from team_members m join teams t on t.id = m.team_id where t.organization_id = o.id)`.as("members"),
        ])
        .where("o.id", "in", ids)
        .orderBy("o.name")
        .execute();

/** How many objects the states of an organization's workspaces have. */
export async function countManaged(db: Sql, organizationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(jsonb_array_length(r -> 'instances')), 0)::bigint as count
    from workspaces w join state_versions s on s.id = w.current_state_version_id cross join jsonb_array_elements(coalesce(s.resources, '[]')) r
    where w.organization_id = ${organizationId} and r ->> 'mode' = 'managed'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Deletes an organization with everything it has; without its data keys nothing that was sealed for it can be read any more, in backups neither. */
export async function deleteOrganizationRow(trx: Transaction, id: string): Promise<void> {
  const workspaces = trx.selectFrom("workspaces").select("id").where("organizationId", "=", id);
  await trx.deleteFrom("runs").where("workspaceId", "in", workspaces).execute();
  await trx.deleteFrom("workspaces").where("organizationId", "=", id).execute();
  await trx.deleteFrom("organizations").where("id", "=", id).execute();
  await trx.deleteFrom("dataKeys").where("organizationId", "=", id).execute();
}
