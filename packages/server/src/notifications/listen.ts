// What happened, told to whoever wants to know: each event becomes one delivery for each configuration that listens to it.
import { setTimeout as pause } from "node:timers/promises";
import { eventKinds, type RunStatus } from "@lockstep/contract";
import type { Selectable } from "kysely";
import { z } from "zod";
import { transaction, type Transaction } from "../db/connect.ts";
import type { DriftRow, DriftScanRow } from "../drift/tables.ts";
import type { EventJob } from "../events/event.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { selectRun } from "../runs/queries.ts";
import type { Run } from "../runs/run.ts";
import type { Server } from "../server.ts";
import { selectWorkspace, workspaceForUpdate } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { placesOf, type Places } from "./addresses.ts";
import { tell } from "./deliver.ts";
import type { AssessmentResult, AssessmentTrigger, DriftLine, DriftTrigger, RunTrigger } from "./notification-event.ts";
import { selectDrifts, selectScan, takeDriftEvents } from "./queries.ts";

/** The jobs that events start. */
export const listenerJobs = { run: "notifications.run", scan: "notifications.scan", drift: "notifications.drift" } as const;

const event = z.object({ kind: z.enum(eventKinds), organizationId: z.string(), workspaceId: z.string().nullable(), subjectId: z.string(), data: z.record(z.string(), z.unknown()).default({}), eventId: z.number(), at: z.string() });

/** What workers do with events. */
export const listeners = (server: Server): readonly JobHandler[] => [
  jobHandler({ name: listenerJobs.run, concurrency: 2, lookSeconds: 2, data: event, handle: async ({ data }) => tellOfRun(server, data) }),
  jobHandler({ name: listenerJobs.scan, data: event, handle: async ({ data }) => tellOfScan(server, data) }),
  jobHandler({ name: listenerJobs.drift, concurrency: 2, lookSeconds: 2, data: event, handle: async ({ data }, signal) => tellOfDrifts(server, data, signal) }),
];

const runTriggers: Partial<Readonly<Record<RunStatus, RunTrigger>>> = {
  planning: "run:planning",
  planned: "run:needs_attention",
  planned_and_saved: "run:needs_attention",
  applying: "run:applying",
  applied: "run:completed",
  planned_and_finished: "run:completed",
  errored: "run:errored",
  canceled: "run:errored",
  force_canceled: "run:errored",
};

/** Was the run started by a clock? */
const isScheduled = ({ triggerReason, source }: Pick<Run, "triggerReason" | "source">): boolean => /schedul/.test(triggerReason) || /schedul/.test(source);

/**
 * What people are told when a run comes to a status. Of a plan-only run nothing: a pull request shows it. But one that a schedule
 * started is the daily check of an org, and is told of when something differs, or when the check itself failed.
 */
export function runTriggerOf(run: Pick<Run, "planOnly" | "autoApply" | "hasChanges" | "triggerReason" | "source">, status: RunStatus): RunTrigger | undefined {
  if (run.planOnly) {
    if (!isScheduled(run)) return undefined;
    if (status === "planned_and_finished") return run.hasChanges ? "run:needs_attention" : undefined;
    return status === "errored" ? "run:errored" : undefined;
  }
  // Nobody has to look at what goes on by itself.
  if (status === "planned" && run.autoApply) return undefined;
  return runTriggers[status];
}

async function tellOfRun(server: Server, { kind, subjectId, data, at }: EventJob): Promise<void> {
  const run = await selectRun(server.db, subjectId);
  const workspace = run && (await selectWorkspace(server.db, run.workspaceId));
  if (!run || !workspace) return;
  const status = kind === "run.created" ? "pending" : (String(data?.["status"]) as RunStatus);
  const created: RunTrigger | undefined = run.planOnly ? undefined : "run:created";
  const trigger = kind === "run.created" ? created : runTriggerOf(run, status);
  const failedChecks = kind === "run.changed" && typeof data?.["failedChecks"] === "number" ? data["failedChecks"] : 0;
  await transaction(server.db, async (trx) => {
    if (trigger) await tellOfStatus(server, trx, workspace, run, trigger, { status, by: typeof data?.["by"] === "string" ? data["by"] : null, at });
    if (failedChecks > 0 && (!run.planOnly || isScheduled(run))) await tellOfChecks(server, trx, workspace, run, failedChecks, at);
  });
}

interface Step {
  readonly status: RunStatus;
  readonly by: string | null;
  readonly at: string;
}

// A phase that is taken up again comes to the same status again: the key is the run's, not the event's.
async function tellOfStatus(server: Server, trx: Transaction, workspace: Workspace, run: Run, trigger: RunTrigger, { status, by, at }: Step): Promise<void> {
  const places = await placesOf(server, workspace);
  const changes = run.applyCounts ?? run.planCounts;
  await tell(server, trx, workspace, trigger, `${run.id}:${trigger}`, (where) => ({
    ...where,
    kind: "run",
    trigger,
    run: { id: run.id, url: places.run(run.id), message: run.message.slice(0, 2000), createdAt: run.createdAt.toISOString(), createdBy: run.createdByName, status, updatedAt: at, updatedBy: by },
    ...(changes && trigger !== "run:created" && trigger !== "run:planning" && { changes }),
  }));
}

