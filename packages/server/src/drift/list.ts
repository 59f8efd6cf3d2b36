import type { Drift as Shown, DriftScan as ShownScan, Page } from "@lockstep/contract";
import { isFinal } from "@lockstep/contract";
import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import { orgUrlOf } from "../okta-orgs/okta-org.ts";
import { getOrganization } from "../organizations/service.ts";
import type { Server } from "../server.ts";
import type { Drift, DriftScan } from "./drift.ts";
import { selectDriftedWorkspaces } from "./queries.ts";

/** Which drifts are asked for. */
export interface DriftFilter {
  readonly page: number;
  readonly size: number;
  readonly workspace?: string | undefined;
  readonly oktaOrg?: string | undefined;
  readonly status: Drift["status"] | "unresolved" | "any";
  readonly search?: string | undefined;
}

/** Drifts of the workspaces that the actor may see, the newest first. */
export async function listDrifts(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: DriftFilter): Promise<Page<Shown>> {
  const organization = await getOrganization(server, actor, organizationName);
  const visible = await visibleWorkspaces(server, actor, organization.id);
  const all = await selectDriftedWorkspaces(server.db, organization.id);
  const seen = all.filter(({ id, name, oktaOrgId }) => visible.has(id) && (filter.workspace === undefined || filter.workspace === id || filter.workspace === name) && (filter.oktaOrg === undefined || filter.oktaOrg === oktaOrgId));
  if (seen.length === 0) return { items: [], total: 0 };
  const text = filter.search?.replace(/[\\%_]/g, "\\$&");
  const query = server.db
    .selectFrom("drifts")
    .where("workspaceId", "in", seen.map(({ id }) => id))
    .$if(filter.status === "unresolved", (rows) => rows.where("status", "!=", "resolved"))
    .$if(filter.status !== "unresolved" && filter.status !== "any", (rows) => rows.where("status", "=", filter.status as Drift["status"]))
    .$if(text !== undefined && text !== "", (rows) => rows.where((row) => row.or([row("address", "ilike", `%${text}%`), row("objectName", "ilike", `%${text}%`), row("objectId", "=", filter.search ?? "")])));
  const { count } = await query.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  const rows = await query.selectAll().orderBy("firstSeenAt", "desc").orderBy("id").limit(filter.size).offset((filter.page - 1) * filter.size).execute();
  return { items: await showDrifts(server, rows), total: Number(count) };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Drifts as pages show them, with names beside ids. */
export async function showDrifts({ db }: Pick<Server, "db">, drifts: readonly Drift[]): Promise<Shown[]> {
  if (drifts.length === 0) return [];
  const workspaces = await db.selectFrom("workspaces").leftJoin("oktaOrgs", "oktaOrgs.id", "workspaces.oktaOrgId").select(["workspaces.id", "workspaces.name", "oktaOrgs.id as orgId", "oktaOrgs.name as orgName", "oktaOrgs.orgName as orgSubdomain", "oktaOrgs.baseUrl as orgBase"]).where("workspaces.id", "in", drifts.map(({ workspaceId }) => workspaceId)).execute();
  const followed = await db.selectFrom("orgWatchWorkspaces").innerJoin("orgWatches", "orgWatches.id", "orgWatchWorkspaces.orgWatchId").select(["workspaceId", "orgUrl"]).where("workspaceId", "in", drifts.map(({ workspaceId }) => workspaceId)).execute();
  const runs = await db.selectFrom("runs").select(["id", "driftIds", "status"]).where("workspaceId", "in", workspaces.map(({ id }) => id)).where(sql<boolean>`drift_ids && ${drifts.map(({ id }) => id)}::text[]`).execute();
  return drifts.map((drift) => {
    const workspace = workspaces.find(({ id }) => id === drift.workspaceId);
    const url = workspace?.orgSubdomain ? orgUrlOf(workspace.orgSubdomain, workspace.orgBase ?? "") : (followed.find(({ workspaceId }) => workspaceId === drift.workspaceId)?.orgUrl ?? null);
    return {
      id: drift.id,
      workspace: { id: drift.workspaceId, name: workspace?.name ?? "" },
      oktaOrg: workspace?.orgId ? { id: workspace.orgId, name: workspace.orgName ?? "" } : null,
      address: drift.address,
      resourceType: drift.resourceType,
      objectId: drift.objectId,
      objectName: drift.objectName,
      orgUrl: url,
      kind: drift.kind,
      differences: [...drift.differences],
      status: drift.status,
      firstSeenAt: drift.firstSeenAt.toISOString(),
      lastSeenAt: drift.lastSeenAt.toISOString(),
      attribution: drift.attribution,
      resolvedAt: iso(drift.resolvedAt),
      resolution: drift.resolution,
      resolvedByRunId: drift.resolvedByRunId,
      acceptedUntil: iso(drift.acceptedUntil),
      acceptedReason: drift.acceptedReason,
      acceptedBy: drift.acceptedByName,
      runIds: runs.filter(({ driftIds, status }) => driftIds.includes(drift.id) && !isFinal(status)).map(({ id }) => id),
    };
  });
}

/** A scan as pages show it. */
export const showScan = (scan: DriftScan): ShownScan => ({
  id: scan.id,
  workspaceId: scan.workspaceId,
  kind: scan.kind,
  reason: scan.reason,
  status: scan.status,
  addresses: scan.addresses,
  drifted: scan.drifted,
  changed: scan.changed,
  missing: scan.missing,
  scanned: scan.scanned,
  requestCounts: scan.requestCounts && { ...scan.requestCounts },
  error: scan.error,
  createdAt: scan.createdAt.toISOString(),
  startedAt: iso(scan.startedAt),
  finishedAt: iso(scan.finishedAt),
});
