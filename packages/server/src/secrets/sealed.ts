import { hkdfSync, randomBytes } from "node:crypto";
import { associate, decrypt, encrypt, tagLength } from "./aead.ts";
import { SecretError } from "./failure.ts";

// A sealed value: version (1 byte), length of the data key's id (1), the id, chunk size (4), salt (16), then chunks, each with its tag.
// Every value has a key of its own, derived from data key, salt and place; the nonce of a chunk is its number and whether it is the last
// (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that chunks cannot be left out, doubled or swapped.

const version = 1;
const saltLength = 16;
const defaultChunk = 1 << 20;
const largestChunk = 1 << 24;

/** Where a sealed value lives; it opens nowhere else. */
export interface SealContext {
  readonly organization: string;
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** A key of one organization, as it is used. */
export interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

interface Header {
  readonly keyId: string;
  readonly chunk: number;
  readonly salt: Uint8Array;
  readonly bytes: Buffer;
}

/** "workspaces.token of ws-1", for messages. */
const placeOf = ({ table, column, row }: SealContext): string => `${table}.${column} of ${row}`;

function newHeader(keyId: string, chunk: number): Header {
  const id = Buffer.from(keyId, "utf8");
  const salt = randomBytes(saltLength);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(chunk);
  return { keyId, chunk, salt, bytes: Buffer.concat([Buffer.from([version, id.length]), id, size, salt]) };
}

/** How long the header is that begins so; undefined while that cannot be said. */
const headerLength = (start: Uint8Array): number | undefined => (start[1] === undefined ? undefined : 2 + start[1] + 4 + saltLength);

function readHeader(sealed: Buffer): Header {
  const length = headerLength(sealed);
  if (sealed[0] !== version || length === undefined || sealed.length < length) throw new SecretError("not-sealed");
  const bytes = sealed.subarray(0, length);
  const chunk = bytes.readUInt32BE(length - saltLength - 4);
  if (chunk === 0 || chunk > largestChunk) throw new SecretError("not-sealed");
  return { keyId: bytes.toString("utf8", 2, length - saltLength - 4), chunk, salt: bytes.subarray(length - saltLength), bytes };
}

/** The id of the data key with which a value was sealed. */
export const sealedKeyId = (sealed: Uint8Array): string => readHeader(Buffer.from(sealed)).keyId;

function valueKey(key: Uint8Array, { salt, bytes }: Header, { organization, table, column, row }: SealContext): Buffer {
  const place = associate([organization, table, column, row]);
  return Buffer.from(hkdfSync("sha256", key, salt, Buffer.concat([Buffer.from("lockstep sealed value\0"), bytes, place]), 32));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 4);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

const nothing = Buffer.alloc(0);

/** Seals a stream of bytes as a stream; for values that need not be in memory at once. */
export async function* sealStream(key: DataKey, plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, context: SealContext, chunk = defaultChunk): AsyncGenerator<Buffer> {
  const header = newHeader(key.id, chunk);
  const own = valueKey(key.key, header, context);
  yield header.bytes;
  let number = 0;
  for await (const { bytes, last } of inChunks(plain, chunk)) yield encrypt(own, nonceOf(number++, last), bytes, nothing);
}

/** Opens what `sealStream` or `seal` has sealed; a chunk comes out only when it is whole, and the end only when it is the end. */
export async function* openStream(findKey: (id: string) => Promise<DataKey>, sealed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, context: SealContext): AsyncGenerator<Buffer> {
  const { header, rest } = await takeHeader(sealed);
  const own = valueKey((await findKey(header.keyId)).key, header, context);
  let number = 0;
  for await (const { bytes, last } of inChunks(rest, header.chunk + tagLength)) {
    const plain = decrypt(own, nonceOf(number++, last), bytes, nothing);
    if (plain === undefined) throw new SecretError("tampered", placeOf(context));
    yield plain;
  }
}

/** Seals a value that is in memory. */
export function seal(key: DataKey, plain: Uint8Array, context: SealContext, chunk = defaultChunk): Buffer {
  const header = newHeader(key.id, chunk);
  const own = valueKey(key.key, header, context);
  const chunks = cut(plain, chunk);
  return Buffer.concat([header.bytes, ...chunks.map((bytes, number) => encrypt(own, nonceOf(number, number === chunks.length - 1), bytes, nothing))]);
}

/** Opens a value that is in memory. */
export function open(key: DataKey, sealed: Uint8Array, context: SealContext): Buffer {
  const whole = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const header = readHeader(whole);
  const own = valueKey(key.key, header, context);
  const chunks = cut(whole.subarray(header.bytes.length), header.chunk + tagLength);
  return Buffer.concat(chunks.map((bytes, number) => {
    const plain = decrypt(own, nonceOf(number, number === chunks.length - 1), bytes, nothing);
    if (plain === undefined) throw new SecretError("tampered", placeOf(context));
    return plain;
  }));
}

/** Pieces of one size, the last one shorter or as long; of nothing, one empty piece. */
function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / size));
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

async function* inChunks(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(Buffer.from(piece));
    length += piece.length;
    if (length <= size) continue;
    // One piece stays behind: only the end of the source tells which one is the last.
    const pieces = cut(Buffer.concat(held, length), size);
    const rest = pieces.pop() ?? nothing;
    for (const bytes of pieces) yield { bytes: Buffer.from(bytes), last: false };
    held = [Buffer.from(rest)];
    length = rest.length;
  }
  yield { bytes: Buffer.concat(held, length), last: true };
}

async function takeHeader(sealed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<{ header: Header; rest: AsyncGenerator<Uint8Array> }> {
  const pieces = (async function* () { yield* sealed; })();
  let start = Buffer.alloc(0);
  while (start.length < (headerLength(start) ?? 2)) {
    const next = await pieces.next();
    if (next.done === true) throw new SecretError("not-sealed");
    start = Buffer.concat([start, next.value]);
  }
  const header = readHeader(start);
  const rest = (async function* () {
    yield start.subarray(header.bytes.length);
    yield* pieces;
  })();
  return { header, rest };
}
