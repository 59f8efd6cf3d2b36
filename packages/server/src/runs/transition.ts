import { isFinal, nextStatus, type RunEvent } from "@lockstep/contract";
import { sql, type Updateable } from "kysely";
import { system, type Actor } from "../actor.ts";
import type { Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { setLock, noLock } from "../workspaces/lock.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { isActive, type Run } from "./run.ts";
import type { RunRow } from "./tables.ts";

export type QueueServer = Pick<Server, "db" | "jobs" | "listeners" | "clock">;

export interface Transition {
  readonly event: RunEvent;
  readonly by: Actor;
  readonly changes?: Updateable<RunRow>;
  /** The worker's attempt: when another has taken over meanwhile, nothing happens. */
  readonly attempt?: number;
  readonly description?: string;
  /** What listeners are told besides. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Takes a run to its next status, by the contract's table and in one statement that names the status it leaves. Whoever changes a
 * run's status does it here. At the end of an active run the workspace is freed and the next one begins.
 */
export async function transitionRun(server: QueueServer, trx: Transaction, run: Run, { event, by, changes = {}, attempt, description = "", data = {} }: Transition): Promise<Run> {
  const next = nextStatus(run.status, event);
  if (next === undefined) throw new Problem("not-allowed-now", { status: run.status.replaceAll("_", " "), event });
  const workspace = await workspaceForUpdate(trx, run.workspaceId);
  const at = server.clock.now().toISOString();
  const moved = await trx
    .updateTable("runs")
    .set({ ...changes, status: next, statusTimes: sql`status_times || ${JSON.stringify({ [next]: at })}::jsonb`, updatedAt: sql`now()` })
    .where("id", "=", run.id)
    .where("status", "=", run.status)
    .$if(attempt !== undefined, (update) => update.where("attempt", "=", attempt ?? 0))
    .returningAll()
    .executeTakeFirst();
  if (!moved) throw new Problem("not-allowed-now", { status: "no longer as it was", event });
  await recordRunEvent(trx, moved, by, next, description);
  const { organizationId } = workspace;
  await publish(server, trx, { kind: "run.changed", organizationId, workspaceId: workspace.id, subjectId: run.id, data: { status: next, from: run.status, operation: run.operation, by: by.name, ...data } });
  if (isFinal(next)) await finishRun(server, trx, workspace, moved);
  else if (isActive(moved) && !isActive(run)) await holdWorkspace(server, trx, workspace, moved);
  return moved;
}

/** Writes down what happened to a run, for its page. */
export async function recordRunEvent(trx: Transaction, run: Pick<Run, "id">, by: Actor, action: string, description = "", commentId?: string): Promise<void> {
  await trx
    .insertInto("runEvents")
    .values({ id: newId("runEvent"), runId: run.id, action, description, actorKind: by.kind, actorId: by.id, actorName: by.name, ...(commentId !== undefined && { commentId }) })
    .execute();
}

async function holdWorkspace(server: QueueServer, trx: Transaction, workspace: Workspace, run: Run): Promise<void> {
  await setLock(trx, workspace, { lockedByKind: "run", lockedById: run.id, lockedByName: run.id, lockedReason: "", lockedAt: server.clock.now() });
  await trx.updateTable("workspaces").set({ currentRunId: run.id }).where("id", "=", workspace.id).execute();
}

async function finishRun(server: QueueServer, trx: Transaction, workspace: Workspace, run: Run): Promise<void> {
  if (workspace.lockedByKind === "run" && workspace.lockedById === run.id) await setLock(trx, workspace, noLock);
  if (!run.planOnly) await advanceWorkspace(server, trx, workspace.id);
}

/** The names of the jobs that carry out the phases of runs. */
export const phaseJobs = { plan: "runs.plan", apply: "runs.apply" } as const;

/** What such a job is given. */
export interface PhaseJob {
  readonly runId: string;
}

/** Lets the oldest pending run of a workspace begin, when nothing holds the workspace. */
export async function advanceWorkspace(server: QueueServer, trx: Transaction, workspaceId: string): Promise<void> {
  const workspace = await workspaceForUpdate(trx, workspaceId);
  if (workspace.lockedByKind !== null) return;
  const next = await trx
    .selectFrom("runs")
    .selectAll()
    .where("workspaceId", "=", workspaceId)
    .where("status", "=", "pending")
    .where("operation", "not in", ["plan_only", "save_plan"])
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  if (next) await enqueuePlan(server, trx, next);
}

/** Puts a run's plan in the queue of the workers. */
export async function enqueuePlan(server: QueueServer, trx: Transaction, run: Run): Promise<Run> {
  const queued = await transitionRun(server, trx, run, { event: "enqueue", by: system("Queue") });
  await server.jobs.enqueue(trx, phaseJobs.plan, { runId: run.id } satisfies PhaseJob);
  return queued;
}

/**
 * Puts a confirmed run's apply in the queue. Terraform's command line reads a run again a moment after its plan: the apply of a run
 * that nobody had to confirm begins a little later, or it would never show its log.
 */
export async function enqueueApply(server: QueueServer, trx: Transaction, run: Run): Promise<Run> {
  const queued = await transitionRun(server, trx, run, { event: "enqueue", by: system("Queue") });
  const fromCommandLine = run.autoApply && run.source.startsWith("terraform");
  await server.jobs.enqueue(trx, phaseJobs.apply, { runId: run.id } satisfies PhaseJob, fromCommandLine ? { notBefore: new Date(server.clock.now().getTime() + 3000) } : {});
  return queued;
}
