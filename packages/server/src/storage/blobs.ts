// Archives, plans, states and reports: sealed, in pieces, in the database, so that every worker on every machine has them and a backup has all.
import { newBlobId } from "./blob-id.ts";
import type { Transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import type { SealContext } from "../secrets/sealed.ts";

/** Where the chunks of a blob are sealed to. */
export const contextOf = (organization: string, id: string): SealContext => ({ organization, table: "blobs", column: "chunks", row: id });

/** Stores bytes for an organization; gives their id. */
export async function storeBlob({ vault }: Pick<Server, "vault">, trx: Transaction, organizationId: string, bytes: Uint8Array): Promise<string> {
  const id = newBlobId();
  await trx.insertInto("blobs").values({ id, organizationId, size: bytes.length }).execute();
  let number = 0;
  for await (const sealed of vault.sealStream(pieces(bytes), contextOf(organizationId, id))) {
    await trx.insertInto("blobChunks").values({ blobId: id, number: number++, sealed }).execute();
  }
  return id;
}

const piece = 1 << 20;

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += piece) yield bytes.subarray(start, start + piece);
}

/** The bytes of a blob; undefined when there is none with this id. */
export async function readBlob({ db, vault }: Pick<Server, "db" | "vault">, id: string): Promise<Buffer | undefined> {
  const blob = await db.selectFrom("blobs").selectAll().where("id", "=", id).executeTakeFirst();
  if (!blob) return undefined;
  const parts: Buffer[] = [];
  for await (const part of vault.openStream(chunksOf(db, id), contextOf(blob.organizationId, id))) parts.push(part);
  return Buffer.concat(parts);
}

/** The sealed chunks of a blob, in order. */
export async function* chunksOf(db: Server["db"], id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const chunk = await db.selectFrom("blobChunks").select("sealed").where("blobId", "=", id).where("number", "=", number).executeTakeFirst();
    if (!chunk) return;
    yield chunk.sealed;
  }
}

/** Deletes blobs that nothing names any more. */
export async function deleteBlobs(trx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom("blobs").where("id", "in", ids).execute();
}
