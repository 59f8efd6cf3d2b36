import { sql } from "kysely";
import type { Sql, Transaction } from "../db/connect.ts";
import type { Run } from "./run.ts";
import type { LogPhase } from "./tables.ts";

export const selectRun = async (db: Sql, id: string): Promise<Run | undefined> => db.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirst();

/** Takes a run's phase for a worker: from now on only this attempt may write. Undefined when there is nothing to take. */
export async function claimRun(trx: Transaction, id: string, worker: string, statuses: readonly Run["status"][]): Promise<Run | undefined> {
  return trx
    .updateTable("runs")
    .set({ attempt: sql`attempt + 1`, worker, updatedAt: sql`now()` })
    .where("id", "=", id)
    .where("status", "in", statuses)
    .returningAll()
    .executeTakeFirst();
}

/** Is this attempt still the one that may write? The row is held until the end of the transaction. */
export async function holdsRun(trx: Transaction, id: string, attempt: number): Promise<boolean> {
  const row = await trx.selectFrom("runs").select("attempt").where("id", "=", id).forShare().executeTakeFirst();
  return row?.attempt === attempt;
}

/** Where the log of a phase has come to, in bytes. */
export async function logLength(db: Sql, runId: string, phase: LogPhase): Promise<number> {
  const last = await db
    .selectFrom("runLogChunks")
    .select((chunk) => [chunk.ref("start").as("start"), sql<number>`length(bytes)`.as("length")])
    .where("runId", "=", runId)
    .where("phase", "=", phase)
    .orderBy("start", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? last.start + last.length : 0;
}

export async function insertLogChunk(trx: Transaction, runId: string, phase: LogPhase, start: number, bytes: Buffer): Promise<void> {
  await trx.insertInto("runLogChunks").values({ runId, phase, start, bytes }).execute();
}

/** At most `limit` bytes of a log from `offset` on; fewer are fine, none past the end. */
export async function readLog(db: Sql, runId: string, phase: LogPhase, offset: number, limit: number): Promise<Buffer> {
  const chunks = await db
    .selectFrom("runLogChunks")
    .select(["start", "bytes"])
    .where("runId", "=", runId)
    .where("phase", "=", phase)
    .where(sql<boolean>`start + length(bytes) > ${offset} and start < ${offset + limit}`)
    .orderBy("start")
    .execute();
  const first = chunks[0];
  if (!first) return Buffer.alloc(0);
  return Buffer.concat(chunks.map(({ bytes }) => bytes)).subarray(offset - first.start, offset - first.start + limit);
}
