// Signed tokens, as far as Okta needs them: RS256 and ES256 and their kin, by the kind of key.
import { constants, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import type { Json } from "../../table/json.ts";

const curves: Readonly<Record<string, { algorithm: string; hash: string }>> = {
  prime256v1: { algorithm: "ES256", hash: "sha256" },
  secp384r1: { algorithm: "ES384", hash: "sha384" },
  secp521r1: { algorithm: "ES512", hash: "sha512" },
};

/** A private key in PEM (PKCS#1, PKCS#8 or SEC 1); undefined when it is none that Okta takes. */
export function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem.includes("\\n") && !pem.includes("\n") ? pem.replaceAll("\\n", "\n") : pem);
    return algorithmOf(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The public half, as a JWK with the members that its thumbprint needs. */
export function publicJwk(key: KeyObject): JsonWebKey {
  const { kty, n, e, crv, x, y } = createPublicKey(key).export({ format: "jwk" });
  return Object.fromEntries(Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined));
}

/** Signs claims. */
export function signJwt(key: KeyObject, header: Readonly<Record<string, Json>>, claims: Readonly<Record<string, Json>>): string {
  const { algorithm, hash } = algorithmOf(key) ?? { algorithm: "RS256", hash: "sha256" };
  const input = `${encode({ alg: algorithm, ...header })}.${encode(claims)}`;
  const options = key.asymmetricKeyType === "rsa" ? { key, padding: constants.RSA_PKCS1_PADDING } : { key, dsaEncoding: "ieee-p1363" as const };
  return `${input}.${sign(hash, Buffer.from(input), options).toString("base64url")}`;
}

/** The hash of an access token that a proof carries. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

const encode = (json: Readonly<Record<string, Json>>): string => Buffer.from(JSON.stringify(json)).toString("base64url");

function algorithmOf(key: KeyObject): { algorithm: string; hash: string } | undefined {
  if (key.asymmetricKeyType === "rsa") return { algorithm: "RS256", hash: "sha256" };
  return curves[key.asymmetricKeyDetails?.namedCurve ?? ""];
}
