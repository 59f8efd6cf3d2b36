import { z } from "zod";
import { transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { failureOf, unforeseen } from "../phases/failure.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { concludeApply, concludePlan, failPhase } from "./conclude.ts";
import { deathOf, runPhase, type Held, type PhaseEnd } from "./phase-job.ts";
import { claimRun, selectRun } from "./queries.ts";
import type { Run } from "./run.ts";
import { phaseJobs, recordRunEvent, transitionRun } from "./transition.ts";
import type { LogPhase } from "./tables.ts";

const job = z.object({ runId: z.string() });

/** How often a phase whose worker was lost is taken up again; then its run is ended (lost.ts). */
const retries = 20;

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
      handle: async ({ data, attempt }, signal) => carryOut(server, data.runId, phase, attempt, signal),
    }),
  );

const states = { plan: { queued: "plan_queued", running: "planning" }, apply: { queued: "apply_queued", running: "applying" } } as const;

/** Problems that nobody foresaw, such as a database that is away, are tried again so often. */
const patience = 5;

async function carryOut(server: Server, id: string, phase: LogPhase, attempt: number, signal: AbortSignal): Promise<void> {
  const claimed = await claim(server, id, phase);
  // It was canceled while it waited, or another worker has ended it.
  if (!claimed) return;
  await runPhase(server, claimed, phase, signal, async (ended) => {
    if (!signal.aborted) await conclude(server, ended, attempt);
  });
  signal.throwIfAborted();
}

async function claim(server: Server, id: string, phase: LogPhase): Promise<Run | undefined> {
  const { queued, running } = states[phase];
  const known = await selectRun(server.db, id);
  if (!known) return undefined;
  return transaction(server.db, async (trx) => {
    // The workspace first, as everybody who holds both does.
    await workspaceForUpdate(trx, known.workspaceId);
    const run = await claimRun(trx, id, server.workerName, [queued, running]);
    if (!run) return undefined;
    const by = { kind: "system", id: null, name: "Worker" } as const;
    if (run.status === queued) return transitionRun(server, trx, run, { event: "start", by, attempt: run.attempt });
    await recordRunEvent(trx, run, by, "taken_up", `Attempt ${run.attempt}: the worker before was lost.`);
    return run;
  });
}

async function conclude(server: Server, ended: PhaseEnd, attempt: number): Promise<void> {
  const { held } = ended;
  if ("problem" in ended) {
    const failure = failureOf(ended.problem);
    server.log.error({ err: ended.problem, run: held.run.id, phase: held.phase }, "a phase could not be carried out");
    if (!failure && attempt <= patience) throw ended.problem;
    return failPhase(server, held, { error: failure ?? unforeseen });
  }
  const { result } = ended.end;
  if (result?.ok) return (held.phase === "plan" ? concludePlan : concludeApply)(server, held, result);
  if (!result && (await mayTryAgain(server, held))) {
    if (held.run.logFormat === "text") held.log.write(held.phase === "apply" ? "The process that applied was lost; it is started again from its journal.\n" : "The process that planned was lost; it is started again.\n");
    await held.log.settle();
    throw new Error("The child of a phase was lost.");
  }
  const error = result ? result.error : deathOf(ended.end);
  await failPhase(server, held, { ...(result && { result }), ...(error && { error }) });
}

/** How many processes a phase may lose: an apply goes on from its journal, a plan that fails again will do so always. */
const mostLostChildren = { plan: 1, apply: 3 } as const;

/** A phase is started again, unless it kills its process each time, or is to end anyway. */
async function mayTryAgain(server: Server, { phase, run: { id, attempt } }: Held): Promise<boolean> {
  const now = await server.db
    .updateTable("runs")
    .set((row) => ({ lostChildren: row("lostChildren", "+", 1) }))
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .returning(["lostChildren", "cancelRequestedAt"])
    .executeTakeFirst();
  return now !== undefined && now.lostChildren <= mostLostChildren[phase] && now.cancelRequestedAt === null;
}
