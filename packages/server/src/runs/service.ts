import { isFinal, nextStatus, runStates, type RunEvent, type RunOperation } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { system } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { resolveInputs } from "../variables/resolve.ts";
import { lockHolder, type Workspace } from "../workspaces/workspace.ts";
import { selectWorkspace, workspaceForUpdate } from "../workspaces/queries.ts";
import { settleRunState } from "../state-versions/store.ts";
import { selectUnfinishedRun } from "./journal.ts";
import { closeLog } from "./log-writer.ts";
import { selectRun } from "./queries.ts";
import { forceCancelableAt, isActive, type Run, type RunRequest } from "./run.ts";
import { advanceWorkspace, enqueueApply, enqueuePlan, recordRunEvent, transitionRun } from "./transition.ts";

export type RunServer = Pick<Server, "db" | "jobs" | "listeners" | "clock" | "vault">;

/** A run with its workspace, for who may see it. */
export async function getRun(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly run: Run; readonly workspace: Workspace }> {
  const run = found(await selectRun(server.db, id), "run", id);
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "run", id);
  await requireAccess(server, actor, workspace, "run.read");
  return { run, workspace };
}

/** Creates a run; it begins at once when it may, else it is pending. */
export async function createRun(server: RunServer, actor: Actor, workspace: Workspace, request: RunRequest): Promise<Run> {
  await requireAccess(server, actor, workspace, request.operation === "destroy" ? "run.destroy" : "run.queue");
  if (request.operation === "destroy" && !workspace.allowDestroyPlan) throw new Problem("invalid", { detail: `The workspace "${workspace.name}" does not allow destroy plans. Its settings can change that.` });
  const inputs = await resolveInputs(server, workspace, request.variables ?? []);
  const autoApply = await mayAutoApply(server, actor, workspace, request);
  const id = newId("run");
  // The keys may have to be read: a transaction that waits for a second session could wait for ever.
  const inputsSealed = await server.vault.seal(JSON.stringify(inputs), { organization: workspace.organizationId, table: "runs", column: "inputs_sealed", row: id });
  return transaction(server.db, async (trx) => {
    const configuration = await configurationFor(trx, workspace, request.configurationVersionId);
    const operation: RunOperation = configuration.speculative ? "plan_only" : request.operation;
    const run = await trx
      .insertInto("runs")
      .values({
        id,
        workspaceId: workspace.id,
        configurationVersionId: configuration.id,
        operation,
        isDestroy: request.operation === "destroy",
        refresh: request.refresh ?? true,
        refreshOnly: request.operation === "refresh_only",
        planOnly: operation === "plan_only",
        savePlan: operation === "save_plan",
        allowEmptyApply: operation === "empty_apply",
        autoApply: operation === "empty_apply" || (autoApply && operation !== "plan_only" && operation !== "save_plan"),
        targetAddrs: [...(request.targets ?? [])],
        replaceAddrs: [...(request.replaces ?? [])],
        inputsSealed,
        message: request.message ?? "",
        source: request.source,
        triggerReason: request.triggerReason ?? "manual",
        logFormat: request.logFormat ?? "json",
        createdByKind: actor.kind,
        createdById: actor.id,
        createdByName: actor.name,
        triggeringRunId: request.triggeringRunId ?? null,
        driftIds: [...(request.driftIds ?? [])],
        statusTimes: JSON.stringify({ pending: server.clock.now().toISOString() }),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordRunEvent(trx, run, actor, "created", request.message ?? "");
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "run.create", subject: { kind: "run", id, name: request.message ?? id }, details: { workspace: workspace.name, operation } });
    await publish(server, trx, { kind: "run.created", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: id, data: { status: "pending", operation, by: actor.name, message: request.message ?? "" } });
    if (run.planOnly || run.savePlan) return enqueuePlan(server, trx, run);
    await advanceWorkspace(server, trx, workspace.id);
    return found(await selectRun(trx, id), "run", id);
  });
}

/** A run of somebody who may not apply never applies by itself. */
async function mayAutoApply(server: RunServer, actor: Actor, workspace: Workspace, { autoApply, triggerReason }: RunRequest): Promise<boolean> {
  const wanted = autoApply ?? (triggerReason === "run-trigger" ? workspace.autoApplyRunTrigger : workspace.autoApply);
  if (!wanted) return false;
  return requireAccess(server, actor, workspace, "run.apply").then(
    () => true,
    () => false,
  );
}

