// What an apply has begun and done, record by record, so that another worker, or the next run, can find out how far it came.
import type { Sql, Transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";

const contextOf = (workspace: Workspace, runId: string) => ({ organization: workspace.organizationId, table: "run_journal", column: "record_sealed", row: runId });

/** A record as it is stored. */
export const sealRecord = async ({ vault }: Pick<Server, "vault">, workspace: Workspace, runId: string, record: unknown): Promise<Buffer> => vault.seal(JSON.stringify(record), contextOf(workspace, runId));

/** All records of a run, in their order. */
export async function readJournalOf({ db, vault }: Pick<Server, "db" | "vault">, workspace: Workspace, runId: string): Promise<readonly unknown[]> {
  const rows = await db.selectFrom("runJournal").select("recordSealed").where("runId", "=", runId).orderBy("number").execute();
  return Promise.all(rows.map(async ({ recordSealed }) => JSON.parse(await vault.openText(recordSealed, contextOf(workspace, runId))) as unknown));
}

/** The newest other run of a workspace whose apply ended in the middle. */
export async function selectUnfinishedRun(db: Sql, workspaceId: string, exceptId: string): Promise<string | undefined> {
  const row = await db.selectFrom("runJournal").innerJoin("runs", "runs.id", "runJournal.runId").select("runs.id").where("runs.workspaceId", "=", workspaceId).where("runs.id", "!=", exceptId).orderBy("runs.number", "desc").limit(1).executeTakeFirst();
  return row?.id;
}

/** An apply that ended in order has said all in its state: its journal is done with, and its state is final. */
export async function settleJournal(trx: Transaction, runId: string): Promise<void> {
  await trx.deleteFrom("runJournal").where("runId", "=", runId).execute();
  await trx.updateTable("stateVersions").set({ intermediate: false }).where("runId", "=", runId).execute();
}

/** The same for the earlier run whose end was found out. */
export async function settleUnfinished(trx: Transaction, workspaceId: string, exceptId: string): Promise<void> {
  const unfinished = await selectUnfinishedRun(trx, workspaceId, exceptId);
  if (unfinished !== undefined) await settleJournal(trx, unfinished);
}
