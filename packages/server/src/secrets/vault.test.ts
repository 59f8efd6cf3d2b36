import { describe, expect, test } from "vitest";
import { DataKeys } from "./data-keys.ts";
import { keyRing, localMasterKey } from "./master-key.ts";
import { memoryKeyStore } from "./memory-store.ts";
import { resealRows, rewrapDataKeys, type SealedRow } from "./rotation.ts";
import { open, openStream, seal, sealedKeyId, sealStream, type SealContext } from "./sealed.ts";
import { createVault } from "./vault.ts";

const context: SealContext = { organization: "org-a", table: "variables", column: "value", row: "var-1" };
const masterKey = (fill: number) => localMasterKey(Buffer.alloc(32, fill));
const dataKey = { id: "dk-1", key: Buffer.alloc(32, 7) };

function newVault(fill = 1) {
  const store = memoryKeyStore();
  const keys = new DataKeys(keyRing([masterKey(fill)]), store);
  return { store, keys, vault: createVault(keys) };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("a sealed value", () => {
  test("opens in its place, and shows nothing of itself", async () => {
    const { vault } = newVault();
    const sealed = await vault.seal("s3cret-value", context);
    expect(await vault.openText(sealed, context)).toBe("s3cret-value");
    expect(sealed.includes("s3cret")).toBe(false);
    expect((await vault.seal("s3cret-value", context)).equals(sealed)).toBe(false);
  });

  test.each<[string, Partial<SealContext>]>([
    ["row", { row: "var-2" }],
    ["column", { column: "description" }],
    ["table", { table: "variable_set_variables" }],
    ["table and column that join to the same letters", { table: "variablesv", column: "alue" }],
  ])("does not open in another %s", async (_, other) => {
    const { vault } = newVault();
    const sealed = await vault.seal("s3cret-value", context);
    await expect(vault.open(sealed, { ...context, ...other })).rejects.toMatchObject({ failure: "tampered" });
  });

  test("does not open in another organization", async () => {
    const { vault } = newVault();
    const sealed = await vault.seal("s3cret-value", context);
    await expect(vault.open(sealed, { ...context, organization: "org-b" })).rejects.toMatchObject({ failure: "data-key-missing" });
  });

  test("does not open when any byte is changed, and its error has no plaintext", async () => {
    const { vault } = newVault();
    const sealed = await vault.seal("s3cret-value", context);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const error: unknown = await vault.open(changed, context).catch((caught: unknown) => caught);
      expect(error).toHaveProperty("failure");
      expect(String(error)).not.toContain("s3cret");
    }
  });

  test("does not open when it is cut short, at any length", async () => {
    const { vault } = newVault();
    const sealed = await vault.seal("s3cret-value", context);
    for (let length = 0; length < sealed.length; length++) await expect(vault.open(sealed.subarray(0, length), context)).rejects.toHaveProperty("failure");
  });
});

describe("a large value", () => {
  const sizes = [0, 1, 99, 100, 101, 200, 250, 1000];

  test.each(sizes)("of %i bytes is the same sealed in one piece or as a stream, and opened either way", async (size) => {
    const plain = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    const whole = seal(dataKey, plain, context, 100);
    const streamed = await collect(sealStream(dataKey, pieces(plain, 37), context, 100));
    expect(streamed).toHaveLength(whole.length);
    for (const sealed of [whole, streamed]) {
      expect(open(dataKey, sealed, context)).toEqual(plain);
      expect(await collect(openStream(async () => dataKey, pieces(sealed, 13), context))).toEqual(plain);
    }
  });

  test("does not open with a chunk left out, doubled or swapped, nor without its end", async () => {
    const plain = Buffer.alloc(300, 5);
    const sealed = seal(dataKey, plain, context, 100);
    const head = sealed.subarray(0, sealed.length - 3 * 116);
    const [a, b, c] = [0, 1, 2].map((index) => sealed.subarray(head.length + index * 116, head.length + (index + 1) * 116));
    for (const order of [[a, c], [b, a, c], [a, a, b, c], [a, b], [a, b, c, c]]) {
      const forged = Buffer.concat([head, ...order.map((chunk) => chunk ?? Buffer.alloc(0))]);
      expect(() => open(dataKey, forged, context)).toThrow("does not open");
      await expect(collect(openStream(async () => dataKey, pieces(forged, 50), context))).rejects.toThrow("does not open");
    }
  });
});