async function configurationFor(trx: Transaction, workspace: Workspace, id: string | undefined): Promise<{ readonly id: string; readonly speculative: boolean }> {
  const wanted = id ?? workspace.currentConfigurationVersionId;
  if (wanted === null) throw new Problem("no-configuration", { name: workspace.name });
  const row = await trx.selectFrom("configurationVersions").select(["id", "status", "speculative"]).where("id", "=", wanted).where("workspaceId", "=", workspace.id).executeTakeFirst();
  const { status, speculative } = found(row, "configuration version", wanted);
  if (status !== "uploaded") throw new Problem("configuration-not-ready", { id: wanted, status });
  return { id: wanted, speculative };
}

/** Confirms a plan: what was shown is what will be done. */
export async function confirmRun(server: RunServer, actor: Actor, run: Run, comment?: string): Promise<Run> {
  return act(server, actor, run, "run.apply", "confirm", comment, async (trx, workspace, now) => {
    if (now.savePlan) await readySavedPlan(trx, workspace, now);
    const confirmed = await transitionRun(server, trx, now, { event: "confirm", by: actor, changes: { confirmedById: actor.id, confirmedByName: actor.name } });
    return enqueueApply(server, trx, confirmed);
  });
}

// A saved plan joins the queue only now: nobody else may hold the workspace, and the state must be the one it was made from.
async function readySavedPlan(trx: Transaction, workspace: Workspace, run: Run): Promise<void> {
  const by = lockHolder(workspace);
  if (by !== undefined) throw new Problem("workspace-locked", { name: workspace.name, by, reason: "" });
  const plannedAt = run.statusTimes["planning"] ?? run.createdAt.toISOString();
  const later = await trx.selectFrom("stateVersions").select("id").where("workspaceId", "=", workspace.id).where("status", "=", "finalized").where("createdAt", ">", new Date(plannedAt)).limit(1).executeTakeFirst();
  // An apply that ended in the middle is found out by a new plan only.
  if (later || (await selectUnfinishedRun(trx, workspace.id, run.id)) !== undefined) throw new Problem("stale-plan");
}

/** Turns a plan down. */
export const discardRun = async (server: RunServer, actor: Actor, run: Run, comment?: string): Promise<Run> =>
  act(server, actor, run, "run.discard", "discard", comment, async (trx, _workspace, now) => transitionRun(server, trx, now, { event: "discard", by: actor }));

/** Ends a run: at once while it waits, else the worker is asked to finish what is under way. */
export async function cancelRun(server: RunServer, actor: Actor, run: Run, comment?: string): Promise<Run> {
  return act(server, actor, run, "run.cancel", "cancel", comment, async (trx, _workspace, now) => {
    const changes = { canceledById: actor.id, canceledByName: actor.name, cancelRequestedAt: server.clock.now() };
    if (now.status !== "planning" && now.status !== "applying") return transitionRun(server, trx, now, { event: "cancel", by: actor, changes });
    await recordRunEvent(trx, now, actor, "cancel_requested");
    return trx.updateTable("runs").set(changes).where("id", "=", now.id).returningAll().executeTakeFirstOrThrow();
  });
}

/** Ends a run whose worker does not: from now on that worker can write nothing any more. */
export async function forceCancelRun(server: RunServer, actor: Actor, run: Run, comment?: string): Promise<Run> {
  return act(server, actor, run, "run.force-cancel", "forceCancel", comment, async (trx, workspace, now) => {
    const at = forceCancelableAt(now);
    if (!at || at > server.clock.now()) throw new Problem("not-allowed-now", { status: now.status, event: "force-cancel" });
    const ended = await transitionRun(server, trx, now, { event: "forceCancel", by: actor, changes: { attempt: now.attempt + 1 } });
    // From here on the worker writes nothing: the log is closed for those who read it.
    await closeLog(trx, now.id, runStates[now.status].phase === "apply" ? "apply" : "plan");
    await settleRunState(server, trx, workspace, now.id);
    return ended;
  });
}

