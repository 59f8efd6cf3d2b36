import { sql } from "kysely";
import { isFinal, runStatuses } from "@lockstep/contract";
import { transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import { deleteBlobs } from "../storage/blobs.ts";

const final = runStatuses.filter(isFinal);
const atOnce = 100;

/** Removes the plans of runs that ended long ago; what they counted and what was said of them stays. */
export async function removeOldPlans({ db, settings, clock }: Pick<Server, "db" | "settings" | "clock">): Promise<number> {
  const before = new Date(clock.now().getTime() - settings.keepPlansDays * 86_400_000);
  return transaction(db, async (trx) => {
    const old = await trx
      .selectFrom("runs")
      .select(["id", "planBlobId", "planJsonBlobId", "redactedPlanBlobId", "modulesBlobId"])
      .where("status", "in", final)
      .where("updatedAt", "<", before)
      .where(sql<boolean>`num_nonnulls(plan_blob_id, plan_json_blob_id, redacted_plan_blob_id, modules_blob_id) > 0`)
      .limit(atOnce)
      .forUpdate()
      .skipLocked()
      .execute();
    if (old.length === 0) return 0;
    await trx.updateTable("runs").set({ planBlobId: null, planJsonBlobId: null, redactedPlanBlobId: null, modulesBlobId: null }).where("id", "in", old.map(({ id }) => id)).execute();
    await deleteBlobs(trx, old.flatMap((run) => [run.planBlobId, run.planJsonBlobId, run.redactedPlanBlobId, run.modulesBlobId]).filter((id) => id !== null));
    return old.length;
  });
}
