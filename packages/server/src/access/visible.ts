import { accessLevels, type AccessLevel } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import type { Server } from "../server.ts";
import { membershipOf } from "./access.ts";

/** Every workspace of an organization that the actor sees, with how much of it: for lists, in two queries however many there are. */
export async function visibleWorkspaces(server: Pick<Server, "db">, actor: Actor, organizationId: string): Promise<ReadonlyMap<string, AccessLevel>> {
  const membership = await membershipOf(server, actor, organizationId);
  if (!membership) return new Map();
  const everywhere: AccessLevel | undefined = membership.owner || membership.rights.has("manage-workspaces") ? "admin" : membership.rights.has("read-workspaces") ? "read" : undefined;
  const workspaces = server.db.selectFrom("workspaces").where("workspaces.organizationId", "=", organizationId);
  const visible = new Map<string, AccessLevel>();
  if (everywhere) for (const { id } of await workspaces.select("id").execute()) visible.set(id, everywhere);
  if (everywhere === "admin" || membership.teams.length === 0) return visible;
  const teamIds = membership.teams.map(({ id }) => id);
  const direct = workspaces.innerJoin("teamWorkspaces", "teamWorkspaces.workspaceId", "workspaces.id").select(["workspaces.id", "teamWorkspaces.access"]).where("teamWorkspaces.teamId", "in", teamIds);
  const byProject = workspaces.innerJoin("teamProjects", "teamProjects.projectId", "workspaces.projectId").select(["workspaces.id", "teamProjects.access"]).where("teamProjects.teamId", "in", teamIds);
  for (const { id, access } of await direct.unionAll(byProject).execute()) {
    const known = visible.get(id);
    if (known === undefined || accessLevels.indexOf(access) > accessLevels.indexOf(known)) visible.set(id, access);
  }
  return visible;
}
