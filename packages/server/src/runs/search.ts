import { isFinal, nextStatus, runOperations, runStatuses, type RunStatus } from "@lockstep/contract";
import { sql } from "kysely";
import type { Ingress } from "../configuration-versions/configuration-version.ts";
import type { Sql } from "../db/connect.ts";
import type { Run } from "./run.ts";

/** A run with what a list shows beside it. */
export type ListedRun = Run & { readonly workspaceName: string; readonly ingress: Ingress | null };

/** Which runs are wanted. */
export interface RunFilter {
  readonly workspaceIds: readonly string[];
  readonly workspaceName?: string | undefined;
  readonly status?: string | undefined;
  readonly group?: "active" | "pending" | "attention" | "final" | undefined;
  readonly operation?: string | undefined;
  readonly search?: string | undefined;
  readonly by?: string | undefined;
  readonly source?: string | undefined;
  readonly page: number;
  readonly size: number;
}

const groups: Readonly<Record<NonNullable<RunFilter["group"]>, (status: RunStatus) => boolean>> = {
  active: (status) => status !== "pending" && !isFinal(status) && nextStatus(status, "confirm") === undefined,
  pending: (status) => status === "pending",
  attention: (status) => nextStatus(status, "confirm") !== undefined,
  final: isFinal,
};

/** A page of runs, the newest first, in two queries. */
export async function searchRuns(db: Sql, filter: RunFilter): Promise<{ readonly items: readonly ListedRun[]; readonly total: number }> {
  const { workspaceIds, workspaceName, group, search, by, source, page, size } = filter;
  if (workspaceIds.length === 0) return { items: [], total: 0 };
  let found = db
    .selectFrom("runs")
    .innerJoin("workspaces", "workspaces.id", "runs.workspaceId")
    .innerJoin("configurationVersions", "configurationVersions.id", "runs.configurationVersionId")
    .where("runs.workspaceId", "in", [...workspaceIds]);
  if (workspaceName !== undefined) found = found.where("workspaces.name", "=", workspaceName);
  const statuses = listed(filter.status, runStatuses);
  if (statuses) found = found.where("runs.status", "in", statuses);
  if (group) found = found.where("runs.status", "in", runStatuses.filter(groups[group]));
  const operations = listed(filter.operation, runOperations);
  if (operations) found = found.where("runs.operation", "in", operations);
  if (by !== undefined) found = found.where("runs.createdByName", "=", by);
  if (source !== undefined) found = found.where("runs.source", "=", source);
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    found = found.where((where) => where.or([where("runs.message", "ilike", pattern), where("runs.id", "=", search), where(sql<string>`configuration_versions.ingress ->> 'commitSha'`, "ilike", pattern.slice(1))]));
  }
  const { total } = await found.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await found.selectAll("runs").select(["workspaces.name as workspaceName", "configurationVersions.ingress"]).orderBy("runs.number", "desc").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

/** The known words of a list by commas; nothing is found when none of them is known. */
function listed<T extends string>(text: string | undefined, known: readonly T[]): T[] | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const words = text.split(",").map((word) => word.trim());
  const found = known.filter((each) => words.includes(each));
  return found.length > 0 ? found : ["" as T];
}
