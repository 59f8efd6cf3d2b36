import type { Answer, Call } from "../../call.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, valueAt, type JsonObject } from "../../store/json.ts";
import { clientOf } from "./client-assertion.ts";
import { proofKey } from "./proof.ts";
import { inOAuthForm, invalidProof, OAuthRefusal } from "./refusals.ts";

const lifetime = 3600;

/** POST /oauth2/v1/token: an access token for Okta's own API, for a service app. */
export const issueToken = (call: Call): Answer => inOAuthForm(() => grant(call));

const grant = (call: Call): Answer => {
  const form = new URLSearchParams(call.raw.bytes.toString("utf8"));
  if (form.get("grant_type") !== "client_credentials") {
    throw new OAuthRefusal(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
  }
  // The proof comes first: a client that lacks the nonce may send the same assertion again.
  const key = proofKey(call);
  const client = clientOf(call, form);
  if (!key && valueAt(client.body, "settings.oauthClient.dpop_bound_access_tokens") === true) {
    throw invalidProof("The DPoP proof JWT header is missing.");
  }
  const scopes = grantedScopes(call, client, form.get("scope"));
  const token = tokenFor(call, client, scopes, key);
  tell(call, client, scopes);
  return {
    status: 200,
    body: { token_type: key ? "DPoP" : "Bearer", expires_in: lifetime, access_token: token, scope: scopes.join(" ") },
    headers: { "cache-control": "no-cache, no-store", pragma: "no-cache" },
  };
};

const grantedScopes = (call: Call, client: Stored, text: string | null): string[] => {
  const asked = (text ?? "").split(/\s+/).filter(Boolean);
  if (asked.length === 0) {
    throw new OAuthRefusal(400, "invalid_scope", "The authorization server resource does not have any configured default scopes, 'scope' must be provided.");
  }
  const strange = asked.find((scope) => !scope.startsWith("okta."));
  if (strange !== undefined) throw new OAuthRefusal(400, "invalid_scope", "One or more scopes are not configured for the authorization server resource.");
  const grants = call.org.store.collection("grants").under(client.id).map(({ body }) => body["scopeId"]);
  const granted = asked.filter((scope) => grants.includes(scope));
  if (granted.length === 0) throw new OAuthRefusal(400, "consent_required", "You are not allowed any of the requested scopes.");
  return granted;
};

const encoded = (part: JsonObject): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token that looks like Okta's. Nobody reads it: the org remembers what it stands for. */
const tokenFor = (call: Call, client: Stored, scopes: string[], key: string | undefined): string => {
  const { org, now } = call;
  const id = `AT.${org.ids.text(43)}`;
  const issued = Math.floor(now / 1000);
  const clientId = textAt(client.body, "credentials.oauthClient.client_id") ?? client.id;
  const claims = present({
    ver: 1,
    jti: id,
    iss: call.base,
    aud: call.base,
    sub: clientId,
    iat: issued,
    exp: issued + lifetime,
    cid: clientId,
    scp: scopes,
    cnf: key ? { jkt: key } : undefined,
  });
  const value = `${encoded({ kid: org.ids.text(43), typ: "application/okta-internal-at+jwt", alg: "RS256" })}.${encoded(claims)}.${org.ids.text(342)}`;
  org.accessTokens.issue(value, { id, clientId: client.id, scopes, expiresAt: now + lifetime * 1000, ...(key ? { dpopKey: key } : {}) });
  return value;
};

const tell = (call: Call, client: Stored, scopes: string[]): void => {
  const principal = { kind: "service" as const, clientId: client.id, scopes, tokenId: "" };
  const target = { id: client.id, type: "AppInstance", name: textAt(client.body, "label") ?? "" };
  record({ ...call, principal }, "app.oauth2.token.grant.access_token", [target], { debug: { grantType: "client_credentials", requestedScopes: scopes.join(",") } });
};
