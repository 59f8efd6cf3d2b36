// The list of workspaces as its page shows it: two statements for a page, however many rows it has.
import { isConfirmable, runStates, runStatuses, type Answer, type Query, type RunStatus, type workspaceRoutes } from "@lockstep/contract";
import { sql, type RawBuilder } from "kysely";
import type { Membership } from "../access/access.ts";
import type { Sql } from "../db/connect.ts";
import { accessNumber } from "./visible.ts";

type List = (typeof workspaceRoutes)["listWorkspaces"];
export type Filter = Query<List>;
export type Counts = Answer<List>["counts"];

/** What a last run's status says of a workspace at a glance. */
const groups: Readonly<Record<NonNullable<Filter["status"]>, readonly RunStatus[]>> = {
  attention: runStatuses.filter(isConfirmable),
  errored: ["errored"],
  running: runStatuses.filter((status) => runStates[status].phase === "plan" || runStates[status].phase === "apply"),
  pending: ["pending"],
  applied: ["applied", "planned_and_finished"],
};

/** Workspaces with their last run and open drifts; `only` narrows it further. */
function rows(db: Sql) {
  return db
    .selectFrom("workspaces")
    .innerJoin("projects", "projects.id", "workspaces.projectId")
    .leftJoin("oktaOrgs", "oktaOrgs.id", "workspaces.oktaOrgId")
    .leftJoin("vcsConnections", "vcsConnections.id", "workspaces.vcsConnectionId")
    .leftJoinLateral(
      (from) => from.selectFrom("runs").selectAll().whereRef("runs.workspaceId", "=", "workspaces.id").where("runs.planOnly", "=", false).orderBy("runs.number", "desc").limit(1).as("last"),
      (join) => join.onTrue(),
    )
    .leftJoin("configurationVersions as lastConfiguration", "lastConfiguration.id", "last.configurationVersionId")
    .leftJoinLateral(
      (from) => from.selectFrom("drifts").select((drift) => [drift.fn.countAll<number>().as("open"), drift.fn.min("firstSeenAt").as("since")]).whereRef("drifts.workspaceId", "=", "workspaces.id").where("drifts.status", "=", "open").as("drift"),
      (join) => join.onTrue(),
    );
}

