// Hashes, keys and random values.
import { hashSync } from "bcryptjs";
import { constants, createHash, createPrivateKey, privateDecrypt } from "node:crypto";
import { quote } from "../values/quote.ts";
import { stringType } from "../values/type.ts";
import { stringValue, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { number, string, textOf, wholeNumber } from "./arguments.ts";
import { utf8 } from "./encoding.ts";
import { readBytes } from "./file.ts";
import { fail, failArgument } from "./function.ts";
import type { CallSite, Failure, FunctionDefinition } from "./function.ts";

/** Each hash as a function of texts, and of files. */
const hashes: readonly { name: string; file: string; algorithm: string; encoding: "hex" | "base64" }[] = [
  { name: "md5", file: "filemd5", algorithm: "md5", encoding: "hex" },
  { name: "sha1", file: "filesha1", algorithm: "sha1", encoding: "hex" },
  { name: "sha256", file: "filesha256", algorithm: "sha256", encoding: "hex" },
  { name: "sha512", file: "filesha512", algorithm: "sha512", encoding: "hex" },
  { name: "base64sha256", file: "filebase64sha256", algorithm: "sha256", encoding: "base64" },
  { name: "base64sha512", file: "filebase64sha512", algorithm: "sha512", encoding: "base64" },
];

const hash = (algorithm: string, encoding: "hex" | "base64", content: string | Uint8Array): string =>
  createHash(algorithm).update(content).digest(encoding);

const ofTexts = hashes.map(
  ({ name, algorithm, encoding }): FunctionDefinition => ({
    name,
    parameters: [string("str")],
    returns: stringType,
    notNull: true,
    run: (args) => stringValue(hash(algorithm, encoding, textOf(args, 0))),
  }),
);

const ofFiles = hashes.map(
  ({ file, algorithm, encoding }): FunctionDefinition => ({
    name: file,
    parameters: [string("path")],
    returns: stringType,
    notNull: true,
    run: (args, _, { context }) => {
      const read = readBytes(textOf(args, 0), context);
      return "failure" in read ? fail(read.failure) : stringValue(hash(algorithm, encoding, read));
    },
  }),
);

// UUIDs

const namespaces: ReadonlyMap<string, string> = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);

/** The sixteen bytes of a UUID in any of its spellings, or what is wrong with it. */
function parseUuid(text: string): Buffer | string {
  const bytes = Buffer.byteLength(text);
  const plain =
    bytes === 45 ? text.replace(/^urn:uuid:/i, "") : bytes === 38 ? text.slice(1, -1) : bytes === 36 || bytes === 32 ? text : undefined;
  if (plain === undefined) return `invalid UUID length: ${bytes}`;
  if (bytes === 45 && plain.length !== 36) return `invalid urn prefix: ${quote(text.slice(0, 9))}`;
  const pattern = bytes === 32 ? /^[\da-f]{32}$/i : /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
  return pattern.test(plain) ? Buffer.from(plain.replaceAll("-", ""), "hex") : "invalid UUID format";
}

/** Sixteen bytes as a UUID of the given version. */
function printUuid(bytes: Uint8Array, version: number): string {
  const copy = Buffer.from(bytes.subarray(0, 16));
  copy.writeUInt8((copy.readUInt8(6) & 0x0f) | (version << 4), 6);
  copy.writeUInt8((copy.readUInt8(8) & 0x3f) | 0x80, 8);
  return copy.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function uuid5(args: readonly Value[]): Value | Failure {
  const given = textOf(args, 0);
  const namespace = parseUuid(namespaces.get(given) ?? given);
  if (typeof namespace === "string") return fail(`uuidv5() doesn't support namespace ${given} (${namespace})`);
  const digest = createHash("sha1").update(namespace).update(textOf(args, 1)).digest();
  return stringValue(printUuid(digest, 5));
}

function uuid(_args: readonly Value[], _type: unknown, { context }: CallSite): Value {
  return context.random ? stringValue(printUuid(context.random(16), 4)) : unknownValue(stringType);
}

// bcrypt

/** The letters of bcrypt's own Base64. */
const letters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function bcrypt(args: readonly Value[], _type: unknown, { context }: CallSite): Value | Failure {
  if (args.length > 2) return fail("bcrypt() takes no more than two arguments");
  const cost = args[1] ? wholeNumber(args[1]) : 10;
  if (typeof cost !== "number") return cost;
  if (!context.random) return unknownValue(stringType);
  if (cost < 4 || cost > 31) return fail(`error occurred generating password crypto/bcrypt: cost ${cost} is outside allowed range (4,31)`);
  const salt = Array.from(context.random(22), (byte) => letters[byte % 64]).join("");
  return stringValue(hashSync(textOf(args, 0), `$2a$${String(cost).padStart(2, "0")}$${salt}`).replace(/^\$2b/, "$2a"));
}

// RSA

function rsaDecrypt(args: readonly Value[]): Value | Failure {
  const [text, key] = [textOf(args, 0), textOf(args, 1)];
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) return failArgument(0, `failed to decode input ${quote(text)}: cipher text must be base64-encoded`);
  if (!/-----BEGIN [A-Z ]*-----/.test(key)) return failArgument(1, "invalid private key: ssh: no key found");
  const privateKey = readKey(key);
  if (typeof privateKey === "string") return failArgument(1, `invalid private key: ${privateKey}`);
  try {
    const plain = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text, "base64"));
    return stringValue(utf8(plain) ?? plain.toString("latin1"));
  } catch {
    return fail("failed to decrypt: crypto/rsa: decryption error");
  }
}

function readKey(text: string): ReturnType<typeof createPrivateKey> | string {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === "rsa" ? key : `only RSA keys are supported, not ${key.asymmetricKeyType ?? "this one"}`;
  } catch {
    return /ENCRYPTED/.test(text) ? "ssh: this private key is passphrase protected" : "asn1: structure error";
  }
}

/** Hashes, keys and random values. */
export const hashFunctions: readonly FunctionDefinition[] = [
  ...ofTexts,
  ...ofFiles,
  { name: "uuid", parameters: [], returns: stringType, notNull: true, run: uuid },
  { name: "uuidv5", parameters: [string("namespace"), string("name")], returns: stringType, notNull: true, run: uuid5 },
  { name: "bcrypt", parameters: [string("str")], rest: number("cost"), returns: stringType, notNull: true, run: bcrypt },
  {
    name: "rsadecrypt",
    parameters: [string("ciphertext"), string("privatekey")],
    returns: stringType,
    notNull: true,
    run: rsaDecrypt,
  },
];

