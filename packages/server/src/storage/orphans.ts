import { sql } from "kysely";
import type { Server } from "../server.ts";

/** Every column that names a blob. One that is missing here is found by the database: it refuses the deletion. */
const references = [
  ["configuration_versions", "blob_id"],
  ["runs", "plan_blob_id"],
  ["runs", "plan_json_blob_id"],
  ["runs", "redacted_plan_blob_id"],
  ["runs", "modules_blob_id"],
  ["state_versions", "blob_id"],
  ["state_versions", "json_blob_id"],
  ["drift_scans", "report_blob_id"],
] as const;

/** Deletes blobs that nothing names any more, as a deleted workspace leaves them. Young ones may be named in a moment. */
export async function removeOrphans({ db }: Pick<Server, "db">, atOnce = 200): Promise<number> {
  const unnamed = sql.join(references.map(([table, column]) => sql`not exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.${column}`)} = blobs.id)`), sql` and `);
  const { rows } = await sql<{ id: string }>`
    delete from blobs where id in (select id from blobs where created_at < now() - interval '1 day' and ${unnamed} order by created_at limit ${atOnce}) returning id
  `.execute(db);
  return rows.length;
}
