import { isSignedBy, readJwt, type Jwt } from "../../http/jwt.ts";
import type { Call } from "../../call.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, listAt, textAt, valueAt, type JsonObject } from "../../store/json.ts";
import { invalidClient, invalidRequest } from "./refusals.ts";

const bearerType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const wrongMethod = "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.";

/** The service app that a token request proves to come from, by a JWT signed with one of the app's keys (RFC 7523). */
export const clientOf = (call: Call, form: URLSearchParams): Stored => {
  const text = form.get("client_assertion");
  if (!text) throw form.get("client_secret") || call.headers["authorization"] ? invalidClient(wrongMethod) : invalidRequest("Client authentication failed. Either the client or the client credentials are invalid.");
  if (form.get("client_assertion_type") !== bearerType) throw invalidRequest(`The client_assertion_type must be ${bearerType}.`);
  const jwt = readJwt(text);
  if (!jwt) throw invalidClient("The client_assertion token is malformed.");
  const client = appOf(call.org, textAt(jwt.claims, "sub"));
  if (!client || client.body["status"] !== "ACTIVE" || textAt(jwt.claims, "iss") !== textAt(jwt.claims, "sub")) {
    throw invalidClient("Invalid value for 'client_id' parameter.");
  }
  if (textAt(client.body, "credentials.oauthClient.token_endpoint_auth_method") !== "private_key_jwt") throw invalidClient(wrongMethod);
  checkSignature(jwt, client);
  checkClaims(jwt, call);
  return client;
};

/** The app with a client id, which is the app's own unless it was given another. */
export const appOf = (org: Org, clientId: string | undefined): Stored | undefined => {
  const apps = org.store.collection("apps");
  return apps.find(({ body }) => clientId !== undefined && textAt(body, "credentials.oauthClient.client_id") === clientId);
};

const checkSignature = (jwt: Jwt, client: Stored): void => {
  const keys = listAt(client.body, "settings.oauthClient.jwks.keys").filter(isObject).filter((key) => key["status"] !== "INACTIVE");
  const kid = textAt(jwt.header, "kid");
  // One key needs no name; of several, the assertion must say which.
  const [key] = kid === undefined && keys.length === 1 ? keys : keys.filter((one) => one["kid"] === kid);
  if (!key) throw invalidClient("The client_assertion JWT kid is invalid.");
  if (!isSignedBy(jwt, publicPart(key))) throw invalidClient("The client_assertion signature is invalid.");
};

const publicPart = ({ kty, n, e, crv, x, y }: JsonObject): JsonObject =>
  kty === "EC" ? { kty, crv: crv ?? "", x: x ?? "", y: y ?? "" } : { kty: kty ?? "RSA", n: n ?? "", e: e ?? "" };

const checkClaims = (jwt: Jwt, call: Call): void => {
  const audience = valueAt(jwt.claims, "aud");
  const audiences = Array.isArray(audience) ? audience : [audience];
  // Only the path is compared: a proxy may have changed what stands before it.
  if (!audiences.some((one) => typeof one === "string" && pathOf(one).endsWith(call.path))) {
    throw invalidClient("The audience claim for client_assertion must be the endpoint invoked for the request.");
  }
  const expires = valueAt(jwt.claims, "exp");
  const now = call.now / 1000;
  if (typeof expires !== "number") throw invalidClient("The client_assertion token must have an expiration.");
  if (expires < now) throw invalidClient("The client_assertion token is expired.");
  if (expires > now + 3600 + 60) throw invalidClient("The client_assertion token has an expiration too far into the future.");
  const id = textAt(jwt.claims, "jti");
  if (id !== undefined && !call.org.accessTokens.useProof(`assertion ${id}`)) throw invalidClient("The client_assertion token has already been used.");
};

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : "");
