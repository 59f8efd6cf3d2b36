import type { Insertable } from "kysely";
import type { Sql, Transaction } from "../db/connect.ts";
import type { Drift, DriftScan } from "./drift.ts";
import type { DriftEventRow } from "./tables.ts";

export const selectDrift = async (db: Sql, id: string): Promise<Drift | undefined> => db.selectFrom("drifts").selectAll().where("id", "=", id).executeTakeFirst();

export const selectScan = async (db: Sql, id: string): Promise<DriftScan | undefined> => db.selectFrom("driftScans").selectAll().where("id", "=", id).executeTakeFirst();

/** Drifts of a workspace that are not resolved. */
export const selectUnresolved = async (db: Sql, workspaceId: string): Promise<Drift[]> =>
  db.selectFrom("drifts").selectAll().where("workspaceId", "=", workspaceId).where("status", "!=", "resolved").orderBy("firstSeenAt").execute();

/** The drift of an address that was resolved last. */
export const selectLastResolved = async (db: Sql, workspaceId: string, address: string): Promise<Drift | undefined> =>
  db.selectFrom("drifts").selectAll().where("workspaceId", "=", workspaceId).where("address", "=", address).where("status", "=", "resolved").orderBy("resolvedAt", "desc").limit(1).executeTakeFirst();

/** Writes down what happened to a drift. */
export async function recordDriftEvent(trx: Transaction, driftId: string, action: Insertable<DriftEventRow>["action"], actorName: string | null, details: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await trx.insertInto("driftEvents").values({ driftId, action, actorName, details: JSON.stringify(details) }).execute();
}

/** The scan of a kind that waits or runs. */
export const selectUnfinishedScan = async (db: Sql, workspaceId: string, kind: DriftScan["kind"], status: "queued" | "running"): Promise<DriftScan | undefined> =>
  db.selectFrom("driftScans").selectAll().where("workspaceId", "=", workspaceId).where("kind", "=", kind).where("status", "=", status).orderBy("createdAt").limit(1).executeTakeFirst();

/** Workspaces that have drift, with what lists filter by; the others have nothing to list. */
export const selectDriftedWorkspaces = async (db: Sql, organizationId: string): Promise<readonly { readonly id: string; readonly name: string; readonly oktaOrgId: string | null }[]> =>
  db
    .selectFrom("workspaces")
    .select(["id", "name", "oktaOrgId"])
    .where("organizationId", "=", organizationId)
    .where((row) => row.exists(row.selectFrom("drifts").select("drifts.id").whereRef("drifts.workspaceId", "=", "workspaces.id")))
    .execute();
