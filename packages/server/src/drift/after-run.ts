import { isFinal, type RunStatus } from "@lockstep/contract";
import { z } from "zod";
import { transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { selectRun } from "../runs/queries.ts";
import type { Server } from "../server.ts";
import { selectUnfinishedScan, selectUnresolved } from "./queries.ts";
import { enqueueScan, requestScan } from "./request-scan.ts";
import { addressesOf } from "./run-addresses.ts";

/** The job that looks at drifts again when a run has ended. */
export const afterRunJob = "drift.after-run";

const event = z.object({ subjectId: z.string(), workspaceId: z.string().nullable(), data: z.object({ status: z.string() }).partial().optional() });

/** What workers do when a run has ended that may have changed something: drifts it can have ended are looked at, and what waited for it. */
export const afterRunJobOf = (server: Server): JobHandler =>
  jobHandler({
    name: afterRunJob,
    keepSeconds: 600,
    concurrency: 2,
    data: event,
    handle: async ({ data: { subjectId, workspaceId, data } }) => {
      if (workspaceId === null || !isFinal(data?.status as RunStatus)) return;
      const run = await selectRun(server.db, subjectId);
      if (!run || !("applying" in run.statusTimes)) return;
      const changed = await addressesOf(server, run);
      await transaction(server.db, async (trx) => {
        const waiting = await selectUnfinishedScan(trx, workspaceId, "targeted", "queued");
        if (waiting) await enqueueScan(server, trx, { workspaceId, kind: "targeted" });
        // A refresh takes what the org has: any drift may have ended.
        const drifts = (await selectUnresolved(trx, workspaceId)).map(({ address }) => address).filter((address) => run.refreshOnly || changed.size === 0 || changed.has(address) || run.targetAddrs.length === 0);
        if (drifts.length > 0) await requestScan(server, trx, workspaceId, { addresses: drifts, reason: "run" });
      });
    },
  });
