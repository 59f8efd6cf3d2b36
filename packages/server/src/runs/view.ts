// Runs in the words of the contract: what a page shows, and what its reader may do.
import { allows, isCancelable, isConfirmable, isDiscardable, isFinal, type AccessLevel, type Answer, type runRoutes, type RunStatus } from "@lockstep/contract";
import { commitOf } from "../configuration-versions/commit.ts";
import type { Actor } from "../actor.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { selectConfigurationVersion } from "../configuration-versions/service.ts";
import { forceCancelableAt, type Run } from "./run.ts";
import type { ListedRun } from "./search.ts";
import { blockerOf } from "./service.ts";

type RunView = Answer<(typeof runRoutes)["readRun"]>;
export type RunSummary = Answer<(typeof runRoutes)["listRuns"]>["items"][number];

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** Since when a run has its status. */
const sinceOf = ({ status, statusTimes, updatedAt }: Run): string => statusTimes[status] ?? updatedAt.toISOString();

/** A run as lists show it. */
export const summaryOf = (run: ListedRun): RunSummary => ({
  id: run.id,
  workspace: { id: run.workspaceId, name: run.workspaceName },
  status: run.status,
  operation: run.operation,
  message: run.message,
  source: run.source,
  triggerReason: run.triggerReason,
  createdBy: { kind: run.createdByKind, id: run.createdById, name: run.createdByName },
  createdAt: run.createdAt.toISOString(),
  since: sinceOf(run),
  hasChanges: run.hasChanges,
  planned: run.planCounts,
  applied: run.applyCounts,
  commit: commitOf(run.ingress),
  error: run.error,
});

/** A run as its own page shows it. */
export async function viewOf(server: Pick<Server, "db" | "clock">, actor: Actor, run: Run, workspace: Workspace, access: AccessLevel): Promise<RunView> {
  const version = await selectConfigurationVersion(server.db, run.configurationVersionId);
  const blocker = await blockerOf(server, run, workspace);
  const logs = await server.db.selectFrom("runLogChunks").select("phase").distinct().where("runId", "=", run.id).execute();
  const state = await server.db.selectFrom("stateVersions").select("id").where("runId", "=", run.id).orderBy("createdAt", "desc").limit(1).executeTakeFirst();
  return {
    ...summaryOf({ ...run, workspaceName: workspace.name, ingress: version?.ingress ?? null }),
    configurationVersionId: run.configurationVersionId,
    refresh: run.refresh,
    refreshOnly: run.refreshOnly,
    isDestroy: run.isDestroy,
    autoApply: run.autoApply,
    planOnly: run.planOnly,
    savePlan: run.savePlan,
    targets: run.targetAddrs,
    replaces: run.replaceAddrs,
    driftIds: run.driftIds,
    triggeringRun: await triggeringRun(server, run),
    confirmedBy: run.confirmedByName,
    canceledBy: run.canceledByName,
    cancelRequestedAt: iso(run.cancelRequestedAt),
    timeline: timelineOf(run),
    blocker: blocker ? { ...blocker, kind: blocker.kind === "lock" ? "lock" : "run", status: blocker.status as RunStatus | null, since: blocker.since.toISOString() } : null,
    requests: { plan: run.requestCounts?.plan ?? null, forecast: run.requestCounts?.forecast ?? null, apply: run.requestCounts?.apply ?? null },
    progress: progressOf(run),
    diagnostics: run.diagnostics.map((each) => ({ ...each })),
    attempt: run.attempt,
    worker: run.worker,
    hasPlan: run.redactedPlanBlobId !== null,
    hasLog: { plan: logs.some(({ phase }) => phase === "plan"), apply: logs.some(({ phase }) => phase === "apply") },
    stateVersionId: state?.id ?? null,
    actions: actionsOf(server, actor, run, access),
  };
}

async function triggeringRun({ db }: Pick<Server, "db">, { triggeringRunId }: Run): Promise<RunView["triggeringRun"]> {
  if (triggeringRunId === null) return null;
  const row = await db.selectFrom("runs").innerJoin("workspaces", "workspaces.id", "runs.workspaceId").select(["runs.id", "workspaces.id as workspaceId", "workspaces.name"]).where("runs.id", "=", triggeringRunId).executeTakeFirst();
  return row ? { id: row.id, workspace: { id: row.workspaceId, name: row.name } } : null;
}

/** How far the apply is; a replacement counts twice, as in the plan's counts. */
function progressOf({ status, progress, planCounts }: Run): RunView["progress"] {
  if (status !== "applying" && !progress) return null;
  const { add, change, destroy } = planCounts ?? { add: 0, change: 0, destroy: 0 };
  return { done: progress?.done ?? 0, failed: progress?.failed ?? 0, total: add + change + destroy, current: status === "applying" ? [...(progress?.current ?? [])] : [] };
}

function timelineOf({ statusTimes }: Run): RunView["timeline"] {
  const steps = Object.entries(statusTimes).map(([status, at]) => ({ status: status as RunStatus, at: at ?? "" }));
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function actionsOf({ clock }: Pick<Server, "clock">, actor: Actor, run: Run, access: AccessLevel): RunView["actions"] {
  const { status } = run;
  const forceAt = forceCancelableAt(run);
  // An organization's token is for settings alone.
  const may = (action: Parameters<typeof allows>[1]): boolean => actor.kind !== "organization" && allows(access, action);
  return {
    confirm: isConfirmable(status) && may("run.apply"),
    discard: isDiscardable(status) && may("run.discard"),
    cancel: isCancelable(status) && run.cancelRequestedAt === null && may("run.cancel"),
    forceCancel: forceAt !== undefined && forceAt <= clock.now() && may("run.force-cancel"),
    forceCancelAt: iso(forceAt),
    runNow: status === "pending" && may("run.discard"),
    comment: may("run.comment"),
    repeat: isFinal(status) && may(run.operation === "destroy" ? "run.destroy" : "run.queue"),
  };
}

