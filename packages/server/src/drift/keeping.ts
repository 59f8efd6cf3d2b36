import type { Loop } from "../domain.ts";
import type { Server } from "../server.ts";

const day = 24 * 3_600_000;
/** Scans of some addresses come by the hundred; what they found is kept with the drifts. */
const kept = { targeted: 7 * day, full: 90 * day } as const;

/** Forgets old scans. */
export const keepingLoop = ({ db, clock }: Pick<Server, "db" | "clock">): Loop => ({
  name: "drift.keeping",
  everySeconds: 3600,
  round: async () => {
    for (const kind of ["targeted", "full"] as const) {
      const before = new Date(clock.now().getTime() - kept[kind]);
      await db.deleteFrom("driftScans").where("kind", "=", kind).where("status", "in", ["finished", "errored"]).where("createdAt", "<", before).execute();
    }
  },
});