/** "Run this now": ends what waits before it, so that this pending run begins. */
export async function executeNow(server: RunServer, actor: Actor, run: Run): Promise<Run> {
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "run", run.id);
  await requireAccess(server, actor, workspace, "run.discard");
  return transaction(server.db, async (trx) => {
    const before = await trx.selectFrom("runs").selectAll().where("workspaceId", "=", run.workspaceId).where("number", "<", run.number).where("planOnly", "=", false).where("savePlan", "=", false).orderBy("number").execute();
    // What waits is turned down from the back, so that none of it begins meanwhile.
    for (const other of before.filter(({ status }) => !isFinal(status)).toReversed()) {
      const event: RunEvent | undefined = nextStatus(other.status, "discard") ? "discard" : nextStatus(other.status, "cancel") && other.status !== "planning" && other.status !== "applying" ? "cancel" : undefined;
      if (!event) throw new Problem("not-allowed-now", { status: other.status, event: "give way" });
      await transitionRun(server, trx, other, { event, by: actor });
    }
    await advanceWorkspace(server, trx, run.workspaceId);
    return found(await selectRun(trx, run.id), "run", run.id);
  });
}

type Step = (trx: Transaction, workspace: Workspace, run: Run) => Promise<Run>;

/** The frame of every action on a run: may they? → hold the workspace → do it → comment and audit. */
async function act(server: RunServer, actor: Actor, run: Run, right: "run.apply" | "run.discard" | "run.cancel" | "run.force-cancel", event: RunEvent, comment: string | undefined, step: Step): Promise<Run> {
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "run", run.id);
  await requireAccess(server, actor, workspace, right);
  return transaction(server.db, async (trx) => {
    const held = await workspaceForUpdate(trx, workspace.id);
    const now = found(await selectRun(trx, run.id), "run", run.id);
    if (nextStatus(now.status, event) === undefined) throw new Problem("not-allowed-now", { status: now.status.replaceAll("_", " "), event });
    const moved = await step(trx, held, now);
    if (comment) await addComment(server, trx, held, moved, actor, comment);
    await audit(trx, actor, { organizationId: held.organizationId, action: right, subject: { kind: "run", id: run.id, name: run.message }, details: { workspace: held.name, ...(comment && { comment }) } });
    return moved;
  });
}

/** Says something about a run, which never changes it. */
export async function commentOnRun(server: RunServer, actor: Actor, run: Run, body: string): Promise<string> {
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "run", run.id);
  await requireAccess(server, actor, workspace, "run.comment");
  if (body.trim() === "") throw new Problem("invalid", { detail: "A comment must say something." }, "/data/attributes/body");
  return transaction(server.db, async (trx) => addComment(server, trx, workspace, run, actor, body));
}

async function addComment(server: RunServer, trx: Transaction, workspace: Workspace, run: Run, actor: Actor, body: string): Promise<string> {
  const id = newId("comment");
  await trx.insertInto("comments").values({ id, runId: run.id, body, authorKind: actor.kind, authorId: actor.id, authorName: actor.name }).execute();
  await recordRunEvent(trx, run, actor, "commented", "", id);
  await publish(server, trx, { kind: "run.comment", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: run.id });
  return id;
}

/** What keeps a pending run from beginning: who, since when, started by whom. */
export interface Blocker {
  readonly kind: "run" | "lock" | "queue";
  readonly runId: string | null;
  readonly status: string | null;
  readonly message: string;
  readonly since: Date;
  readonly by: string;
}

/** The blocker of a pending run; undefined when it is not pending. */
export async function blockerOf(server: Pick<Server, "db">, run: Run, workspace: Workspace): Promise<Blocker | undefined> {
  if (run.status !== "pending") return undefined;
  if (workspace.lockedByKind !== null && workspace.lockedByKind !== "run") {
    return { kind: "lock", runId: null, status: null, message: workspace.lockedReason, since: workspace.lockedAt ?? workspace.updatedAt, by: lockHolder(workspace) ?? "" };
  }
  const runs = await server.db.selectFrom("runs").selectAll().where("workspaceId", "=", workspace.id).where("number", "<", run.number).where("planOnly", "=", false).orderBy("number").execute();
  const blocking = runs.find((other) => isActive(other)) ?? runs.find(({ status }) => status === "pending");
  if (!blocking) return undefined;
  const since = blocking.statusTimes[blocking.status];
  return { kind: "run", runId: blocking.id, status: blocking.status, message: blocking.message, since: since === undefined ? blocking.createdAt : new Date(since), by: blocking.createdByName };
}

/** Lockstep itself, as an actor of runs that go on by themselves. */
export const autoApplier = system("Auto apply");
