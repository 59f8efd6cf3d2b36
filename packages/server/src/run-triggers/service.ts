import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { follows, selectRunTrigger, selectRunTriggers, type RunTrigger } from "./queries.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners">;

/** HCP Terraform's limit too. */
const mostSources = 20;

/** What a workspace follows, or what follows it. */
export async function listRunTriggers(server: Pick<Server, "db">, actor: Actor, workspaceId: string, direction: "inbound" | "outbound"): Promise<readonly RunTrigger[]> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  return selectRunTriggers(server.db, workspace.id, direction);
}

/** A trigger with the workspace that follows, for who may see that. */
export async function getRunTrigger(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly trigger: RunTrigger; readonly workspace: Workspace }> {
  const trigger = found(await selectRunTrigger(server.db, id), "run trigger", id);
  const workspace = found(await selectWorkspace(server.db, trigger.workspaceId), "run trigger", id);
  await requireAccess(server, actor, workspace, "workspace.read").catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "run trigger", name: id }) : problem;
  });
  return { trigger, workspace };
}

/** Lets a workspace follow another: each applied run of the source starts one in it. What would go round in a circle is refused. */
export async function createRunTrigger(server: Needs, actor: Actor, workspaceId: string, sourceId: string): Promise<RunTrigger> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  await requireAccess(server, actor, workspace, "run-trigger.write");
  const { workspace: source } = await getWorkspace(server, actor, sourceId);
  await requireAccess(server, actor, source, "run.read");
  if (source.organizationId !== workspace.organizationId) throw new Problem("not-found", { kind: "workspace", name: sourceId });
  return transaction(server.db, async (trx) => {
    // Two who close a circle at once: the lock decides who comes too late.
    await sql`select pg_advisory_xact_lock(hashtext('lockstep run triggers'), hashtext(${workspace.organizationId}))`.execute(trx);
    await refuseCircle(trx, workspace, source);
    if ((await selectRunTriggers(trx, workspace.id, "inbound")).length >= mostSources) throw new Problem("invalid", { detail: `A workspace follows at most ${mostSources} others.` });
    const id = newId("runTrigger");
    await trx
      .insertInto("runTriggers")
      .values({ id, workspaceId: workspace.id, sourceWorkspaceId: source.id })
      .execute()
      .catch((problem: unknown) => {
        throw codeOf(problem) === "23505" ? new Problem("invalid", { detail: `"${workspace.name}" follows "${source.name}" already.` }) : problem;
      });
    await tell(server, trx, actor, workspace, source, "create");
    return found(await selectRunTrigger(trx, id), "run trigger", id);
  });
}

async function refuseCircle(trx: Transaction, workspace: Workspace, source: Workspace): Promise<void> {
  if (workspace.id === source.id) throw new Problem("invalid", { detail: "A workspace cannot follow itself: its runs would never end." });
  if (await follows(trx, source.id, workspace.id)) throw new Problem("invalid", { detail: `"${source.name}" follows "${workspace.name}" already, directly or through others: their runs would start each other for ever.` });
}

/** Ends that a workspace follows another. */
export async function deleteRunTrigger(server: Needs, actor: Actor, id: string): Promise<void> {
  const { trigger, workspace } = await getRunTrigger(server, actor, id);
  await requireAccess(server, actor, workspace, "run-trigger.write");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("runTriggers").where("id", "=", id).execute();
    await tell(server, trx, actor, workspace, { id: trigger.sourceWorkspaceId, name: trigger.sourceName }, "delete");
  });
}

async function tell(server: Needs, trx: Transaction, actor: Actor, { id, name, organizationId }: Workspace, source: { readonly id: string; readonly name: string }, what: "create" | "delete"): Promise<void> {
  await audit(trx, actor, { organizationId, action: `run-trigger.${what}`, subject: { kind: "workspace", id, name }, details: { source: source.name } });
  await publish(server, trx, { kind: "workspace.changed", organizationId, workspaceId: id, subjectId: id, data: { changed: ["run triggers"] } });
}
