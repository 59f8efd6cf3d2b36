import type { driftResolutions } from "@lockstep/contract";
import type { Server } from "../server.ts";
import type { Drift } from "./drift.ts";
import type { Look } from "./look.ts";
import { addressesOf, runsApplyingSince } from "./run-addresses.ts";
import { valueAt } from "./state-objects.ts";

/** How a drift came to an end, and by which run. */
export interface Resolution {
  readonly resolution: keyof typeof driftResolutions;
  readonly runId: string | null;
}

/** Why an object is as its state again: a run changed one of the two, or somebody undid it in the org. */
export async function resolutionOf(server: Pick<Server, "db" | "vault">, drift: Drift, { objects }: Look): Promise<Resolution> {
  const runs = await runsApplyingSince(server.db, drift.workspaceId, drift.lastSeenAt);
  const object = objects.get(drift.address);
  if (!object) return { resolution: "forgotten", runId: runs[0]?.id ?? null };
  for (const run of runs) if ((await addressesOf(server, run)).has(drift.address)) return { resolution: "set-back", runId: run.id };
  // The state has taken what the org had: nothing was changed there.
  const taken = drift.differences.some(({ path, after, sensitive }) => !sensitive && after !== undefined && JSON.stringify(valueAt(object, path)) === JSON.stringify(after));
  return taken ? { resolution: "code-changed", runId: runs[0]?.id ?? null } : { resolution: "gone-by-itself", runId: null };
}
