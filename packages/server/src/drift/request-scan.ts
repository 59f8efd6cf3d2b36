import type { Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import type { DriftScan } from "./drift.ts";
import { selectUnfinishedScan } from "./queries.ts";

/** The job that carries out a workspace's scans. */
export const scanJob = "drift.scan";

/** What such a job is given. */
export interface ScanJob {
  readonly workspaceId: string;
  readonly kind: DriftScan["kind"];
}

/** What is to be looked at, and why. */
export interface ScanRequest {
  /** Undefined: everything. */
  readonly addresses?: readonly string[];
  readonly reason: "schedule" | "log" | "manual" | "run" | "assessment";
  /** Not before a run that is applying has ended: it will ask for it. */
  readonly waits?: boolean;
}

/**
 * Asks for a scan. Of each kind one waits at most: addresses that are asked for meanwhile are added to it. Whole scans and those of
 * some addresses run beside each other, and beside runs.
 */
export async function requestScan(server: Pick<Server, "jobs">, trx: Transaction, workspaceId: string, { addresses, reason, waits = false }: ScanRequest): Promise<DriftScan> {
  await workspaceForUpdate(trx, workspaceId);
  const kind = addresses ? "targeted" : "full";
  const waiting = await selectUnfinishedScan(trx, workspaceId, kind, "queued");
  const scan = waiting ? await widened(trx, waiting, addresses) : await trx.insertInto("driftScans").values({ id: newId("driftScan"), workspaceId, kind, reason, addresses: addresses ? [...new Set(addresses)] : null }).returningAll().executeTakeFirstOrThrow();
  if (!waits) await enqueueScan(server, trx, { workspaceId, kind });
  return scan;
}

/** Puts a scan that waits in the queue of the workers; what is there already stays one. */
export async function enqueueScan(server: Pick<Server, "jobs">, trx: Transaction, job: ScanJob): Promise<void> {
  // What the log has told is looked at before what a clock asks for.
  await server.jobs.enqueue(trx, scanJob, job, { key: `${job.workspaceId}/${job.kind}`, priority: job.kind === "targeted" ? 10 : 0 });
}

async function widened(trx: Transaction, scan: DriftScan, addresses: readonly string[] | undefined): Promise<DriftScan> {
  if (!addresses) return scan;
  const all = [...new Set([...(scan.addresses ?? []), ...addresses])];
  return trx.updateTable("driftScans").set({ addresses: all }).where("id", "=", scan.id).returningAll().executeTakeFirstOrThrow();
}
