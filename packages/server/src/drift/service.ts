import type { AccessLevel } from "@lockstep/contract";
import { requireAccess } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { found, Problem } from "../problem.ts";
import type { Run } from "../runs/run.ts";
import { createRun } from "../runs/service.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { toldOf, type Drift, type DriftScan } from "./drift.ts";
import { recordDriftEvent, selectDrift, selectScan, selectUnfinishedScan } from "./queries.ts";
import { notAccepted } from "./record.ts";
import { requestScan, type ScanRequest } from "./request-scan.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners" | "clock" | "vault">;

/** A drift with its workspace, for who may do this with it. */
export async function getDrift(server: Pick<Server, "db">, actor: Actor, id: string, action: "drift.read" | "drift.accept" = "drift.read"): Promise<{ readonly drift: Drift; readonly workspace: Workspace; readonly access: AccessLevel }> {
  const drift = found(await selectDrift(server.db, id), "drift", id);
  return { drift, ...(await guarded(server, actor, drift.workspaceId, action, "drift", id)) };
}

/** A scan, for who may see it. */
export async function getScan(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly scan: DriftScan; readonly workspace: Workspace }> {
  const scan = found(await selectScan(server.db, id), "drift scan", id);
  return { scan, workspace: (await guarded(server, actor, scan.workspaceId, "drift.read", "drift scan", id)).workspace };
}

async function guarded(server: Pick<Server, "db">, actor: Actor, workspaceId: string, action: "drift.read" | "drift.accept", kind: string, id: string): Promise<{ readonly workspace: Workspace; readonly access: AccessLevel }> {
  const workspace = found(await selectWorkspace(server.db, workspaceId), kind, id);
  const access = await requireAccess(server, actor, workspace, action).catch((problem: unknown) => {
    // Who may not see the workspace must not learn its name from a drift.
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind, name: id }) : problem;
  });
  return { workspace, access };
}

/** Leaves a drift as it is until a date; then it is open again. */
export async function acceptDrift(server: Needs, actor: Actor, id: string, { until, reason }: { readonly until: Date; readonly reason: string }): Promise<Drift> {
  const { drift, workspace } = await getDrift(server, actor, id, "drift.accept");
  if (until <= server.clock.now()) throw new Problem("invalid", { detail: "A drift is accepted until a moment that is still to come." }, "/body/until");
  if (reason.trim() === "") throw new Problem("invalid", { detail: "Say why the drift is accepted: whoever finds it next wants to know." }, "/body/reason");
  const changes = { status: "accepted" as const, acceptedUntil: until, acceptedReason: reason, acceptedById: actor.id, acceptedByName: actor.name };
  return decide(server, actor, workspace, drift, "accepted", changes, { until: until.toISOString(), reason });
}

/** Opens an accepted drift again. */
export async function unacceptDrift(server: Needs, actor: Actor, id: string): Promise<Drift> {
  const { drift, workspace } = await getDrift(server, actor, id, "drift.accept");
  if (drift.status !== "accepted") throw new Problem("drift-over", { address: drift.address, status: drift.status, action: "open again" });
  return decide(server, actor, workspace, drift, "reopened", notAccepted, {});
}

async function decide(server: Needs, actor: Actor, workspace: Workspace, drift: Drift, action: "accepted" | "reopened", changes: object, details: Readonly<Record<string, unknown>>): Promise<Drift> {
  return transaction(server.db, async (trx) => {
    const updated = await trx.updateTable("drifts").set(changes).where("id", "=", drift.id).where("status", "!=", "resolved").returningAll().executeTakeFirst();
    if (!updated) throw new Problem("drift-over", { address: drift.address, status: "resolved", action: action === "accepted" ? "accept" : "open again" });
    await recordDriftEvent(trx, drift.id, action, actor.name, details);
    await audit(trx, actor, { organizationId: workspace.organizationId, action: action === "accepted" ? "drift.accept" : "drift.unaccept", subject: { kind: "drift", id: drift.id, name: drift.address }, details: { workspace: workspace.name, ...details } });
    await publish(server, trx, { kind: "drift.changed", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: drift.id, data: { ...toldOf(updated), status: updated.status, by: actor.name } });
    return updated;
  });
}

/** Starts a run that sets drifted objects back: a plan of just these addresses, to be confirmed as any other. */
export async function setBackDrifts(server: Needs, actor: Actor, workspaceId: string, { driftIds, message, autoApply }: { readonly driftIds: readonly string[]; readonly message?: string | undefined; readonly autoApply?: boolean | undefined }): Promise<Run> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  const ids = [...new Set(driftIds)];
  const drifts = ids.length === 0 ? [] : await server.db.selectFrom("drifts").selectAll().where("id", "in", ids).where("workspaceId", "=", workspace.id).execute();
  for (const id of ids) found(drifts.find((drift) => drift.id === id), "drift", id);
  const over = drifts.find(({ status }) => status === "resolved");
  if (over) throw new Problem("drift-over", { address: over.address, status: "resolved", action: "set back" });
  const [first] = drifts;
  const said = message ?? (drifts.length === 1 && first ? `Set back ${first.address}` : `Set back ${drifts.length} drifted objects`);
  return createRun(server, actor, workspace, { operation: "plan_and_apply", message: said, source: "lockstep-drift", triggerReason: "drift", targets: drifts.map(({ address }) => address), driftIds: ids, ...(autoApply !== undefined && { autoApply }) });
}

/** Looks for drift now, everywhere or at some addresses. */
export async function startScan(server: Needs, actor: Actor, workspaceId: string, { addresses, reason = "manual" }: Partial<Pick<ScanRequest, "addresses" | "reason">> = {}): Promise<DriftScan> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  await requireAccess(server, actor, workspace, "drift.scan");
  return transaction(server.db, async (trx) => {
    const running = addresses ? undefined : ((await selectUnfinishedScan(trx, workspace.id, "full", "running")) ?? (await selectUnfinishedScan(trx, workspace.id, "full", "queued")));
    if (running) throw new Problem("scan-running", { name: workspace.name });
    const scan = await requestScan(server, trx, workspace.id, { reason, ...(addresses && { addresses }) });
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "drift.scan", subject: { kind: "workspace", id: workspace.id, name: workspace.name }, details: { scan: scan.id, reason, ...(addresses && { addresses: addresses.slice(0, 20) }) } });
    return scan;
  });
}
