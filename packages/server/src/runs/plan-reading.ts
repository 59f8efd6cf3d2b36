import type { Server } from "../server.ts";
import { requireBlob } from "../phases/folder.ts";
import { readPlanJson, type ReadPlan } from "./plan-view.ts";

/** Who looks through a large plan asks for many of its pages, and types into its search: it is opened once for all of them. */
const most = 3;
const forgetAfter = 60_000;

interface Kept {
  readonly plan: Promise<ReadPlan>;
  readonly timer: NodeJS.Timeout;
}

const kept = new Map<string, Kept>();

/** The plan of a blob. A blob never changes; who may see it was asked before. */
export async function openPlan(server: Pick<Server, "db" | "vault">, blobId: string): Promise<ReadPlan> {
  const known = kept.get(blobId);
  if (known) {
    known.timer.refresh();
    return known.plan;
  }
  const plan = requireBlob(server, blobId, "plan").then(readPlanJson);
  plan.catch(() => forget(blobId));
  kept.set(blobId, { plan, timer: setTimeout(() => forget(blobId), forgetAfter).unref() });
  if (kept.size > most) forget([...kept.keys()][0] ?? "");
  return plan;
}

function forget(blobId: string): void {
  clearTimeout(kept.get(blobId)?.timer);
  kept.delete(blobId);
}
