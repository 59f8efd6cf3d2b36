import { z } from "zod";
import { transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import type { Server } from "../server.ts";
import { selectWorkspace, workspaceForUpdate } from "../workspaces/queries.ts";
import type { DriftScan } from "./drift.ts";
import { lookAtOrg, scanFailure, type Look } from "./look.ts";
import { selectUnfinishedScan } from "./queries.ts";
import { recordScan, ScanLost } from "./record.ts";
import { scanJob } from "./request-scan.ts";

const data = z.object({ workspaceId: z.string(), kind: z.enum(["full", "targeted"]) });

const retries = 3;

/** What workers do for scans. A workspace's whole scans wait for each other, and so do those of some addresses. */
export const scanJobOf = (server: Server): JobHandler =>
  jobHandler({
    name: scanJob,
    rule: "one of each",
    retries,
    retrySeconds: 1,
    longestRetrySeconds: 30,
    limitSeconds: 4 * 3600,
    keepSeconds: 3600,
    lookSeconds: 2,
    concurrency: server.settings.workerConcurrency,
    data,
    handle: async ({ data: { workspaceId, kind }, lastAttempt }, signal) => {
      const scan = await claimScan(server, workspaceId, kind);
      if (!scan) return;
      const look = await lookOrFailure(server, scan, signal, lastAttempt);
      await transaction(server.db, async (trx) => recordScan(server, trx, scan, look)).catch((problem: unknown) => {
        if (!(problem instanceof ScanLost)) throw problem;
      });
    },
  });

/** Takes the scan that waits; or the one that a lost worker was at, for two of a kind never run at once. */
async function claimScan(server: Pick<Server, "db" | "clock">, workspaceId: string, kind: DriftScan["kind"]): Promise<DriftScan | undefined> {
  if (!(await selectWorkspace(server.db, workspaceId))) return undefined;
  return transaction(server.db, async (trx) => {
    await workspaceForUpdate(trx, workspaceId);
    const scan = (await selectUnfinishedScan(trx, workspaceId, kind, "running")) ?? (await selectUnfinishedScan(trx, workspaceId, kind, "queued"));
    if (!scan) return undefined;
    return trx.updateTable("driftScans").set({ status: "running", attempt: scan.attempt + 1, startedAt: server.clock.now() }).where("id", "=", scan.id).returningAll().executeTakeFirstOrThrow();
  });
}

async function lookOrFailure(server: Server, scan: DriftScan, signal: AbortSignal, last: boolean): Promise<Look> {
  try {
    return await lookAtOrg(server, scan, signal);
  } catch (problem) {
    if (signal.aborted) throw problem;
    const error = scanFailure(problem) ?? (last ? { summary: "Scan ended unexpectedly", detail: "Lockstep could not carry it out, however often it was tried; the server's log says why." } : undefined);
    const workspace = await selectWorkspace(server.db, scan.workspaceId);
    if (!error || !workspace) throw problem;
    return { workspace, objects: new Map(), requests: {}, error };
  }
}
