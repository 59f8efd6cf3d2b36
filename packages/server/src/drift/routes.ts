import { driftRoutes, type AccessLevel } from "@lockstep/contract";
import { requireAccess } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Drift } from "./drift.ts";
import { driftHistory } from "./history.ts";
import { listDrifts, showDrifts, showScan } from "./list.ts";
import { driftMatrix } from "./matrix.ts";
import { acceptDrift, getDrift, getScan, setBackDrifts, startScan, unacceptDrift } from "./service.ts";
import { listScans, summarizeDrift } from "./summary.ts";

/** Our own interface to drift. */
export const driftRoutesOf = (server: Server): readonly Mounted[] =>
  handlers(driftRoutes, {
    list: async ({ actor, params, query }) => listDrifts(server, actor, params.organization, query),
    history: async ({ actor, params, query }) => driftHistory(server, actor, params.organization, query),
    matrix: async ({ actor, params, query }) => driftMatrix(server, actor, params.organization, query),
    show: async ({ actor, params }) => {
      const { drift, access } = await getDrift(server, actor, params.id);
      const events = await server.db.selectFrom("driftEvents").selectAll().where("driftId", "=", drift.id).orderBy("id").execute();
      const history = events.map(({ action, details, actorName, at }) => ({ action: action as "found", details, actor: actorName, at: at.toISOString() }));
      return { ...(await one(server, drift, access)), events: history };
    },
    accept: async ({ actor, params, body }) => shown(server, actor, await acceptDrift(server, actor, params.id, { until: new Date(body.until), reason: body.reason })),
    unaccept: async ({ actor, params }) => shown(server, actor, await unacceptDrift(server, actor, params.id)),
    setBack: async ({ actor, params, body }) => ({ runId: (await setBackDrifts(server, actor, params.workspace, body)).id }),
    summary: async ({ actor, params }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      await requireAccess(server, actor, workspace, "drift.read");
      return summarizeDrift(server, workspace.id);
    },
    scans: async ({ actor, params, query }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      await requireAccess(server, actor, workspace, "drift.read");
      return mutable(await listScans(server, workspace.id, query));
    },
    scan: async ({ actor, params, body }) => showScan(await startScan(server, actor, params.workspace, body.addresses ? { addresses: body.addresses } : {})),
    showScan: async ({ actor, params }) => showScan((await getScan(server, actor, params.id)).scan),
  });

const mutable = <T>({ items, total }: { readonly items: readonly T[]; readonly total: number }): { items: T[]; total: number } => ({ items: [...items], total });

const shown = async (server: Server, actor: Actor, { id }: Drift) => {
  const { drift, access } = await getDrift(server, actor, id);
  return one(server, drift, access);
};

async function one(server: Server, drift: Drift, access: AccessLevel) {
  const [only] = await showDrifts(server, [drift], new Map([[drift.workspaceId, access]]));
  if (!only) throw new Error("This is a bug in Lockstep. A drift that is there is not shown.");
  return only;
}
