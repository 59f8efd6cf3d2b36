import { sql } from "kysely";
import { nextStatus, type RunStatus } from "@lockstep/contract";
import { system } from "../actor.ts";
import { transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import { settleRunState } from "../state-versions/store.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { errorLine } from "./conclude.ts";
import { appendLog, closeLog } from "./log-writer.ts";
import { selectRun } from "./queries.ts";
import { phaseJobs, transitionRun, type QueueServer } from "./transition.ts";

const worked: readonly RunStatus[] = ["plan_queued", "planning", "apply_queued", "applying"];

const error = {
  summary: "Run lost its workers",
  detail: "Each worker that took this run ended in the middle of it, until nobody was asked any more. Look at the logs of the workers: the machine may be out of memory. Start the run again: what an apply had begun is looked up first.",
};

/**
 * Ends runs that nobody will ever carry on: their job was given up after too many lost workers. Without this they would hold
 * their workspaces for ever. A run whose job exists is none of them, however long it takes.
 */
export async function endLostRuns(server: QueueServer & Pick<Server, "log" | "vault">, quietSeconds = 60): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from runs
    where status in (${sql.join(worked)}) and updated_at < now() - ${quietSeconds} * interval '1 second'
      and not exists (select 1 from jobs.job where name in (${phaseJobs.plan}, ${phaseJobs.apply}) and state in ('created', 'retry', 'active') and data ->> 'runId' = runs.id)
  `.execute(server.db);
  for (const { id } of rows) await end(server, id);
  return rows.length;
}

async function end(server: QueueServer & Pick<Server, "log" | "vault">, id: string): Promise<void> {
  await transaction(server.db, async (trx) => {
    const known = await selectRun(trx, id);
    if (!known) return;
    const workspace = await workspaceForUpdate(trx, known.workspaceId);
    const run = await selectRun(trx, id);
    if (!run || run.status !== known.status || nextStatus(run.status, "fail") === undefined) return;
    const phase = run.status === "applying" || run.status === "apply_queued" ? "apply" : "plan";
    if (phase === "apply") await settleRunState(server, trx, workspace, id);
    await appendLog(trx, id, phase, errorLine(run, error));
    await closeLog(trx, id, phase);
    await transitionRun(server, trx, run, { event: run.cancelRequestedAt ? "cancel" : "fail", by: system("Queue"), changes: { attempt: run.attempt + 1, error: JSON.stringify(error) }, description: error.summary });
    server.log.error({ run: id }, "a run was ended because its workers were lost");
  });
}
