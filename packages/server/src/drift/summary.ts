import type { DriftScan as ShownScan, Page, Paging } from "@lockstep/contract";
import type { Server } from "../server.ts";
import type { DriftScan } from "./drift.ts";
import { showScan } from "./list.ts";

/** A workspace's drift in numbers. */
export interface DriftSummary {
  readonly open: number;
  readonly accepted: number;
  readonly oldestAt: string | null;
  readonly lastFullScan: ShownScan | null;
  readonly nextScanAt: string | null;
  readonly scanning: boolean;
}

/** Counts a workspace's drifts, and says when it was and will be looked at. */
export async function summarizeDrift({ db }: Pick<Server, "db">, workspaceId: string): Promise<DriftSummary> {
  const drifts = await db.selectFrom("drifts").select(["status", "firstSeenAt"]).where("workspaceId", "=", workspaceId).where("status", "!=", "resolved").orderBy("firstSeenAt").execute();
  const open = drifts.filter(({ status }) => status === "open");
  const running = await db.selectFrom("driftScans").select("id").where("workspaceId", "=", workspaceId).where("status", "in", ["queued", "running"]).limit(1).executeTakeFirst();
  const next = await db.selectFrom("schedules").select("nextAt").where("workspaceId", "=", workspaceId).where("enabled", "=", true).where("kind", "in", ["drift", "plan_only"]).where("nextAt", "is not", null).orderBy("nextAt").limit(1).executeTakeFirst();
  const last = await selectLastFullScan(db, workspaceId);
  return { open: open.length, accepted: drifts.length - open.length, oldestAt: open[0]?.firstSeenAt.toISOString() ?? null, lastFullScan: last ? showScan(last) : null, nextScanAt: next?.nextAt?.toISOString() ?? null, scanning: running !== undefined };
}

/** The newest scan of everything that has ended. */
export const selectLastFullScan = async (db: Server["db"], workspaceId: string): Promise<DriftScan | undefined> =>
  db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).where("kind", "=", "full").where("status", "in", ["finished", "errored"]).orderBy("createdAt", "desc").limit(1).executeTakeFirst();

/** Scans of a workspace, the newest first. */
export async function listScans({ db }: Pick<Server, "db">, workspaceId: string, { page, size }: Paging): Promise<Page<ShownScan>> {
  const { count } = await db.selectFrom("driftScans").select(({ fn }) => fn.countAll<number>().as("count")).where("workspaceId", "=", workspaceId).executeTakeFirstOrThrow();
  const rows = await db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).orderBy("createdAt", "desc").limit(size).offset((page - 1) * size).execute();
  return { items: rows.map(showScan), total: Number(count) };
}
