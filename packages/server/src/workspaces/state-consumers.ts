// Whose runs may read a workspace's state by terraform_remote_state: those of all workspaces of the organization, or of some, or of none.
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "./service.ts";
import type { Workspace } from "./workspace.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners">;

/** A workspace whose runs may read another's state. */
export interface StateConsumer {
  readonly id: string;
  readonly name: string;
}

/** The workspaces that are named, as far as the actor sees them. */
export async function listStateConsumers(server: Pick<Server, "db">, actor: Actor, { id, organizationId }: Workspace): Promise<readonly StateConsumer[]> {
  const visible = await visibleWorkspaces(server, actor, organizationId);
  const named = await server.db.selectFrom("workspaceStateConsumers").innerJoin("workspaces", "workspaces.id", "consumerId").select(["workspaces.id", "workspaces.name"]).where("workspaceId", "=", id).orderBy("workspaces.name").execute();
  return named.filter((each) => visible.has(each.id));
}

/** Names workspaces, takes some back, or names just these. Only those that the actor sees. */
export async function changeStateConsumers(server: Needs, actor: Actor, workspace: Workspace, way: "add" | "remove" | "replace", ids: readonly string[]): Promise<void> {
  await requireAccess(server, actor, workspace, "workspace.update");
  const consumers = await Promise.all([...new Set(ids)].map(async (id) => (await getWorkspace(server, actor, id)).workspace));
  const foreign = consumers.find(({ organizationId }) => organizationId !== workspace.organizationId);
  if (foreign) throw new Problem("not-found", { kind: "workspace", name: foreign.id });
  await transaction(server.db, async (trx) => {
    const mine = trx.deleteFrom("workspaceStateConsumers").where("workspaceId", "=", workspace.id);
    if (way === "replace") await mine.execute();
    if (way === "remove") await mine.where("consumerId", "in", [...ids, ""]).execute();
    else if (consumers.length > 0) await trx.insertInto("workspaceStateConsumers").values(consumers.map(({ id }) => ({ workspaceId: workspace.id, consumerId: id }))).onConflict((row) => row.doNothing()).execute();
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "workspace.state-consumers", subject: { kind: "workspace", id: workspace.id, name: workspace.name }, details: { way, workspaces: consumers.map(({ name }) => name) } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: workspace.id, data: { changed: ["stateConsumers"] } });
  });
}

/** Whether the runs of a workspace may read another's state. */
export async function sharesStateWith(server: Pick<Server, "db">, source: Workspace, reader: Workspace): Promise<boolean> {
  if (source.organizationId !== reader.organizationId) return false;
  if (source.id === reader.id || source.globalRemoteState) return true;
  return (await server.db.selectFrom("workspaceStateConsumers").select("consumerId").where("workspaceId", "=", source.id).where("consumerId", "=", reader.id).executeTakeFirst()) !== undefined;
}
