import { randomUUID } from "node:crypto";
import { transaction } from "../db/connect.ts";
import { isAtOkta, orgUrlOf } from "../okta-orgs/okta-org.ts";
import { selectOktaOrgs } from "../okta-orgs/queries.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { connectionOf } from "./connection.ts";

type Needs = Pick<Server, "db" | "vault" | "clock" | "settings">;

/**
 * Finds out which org a workspace's objects are in, and has it followed; a workspace without a state has no objects yet. With `onlyWorking`
 * a connection that was refused is not tried again: nothing changes where there is no other.
 */
export async function followWorkspace(server: Needs, workspaceId: string, { onlyWorking = false }: { readonly onlyWorking?: boolean } = {}): Promise<void> {
  const workspace = await selectWorkspace(server.db, workspaceId);
  if (!workspace) return forgetUnused(server);
  const orgUrl = workspace.currentStateVersionId === null ? undefined : (await connectionOf(server, workspace))?.orgUrl;
  const allowed = orgUrl !== undefined && (server.settings.allowPrivateNetworks || isAtOkta(orgUrl));
  if (!allowed) await server.db.deleteFrom("orgWatchWorkspaces").where("workspaceId", "=", workspaceId).execute();
  else await follow(server, workspace, orgUrl, onlyWorking);
  await forgetUnused(server);
}

async function follow(server: Needs, workspace: Workspace, orgUrl: string, onlyWorking: boolean): Promise<void> {
  const ways = (await selectOktaOrgs(server.db, workspace.organizationId)).filter((each) => orgUrlOf(each.orgName, each.baseUrl) === orgUrl);
  const working = ways.filter(({ health }) => health?.problem === undefined);
  if (onlyWorking && working.length === 0) return;
  // Of several connections to one org one that works, and among them the workspace's own.
  const candidates = working.length > 0 ? working : ways;
  const org = candidates.find(({ id }) => id === workspace.oktaOrgId) ?? candidates[0];
  const now = server.clock.now();
  await transaction(server.db, async (trx) => {
    const source = { oktaOrgId: org?.id ?? null, sourceWorkspaceId: org ? null : workspace.id };
    // Whoever names the credentials anew may have mended them: a log that was given up is read again.
    const { id } = await trx
      .insertInto("orgWatches")
      .values({ id: randomUUID(), organizationId: workspace.organizationId, orgUrl, since: now, nextPollAt: now, ...source })
      .onConflict((row) => row.columns(["organizationId", "orgUrl"]).doUpdateSet((eb) => ({ ...source, nextPollAt: eb.fn.coalesce("orgWatches.nextPollAt", eb.val(now)) })))
      .returning("id")
      .executeTakeFirstOrThrow();
    await trx.insertInto("orgWatchWorkspaces").values({ workspaceId: workspace.id, orgWatchId: id }).onConflict((row) => row.column("workspaceId").doUpdateSet({ orgWatchId: id })).execute();
  });
}

/** Logs of orgs that no workspace is in are not followed. */
async function forgetUnused({ db }: Pick<Server, "db">): Promise<void> {
  await db.deleteFrom("orgWatches").where((row) => row.not(row.exists(row.selectFrom("orgWatchWorkspaces").select("workspaceId").whereRef("orgWatchWorkspaces.orgWatchId", "=", "orgWatches.id")))).execute();
}

/** The workspaces whose connection may be another one after an event. */
export async function concernedBy(server: Pick<Server, "db">, { organizationId, workspaceId }: { readonly organizationId: string; readonly workspaceId: string | null }): Promise<readonly string[]> {
  if (workspaceId !== null) return [workspaceId];
  const rows = await server.db.selectFrom("workspaces").select("id").where("organizationId", "=", organizationId).where("currentStateVersionId", "is not", null).execute();
  return rows.map(({ id }) => id);
}
