// Changing keys while everything runs. A new master key wraps the data keys again, which is done in a moment; a new data key seals every
// value again. Both can be repeated and broken off at any time: what was not yet changed opens with the key it has.
import { sql } from "kysely";
import { system } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import type { Server } from "../server.ts";
import { resealBlobs } from "../storage/reseal.ts";
import type { DataKeyRow } from "./data-keys.ts";
import { resealRows, rewrapDataKeys, type Rotated, type SealedRow } from "./rotation.ts";

/** A column of sealed values: how a row is told from others, which row its seal names, and whose it is. */
interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** SQL over the row `t`. */
  readonly key?: string;
  readonly row?: string;
  readonly organization: string;
}

const own = "t.organization_id";
const ofWorkspace = "(select w.organization_id from workspaces w where w.id = t.workspace_id)";

/** Every sealed column but the chunks of blobs, which are sealed as a stream. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: "okta_orgs", column: "api_token_sealed", organization: own },
  { table: "okta_orgs", column: "private_key_sealed", organization: own },
  { table: "vcs_connections", column: "token_sealed", organization: own },
  { table: "vcs_connections", column: "private_key_sealed", organization: own },
  { table: "vcs_connections", column: "webhook_secret_sealed", organization: own },
  { table: "vcs_connections", column: "ssh_key_sealed", organization: own },
  { table: "variables", column: "value_sealed", organization: `coalesce(${ofWorkspace}, (select s.organization_id from variable_sets s where s.id = t.variable_set_id))` },
  { table: "runs", column: "inputs_sealed", organization: ofWorkspace },
  { table: "run_journal", column: "record_sealed", key: "t.run_id || '/' || t.number", row: "t.run_id", organization: "(select w.organization_id from runs r join workspaces w on w.id = r.workspace_id where r.id = t.run_id)" },
  { table: "state_version_outputs", column: "value_sealed", organization: "(select w.organization_id from state_versions s join workspaces w on w.id = s.workspace_id where s.id = t.state_version_id)" },
  { table: "notification_configurations", column: "url_sealed", organization: ofWorkspace },
  { table: "notification_configurations", column: "token_sealed", organization: ofWorkspace },
];

/** Wraps every data key with the first of the master keys; afterwards the others can be taken out of the settings. */
export async function rotateMasterKey({ db, keys }: Pick<Server, "db" | "keys">): Promise<Rotated> {
  const rows = await db.selectFrom("dataKeys").selectAll().orderBy("id").execute();
  const list = rows.map(({ id, organizationId, masterKeyId, wrapped }): DataKeyRow => ({ id, organization: organizationId, masterKey: masterKeyId, wrapped }));
  const rotated = await rewrapDataKeys(keys.ring, each(list), async ({ id, masterKey, wrapped }, before) => {
    const changes = { masterKeyId: masterKey, wrapped: Buffer.from(wrapped) };
    const { numUpdatedRows } = await db.updateTable("dataKeys").set(changes).where("id", "=", id).where("masterKeyId", "=", before.masterKey).executeTakeFirst();
    return numUpdatedRows === 1n;
  });
  keys.forget();
  await recordRotation(db, "master-key.rotate", rotated);
  return rotated;
}

/** Makes a new data key for every organization and the site, and seals every value with it. Older data keys stay: backups and signed addresses need them. */
export async function rotateDataKeys(server: Pick<Server, "db" | "keys" | "vault">, say: (line: string) => void = () => {}): Promise<Rotated> {
  const { db, keys, vault } = server;
  const organizations = await db.selectFrom("dataKeys").select("organizationId").distinct().orderBy("organizationId").execute();
  for (const { organizationId } of organizations) await keys.renew(organizationId);
  const total: Rotated = { changed: 0, kept: 0, overtaken: 0 };
  const add = (name: string, { changed, kept, overtaken }: Rotated): void => {
    say(`${name}: ${changed} sealed again`);
    total.changed += changed;
    total.kept += kept;
    total.overtaken += overtaken;
  };
  for (const column of sealedColumns) add(`${column.table}.${column.column}`, await resealRows(vault, rowsOf(db, column), async (row, before) => writeRow(db, column, row, before)));
  add("blobs", await resealBlobs(server));
  await recordRotation(db, "data-keys.rotate", total);
  return total;
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

interface KeyedRow extends SealedRow {
  readonly key: string;
}

const page = 200;

async function* rowsOf(db: Server["db"], { table, column, key = "t.id", row = "t.id", organization }: SealedColumn): AsyncGenerator<KeyedRow> {
  for (let after = ""; ; ) {
    const { rows } = await sql<{ key: string; row: string; organization: string; sealed: Buffer }>`
      select ${sql.raw(key)} as key, ${sql.raw(row)} as row, ${sql.raw(organization)} as organization, ${sql.raw(`t.${column}`)} as sealed
      from ${sql.raw(table)} t where ${sql.raw(`t.${column}`)} is not null and ${sql.raw(key)} > ${after} order by 1 limit ${page}`.execute(db);
    for (const found of rows) yield { key: found.key, sealed: found.sealed, context: { organization: found.organization, table, column, row: found.row } };
    after = rows.at(-1)?.key ?? "";
    if (rows.length < page) return;
  }
}

/** Writes it unless somebody else has done so since it was read. */
async function writeRow(db: Server["db"], { table, column, key = "t.id" }: SealedColumn, { sealed }: SealedRow, before: SealedRow): Promise<boolean> {
  const { numAffectedRows } = await sql`update ${sql.raw(table)} t set ${sql.raw(column)} = ${Buffer.from(sealed)} where ${sql.raw(key)} = ${(before as KeyedRow).key} and ${sql.raw(`t.${column}`)} = ${Buffer.from(before.sealed)}`.execute(db);
  return numAffectedRows === 1n;
}

const recordRotation = async (db: Server["db"], action: string, { changed, kept, overtaken }: Rotated): Promise<void> =>
  transaction(db, async (trx) => audit(trx, system("Key rotation"), { organizationId: null, action, subject: { kind: "keys", id: "site", name: "keys" }, details: { changed, kept, overtaken } }));
