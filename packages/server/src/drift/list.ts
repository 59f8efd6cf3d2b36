import { isFinal, unknownActor, type AccessLevel, type Answer, type Drift as Shown, type driftRoutes, type DriftScan as ShownScan, type Query } from "@lockstep/contract";
import { sql, type ExpressionBuilder } from "kysely";
import type { Actor } from "../actor.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import type { Tables } from "../db/tables.ts";
import { orgUrlOf } from "../okta-orgs/okta-org.ts";
import { getOrganization } from "../organizations/service.ts";
import type { Server } from "../server.ts";
import type { Drift, DriftScan } from "./drift.ts";
import { selectDriftedWorkspaces } from "./queries.ts";

type List = (typeof driftRoutes)["list"];

/** Where drifts are asked for: in a workspace, by id or name; in a connected org. */
interface Place {
  readonly workspace?: string | undefined;
  readonly oktaOrg?: string | undefined;
}

/** Is a workspace there, and may it be seen? */
export const inPlace =
  (visible: ReadonlyMap<string, AccessLevel>, { workspace, oktaOrg }: Place) =>
  ({ id, name, oktaOrgId }: { readonly id: string; readonly name: string; readonly oktaOrgId: string | null }): boolean =>
    visible.has(id) && (workspace === undefined || workspace === id || workspace === name) && (oktaOrg === undefined || oktaOrg === oktaOrgId);

/** Drifts whose address or name has a text in it, or whose object's id it is. */
export const matching = (search: string | undefined) => (row: ExpressionBuilder<Tables, "drifts">) => {
  const text = `%${(search ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  return row.or([row("address", "ilike", text), row("objectName", "ilike", text), row("objectId", "=", search ?? "")]);
};

const actorOf = sql<string | null>`attribution->>'actor'`;
const clientOf = sql<string | null>`attribution->>'client'`;

/** Drifts of the workspaces that the actor may see, with who made how many of them. */
export async function listDrifts(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: Query<List>): Promise<Answer<List>> {
  const organization = await getOrganization(server, actor, organizationName);
  const visible = await visibleWorkspaces(server, actor, organization.id);
  const seen = (await selectDriftedWorkspaces(server.db, organization.id)).filter(inPlace(visible, filter));
  if (seen.length === 0) return { items: [], total: 0, actors: [] };
  const byAnybody = server.db
    .selectFrom("drifts")
    .where("drifts.workspaceId", "in", seen.map(({ id }) => id))
    .$if(filter.status === "unresolved", (rows) => rows.where("status", "!=", "resolved"))
    .$if(filter.status !== "unresolved" && filter.status !== "any", (rows) => rows.where("status", "=", filter.status as Drift["status"]))
    .where(matching(filter.search));
  const actors = await byAnybody.select(({ fn }) => [actorOf.as("actor"), clientOf.as("client"), fn.countAll<number>().as("count")]).groupBy(["actor", "client"]).orderBy(sql`count(*) desc, 1 nulls last, 2 nulls last`).execute();
  const query = byAnybody.$if(filter.actor !== undefined && filter.actor !== "", (rows) => rows.where(filter.actor === unknownActor ? sql<boolean>`${actorOf} is null` : sql<boolean>`${actorOf} = ${filter.actor}`));
  const { count } = await query.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .$if(filter.sort === "actor", (sorted) => sorted.orderBy(sql`${actorOf} nulls last, ${clientOf} nulls last`))
    .$if(filter.sort === "workspace", (sorted) => sorted.orderBy((row) => row.selectFrom("workspaces").select("name").whereRef("workspaces.id", "=", "drifts.workspaceId")))
    .orderBy("firstSeenAt", "desc")
    .orderBy("drifts.id")
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute();
  return { items: await showDrifts(server, rows, visible), total: Number(count), actors: actors.map((each) => ({ ...each, count: Number(each.count) })) };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Drifts as pages show them, with names beside ids, to who has this much of their workspaces. */
export async function showDrifts({ db }: Pick<Server, "db">, drifts: readonly Drift[], access: ReadonlyMap<string, AccessLevel>): Promise<Shown[]> {
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
      access: access.get(drift.workspaceId) ?? "read",
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
