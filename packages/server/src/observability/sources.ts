import { sql } from "kysely";
import type { Server } from "../server.ts";
import type { MetricSources } from "./metrics.ts";

/** The numbers that are in the database: one statement each. */
export const metricSources = ({ db, jobs }: Pick<Server, "db" | "jobs">): MetricSources => ({
  queueSizes: async () => jobs.sizes(),
  runsByStatus: async () => {
    const rows = await db.selectFrom("runs").select((run) => ["status", run.fn.countAll<number>().as("count")]).groupBy("status").execute();
    return new Map(rows.map(({ status, count }) => [status, count]));
  },
  driftScanAges: async () => {
    const rows = await db
      .selectFrom("driftScans")
      .innerJoin("workspaces", "workspaces.id", "driftScans.workspaceId")
      .select(["workspaces.name", sql<number>`extract(epoch from now() - max(finished_at))::float8`.as("age")])
      .where("driftScans.status", "=", "finished")
      .groupBy(["workspaces.id", "workspaces.name"])
      .execute();
    return new Map(rows.map(({ name, age }) => [name, age]));
  },
});
