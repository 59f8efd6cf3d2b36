import { createHmac, timingSafeEqual } from "node:crypto";
import { associate } from "./aead.ts";

/** Keys that sign: the first signs, all verify. */
export type SigningKeys = readonly [Uint8Array, ...Uint8Array[]];

/** Signs parts, so that no other list of parts has the same signature. */
export const sign = ([key]: SigningKeys, parts: readonly string[]): string => mac(key, parts).toString("base64url");

/** Whether one of the keys signed these parts. */
export function isSignature(keys: SigningKeys, parts: readonly string[], signature: string): boolean {
  const given = Buffer.from(signature, "base64url");
  return keys.map((key) => mac(key, parts)).some((made) => made.length === given.length && timingSafeEqual(made, given));
}

const mac = (key: Uint8Array, parts: readonly string[]): Buffer => createHmac("sha256", key).update(associate(parts)).digest();
