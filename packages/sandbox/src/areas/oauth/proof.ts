import { createHash } from "node:crypto";
import type { Call } from "../../call.ts";
import { isSignedBy, readJwt, thumbprintOf } from "../../http/jwt.ts";
import { objectAt, textAt, valueAt } from "../../store/json.ts";
import { invalidProof, OAuthRefusal } from "./refusals.ts";

const day = 24 * 60 * 60 * 1000;

/** The nonce of a day. A client is told it, and may use it for three days (Okta, "Configure DPoP"). */
const nonceOf = (call: Call, days: number): string => {
  const date = Math.floor(call.now / day) - days;
  return createHash("sha256").update(`${call.org.id} ${date}`).digest("base64url").slice(0, 32);
};

const acceptedDays = [0, 1, 2, 3];

/** The thumbprint of the key a token request proves to hold (RFC 9449), or undefined when it has no proof. */
export const proofKey = (call: Call): string | undefined => {
  const text = call.headers["dpop"];
  if (!text) return undefined;
  const jwt = readJwt(text);
  if (!jwt || textAt(jwt.header, "typ") !== "dpop+jwt") throw invalidProof("The DPoP proof JWT is malformed.");
  const jwk = objectAt(jwt.header, "jwk");
  if (jwk["d"] !== undefined || !isSignedBy(jwt, jwk)) throw invalidProof("The DPoP proof JWT signature is invalid.");
  if (textAt(jwt.claims, "htm") !== call.method) throw invalidProof("The DPoP proof JWT has an invalid 'htm' claim.");
  if (!pathOf(textAt(jwt.claims, "htu") ?? "").endsWith(call.path)) throw invalidProof("The DPoP proof JWT has an invalid 'htu' claim.");
  const issued = valueAt(jwt.claims, "iat");
  if (typeof issued !== "number" || Math.abs(call.now / 1000 - issued) > 300) throw invalidProof("The DPoP proof JWT has an invalid 'iat' claim.");
  const id = textAt(jwt.claims, "jti");
  if (!id) throw invalidProof("The DPoP proof JWT must have a 'jti' claim.");
  const nonce = textAt(jwt.claims, "nonce");
  if (!acceptedDays.some((days) => nonce === nonceOf(call, days))) throw needsNonce(call);
  if (!call.org.accessTokens.useProof(id)) throw invalidProof("The DPoP proof JWT has already been used.");
  return thumbprintOf(jwk);
};

const needsNonce = (call: Call): OAuthRefusal =>
  new OAuthRefusal(400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.", { "dpop-nonce": nonceOf(call, 0) });

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : "");
