import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { associate, decrypt, encrypt } from "./aead.ts";
import { SecretError } from "./failure.ts";

/** What wraps data keys: a key in a file, or a key management service that never shows its own. */
export interface MasterKey {
  /** Names the key in what it has wrapped. */
  readonly id: string;
  wrap(dataKey: Uint8Array, organization: string): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, organization: string): Promise<Uint8Array>;
}

/** Master keys: the first wraps what is new, all of them open what they have wrapped. */
export interface KeyRing {
  readonly current: MasterKey;
  find(id: string): MasterKey;
}

const nonceLength = 12;
const keyLength = 32;

/** A master key held in memory. Its id is made from a hash, so that it is the same on every machine. */
export function localMasterKey(key: Uint8Array): MasterKey {
  const id = `local-${createHash("sha256").update("lockstep master key id\0").update(key).digest("hex").slice(0, 16)}`;
  const associated = (organization: string): Buffer => associate(["data key", id, organization]);
  return {
    id,
    wrap: async (dataKey, organization) => {
      const nonce = randomBytes(nonceLength);
      return Buffer.concat([nonce, encrypt(key, nonce, dataKey, associated(organization))]);
    },
    unwrap: async (wrapped, organization) => {
      const opened = decrypt(key, wrapped.subarray(0, nonceLength), wrapped.subarray(nonceLength), associated(organization));
      if (opened === undefined) throw new SecretError("tampered", `a data key of ${organization}`);
      return opened;
    },
  };
}

/** Several master keys as one ring. */
export function keyRing(keys: readonly [MasterKey, ...MasterKey[]]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    current: keys[0],
    find: (id) => {
      const key = byId.get(id);
      if (key === undefined) throw new SecretError("master-key-missing", id);
      return key;
    },
  };
}

/** Master keys written in base64, one a line or parted by commas; `source` names where they stood. */
export function readMasterKeys(text: string, source: string): [MasterKey, ...MasterKey[]] {
  const lines = text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  const [first, ...others] = lines.map((line) => localMasterKey(keyBytes(line, source)));
  if (first === undefined) throw new SecretError("master-key-invalid", source);
  return [first, ...others];
}

function keyBytes(line: string, source: string): Buffer {
  const bytes = Buffer.from(line, "base64");
  // Node skips what is not base64: only a text that comes out again as it went in is meant.
  const same = bytes.toString("base64").replace(/=+$/, "") === line.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  if (bytes.length !== keyLength || !same) throw new SecretError("master-key-invalid", source);
  return bytes;
}

/** The master keys of a file, which nobody else may read. */
export async function readMasterKeyFile(path: string): Promise<[MasterKey, ...MasterKey[]]> {
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & 0o077) !== 0) throw new SecretError("master-key-readable-by-others", path);
  return readMasterKeys(await readFile(path, "utf8"), path);
}

/** The master keys of a file, which is made with a new key when there is none. */
export async function openMasterKeyFile(path: string): Promise<[MasterKey, ...MasterKey[]]> {
  const present = await stat(path).then(() => true, () => false);
  if (!present) await makeMasterKeyFile(path);
  return readMasterKeyFile(path);
}

/** Of two who make it at once one does: a file gets its name only when it is whole, and only if the name is free. */
async function makeMasterKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(keyLength).toString("base64")}\n`);
    await file.sync();
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}
