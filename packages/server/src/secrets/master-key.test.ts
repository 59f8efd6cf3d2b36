import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyRing, localMasterKey, openMasterKeyFile, readMasterKeyFile, readMasterKeys } from "./master-key.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-keys-"));
});
afterAll(() => rm(folder, { recursive: true }));

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString("base64");

describe("master keys", () => {
  test("what is wrapped opens with the same key for the same organization only", async () => {
    const key = localMasterKey(Buffer.alloc(32, 1));
    const wrapped = await key.wrap(Buffer.alloc(32, 9), "org-a");
    expect(Buffer.from(await key.unwrap(wrapped, "org-a"))).toEqual(Buffer.alloc(32, 9));
    await expect(key.unwrap(wrapped, "org-b")).rejects.toMatchObject({ failure: "tampered" });
    await expect(localMasterKey(Buffer.alloc(32, 2)).unwrap(wrapped, "org-a")).rejects.toMatchObject({ failure: "tampered" });
  });

  test("the first of several is current, the others still open", () => {
    const [first, ...others] = readMasterKeys(`# new\n${base64(2)}\n${base64(1)}\n`, "LOCKSTEP_MASTER_KEY");
    const ring = keyRing([first, ...others]);
    expect(ring.current.id).toBe(localMasterKey(Buffer.alloc(32, 2)).id);
    expect(ring.find(localMasterKey(Buffer.alloc(32, 1)).id)).toBe(others[0]);
    expect(() => ring.find("local-none")).toThrow("was not given");
  });

  test.each(["", "secret", Buffer.alloc(31).toString("base64"), `${base64(1).slice(0, -2)}!=`])("a text that is no key is refused without being shown: %j", (text) => {
    expect(() => readMasterKeys(text, "LOCKSTEP_MASTER_KEY")).toThrow(/^LOCKSTEP_MASTER_KEY does not hold a master key\./);
  });

  test("a file is made once, for its owner alone, and read again", async () => {
    const path = join(folder, "deep", "master.key");
    const [a, b] = await Promise.all([openMasterKeyFile(path), openMasterKeyFile(path)]);
    expect(a[0].id).toBe(b[0].id);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Buffer.from((await readFile(path, "utf8")).trim(), "base64")).toHaveLength(32);
  });

  test("a file that others can read is refused", async () => {
    const path = join(folder, "open.key");
    await writeFile(path, base64(1));
    await chmod(path, 0o640);
    await expect(readMasterKeyFile(path)).rejects.toThrow("chmod 600");
  });
});
