import { isFinal, isDiscardable, runOperations, runStatuses, type RunOperation, type RunStatus } from "@lockstep/contract";
import type { Sql } from "../db/connect.ts";
import type { TfeQuery } from "../tfe/routes.ts";
import type { Run } from "./run.ts";

/** A page of the runs of some workspaces, the newest first. Plan-only runs are there only when they are asked for by name. */
export async function listRuns(db: Sql, workspaceIds: readonly string[], query: TfeQuery): Promise<{ readonly items: readonly Run[]; readonly total: number }> {
  if (workspaceIds.length === 0) return { items: [], total: 0 };
  const operations = query.list("filter[operation]").filter((text): text is RunOperation => runOperations.some((each) => each === text));
  let filtered = db.selectFrom("runs").where("runs.workspaceId", "in", workspaceIds);
  filtered = operations.length > 0 ? filtered.where("runs.operation", "in", operations) : filtered.where("runs.planOnly", "=", false);
  const statuses = statusesOf(query);
  if (statuses) filtered = filtered.where("runs.status", "in", [...statuses, "" as RunStatus]);
  const sources = query.list("filter[source]");
  if (sources.length > 0) filtered = filtered.where("runs.source", "in", sources);
  const text = query.get("search[basic]");
  if (text) filtered = filtered.where((where) => where.or([where("runs.message", "ilike", `%${text.replace(/[\\%_]/g, "\\$&")}%`), where("runs.id", "=", text)]));
  const user = query.get("search[user]");
  if (user) filtered = filtered.where("runs.createdByName", "=", user);
  const { page, size } = query.paging;
  const { total } = await filtered.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await filtered.selectAll().orderBy("runs.number", "desc").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

const groups: Readonly<Record<string, (status: RunStatus) => boolean>> = { final: isFinal, non_final: (status) => !isFinal(status), discardable: isDiscardable };

function statusesOf(query: TfeQuery): readonly RunStatus[] | undefined {
  const named = query.list("filter[status]").filter((text): text is RunStatus => runStatuses.some((each) => each === text));
  const group = groups[query.get("filter[status_group]") ?? ""];
  if (named.length === 0 && !group) return undefined;
  return [...named, ...(group ? runStatuses.filter(group) : [])];
}
