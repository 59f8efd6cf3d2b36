import type { AccessLevel } from "@lockstep/contract";
import { sql, type Selectable } from "kysely";
import type { Account } from "../accounts/account.ts";
import type { Sql, Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { TeamRow } from "./tables.ts";

export type Team = Selectable<TeamRow>;
export type CountedTeam = Team & { readonly members: number };

const counted = (db: Sql) => db.selectFrom("teams").selectAll("teams").select(sql<number>`(select count(*) from team_members where team_id = teams.id)`.as("members"));

export const selectTeam = async (db: Sql, id: string): Promise<CountedTeam | undefined> => counted(db).where("teams.id", "=", id).executeTakeFirst();

/** The teams of an organization: the owners first, then by name. */
export const selectTeams = async (db: Sql, organizationId: string): Promise<CountedTeam[]> => counted(db).where("organizationId", "=", organizationId).orderBy("isOwners", "desc").orderBy("name").execute();

/** The people of some teams. */
export const selectPeople = async (db: Sql, teamIds: readonly string[]): Promise<(Account & { readonly teamId: string })[]> =>
  teamIds.length === 0 ? [] : db.selectFrom("teamMembers").innerJoin("accounts", "accounts.id", "teamMembers.accountId").selectAll("accounts").select("teamMembers.teamId").where("teamMembers.teamId", "in", teamIds).orderBy("accounts.username").execute();

export const addMember = async (trx: Transaction, teamId: string, accountId: string): Promise<boolean> =>
  (await trx.insertInto("teamMembers").values({ teamId, accountId }).onConflict((row) => row.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;

/** Takes somebody out of a team; false when it was not in it. */
export const removeMember = async (trx: Transaction, teamId: string, accountId: string): Promise<boolean> =>
  (await trx.deleteFrom("teamMembers").where("teamId", "=", teamId).where("accountId", "=", accountId).executeTakeFirst()).numDeletedRows === 1n;

/** How many people of a team can act; the team is held, so that of two who would take the last one out the second waits. */
export async function countActiveMembers(trx: Transaction, teamId: string): Promise<number> {
  await trx.selectFrom("teams").select("id").where("id", "=", teamId).forUpdate().execute();
  const { count } = await trx
    .selectFrom("teamMembers")
    .innerJoin("accounts", "accounts.id", "teamMembers.accountId")
    .select((row) => row.fn.countAll<number>().as("count"))
    .where("teamMembers.teamId", "=", teamId)
    .where("accounts.disabledAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Somebody in an organization. */
export interface Member {
  readonly account: Account;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly lastSeenAt: Date | null;
}

/** A page of the people of an organization, by name. */
export async function selectMembers(db: Sql, organizationId: string, { page, size, search = "", accountId }: { readonly page: number; readonly size: number; readonly search?: string | undefined; readonly accountId?: string }): Promise<{ readonly items: Member[]; readonly total: number }> {
  const like = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const inTeams = db.selectFrom("teamMembers").innerJoin("teams", "teams.id", "teamMembers.teamId").select("teamMembers.accountId").where("teams.organizationId", "=", organizationId);
  let matching = db.selectFrom("accounts").where("accounts.id", "in", inTeams).where((where) => where.or([where("username", "ilike", like), where("email", "ilike", like)]));
  if (accountId !== undefined) matching = matching.where("accounts.id", "=", accountId);
  const { total } = await matching.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await matching.selectAll("accounts").select(sql<Date | null>`(select max(last_seen_at) from sessions where account_id = accounts.id)`.as("lastSeenAt")).orderBy("username").limit(size).offset((page - 1) * size).execute();
  const teams = await selectTeamsOfAccounts(db, organizationId, rows.map(({ id }) => id));
  return { total, items: rows.map(({ lastSeenAt, ...account }) => ({ account, lastSeenAt, teams: teams.filter((team) => team.accountId === account.id).map(({ id, name }) => ({ id, name })) })) };
}

/** The teams of one organization that some accounts are in. */
export const selectTeamsOfAccounts = async (db: Sql, organizationId: string, accountIds: readonly string[]): Promise<(Pick<Team, "id" | "name" | "isOwners"> & { readonly accountId: string })[]> =>
  accountIds.length === 0
    ? []
    : db.selectFrom("teamMembers").innerJoin("teams", "teams.id", "teamMembers.teamId").select(["teams.id", "teams.name", "teams.isOwners", "teamMembers.accountId"]).where("teams.organizationId", "=", organizationId).where("teamMembers.accountId", "in", accountIds).orderBy("teams.name").execute();

/** What a team has been given of a workspace or a project. */
export interface Grant {
  readonly id: string;
  readonly teamId: string;
  readonly targetId: string;
  readonly name: string;
  readonly access: AccessLevel;
}

/** The two things access is given to, with where that is kept. */
export const grantKinds = {
  workspace: { table: "teamWorkspaces", column: "workspaceId", target: "workspaces", id: "teamWorkspace" },
  project: { table: "teamProjects", column: "projectId", target: "projects", id: "teamProject" },
} as const;

export type GrantKind = keyof typeof grantKinds;

// The two tables differ in names alone; the query builder cannot be told so, hence plain SQL.
const grants = (kind: GrantKind) =>
  kind === "workspace"
    ? sql`select g.id, g.team_id, g.workspace_id as target_id, t.name, g.access from team_workspaces g join workspaces t on t.id = g.workspace_id`
    : sql`select g.id, g.team_id, g.project_id as target_id, t.name, g.access from team_projects g join projects t on t.id = g.project_id`;

/** What was given, of a kind: one by its id, all of a team, or all on a workspace or project. */
export async function selectGrants(db: Sql, kind: GrantKind, by: { readonly id: string } | { readonly teamId: string } | { readonly targetId: string }): Promise<Grant[]> {
  const [[column, value] = ["id", ""]] = Object.entries(by);
  const { rows } = await sql<Grant>`select * from (${grants(kind)}) as granted where ${sql.ref(`granted.${column}`)} = ${value} order by name`.execute(db);
  return rows;
}

/** Gives a team access, instead of what it had. */
export async function upsertGrant(trx: Transaction, kind: GrantKind, teamId: string, targetId: string, access: AccessLevel): Promise<string> {
  if (kind === "workspace") return (await trx.insertInto("teamWorkspaces").values({ id: newId("teamWorkspace"), teamId, workspaceId: targetId, access }).onConflict((row) => row.columns(["teamId", "workspaceId"]).doUpdateSet({ access })).returning("id").executeTakeFirstOrThrow()).id;
  return (await trx.insertInto("teamProjects").values({ id: newId("teamProject"), teamId, projectId: targetId, access }).onConflict((row) => row.columns(["teamId", "projectId"]).doUpdateSet({ access })).returning("id").executeTakeFirstOrThrow()).id;
}

export const deleteGrant = async (trx: Transaction, kind: GrantKind, id: string): Promise<void> => void (await trx.deleteFrom(grantKinds[kind].table).where("id", "=", id).execute());