describe("data keys", () => {
  test("one is made for an organization when first needed, and used by everybody", async () => {
    const { store, vault } = newVault();
    const sealed = await Promise.all([1, 2, 3].map((row) => vault.seal("x", { ...context, row: `var-${row}` })));
    expect(store.rows).toHaveLength(1);
    expect(new Set(sealed.map(sealedKeyId))).toEqual(new Set([store.rows[0]?.id]));
  });

  test("another process opens what this one sealed, given the same master key", async () => {
    const { store, vault } = newVault();
    const sealed = await vault.seal("x", context);
    expect(await createVault(new DataKeys(keyRing([masterKey(1)]), store)).openText(sealed, context)).toBe("x");
    await expect(createVault(new DataKeys(keyRing([masterKey(2)]), store)).open(sealed, context)).rejects.toMatchObject({ failure: "master-key-missing" });
  });

  test("a key that another process made is found although this one holds older ones", async () => {
    const { store, vault } = newVault();
    await vault.seal("x", context);
    const other = new DataKeys(keyRing([masterKey(1)]), store);
    await other.renew("org-a");
    const sealed = await createVault(other).seal("new", context);
    expect(await vault.openText(sealed, context)).toBe("new");
  });

  test("a failing store is asked again", async () => {
    const store = memoryKeyStore();
    let failing = true;
    const list = async (organization: string) => (failing ? Promise.reject(new Error("down")) : store.list(organization));
    const vault = createVault(new DataKeys(keyRing([masterKey(1)]), { ...store, list }));
    await expect(vault.seal("x", context)).rejects.toThrow("down");
    failing = false;
    expect(await vault.openText(await vault.seal("x", context), context)).toBe("x");
  });
});

describe("rotation", () => {
  async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
    yield* rows;
  }

  test("data keys are wrapped anew by the new master key, after which the old one is not needed", async () => {
    const { store, vault } = newVault(1);
    const sealed = await vault.seal("x", context);
    const both = keyRing([masterKey(2), masterKey(1)]);
    const write = async (row: (typeof store.rows)[number]) => {
      store.rows.splice(store.rows.findIndex(({ id }) => id === row.id), 1, row);
      return true;
    };
    expect(await rewrapDataKeys(both, each([...store.rows]), write)).toEqual({ changed: 1, kept: 0, overtaken: 0 });
    expect(await rewrapDataKeys(both, each([...store.rows]), write)).toEqual({ changed: 0, kept: 1, overtaken: 0 });
    expect(await createVault(new DataKeys(keyRing([masterKey(2)]), store)).openText(sealed, context)).toBe("x");
  });

  test("values are sealed anew with the newest data key, but for those somebody wrote meanwhile", async () => {
    const { store, keys, vault } = newVault();
    const rows: SealedRow[] = await Promise.all(["1", "2"].map(async (row) => ({ context: { ...context, row }, sealed: await vault.seal(`value ${row}`, { ...context, row }) })));
    await keys.renew("org-a");
    const written: SealedRow[] = [];
    const rotated = await resealRows(vault, each(rows), async (row) => row.context.row === "1" && written.push(row) > 0);
    expect(rotated).toEqual({ changed: 1, kept: 0, overtaken: 1 });
    expect(sealedKeyId(written[0]?.sealed ?? Buffer.alloc(0))).toBe(store.rows[1]?.id);
    expect(await vault.openText(written[0]?.sealed ?? Buffer.alloc(0), { ...context, row: "1" })).toBe("value 1");
  });
});
