import { readBlob } from "../storage/blobs.ts";
import type { Server } from "../server.ts";
import type { Sql } from "../db/connect.ts";
import type { Run } from "../runs/run.ts";

interface PlanDocument {
  readonly resource_changes?: readonly { readonly address: string; readonly change?: { readonly actions?: readonly string[] } }[];
}

/** The addresses that a run's apply touches, by its plan. */
export async function addressesOf(server: Pick<Server, "db" | "vault">, run: Pick<Run, "redactedPlanBlobId" | "targetAddrs">): Promise<ReadonlySet<string>> {
  const bytes = run.redactedPlanBlobId ? await readBlob(server, run.redactedPlanBlobId) : undefined;
  // A plan that is no longer kept: its targets are the best that is known.
  if (!bytes) return new Set(run.targetAddrs);
  const { resource_changes: changes = [] } = JSON.parse(bytes.toString("utf8")) as PlanDocument;
  return new Set(changes.filter(({ change }) => change?.actions?.some((action) => action !== "no-op" && action !== "read")).map(({ address }) => address));
}

/** Runs of a workspace whose apply was under way at some time since a moment, the newest first. */
export async function runsApplyingSince(db: Sql, workspaceId: string, since: Date): Promise<readonly Run[]> {
  const runs = await db.selectFrom("runs").selectAll().where("workspaceId", "=", workspaceId).where("updatedAt", ">=", since).orderBy("number", "desc").execute();
  const applying = await db.selectFrom("runs").selectAll().where("workspaceId", "=", workspaceId).where("status", "=", "applying").execute();
  return [...new Map([...applying, ...runs].map((run) => [run.id, run])).values()].filter(({ statusTimes }) => "applying" in statusTimes);
}
