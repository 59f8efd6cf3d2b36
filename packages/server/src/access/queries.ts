import type { AccessLevel, OrganizationRight } from "@lockstep/contract";
import type { Kysely } from "kysely";
import type { Actor } from "../actor.ts";
import type { Tables } from "../db/tables.ts";

export interface ActorTeam {
  readonly id: string;
  readonly name: string;
  readonly isOwners: boolean;
  readonly rights: readonly OrganizationRight[];
}

/** The teams of an organization that an account is in, or the one team whose token it is. */
export async function selectTeamsOf(db: Kysely<Tables>, actor: { readonly kind: "account" | "team"; readonly id: string }, organizationId: string): Promise<ActorTeam[]> {
  const teams = db.selectFrom("teams").select(["teams.id", "teams.name", "teams.isOwners", "teams.rights"]).where("teams.organizationId", "=", organizationId);
  if (actor.kind === "team") return teams.where("teams.id", "=", actor.id).execute();
  return teams.innerJoin("teamMembers", "teamMembers.teamId", "teams.id").where("teamMembers.accountId", "=", actor.id).execute();
}

/** What teams have been given of a workspace, by itself or through its project. */
export async function selectWorkspaceAccess(db: Kysely<Tables>, teamIds: readonly string[], workspace: { readonly id: string; readonly projectId: string }): Promise<AccessLevel[]> {
  const direct = db.selectFrom("teamWorkspaces").select("access").where("workspaceId", "=", workspace.id).where("teamId", "in", teamIds);
  const byProject = db.selectFrom("teamProjects").select("access").where("projectId", "=", workspace.projectId).where("teamId", "in", teamIds);
  const rows = await direct.unionAll(byProject).execute();
  return rows.map(({ access }) => access);
}

export interface NamedOrganization {
  readonly id: string;
  readonly name: string;
}

/** The organizations that an actor belongs to; an admin of the site belongs to all. */
export async function selectOrganizationsOf(db: Kysely<Tables>, actor: Actor): Promise<NamedOrganization[]> {
  const all = db.selectFrom("organizations").select(["organizations.id", "organizations.name"]).orderBy("organizations.name");
  if (actor.kind === "system" || (actor.kind === "account" && actor.siteAdmin)) return all.execute();
  if (actor.kind !== "account") return all.where("organizations.id", "=", actor.kind === "team" ? actor.organizationId : actor.id).execute();
  const own = db.selectFrom("teams").innerJoin("teamMembers", "teamMembers.teamId", "teams.id").select("teams.organizationId").where("teamMembers.accountId", "=", actor.id);
  return all.where("organizations.id", "in", own).execute();
}
