import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { nextStatus } from "@lockstep/contract";
import { z } from "zod";
import { transaction, type Transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { storeBlob } from "../storage/blobs.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { autoApplier } from "./service.ts";
import { deathOf, runPhase, type Held } from "./phase-job.ts";
import { claimRun, selectRun } from "./queries.ts";
import type { Run, RequestCounts } from "./run.ts";
import { enqueueApply, phaseJobs, recordRunEvent, transitionRun, type Transition } from "./transition.ts";
import type { ChildEnd } from "../phases/child.ts";
import type { LogPhase } from "./tables.ts";

const job = z.object({ runId: z.string() });

/** How often a phase whose worker was lost is taken up again. */
const retries = 5;

/** What workers do for runs: a job for each phase. */
export const runJobs = (server: Server): readonly JobHandler[] =>
  (["plan", "apply"] as const).map((phase) =>
    jobHandler({
      name: phaseJobs[phase],
      retries,
      retrySeconds: 0,
      // A day: an apply of thousands of objects waits for many windows of Okta's limits.
      limitSeconds: 86_400,
      lookSeconds: 2,
      concurrency: server.settings.workerConcurrency,
      data: job,
      handle: async ({ data, lastAttempt }, signal) => await carryOut(server, data.runId, phase, lastAttempt, signal),
    }),
  );

const states = { plan: { queued: "plan_queued", running: "planning" }, apply: { queued: "apply_queued", running: "applying" } } as const;

async function carryOut(server: Server, id: string, phase: LogPhase, lastAttempt: boolean, signal: AbortSignal): Promise<void> {
  const claimed = await claim(server, id, phase);
  // It was canceled while it waited, or another worker has ended it.
  if (!claimed) return;
  await runPhase(server, claimed, phase, signal, async (held, end) => {
    if (signal.aborted) return;
    if (!end.result && !lastAttempt && phase === "apply" && !(await isCanceled(server, id))) {
      held.log.write("The process that applied was lost; it is started again from its journal.\n");
      await held.log.flush();
      throw new Error("The child of an apply was lost.");
    }
    await conclusions[phase](server, held, end);
  });
  signal.throwIfAborted();
}

const isCanceled = async (server: Server, id: string): Promise<boolean> => Boolean((await selectRun(server.db, id))?.cancelRequestedAt);

async function claim(server: Server, id: string, phase: LogPhase): Promise<Run | undefined> {
  const { queued, running } = states[phase];
  return await transaction(server.db, async (trx) => {
    const run = await claimRun(trx, id, server.workerName, [queued, running]);
    if (!run) return undefined;
    const by = { kind: "system", id: null, name: "Worker" } as const;
    if (run.status === queued) return await transitionRun(server, trx, run, { event: "start", by, attempt: run.attempt });
    await recordRunEvent(trx, run, by, "taken_up", `Attempt ${run.attempt}: the worker before was lost.`);
    return run;
  });
}

const conclusions: Readonly<Record<LogPhase, (server: Server, held: Held, end: ChildEnd) => Promise<void>>> = { plan: concludePlan, apply: concludeApply };

async function concludePlan(server: Server, held: Held, end: ChildEnd): Promise<void> {
  const { result } = end;
  if (!result?.ok) return await fail(server, held, end);
  // The log is whole before the status says that there is no more of it.
  await held.log.end();
  const { run, workspace } = held;
  await fenced(server, held, async (trx, now) => {
    const stored = { planBlobId: await store(server, trx, held, "plan"), planJsonBlobId: await store(server, trx, held, "plan.json"), redactedPlanBlobId: await store(server, trx, held, "redacted.json") };
    const changes = { ...stored, hasChanges: result.applyable ?? false, planCounts: JSON.stringify(result.counts), requestCounts: JSON.stringify({ plan: result.requests } satisfies RequestCounts) };
    if (now.cancelRequestedAt) return void (await move(server, trx, now, { event: "cancel", by: held.worker, changes }));
    const goesOn = (result.applyable === true || run.allowEmptyApply) && !run.planOnly;
    const planned = await move(server, trx, now, { event: !goesOn ? "finishEmpty" : run.savePlan ? "finishSaved" : "finish", by: held.worker, changes });
    if (goesOn && run.autoApply && !run.savePlan) {
      const confirmed = await transitionRun(server, trx, planned, { event: "confirm", by: autoApplier, changes: { confirmedByName: autoApplier.name } });
      await enqueueApply(server, trx, confirmed);
    }
    if (!run.planOnly) await trx.updateTable("workspaces").set({ currentConfigurationVersionId: run.configurationVersionId }).where("id", "=", workspace.id).where("currentConfigurationVersionId", "is", null).execute();
  });
}

async function store(server: Server, trx: Transaction, { folder, workspace }: Held, name: string): Promise<string> {
  return await storeBlob(server, trx, workspace.organizationId, await readFile(join(folder, "results", name)));
}

async function concludeApply(server: Server, held: Held, end: ChildEnd): Promise<void> {
  const { result } = end;
  if (!result?.ok) return await fail(server, held, end);
  await held.log.end();
  await fenced(server, held, async (trx, now) => {
    await settleState(trx, now);
    await move(server, trx, now, { event: "finish", by: held.worker, changes: { applyCounts: JSON.stringify(result.counts), requestCounts: JSON.stringify({ ...now.requestCounts, apply: result.requests }) } });
  });
}

/** A phase that ended with errors, or was canceled, or left no result at all. */
async function fail(server: Server, held: Held, end: ChildEnd): Promise<void> {
  const { result } = end;
  const error = result ? result.error : deathOf(end);
  if (!result && error) held.log.write(errorLine(held.run, error));
  await held.log.end();
  await fenced(server, held, async (trx, now) => {
    if (held.phase === "apply" && result) await settleState(trx, now);
    const canceled = now.cancelRequestedAt !== null;
    const changes = {
      ...(error && !canceled && { error: JSON.stringify(error) }),
      ...(result?.counts && held.phase === "apply" && { applyCounts: JSON.stringify(result.counts) }),
      ...(result && { requestCounts: JSON.stringify({ ...now.requestCounts, [held.phase]: result.requests }) }),
    };
    await move(server, trx, now, { event: canceled ? "cancel" : "fail", by: held.worker, changes, description: error?.summary ?? "" });
  });
}

const errorLine = ({ logFormat }: Run, { summary, detail }: { readonly summary: string; readonly detail: string }): string =>
  logFormat === "text"
    ? `\nError: ${summary}\n\n${detail}\n`
    : `${JSON.stringify({ "@level": "error", "@message": `Error: ${summary}`, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), type: "diagnostic", diagnostic: { severity: "error", summary, detail } })}\n`;

/** An apply that ended in order has said all in its state: the journal is done with, and the state is final. */
async function settleState(trx: Transaction, run: Run): Promise<void> {
  await trx.deleteFrom("runJournal").where("runId", "=", run.id).execute();
  await trx.updateTable("stateVersions").set({ intermediate: false }).where("runId", "=", run.id).execute();
}

async function fenced(server: Server, { run }: Held, write: (trx: Transaction, now: Run) => Promise<void>): Promise<void> {
  await transaction(server.db, async (trx) => {
    const workspace = found(await selectWorkspace(trx, run.workspaceId), "workspace", run.workspaceId);
    await trx.selectFrom("workspaces").select("id").where("id", "=", workspace.id).forUpdate().execute();
    const now = found(await selectRun(trx, run.id), "run", run.id);
    // Somebody ended it by force, or another worker has it: what this one found out is of no interest any more.
    if (now.attempt !== run.attempt || nextStatus(now.status, "fail") === undefined) return;
    await write(trx, now);
  });
}

const move = async (server: Server, trx: Transaction, run: Run, transition: Transition): Promise<Run> => await transitionRun(server, trx, run, { ...transition, attempt: run.attempt });
