import { transaction } from "../db/connect.ts";
import type { Loop } from "../domain.ts";
import { publish } from "../events/publish.ts";
import type { Server } from "../server.ts";
import { toldOf } from "./drift.ts";
import { recordDriftEvent } from "./queries.ts";
import { notAccepted } from "./record.ts";

/** Opens drifts again that were accepted until now. */
export const acceptanceLoop = (server: Pick<Server, "db" | "jobs" | "listeners" | "clock">): Loop => ({
  name: "drift.accepted",
  everySeconds: 20,
  round: async () => {
    await transaction(server.db, async (trx) => {
      const over = await trx.selectFrom("drifts").selectAll().where("status", "=", "accepted").where("acceptedUntil", "<=", server.clock.now()).limit(200).forUpdate().skipLocked().execute();
      for (const drift of over) {
        await trx.updateTable("drifts").set(notAccepted).where("id", "=", drift.id).execute();
        await recordDriftEvent(trx, drift.id, "reopened", null, { reason: "The time until which it was accepted is over." });
        const { organizationId } = await trx.selectFrom("workspaces").select("organizationId").where("id", "=", drift.workspaceId).executeTakeFirstOrThrow();
        await publish(server, trx, { kind: "drift.changed", organizationId, workspaceId: drift.workspaceId, subjectId: drift.id, data: { ...toldOf(drift), status: "open", reopened: true } });
      }
    });
  },
});
