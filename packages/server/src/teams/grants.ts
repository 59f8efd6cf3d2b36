import type { AccessLevel } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireAccess, requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { getProject } from "../projects/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { deleteGrant, selectGrants, selectTeams, upsertGrant, type Grant, type GrantKind } from "./queries.ts";
import { getTeam, type SeenTeam } from "./service.ts";

type Needs = Pick<Server, "db">;

/** What access is given to, by name and organization. */
interface Target {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
}

/** How access to a kind of thing may be looked at and given. Who may do everything to all workspaces anyway may give access to a project's. */
const targets: Readonly<Record<GrantKind, { readonly see: Check; readonly give: Check }>> = {
  workspace: {
    see: async (server, actor, id) => (await getWorkspace(server, actor, id)).workspace,
    give: async (server, actor, id) => {
      const { workspace } = await getWorkspace(server, actor, id);
      await requireAccess(server, actor, workspace, "workspace.access");
      return workspace;
    },
  },
  project: {
    see: async (server, actor, id) => (await getProject(server, actor, id)).project,
    give: async (server, actor, id) => {
      const { project, organization } = await getProject(server, actor, id);
      await requireRight(server, actor, organization, "workspace.create");
      return project;
    },
  },
};

type Check = (server: Needs, actor: Actor, id: string) => Promise<Target>;

/** What a team was given. */
export async function listGrants(server: Needs, actor: Actor, teamId: string): Promise<Readonly<Record<GrantKind, readonly Grant[]>>> {
  await getTeam(server, actor, teamId);
  return { workspace: await seenOnly(server, actor, "workspace", await selectGrants(server.db, "workspace", { teamId })), project: await selectGrants(server.db, "project", { teamId }) };
}

// A workspace that the actor may not see is not named to it, not even as something that a team was given.
async function seenOnly(server: Needs, actor: Actor, kind: GrantKind, grants: readonly Grant[]): Promise<readonly Grant[]> {
  const seen = await Promise.all(grants.map(async ({ targetId }) => targets[kind].see(server, actor, targetId).then(() => true, (problem: unknown) => (problem instanceof Problem ? false : Promise.reject(problem)))));
  return grants.filter((_, index) => seen[index]);
}

/** Who was given a workspace or a project. */
export async function listGrantsOn(server: Needs, actor: Actor, kind: GrantKind, targetId: string): Promise<readonly Grant[]> {
  await targets[kind].see(server, actor, targetId);
  return selectGrants(server.db, kind, { targetId });
}

/** What was given, by its id. */
export async function getGrant(server: Needs, actor: Actor, kind: GrantKind, id: string): Promise<Grant> {
  const grant = found((await selectGrants(server.db, kind, { id }))[0], "team access", id);
  await targets[kind].see(server, actor, grant.targetId);
  return grant;
}

/** Gives a team access to a workspace, or to all workspaces of a project, instead of what it had. */
export async function give(server: Needs, actor: Actor, kind: GrantKind, teamId: string, targetId: string, access: AccessLevel): Promise<Grant> {
  const { seen, target } = await both(server, actor, kind, teamId, targetId);
  return transaction(server.db, async (trx) => {
    const id = await upsertGrant(trx, kind, teamId, targetId, access);
    await audit(trx, actor, { organizationId: target.organizationId, action: `${kind}.give-access`, subject: { kind, id: targetId, name: target.name }, details: { team: seen.team.name, access } });
    return { id, teamId, targetId, name: target.name, access };
  });
}

/** Takes that access away. */
export async function take(server: Needs, actor: Actor, kind: GrantKind, teamId: string, targetId: string): Promise<void> {
  const { seen, target } = await both(server, actor, kind, teamId, targetId);
  await transaction(server.db, async (trx) => {
    const grant = found((await selectGrants(trx, kind, { teamId })).find((each) => each.targetId === targetId), "team access", target.name);
    await deleteGrant(trx, kind, grant.id);
    await audit(trx, actor, { organizationId: target.organizationId, action: `${kind}.take-access`, subject: { kind, id: targetId, name: target.name }, details: { team: seen.team.name } });
  });
}

async function both(server: Needs, actor: Actor, kind: GrantKind, teamId: string, targetId: string): Promise<{ readonly seen: SeenTeam; readonly target: Target }> {
  const target = await targets[kind].give(server, actor, targetId);
  const seen = await getTeam(server, actor, teamId);
  if (seen.organization.id !== target.organizationId) throw new Problem("not-found", { kind: "team", name: teamId });
  return { seen, target };
}

/** Every team that reaches a workspace, and how. */
export async function listWorkspaceTeams(server: Needs, actor: Actor, workspaceId: string): Promise<readonly { readonly team: string; readonly name: string; readonly access: AccessLevel; readonly through: "workspace" | "project" | "organization" }[]> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  const teams = await selectTeams(server.db, workspace.organizationId);
  const direct = await selectGrants(server.db, "workspace", { targetId: workspace.id });
  const byProject = await selectGrants(server.db, "project", { targetId: workspace.projectId });
  return teams.flatMap(({ id, name, isOwners, rights }) => {
    const given = (grants: readonly Grant[], through: "workspace" | "project") => grants.filter(({ teamId }) => teamId === id).map(({ access }) => ({ team: id, name, access, through }));
    const all = isOwners || rights.includes("manage-workspaces") ? "admin" : rights.includes("read-workspaces") ? "read" : undefined;
    return [...(all ? [{ team: id, name, access: all, through: "organization" } as const] : []), ...given(direct, "workspace"), ...given(byProject, "project")];
  });
}