function visible(db: Sql, membership: Membership, organizationId: string, { search, project, oktaOrg, tag, locked }: Pick<Filter, "search" | "project" | "oktaOrg" | "tag" | "locked">) {
  let matching = rows(db).where("workspaces.organizationId", "=", organizationId).where(accessNumber(membership), ">", 0);
  if (search) matching = matching.where("workspaces.name", "ilike", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
  if (project !== undefined) matching = matching.where("workspaces.projectId", "=", project);
  if (oktaOrg !== undefined) matching = matching.where("workspaces.oktaOrgId", "=", oktaOrg);
  if (locked !== undefined) matching = matching.where("workspaces.lockedByKind", locked ? "is not" : "is", null);
  for (const each of (tag ?? "").split(",").filter((text) => text.trim() !== "")) matching = matching.where(hasTag(each.trim()));
  return matching;
}

function hasTag(text: string): RawBuilder<boolean> {
  const [key = "", ...rest] = text.split(":");
  const value = rest.join(":");
  return sql<boolean>`exists (select 1 from workspace_tags t where t.workspace_id = workspaces.id and t.key = ${key} and (${value} = '' or t.value = ${value}))`;
}

/** How many objects a workspace's state has. */
export const objects = sql<number>`coalesce((select sum(jsonb_array_length(r -> 'instances'))::int from state_versions s, jsonb_array_elements(s.resources) r where s.id = workspaces.current_state_version_id and r ->> 'mode' = 'managed'), 0)`;
/** A workspace's tags. */
export const tags = sql<readonly { readonly key: string; readonly value: string }[]>`coalesce((select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key) from workspace_tags t where t.workspace_id = workspaces.id), '[]')`;
const nextCheckAt = sql<Date | null>`(select min(next_at) from schedules where workspace_id = workspaces.id and enabled)`;
const scannedAt = sql<Date | null>`(select max(finished_at) from drift_scans where workspace_id = workspaces.id and status = 'finished')`;
const pendingRuns = sql<number>`(select count(*)::int from runs where workspace_id = workspaces.id and status = 'pending')`;

const columns = (membership: Membership) => [
  accessNumber(membership).as("accessNumber"),
  objects.as("objects"),
  tags.as("tags"),
  nextCheckAt.as("nextCheckAt"),
  scannedAt.as("scannedAt"),
  pendingRuns.as("pendingRuns"),
] as const;

const orders = { name: "workspaces.name", "last-run": "last.createdAt", drift: "drift.since", updated: "workspaces.updatedAt" } as const;

const shown = <Q extends ReturnType<typeof rows>>(query: Q, membership: Membership) =>
  query
    .selectAll("workspaces")
    .select(["projects.name as projectName", "oktaOrgs.name as oktaName", "oktaOrgs.orgName as oktaOrgName", "oktaOrgs.baseUrl as oktaBaseUrl", "vcsConnections.name as connectionName"])
    .select(["last.id as runId", "last.status as runStatus", "last.operation as runOperation", "last.message as runMessage", "last.createdAt as runCreatedAt", "last.updatedAt as runUpdatedAt", "last.statusTimes as runStatusTimes"])
    .select(["last.createdByKind as runByKind", "last.createdById as runById", "last.createdByName as runByName", "last.planCounts as runPlanCounts", "last.applyCounts as runApplyCounts"])
    .select(["lastConfiguration.ingress as runIngress", "drift.open as driftOpen", "drift.since as driftSince"])
    .select([...columns(membership)]);

/** A row of the list. */
export type OverviewRow = Awaited<ReturnType<ReturnType<typeof shown>["execute"]>>[number];

/** A page of the workspaces that somebody sees. */
export async function selectOverview(db: Sql, membership: Membership, organizationId: string, filter: Filter): Promise<{ readonly items: readonly OverviewRow[]; readonly total: number; readonly counts: Counts }> {
  const { status, drifted, sort, page, size } = filter;
  const all = visible(db, membership, organizationId, filter);
  let matching = all;
  if (status !== undefined) matching = matching.where("last.status", "in", groups[status]);
  if (drifted !== undefined) matching = matching.where("drift.open", drifted ? ">" : "=", 0);
  const { total } = await matching.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const down = sort.startsWith("-");
  const by = orders[(down ? sort.slice(1) : sort) as keyof typeof orders];
  // What has no run or no drift comes last, whichever way.
  const items = await shown(matching, membership).orderBy(by, (order) => (down ? order.desc() : order.asc()).nullsLast()).orderBy("workspaces.name").limit(size).offset((page - 1) * size).execute();
  return { items, total, counts: await counted(all) };
}

async function counted(all: ReturnType<typeof visible>): Promise<Counts> {
  const within = (statuses: readonly RunStatus[]): RawBuilder<number> => sql<number>`count(*) filter (where last.status in (${sql.join(statuses)}))::int`;
  return all
    .select([within(groups.attention).as("attention"), within(groups.errored).as("errored"), within(groups.running).as("running"), within(groups.pending).as("pending"), within(groups.applied).as("applied"), sql<number>`count(*) filter (where drift.open > 0)::int`.as("drifted")])
    .executeTakeFirstOrThrow();
}

/** One workspace as the list would show it. */
export const selectOverviewOf = async (db: Sql, membership: Membership, id: string): Promise<OverviewRow | undefined> => shown(rows(db).where("workspaces.id", "=", id), membership).executeTakeFirst();

/** Every tag of the workspaces that somebody sees. */
export async function selectAllTags(db: Sql, membership: Membership, organizationId: string): Promise<readonly { readonly key: string; readonly value: string; readonly workspaces: number }[]> {
  return db
    .selectFrom("workspaceTags")
    .innerJoin("workspaces", "workspaces.id", "workspaceTags.workspaceId")
    .select((row) => ["workspaceTags.key", "workspaceTags.value", row.fn.countAll<number>().as("workspaces")])
    .where("workspaces.organizationId", "=", organizationId)
    .where(accessNumber(membership), ">", 0)
    .groupBy(["workspaceTags.key", "workspaceTags.value"])
    .orderBy("workspaceTags.key")
    .orderBy("workspaceTags.value")
    .execute();
}
