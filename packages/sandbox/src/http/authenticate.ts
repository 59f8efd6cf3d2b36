import { createHash } from "node:crypto";
import type { Org } from "../org.ts";
import { objectAt, textAt, valueAt } from "../store/json.ts";
import { Failure, invalidToken } from "./failure.ts";
import { isSignedBy, readJwt, thumbprintOf } from "./jwt.ts";
import type { Principal } from "./principal.ts";

/** What authentication looks at. */
export interface Credentials {
  readonly authorization: string;
  /** The proof of a DPoP token. */
  readonly dpop: string;
  /** The login of the administrator who acts in the console. */
  readonly console: string;
  readonly method: string;
  /** Path without query, as it ends: a proxy may have changed what stands before it. */
  readonly path: string;
}

/** Who is calling; refuses when the credential is none of the org's. */
export const authenticate = (org: Org, credentials: Credentials): Principal => {
  if (credentials.console) return consoleAdmin(org, credentials.console);
  const [scheme = "", value = ""] = credentials.authorization.split(/\s+/);
  switch (scheme.toLowerCase()) {
    case "ssws":
      return tokenOwner(org, value);
    case "bearer":
      return serviceApp(org, value, undefined);
    case "dpop":
      return serviceApp(org, value, credentials);
    case "":
      throw new Failure(401, "E0000005", "Invalid session");
    default:
      throw invalidToken();
  }
};

const consoleAdmin = (org: Org, login: string): Principal => {
  const user = org.store.collection("users").find(({ body }) => textAt(body, "profile.login") === login);
  if (!user) throw new Failure(401, "E0000005", "Invalid session", [`The sandbox has no administrator "${login}".`]);
  // One session per administrator and day is near enough to how people work.
  return { kind: "console", userId: user.id, sessionId: `idx${createHash("sha256").update(user.id).digest("base64url").slice(0, 22)}` };
};

const tokenOwner = (org: Org, value: string): Principal => {
  const token = org.apiTokens.get(value);
  const owner = token && org.store.collection("users").get(token.userId);
  if (!token || !owner || owner.body["status"] === "DEPROVISIONED") throw invalidToken();
  return { kind: "token", userId: token.userId, tokenId: token.id };
};

const serviceApp = (org: Org, value: string, proof: Credentials | undefined): Principal => {
  const token = org.accessTokens.get(value);
  if (!token) throw badBearer("The access token is invalid");
  if (token.dpopKey) {
    const reason = proof ? wrongProof(org, value, token.dpopKey, proof) : "The access token must be sent with the DPoP scheme.";
    if (reason) throw badProof(reason);
  }
  return { kind: "service", clientId: token.clientId, scopes: token.scopes, tokenId: token.id };
};

const wrongProof = (org: Org, token: string, key: string, { dpop, method, path }: Credentials): string | undefined => {
  const jwt = readJwt(dpop);
  if (!jwt || textAt(jwt.header, "typ") !== "dpop+jwt") return "The DPoP proof JWT header is missing.";
  const jwk = objectAt(jwt.header, "jwk");
  if (!isSignedBy(jwt, jwk) || thumbprintOf(jwk) !== key) return "The DPoP proof JWT is not signed with the key of the access token.";
  if (textAt(jwt.claims, "htm") !== method) return "The DPoP proof JWT has an invalid 'htm' claim.";
  if (!pathOf(textAt(jwt.claims, "htu") ?? "").endsWith(path)) return "The DPoP proof JWT has an invalid 'htu' claim.";
  const issued = valueAt(jwt.claims, "iat");
  if (typeof issued !== "number" || Math.abs(org.clock() / 1000 - issued) > 300) return "The DPoP proof JWT has an invalid 'iat' claim.";
  if (textAt(jwt.claims, "ath") !== createHash("sha256").update(token).digest("base64url")) return "The DPoP proof JWT has an invalid 'ath' claim.";
  if (!org.accessTokens.useProof(textAt(jwt.claims, "jti") ?? "")) return "The DPoP proof JWT has already been used.";
  return undefined;
};

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : "");

const badBearer = (summary: string): Failure =>
  new Failure(401, "E0000011", "Invalid token provided", [], {
    "www-authenticate": `Bearer authorization_uri="/oauth2/v1/authorize", realm="OktaAuthorizationServer", scope="", error="invalid_token", error_description="${summary}", resource="/api/v1"`,
  });

const badProof = (reason: string): Failure =>
  new Failure(401, "E0000011", "Invalid token provided", [], {
    "www-authenticate": `DPoP error="invalid_dpop_proof", error_description="${reason}"`,
  });
