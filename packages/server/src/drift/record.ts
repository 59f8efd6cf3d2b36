import type { Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { isSameDrift, toldOf, type Drift, type DriftScan, type FoundDrift } from "./drift.ts";
import type { Look } from "./look.ts";
import { recordDriftEvent, selectLastResolved, selectUnresolved } from "./queries.ts";
import { requestScan } from "./request-scan.ts";
import { resolutionOf } from "./resolution.ts";
import { unsettledSince } from "./unsettled.ts";

type Needs = Pick<Server, "db" | "vault" | "jobs" | "listeners" | "clock">;

/** Another worker has the scan now. */
export class ScanLost extends Error {}

/**
 * Keeps what a scan found: new drifts, changes of known ones, and what is gone. What a run was changing meanwhile is left for a
 * scan after it; what a later scan has already looked at stays as that one found it.
 */
export async function recordScan(server: Needs, trx: Transaction, scan: DriftScan, look: Look): Promise<void> {
  const workspace = await workspaceForUpdate(trx, scan.workspaceId);
  await requireHeld(trx, scan);
  const since = scan.startedAt ?? scan.createdAt;
  const unsettled = await unsettledSince({ ...server, db: trx }, workspace, look, since);
  const found = (look.report?.found ?? []).filter(({ address }) => !unsettled.addresses.has(address));
  const known = await selectUnresolved(trx, workspace.id);
  const counts = { changed: 0, missing: 0 };
  for (const each of found) {
    counts[each.kind] += 1;
    await keep(server, trx, workspace, known.find(({ address }) => address === each.address), each, since);
  }
  if (look.report && !look.error) {
    const gone = known.filter(({ address, lastSeenAt }) => lastSeenAt <= since && isLookedAt(scan, look, address) && !unsettled.addresses.has(address) && !found.some((each) => each.address === address));
    for (const drift of gone) await resolve(server, trx, workspace, drift, look);
  }
  const again = [...unsettled.addresses].filter((address) => look.report?.found.some((each) => each.address === address) || known.some((each) => each.address === address) || (scan.addresses ?? []).includes(address));
  if (again.length > 0) await requestScan(server, trx, workspace.id, { addresses: again, reason: "run", waits: unsettled.applying });
  await finish(server, trx, workspace, scan, look, counts);
}

async function requireHeld(trx: Transaction, scan: DriftScan): Promise<void> {
  const now = await trx.selectFrom("driftScans").select(["attempt", "status"]).where("id", "=", scan.id).executeTakeFirst();
  if (now?.attempt !== scan.attempt || now.status !== "running") throw new ScanLost();
}

// An address that the state does not have (any more) was looked at, too: there is nothing to compare.
const isLookedAt = ({ addresses }: DriftScan, { objects }: Look, address: string): boolean => addresses === null || addresses.includes(address) || !objects.has(address);

async function keep(server: Needs, trx: Transaction, workspace: Workspace, known: Drift | undefined, found: FoundDrift, since: Date): Promise<void> {
  if (!known) return keepNew(server, trx, workspace, found, since);
  if (known.lastSeenAt > since) return;
  const same = isSameDrift(known, found);
  // Who it was may show later than what it was; what was known is not forgotten.
  const attribution = found.attribution ?? (same ? known.attribution : null);
  const told = attribution?.eventId !== known.attribution?.eventId;
  const reopens = !same && known.status === "accepted";
  await trx
    .updateTable("drifts")
    .set({ ...columns(found), attribution: attribution && JSON.stringify(attribution), changedAt: attribution ? new Date(attribution.at) : null, lastSeenAt: server.clock.now(), ...(reopens && notAccepted) })
    .where("id", "=", known.id)
    .execute();
  if (same && !told) return;
  const by = attribution?.actor ?? null;
  await recordDriftEvent(trx, known.id, reopens ? "reopened" : "changed", by, { kind: found.kind, attributes: found.differences.map(({ path }) => path), ...(reopens && { reason: "The object was changed again." }) });
  await say(server, trx, workspace, "drift.changed", known.id, { ...toldOf({ ...found, attribution }), ...(reopens && { reopened: true }) });
}

/** What a drift that is not accepted (any more) has in those columns. */
export const notAccepted = { status: "open", acceptedUntil: null, acceptedReason: null, acceptedById: null, acceptedByName: null } as const;

async function keepNew(server: Needs, trx: Transaction, workspace: Workspace, found: FoundDrift, since: Date): Promise<void> {
  const before = await selectLastResolved(trx, workspace.id, found.address);
  if (before?.resolvedAt && before.resolvedAt > since) return;
  const now = server.clock.now();
  const attribution = found.attribution;
  // The very same change, seen again: it was not gone after all.
  const reopened = before && isSameDrift(before, found) && before.objectId === found.objectId && before.attribution?.eventId === attribution?.eventId ? before : undefined;
  const values = { ...columns(found), attribution: attribution && JSON.stringify(attribution), changedAt: attribution ? new Date(attribution.at) : null, lastSeenAt: now };
  const id = reopened?.id ?? newId("drift");
  if (reopened) await trx.updateTable("drifts").set({ ...values, ...notAccepted, resolvedAt: null, resolution: null, resolvedByRunId: null }).where("id", "=", id).execute();
  else await trx.insertInto("drifts").values({ id, workspaceId: workspace.id, oktaOrgId: workspace.oktaOrgId, address: found.address, firstSeenAt: now, ...values }).execute();
  await recordDriftEvent(trx, id, reopened ? "reopened" : "found", attribution?.actor ?? null, { kind: found.kind, attributes: found.differences.map(({ path }) => path) });
  await say(server, trx, workspace, "drift.found", id, { ...toldOf(found), ...(reopened && { reopened: true }) });
}

const columns = ({ resourceType, objectId, objectName, kind, differences }: FoundDrift) => ({ resourceType, objectId, objectName, kind, differences: JSON.stringify(differences) });

async function resolve(server: Needs, trx: Transaction, workspace: Workspace, drift: Drift, look: Look): Promise<void> {
  const { resolution, runId } = await resolutionOf({ ...server, db: trx }, drift, look);
  await trx.updateTable("drifts").set({ status: "resolved", resolvedAt: server.clock.now(), resolution, resolvedByRunId: runId }).where("id", "=", drift.id).execute();
  await recordDriftEvent(trx, drift.id, "resolved", null, { resolution, ...(runId !== null && { runId }) });
  await say(server, trx, workspace, "drift.resolved", drift.id, { ...toldOf(drift), resolution, runId, wasAccepted: drift.status === "accepted" });
}

async function say(server: Needs, trx: Transaction, workspace: Workspace, kind: "drift.found" | "drift.changed" | "drift.resolved", driftId: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  await publish(server, trx, { kind, organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: driftId, data });
}

async function finish(server: Needs, trx: Transaction, workspace: Workspace, scan: DriftScan, look: Look, { changed, missing }: { readonly changed: number; readonly missing: number }): Promise<void> {
  const drifted = changed + missing > 0;
  const scanned = look.report?.scanned ?? 0;
  await trx
    .updateTable("driftScans")
    .set({ status: look.error ? "errored" : "finished", drifted, changed, missing, scanned, requestCounts: JSON.stringify(look.requests), error: look.error ? JSON.stringify(look.error) : null, finishedAt: server.clock.now() })
    .where("id", "=", scan.id)
    .execute();
  await publish(server, trx, { kind: "drift-scan.finished", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: scan.id, data: { scan: scan.kind, reason: scan.reason, drifted, changed, missing, scanned, error: look.error?.summary ?? null } });
}
