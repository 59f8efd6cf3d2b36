import type { Actor } from "../actor.ts";
import { membershipOf } from "../access/access.ts";
import type { Clock } from "../clock.ts";
import type { Server } from "../server.ts";
import { selectVisibleWorkspaces } from "../workspaces/queries.ts";
import type { StoredEvent } from "./queries.ts";

/** Which events one connection may be told. */
export interface Audience {
  readonly admits: (event: StoredEvent) => Promise<boolean>;
}

interface Wanted {
  readonly organizationId: string;
  /** Only of this workspace. */
  readonly workspaceId: string | undefined;
}

/** What somebody may see is asked anew this often, and at once where a workspace is not known yet. */
const rememberMilliseconds = 30_000;
const atMostEachMilliseconds = 1000;

/** Lets through what the actor may see: all of an organization's members see what is of no workspace. */
export function audienceOf(server: Pick<Server, "db"> & { readonly clock: Clock }, actor: Actor, { organizationId, workspaceId }: Wanted): Audience {
  let sight: { readonly member: boolean; readonly workspaces: ReadonlySet<string> | "all"; readonly at: number } | undefined;
  const look = async (olderThan: number): Promise<NonNullable<typeof sight>> => {
    const now = server.clock.now().getTime();
    if (!sight || now - sight.at >= olderThan) sight = { ...(await seenBy(server, actor, organizationId)), at: now };
    return sight;
  };
  return {
    admits: async (event) => {
      if (event.organizationId !== organizationId) return false;
      if (workspaceId !== undefined && event.workspaceId !== workspaceId) return false;
      const { member, workspaces } = await look(rememberMilliseconds);
      if (!member || event.workspaceId === null || workspaces === "all" || workspaces.has(event.workspaceId)) return member;
      const anew = await look(atMostEachMilliseconds);
      return anew.member && (anew.workspaces === "all" || anew.workspaces.has(event.workspaceId));
    },
  };
}

async function seenBy(server: Pick<Server, "db">, actor: Actor, organizationId: string): Promise<{ readonly member: boolean; readonly workspaces: ReadonlySet<string> | "all" }> {
  const membership = await membershipOf(server, actor, organizationId);
  if (!membership) return { member: false, workspaces: new Set() };
  if (membership.owner || membership.rights.has("manage-workspaces") || membership.rights.has("read-workspaces")) return { member: true, workspaces: "all" };
  return { member: true, workspaces: new Set(await selectVisibleWorkspaces(server.db, membership.teams.map(({ id }) => id), organizationId)) };
}
