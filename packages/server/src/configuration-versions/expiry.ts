import type { Server } from "../server.ts";

// An hour more than the address to upload to is good for.
const hours = 26;

/** Marks configuration versions that were announced and never uploaded: nobody can do it any more. */
export async function expirePending({ db, clock }: Pick<Server, "db" | "clock">): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("configurationVersions")
    .set({ status: "errored", error: "upload-timeout", errorMessage: "The configuration was announced and not uploaded within a day. Announce it again." })
    .where("status", "=", "pending")
    .where("createdAt", "<", new Date(clock.now().getTime() - hours * 3_600_000))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
