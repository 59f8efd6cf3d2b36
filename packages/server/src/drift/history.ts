import type { Answer, driftRoutes, Query } from "@lockstep/contract";
import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import { getOrganization } from "../organizations/service.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { lastDays, type Day } from "./days.ts";
import { inPlace } from "./list.ts";

type Route = (typeof driftRoutes)["history"];
type Needs = Pick<Server, "db" | "clock">;
type History = Answer<Route>;

/** How much drift there was on each day in the workspaces that the actor may see, and how much of the orgs was looked at. */
export async function driftHistory(server: Needs, actor: Actor, organizationName: string, { days: count, zone, ...place }: Query<Route>): Promise<History> {
  const days = lastDays(server.clock.now(), count, zone);
  if (!days) throw new Problem("invalid", { detail: `There is no time zone "${zone}". Use a name of the IANA list, such as "America/New_York" or "UTC".` }, "/query/zone");
  const organization = await getOrganization(server, actor, organizationName);
  const visible = await visibleWorkspaces(server, actor, organization.id);
  const all = await server.db.selectFrom("workspaces").select(["id", "name", "oktaOrgId"]).where("organizationId", "=", organization.id).execute();
  const ids = all.filter(inPlace(visible, place)).map(({ id }) => id);
  return { days: await countDays(server, ids, days), ...(await countNow(server, ids)), looked: await looked(server, ids) };
}

/** How many drifts began in one stretch and ended in another: the database counts, however many there are. */
async function countDays({ db }: Needs, workspaceIds: readonly string[], days: readonly Day[]): Promise<History["days"]> {
  const [first] = days;
  if (workspaceIds.length === 0 || !first) return days.map(({ date }) => ({ date, opened: 0, resolved: 0, unresolved: 0 }));
  const bounds = sql`${days.map(({ from }) => from)}::timestamptz[]`;
  // 0: before the first day; then the number of the day. A drift that is not resolved has no end.
  const spans = await db
    .selectFrom("drifts")
    .select(({ fn }) => [sql<number>`width_bucket(first_seen_at, ${bounds})`.as("began"), sql<number | null>`width_bucket(resolved_at, ${bounds})`.as("ended"), fn.countAll<number>().as("count")])
    .where("workspaceId", "in", workspaceIds)
    .where((row) => row.or([row("resolvedAt", "is", null), row("resolvedAt", ">=", first.from)]))
    .groupBy(["began", "ended"])
    .execute();
  const sum = (counts: (span: { readonly began: number; readonly ended: number }) => boolean): number =>
    spans.filter(({ began, ended }) => counts({ began, ended: ended ?? Number.POSITIVE_INFINITY })).reduce((total, { count }) => total + Number(count), 0);
  return days.map(({ date }, at) => ({
    date,
    opened: sum(({ began }) => began === at + 1),
    resolved: sum(({ ended }) => ended === at + 1),
    unresolved: sum(({ began, ended }) => began <= at + 1 && ended > at + 1),
  }));
}

async function countNow({ db }: Needs, workspaceIds: readonly string[]): Promise<Pick<History, "open" | "accepted" | "oldestAt">> {
  if (workspaceIds.length === 0) return { open: 0, accepted: 0, oldestAt: null };
  const rows = await db.selectFrom("drifts").select(({ fn }) => ["status", fn.countAll<number>().as("count"), fn.min("firstSeenAt").as("oldest")]).where("workspaceId", "in", workspaceIds).where("status", "!=", "resolved").groupBy("status").execute();
  const open = rows.find(({ status }) => status === "open");
  return { open: Number(open?.count ?? 0), accepted: Number(rows.find(({ status }) => status === "accepted")?.count ?? 0), oldestAt: open?.oldest.toISOString() ?? null };
}

async function looked({ db }: Needs, workspaceIds: readonly string[]): Promise<History["looked"]> {
  if (workspaceIds.length === 0) return { at: null, workspaces: 0, scanned: 0, objects: 0, requests: 0 };
  const ended = db.selectFrom("driftScans").where("workspaceId", "in", workspaceIds).where("status", "=", "finished");
  const last = await ended.select(({ fn }) => fn.max("finishedAt").as("at")).executeTakeFirst();
  const full = await ended.select(["workspaceId", "scanned", "requestCounts"]).where("kind", "=", "full").distinctOn("workspaceId").orderBy("workspaceId").orderBy("createdAt", "desc").execute();
  return {
    at: last?.at?.toISOString() ?? null,
    workspaces: workspaceIds.length,
    scanned: full.length,
    objects: full.reduce((sum, { scanned }) => sum + (scanned ?? 0), 0),
    requests: full.reduce((sum, { requestCounts }) => sum + Object.values(requestCounts ?? {}).reduce((a, b) => a + b, 0), 0),
  };
}
