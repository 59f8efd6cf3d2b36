import { createCipheriv, createDecipheriv } from "node:crypto";

const algorithm = "aes-256-gcm";

/** Bytes that GCM adds to what it seals. */
export const tagLength = 16;

/** Encrypts and authenticates; the nonce must never come twice with one key. */
export function encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(associated);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, or undefined when anything at all is not as it was sealed. */
export function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Buffer | undefined {
  if (sealed.length < tagLength) return undefined;
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength }).setAAD(associated);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Parts as one, so that no two lists of parts give the same bytes. */
export function associate(parts: readonly string[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => {
    const bytes = Buffer.from(part, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  }));
}
