import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { readBlob, storeBlob } from "../storage/blobs.ts";
import { dataKeyStore, site } from "./data-key-store.ts";
import { DataKeys } from "./data-keys.ts";
import { keyRing, readMasterKeys } from "./master-key.ts";
import { rotateDataKeys, rotateMasterKey, sealedColumns } from "./rotate-keys.ts";
import { sealedKeyId } from "./sealed.ts";
import { createVault } from "./vault.ts";

let lockstep: TestServer;
let [organization, workspace]: [string, string] = ["", ""];
beforeAll(async () => {
  lockstep = await testServer();
  const found = await lockstep.server.db.selectFrom("organizations").select("id").executeTakeFirstOrThrow();
  organization = found.id;
  workspace = String((await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { attributes: { name: "prod" } } })).body.data?.id);
});
afterAll(() => lockstep.stop());

describe("rotation of keys", () => {
  test("knows every sealed column there is", async () => {
    const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type = 'bytea' order by 1`.execute(lockstep.server.db);
    const notSealed = new Set(["access_tokens.hash", "account_links.hash", "authorization_codes.hash", "sessions.hash", "data_keys.wrapped", "run_log_chunks.bytes", "blob_chunks.sealed"]);
    expect(rows.map(({ name }) => name).filter((name) => !notSealed.has(name))).toEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted());
  });

  test("seals every value with a new data key, and blobs of several chunks too; all can be read as before", async () => {
    const { server } = lockstep;
    const bytes = randomBytes(2_500_000);
    const blob = await server.db.transaction().execute(async (trx) => storeBlob(server, trx, organization, bytes));
    const context = { organization, table: "variables", column: "value_sealed", row: "var-1" };
    await server.db.insertInto("variables").values({ id: "var-1", workspaceId: workspace, key: "secret", category: "terraform", sensitive: true, valueSealed: await server.vault.seal("hush", context), versionId: "1" }).execute();
    const before = await server.keys.current(organization);
    expect(await rotateDataKeys(server)).toMatchObject({ changed: 2, overtaken: 0 });
    expect(await rotateDataKeys(server)).toMatchObject({ changed: 2 });
    const { valueSealed } = await server.db.selectFrom("variables").select("valueSealed").executeTakeFirstOrThrow();
    expect(sealedKeyId(valueSealed ?? Buffer.alloc(0))).not.toBe(before.id);
    expect(await server.vault.openText(valueSealed ?? Buffer.alloc(0), context)).toBe("hush");
    expect((await readBlob(server, blob))?.equals(bytes)).toBe(true);
  });

  test("wraps the data keys with a new master key, after which the old one is not needed any more", async () => {
    const { server } = lockstep;
    const [old] = readMasterKeys(randomBytes(32).toString("base64"), "test");
    const [next] = readMasterKeys(randomBytes(32).toString("base64"), "test");
    const current = server.keys.ring.current;
    const context = { organization: site, table: "cookies", column: "value", row: "x" };
    const sealed = await server.vault.seal("kept", context);
    for (const ring of [keyRing([old, current]), keyRing([next, old])]) {
      const { changed, kept } = await rotateMasterKey({ db: server.db, keys: new DataKeys(ring, dataKeyStore(server.db)) });
      expect([changed > 0, kept]).toEqual([true, 0]);
    }
    const after = createVault(new DataKeys(keyRing([next]), dataKeyStore(server.db)));
    expect(await after.openText(sealed, context)).toBe("kept");
    await expect(createVault(new DataKeys(keyRing([current]), dataKeyStore(server.db))).openText(sealed, context)).rejects.toThrow();
    expect((await lockstep.server.db.selectFrom("auditEvents").select("action").where("actorName", "=", "Key rotation").execute()).map(({ action }) => action)).toEqual(["data-keys.rotate", "data-keys.rotate", "master-key.rotate", "master-key.rotate"]);
  });
});
