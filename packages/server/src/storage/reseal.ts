import { sql } from "kysely";
import { transaction } from "../db/connect.ts";
import type { Rotated } from "../secrets/rotation.ts";
import { sealedKeyId } from "../secrets/sealed.ts";
import type { Server } from "../server.ts";
import { chunksOf, contextOf } from "./blobs.ts";

const page = 200;

/** Seals every blob with its organization's current data key. */
export async function resealBlobs(server: Pick<Server, "db" | "keys" | "vault">): Promise<Rotated> {
  const rotated: Rotated = { changed: 0, kept: 0, overtaken: 0 };
  for (let after = ""; ; ) {
    const blobs = await server.db.selectFrom("blobs").innerJoin("blobChunks", "blobChunks.blobId", "blobs.id").select(["blobs.id", "organizationId", "sealed"]).where("number", "=", 0).where("blobs.id", ">", after).orderBy("blobs.id").limit(page).execute();
    for (const { id, organizationId, sealed } of blobs) {
      const current = await server.keys.current(organizationId);
      if (sealedKeyId(sealed) === current.id) rotated.kept++;
      else if (await resealBlob(server, id, organizationId)) rotated.changed++;
      else rotated.overtaken++;
    }
    after = blobs.at(-1)?.id ?? "";
    if (blobs.length < page) return rotated;
  }
}

/** Writes the new chunks beside the old ones, under numbers below zero, and puts them in their place at once; false when the blob is gone. */
async function resealBlob({ db, vault }: Pick<Server, "db" | "vault">, id: string, organizationId: string): Promise<boolean> {
  return transaction(db, async (trx) => {
    const there = await trx.selectFrom("blobs").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
    if (!there) return false;
    const context = contextOf(organizationId, id);
    let number = -1;
    for await (const sealed of vault.sealStream(vault.openStream(chunksOf(trx, id), context), context)) {
      await trx.insertInto("blobChunks").values({ blobId: id, number: number--, sealed }).execute();
    }
    await trx.deleteFrom("blobChunks").where("blobId", "=", id).where("number", ">=", 0).execute();
    await sql`update blob_chunks set number = -1 - number where blob_id = ${id}`.execute(trx);
    return true;
  });
}
