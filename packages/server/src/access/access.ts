import { accessLevels, allows, organizationActions, type AccessLevel, type OrganizationAction, type OrganizationRight, type WorkspaceAction } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectOrganizationsOf, selectTeamsOf, selectWorkspaceAccess, type ActorTeam, type NamedOrganization } from "./queries.ts";

/** What of a workspace decides who may do what to it. */
export interface Guarded {
  readonly id: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly name: string;
}

/** What an actor may do in an organization: everything as an owner, else its rights; undefined: it is no member. */
export interface Membership {
  readonly owner: boolean;
  readonly rights: ReadonlySet<OrganizationRight>;
  readonly teams: readonly ActorTeam[];
}

/** The actor's place in an organization. */
export async function membershipOf(server: Pick<Server, "db">, actor: Actor, organizationId: string): Promise<Membership | undefined> {
  if (actor.kind === "system" || (actor.kind === "account" && actor.siteAdmin)) return { owner: true, rights: new Set(), teams: [] };
  if (actor.kind === "organization") return actor.id === organizationId ? { owner: false, rights: new Set(["read-workspaces", "manage-workspaces", "manage-projects", "manage-teams"]), teams: [] } : undefined;
  if (actor.kind === "team" && actor.organizationId !== organizationId) return undefined;
  const teams = await selectTeamsOf(server.db, actor, organizationId);
  if (teams.length === 0) return undefined;
  return { owner: teams.some(({ isOwners }) => isOwners), rights: new Set(teams.flatMap(({ rights }) => rights)), teams };
}

/** Every organization the actor belongs to, with its place in it. */
export async function membershipsOf(server: Pick<Server, "db">, actor: Actor): Promise<readonly (NamedOrganization & { readonly membership: Membership })[]> {
  const organizations = await selectOrganizationsOf(server.db, actor);
  const all = await Promise.all(organizations.map(async (each) => ({ ...each, membership: await membershipOf(server, actor, each.id) })));
  return all.flatMap(({ membership, ...each }) => (membership ? [{ ...each, membership }] : []));
}

/** How much of a workspace the actor has; undefined: it does not even see it. */
export async function accessTo(server: Pick<Server, "db">, actor: Actor, workspace: Guarded): Promise<AccessLevel | undefined> {
  const membership = await membershipOf(server, actor, workspace.organizationId);
  if (!membership) return undefined;
  if (membership.owner || membership.rights.has("manage-workspaces")) return "admin";
  const given = membership.teams.length > 0 ? await selectWorkspaceAccess(server.db, membership.teams.map(({ id }) => id), workspace) : [];
  const read: AccessLevel[] = membership.rights.has("read-workspaces") ? ["read"] : [];
  return highest([...given, ...read]);
}

/** Lets through who may do this to the workspace. Who does not even see it is told that it does not exist. */
export async function requireAccess(server: Pick<Server, "db">, actor: Actor, workspace: Guarded, action: WorkspaceAction): Promise<AccessLevel> {
  const access = await accessTo(server, actor, workspace);
  if (access === undefined) throw new Problem("not-found", { kind: "workspace", name: workspace.name });
  if (!allows(access, action)) throw new Problem("forbidden", { action: action.replace(".", " "), needed: "more access to this workspace" });
  // An organization's token is for settings alone.
  if (actor.kind === "organization" && organizationTokensNever.has(action)) throw new Problem("not-found", { kind: "workspace", name: workspace.name });
  return access;
}

const organizationTokensNever: ReadonlySet<WorkspaceAction> = new Set(["run.queue", "run.apply", "run.discard", "run.cancel", "run.force-cancel", "run.destroy", "state.write", "workspace.lock", "run.comment"]);

/** Lets through who administers the whole site. */
export function requireSiteAdmin(actor: Actor, action: string): void {
  if (actor.kind === "system" || (actor.kind === "account" && actor.siteAdmin)) return;
  throw new Problem("forbidden", { action, needed: "to be an admin of the site" });
}

/** Lets through who may do this in the organization. */
export async function requireRight(server: Pick<Server, "db">, actor: Actor, organization: { readonly id: string; readonly name: string }, action: OrganizationAction): Promise<Membership> {
  const membership = await membershipOf(server, actor, organization.id);
  if (!membership) throw new Problem("not-found", { kind: "organization", name: organization.name });
  const needed = organizationActions[action];
  if (needed === "member" || membership.owner || (needed !== "owner" && membership.rights.has(needed))) return membership;
  throw new Problem("forbidden", { action: action.replace(".", " "), needed: needed === "owner" ? "to be an owner" : `the right "${needed}"` });
}

const highest = (levels: readonly AccessLevel[]): AccessLevel | undefined => accessLevels.findLast((level) => levels.includes(level));