async function tellOfChecks(server: Server, trx: Transaction, workspace: Workspace, run: Run, failed: number, at: string): Promise<void> {
  const places = await placesOf(server, workspace);
  const result: AssessmentResult = { id: run.id, url: places.run(run.id), succeeded: true, drifted: false, allChecksSucceeded: false, resourcesDrifted: 0, resourcesUndrifted: 0, checksPassed: 0, checksFailed: failed, checksErrored: 0, checksUnknown: 0, createdAt: at };
  await tell(server, trx, workspace, "assessment:check_failure", `${run.id}:check_failure`, (where) => ({ ...where, kind: "assessment", trigger: "assessment:check_failure", result, prior: null }));
}

/** A whole look at an org: told when it is otherwise than the one before, not every time that it is the same. */
async function tellOfScan(server: Server, { subjectId }: EventJob): Promise<void> {
  const found = await selectScan(server.db, subjectId);
  const workspace = found && (await selectWorkspace(server.db, found.scan.workspaceId));
  if (!found || !workspace || found.scan.kind !== "full") return;
  const { scan, prior } = found;
  const trigger = scanTriggerOf(scan, prior);
  if (!trigger) return;
  const places = await placesOf(server, workspace);
  await transaction(server.db, async (trx) => {
    await tell(server, trx, workspace, trigger, `${scan.id}:${trigger}`, (where) => ({ ...where, kind: "assessment", trigger, result: resultOf(scan, places), prior: prior ? resultOf(prior, places) : null }));
  });
}

type ScanFacts = Pick<Selectable<DriftScanRow>, "status" | "drifted" | "changed" | "missing">;

/** What a scan has to say that the one before did not. */
export function scanTriggerOf(scan: ScanFacts, prior: ScanFacts | undefined): AssessmentTrigger | undefined {
  if (scan.status === "errored") return prior?.status === "errored" ? undefined : "assessment:failed";
  if (!scan.drifted) return undefined;
  const same = prior?.drifted === true && prior.changed === scan.changed && prior.missing === scan.missing;
  return same ? undefined : "assessment:drifted";
}

function resultOf({ id, status, drifted, changed, missing, scanned, createdAt }: Selectable<DriftScanRow>, places: Places): AssessmentResult {
  const count = (changed ?? 0) + (missing ?? 0);
  return {
    id,
    url: places.health,
    succeeded: status === "finished",
    drifted: drifted ?? false,
    allChecksSucceeded: true,
    resourcesDrifted: count,
    resourcesUndrifted: Math.max(0, (scanned ?? 0) - count),
    checksPassed: 0,
    checksFailed: 0,
    checksErrored: 0,
    checksUnknown: 0,
    createdAt: createdAt.toISOString(),
  };
}

const window = 3000;

/** Drifts of a few seconds become one message: of somebody who changes ten things in the console people are told once. */
async function tellOfDrifts(server: Server, { kind, workspaceId, at }: EventJob, signal: AbortSignal): Promise<void> {
  const workspace = workspaceId === null ? undefined : await selectWorkspace(server.db, workspaceId);
  if (!workspace) return;
  const trigger: DriftTrigger = kind === "drift.found" ? "drift:found" : "drift:resolved";
  await pause(Math.min(window, Math.max(0, new Date(at).getTime() + window - Date.now())), undefined, { signal });
  const places = await placesOf(server, workspace);
  await transaction(server.db, async (trx) => {
    // One at a time: the others then find nothing.
    await workspaceForUpdate(trx, workspace.id);
    const taken = await takeDriftEvents(trx, workspace.id, kind === "drift.found" ? "drift.found" : "drift.resolved");
    if (taken.length === 0) return;
    const drifts = await selectDrifts(trx, taken.map(({ driftId }) => driftId));
    if (drifts.length === 0) return;
    const first = Math.min(...taken.map(({ eventId }) => eventId));
    const detectedAt = drifts.map(({ lastSeenAt, resolvedAt }) => (trigger === "drift:resolved" ? (resolvedAt ?? lastSeenAt) : lastSeenAt)).reduce((a, b) => (a < b ? a : b), new Date());
    await tell(server, trx, workspace, trigger, `${trigger}:${first}`, (where) => ({
      ...where,
      kind: "drift",
      trigger,
      url: places.drift,
      drifts: drifts.slice(0, mostDrifts).map(driftLine),
      total: drifts.length,
      detectedAt: detectedAt.toISOString(),
    }));
  });
}

const mostDrifts = 50;

function driftLine({ id, address, kind, differences, attribution }: Selectable<DriftRow>): DriftLine {
  return { id, address, action: kind, attributes: [...new Set(differences.map(({ path }) => path))].slice(0, 20), actor: attribution?.login ?? attribution?.actor ?? null, at: attribution?.at ?? null };
}

/** What each event starts. */
export const listensTo = { "run.created": listenerJobs.run, "run.changed": listenerJobs.run, "drift.found": listenerJobs.drift, "drift.resolved": listenerJobs.drift, "drift-scan.finished": listenerJobs.scan } as const;

