import { z } from "zod";
import { system } from "../actor.ts";
import { transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { Problem } from "../problem.ts";
import { selectRun } from "../runs/queries.ts";
import type { Run } from "../runs/run.ts";
import { createRun } from "../runs/service.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { selectRunTriggers, type RunTrigger } from "./queries.ts";

/** The job that each run which was applied starts. */
export const followJob = "run-triggers.follow";

/** Starts the runs of the workspaces that follow one whose run was applied. */
export const runTriggerJobs = (server: Server): readonly JobHandler[] => [
  jobHandler({
    name: followJob,
    data: z.object({ subjectId: z.string() }),
    handle: async ({ data: { subjectId } }) => startFollowers(server, subjectId),
  }),
];

async function startFollowers(server: Server, runId: string): Promise<void> {
  const run = await selectRun(server.db, runId);
  if (!run) return;
  const failures: unknown[] = [];
  for (const trigger of await selectRunTriggers(server.db, run.workspaceId, "outbound")) await startFollower(server, run, trigger).catch((problem: unknown) => void failures.push(problem));
  // Those that were started are known by the run that triggered them: another try starts the others only.
  if (failures.length > 0) throw failures[0];
}

async function startFollower(server: Server, run: Run, { workspaceId, workspaceName, sourceName }: RunTrigger): Promise<void> {
  try {
    await transaction(server.db, async (trx) => {
      const workspace = await workspaceForUpdate(trx, workspaceId);
      const done = await trx.selectFrom("runs").select("id").where("workspaceId", "=", workspaceId).where("triggeringRunId", "=", run.id).executeTakeFirst();
      if (done || workspace.executionMode === "local") return;
      await createRun({ ...server, db: trx }, system("Run trigger"), workspace, {
        operation: "plan_and_apply",
        source: "tfe-run-trigger",
        triggerReason: "run-trigger",
        triggeringRunId: run.id,
        message: `Triggered by the run ${run.id} of "${sourceName}"${run.message === "" ? "" : `: ${run.message}`}`,
      });
    });
  } catch (problem) {
    // A workspace that cannot run by now (it has no configuration) is no reason to try again.
    if (!(problem instanceof Problem)) throw problem;
    server.log.warn({ workspace: workspaceName, run: run.id, problem: problem.code }, "a run trigger started nothing");
  }
}
