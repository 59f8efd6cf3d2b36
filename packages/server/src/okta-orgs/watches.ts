import type { OktaOrg as Shown } from "@lockstep/contract";
import { sql, type Selectable } from "kysely";
import type { Sql } from "../db/connect.ts";
import type { Server } from "../server.ts";
import { orgUrlOf, type OktaOrg } from "./okta-org.ts";
import type { OrgWatchRow } from "./tables.ts";

export type OrgWatch = Selectable<OrgWatchRow>;

export const notFollowed: Shown["watch"] = { status: "not followed", problem: null, readAt: null, lastEventAt: null, alertUntil: null, requestsLastHour: 0 };

/** How the logs of these orgs are followed, by the orgs' ids. */
export async function watchesOf({ db, clock }: Pick<Server, "db" | "clock">, orgs: readonly OktaOrg[]): Promise<ReadonlyMap<string, Shown["watch"]>> {
  const [first] = orgs;
  if (!first) return new Map();
  const watches = await db.selectFrom("orgWatches").selectAll().where("organizationId", "=", first.organizationId).execute();
  const counts = await requestsLastHour(db, watches.map(({ id }) => id), clock.now());
  return new Map(
    orgs.flatMap((org) => {
      const watch = watches.find(({ orgUrl }) => orgUrl === orgUrlOf(org.orgName, org.baseUrl));
      return watch ? [[org.id, shownWatch(watch, counts.get(watch.id) ?? 0)] as const] : [];
    }),
  );
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const shownWatch = ({ nextPollAt, failures, problem, readAt, lastEventAt, alertUntil }: OrgWatch, requests: number): Shown["watch"] => ({
  status: nextPollAt === null ? "paused" : failures > 0 ? "failing" : "following",
  problem,
  readAt: iso(readAt),
  lastEventAt: iso(lastEventAt),
  alertUntil: iso(alertUntil),
  requestsLastHour: requests,
});

const hour = 3_600_000;

/** How often each log was read within the last hour. */
export async function requestsLastHour(db: Sql, watchIds: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
  if (watchIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("orgWatchRequests")
    .select(["orgWatchId", ({ fn }) => fn.sum<number>("count").as("count")])
    .where("orgWatchId", "in", watchIds)
    .where("minute", ">", new Date(now.getTime() - hour))
    .groupBy("orgWatchId")
    .execute();
  return new Map(rows.map(({ orgWatchId, count }) => [orgWatchId, Number(count)]));
}

/** Counts requests to a log, by the minute, and forgets what is older than two hours. */
export async function countRequests(db: Sql, watchId: string, count: number, now: Date): Promise<void> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  await db
    .insertInto("orgWatchRequests")
    .values({ orgWatchId: watchId, minute, count })
    .onConflict((row) => row.columns(["orgWatchId", "minute"]).doUpdateSet({ count: sql`org_watch_requests.count + excluded.count` }))
    .execute();
  await db.deleteFrom("orgWatchRequests").where("orgWatchId", "=", watchId).where("minute", "<", new Date(now.getTime() - 2 * hour)).execute();
}
