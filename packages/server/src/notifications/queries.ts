import type { NotificationTrigger } from "@lockstep/contract";
import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import type { Sql, Transaction } from "../db/connect.ts";
import type { DriftRow, DriftScanRow } from "../drift/tables.ts";
import type { Configuration, StoredDelivery } from "./notification.ts";
import type { DeliveryRow, NotificationConfigurationRow } from "./tables.ts";

export const selectConfiguration = async (db: Sql, id: string): Promise<Configuration | undefined> => db.selectFrom("notificationConfigurations").selectAll().where("id", "=", id).executeTakeFirst();

export const selectConfigurations = async (db: Sql, workspaceId: string): Promise<Configuration[]> => db.selectFrom("notificationConfigurations").selectAll().where("workspaceId", "=", workspaceId).orderBy("createdAt").orderBy("id").execute();

/** Those of a workspace that want to be told of this. */
export const selectListening = async (db: Sql, workspaceId: string, trigger: NotificationTrigger): Promise<Configuration[]> =>
  db.selectFrom("notificationConfigurations").selectAll().where("workspaceId", "=", workspaceId).where("enabled", "=", true).where(sql<boolean>`${trigger} = any(triggers)`).orderBy("id").execute();

export const insertConfiguration = async (trx: Transaction, row: Insertable<NotificationConfigurationRow>): Promise<Configuration> => trx.insertInto("notificationConfigurations").values(row).returningAll().executeTakeFirstOrThrow();

export const updateConfiguration = async (trx: Transaction, id: string, changes: Updateable<NotificationConfigurationRow>): Promise<Configuration | undefined> =>
  trx.updateTable("notificationConfigurations").set(changes).where("id", "=", id).returningAll().executeTakeFirst();

export const deleteConfiguration = async (trx: Transaction, id: string): Promise<void> => void (await trx.deleteFrom("notificationConfigurations").where("id", "=", id).execute());

/** Keeps a delivery unless there is one for this event and configuration; tells whether it is new. */
export async function insertDelivery(trx: Transaction, row: Insertable<DeliveryRow>): Promise<boolean> {
  const inserted = await trx.insertInto("deliveries").values(row).onConflict((on) => on.columns(["notificationConfigurationId", "eventKey"]).doNothing()).returning("id").executeTakeFirst();
  return inserted !== undefined;
}

export const selectDelivery = async (db: Sql, id: string): Promise<StoredDelivery | undefined> => db.selectFrom("deliveries").selectAll().where("id", "=", id).executeTakeFirst();

export const updateDelivery = async (db: Sql, id: string, changes: Updateable<DeliveryRow>): Promise<StoredDelivery | undefined> => db.updateTable("deliveries").set(changes).where("id", "=", id).returningAll().executeTakeFirst();

/** A page of what was sent to one place, the newest first. */
export async function listDeliveries(db: Sql, configurationId: string, { page, size, status }: { readonly page: number; readonly size: number; readonly status?: StoredDelivery["status"] | undefined }): Promise<{ readonly items: StoredDelivery[]; readonly total: number }> {
  const mine = db.selectFrom("deliveries").where("notificationConfigurationId", "=", configurationId).$if(status !== undefined, (query) => query.where("status", "=", status ?? "pending"));
  const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await mine.selectAll().orderBy("createdAt", "desc").orderBy("id").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

/** The newest delivery of each configuration. */
export const selectLastDeliveries = async (db: Sql, configurationIds: readonly string[]): Promise<StoredDelivery[]> =>
  configurationIds.length === 0
    ? []
    : db.selectFrom("deliveries").selectAll().distinctOn("notificationConfigurationId").where("notificationConfigurationId", "in", configurationIds).orderBy("notificationConfigurationId").orderBy(sql`coalesce(last_attempt_at, created_at)`, "desc").execute();

/** What is older than this was looked at long ago. */
export const deleteOldDeliveries = async (db: Sql, before: Date): Promise<void> => void (await db.deleteFrom("deliveries").where("createdAt", "<", before).where("status", "!=", "pending").execute());

/** Those of these accounts that are in the organization and can sign in. */
export const selectMembers = async (db: Sql, organizationId: string, accountIds: readonly string[]): Promise<{ id: string; username: string; email: string }[]> =>
  accountIds.length === 0
    ? []
    : db
        .selectFrom("accounts")
        .innerJoin("teamMembers", "teamMembers.accountId", "accounts.id")
        .innerJoin("teams", "teams.id", "teamMembers.teamId")
        .select(["accounts.id", "accounts.username", "accounts.email"])
        .distinct()
        .where("teams.organizationId", "=", organizationId)
        .where("accounts.id", "in", accountIds)
        .where("accounts.disabledAt", "is", null)
        .orderBy("accounts.username")
        .execute();

export const selectOrganizationName = async (db: Sql, id: string): Promise<string> => (await db.selectFrom("organizations").select("name").where("id", "=", id).executeTakeFirstOrThrow()).name;

/** The events of a kind in a workspace that are in no message yet; from now on they are. */
export async function takeDriftEvents(trx: Transaction, workspaceId: string, kind: "drift.found" | "drift.resolved"): Promise<{ eventId: number; driftId: string }[]> {
  const events = await trx
    .selectFrom("outboxEvents")
    .leftJoin("driftMessages", "driftMessages.eventId", "outboxEvents.id")
    .select(["outboxEvents.id as eventId", "outboxEvents.subjectId as driftId"])
    .where("outboxEvents.workspaceId", "=", workspaceId)
    .where("outboxEvents.kind", "=", kind)
    .where("outboxEvents.at", ">", sql<Date>`now() - interval '1 day'`)
    .where("driftMessages.eventId", "is", null)
    .orderBy("outboxEvents.id")
    .execute();
  if (events.length > 0) await trx.insertInto("driftMessages").values(events.map(({ eventId }) => ({ eventId }))).execute();
  return events;
}

/** Events that are too old to be taken again. */
export const forgetDriftEvents = async (db: Sql): Promise<void> => void (await db.deleteFrom("driftMessages").where("toldAt", "<", sql<Date>`now() - interval '3 days'`).execute());

export const selectDrifts = async (db: Sql, ids: readonly string[]): Promise<Selectable<DriftRow>[]> => (ids.length === 0 ? [] : db.selectFrom("drifts").selectAll().where("id", "in", ids).orderBy("address").execute());

/** A scan with the whole one that ended well before it. */
export async function selectScan(db: Sql, id: string): Promise<{ readonly scan: Selectable<DriftScanRow>; readonly prior: Selectable<DriftScanRow> | undefined } | undefined> {
  const scan = await db.selectFrom("driftScans").selectAll().where("id", "=", id).executeTakeFirst();
  if (!scan) return undefined;
  const prior = await db.selectFrom("driftScans").selectAll().where("workspaceId", "=", scan.workspaceId).where("kind", "=", "full").where("status", "in", ["finished", "errored"]).where("createdAt", "<", scan.createdAt).orderBy("createdAt", "desc").limit(1).executeTakeFirst();
  return { scan, prior };
}
