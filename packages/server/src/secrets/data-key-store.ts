import type { Sql } from "../db/connect.ts";
import type { DataKeyStore } from "./data-keys.ts";

/** The name under which the whole site has keys of its own: for signed addresses and sessions. */
export const site = "site";

/** Keeps data keys in the database. */
export const dataKeyStore = (db: Sql): DataKeyStore => ({
  list: async (organization) => {
    const rows = await db.selectFrom("dataKeys").selectAll().where("organizationId", "=", organization).orderBy("createdAt", "desc").orderBy("id", "desc").execute();
    return rows.map(({ id, organizationId, masterKeyId, wrapped }) => ({ id, organization: organizationId, masterKey: masterKeyId, wrapped }));
  },
  insert: async ({ id, organization, masterKey, wrapped }) => {
    await db.insertInto("dataKeys").values({ id, organizationId: organization, masterKeyId: masterKey, wrapped: Buffer.from(wrapped) }).execute();
  },
});
