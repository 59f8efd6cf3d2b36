import { randomBytes } from "node:crypto";
import { isSignature, sign, type SigningKeys } from "./signing.ts";

/** A token that a page of this session sends back with every change; another site can neither read nor make it. */
export function newCsrfToken(keys: SigningKeys, session: string): string {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${sign(keys, ["csrf", session, nonce])}`;
}

/** Whether a token was made for this session. */
export function isCsrfToken(keys: SigningKeys, session: string, token: string): boolean {
  const [, nonce = "", signature = ""] = /^([\w-]{22})\.([\w-]{43})$/.exec(token) ?? [];
  return nonce !== "" && isSignature(keys, ["csrf", session, nonce], signature);
}
