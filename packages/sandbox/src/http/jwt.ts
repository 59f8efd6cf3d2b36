import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";
import { isObject, textAt, type Json, type JsonObject } from "../store/json.ts";

/** A signed token taken apart, not yet believed. */
export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Takes a compact JWT apart; undefined when it is none. */
export const readJwt = (text: string): Jwt | undefined => {
  const [head, claims, signature, ...rest] = text.split(".");
  if (!head || !claims || !signature || rest.length > 0) return undefined;
  const header = readPart(head);
  const body = readPart(claims);
  if (!isObject(header) || !isObject(body)) return undefined;
  return { header, claims: body, signed: `${head}.${claims}`, signature: Buffer.from(signature, "base64url") };
};

const readPart = (part: string): Json | undefined => {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as Json;
  } catch {
    return undefined;
  }
};

const hashes: Readonly<Record<string, string>> = {
  RS256: "sha256",
  RS384: "sha384",
  RS512: "sha512",
  ES256: "sha256",
  ES384: "sha384",
  ES512: "sha512",
};

/** Was this token signed with the private half of this key? */
export const isSignedBy = (jwt: Jwt, jwk: JsonObject): boolean => {
  const algorithm = textAt(jwt.header, "alg") ?? "";
  const hash = hashes[algorithm];
  const key = publicKey(jwk);
  if (!hash || !key) return false;
  const options = algorithm.startsWith("ES") ? { key, dsaEncoding: "ieee-p1363" as const } : key;
  return verify(hash, Buffer.from(jwt.signed), options, jwt.signature);
};

const publicKey = (jwk: JsonObject): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
};

const thumbprintKeys: Readonly<Record<string, readonly string[]>> = { RSA: ["e", "kty", "n"], EC: ["crv", "kty", "x", "y"] };

/** The thumbprint of a public key (RFC 7638). */
export const thumbprintOf = (jwk: JsonObject): string => {
  const names = thumbprintKeys[textAt(jwk, "kty") ?? ""] ?? [];
  const canonical = JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name] ?? ""])));
  return createHash("sha256").update(canonical).digest("base64url");
};
