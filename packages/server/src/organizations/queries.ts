import type { Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { OrganizationRow } from "./tables.ts";

export type Organization = Selectable<OrganizationRow>;

export const selectOrganizationByName = async (db: Sql, name: string): Promise<Organization | undefined> => await db.selectFrom("organizations").selectAll().where("name", "=", name).executeTakeFirst();

export const selectOrganization = async (db: Sql, id: string): Promise<Organization | undefined> => await db.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();
