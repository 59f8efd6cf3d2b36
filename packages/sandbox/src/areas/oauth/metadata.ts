import { listOperations } from "@lockstep/okta-api";
import { openRoute, type Route } from "../../area.ts";
import { ok, param, urlOf, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import type { JsonObject } from "../../store/json.ts";
import { publicKeys } from "../authorization-servers/keys.ts";
import { activeClaims, publishedScopes } from "../authorization-servers/servers.ts";

const symmetric = ["HS256", "HS384", "HS512"];
const asymmetric = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
const clientMethods = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];

const openIdScopes = ["openid", "email", "profile", "address", "phone", "offline_access", "groups"];

/** The org's own server has a scope for every part of its API. */
const orgScopes = [...new Set(listOperations().flatMap(({ scopes }) => scopes))].sort().concat(openIdScopes);

const accessTokenClaims = ["ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub"];
const orgClaims = ["iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name", "nickname", "preferred_username", "given_name", "middle_name", "family_name", "email", "email_verified", "profile", "zoneinfo", "locale", "address", "phone_number", "picture", "website", "gender", "birthdate", "updated_at", "at_hash", "c_hash"];

/** What an authorization server says of itself (RFC 8414). `prefix` is empty for the org's own. */
const serverMetadata = (call: Call, issuer: string, prefix: string, scopes: readonly string[]): JsonObject => {
  const at = (word: string): string => urlOf(call, `/oauth2${prefix}/v1/${word}`);
  return {
    issuer,
    authorization_endpoint: at("authorize"),
    token_endpoint: at("token"),
    registration_endpoint: urlOf(call, "/oauth2/v1/clients"),
    jwks_uri: at("keys"),
    response_types_supported: ["code", "token", "id_token", "code id_token", "code token", "id_token token", "code id_token token"],
    response_modes_supported: ["query", "fragment", "form_post", "okta_post_message"],
    grant_types_supported: [
      "authorization_code", "implicit", "refresh_token", "password", "client_credentials",
      "urn:ietf:params:oauth:grant-type:device_code", "urn:openid:params:grant-type:ciba",
      "urn:okta:params:oauth:grant-type:otp", "http://auth0.com/oauth/grant-type/mfa-otp",
      "urn:okta:params:oauth:grant-type:oob", "http://auth0.com/oauth/grant-type/mfa-oob",
    ],
    subject_types_supported: ["public"],
    scopes_supported: [...scopes],
    token_endpoint_auth_methods_supported: clientMethods,
    claims_supported: accessTokenClaims,
    code_challenge_methods_supported: ["S256"],
    introspection_endpoint: at("introspect"),
    introspection_endpoint_auth_methods_supported: clientMethods,
    revocation_endpoint: at("revoke"),
    revocation_endpoint_auth_methods_supported: clientMethods,
    end_session_endpoint: at("logout"),
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: [...symmetric, ...asymmetric],
    device_authorization_endpoint: at("device/authorize"),
    pushed_authorization_request_endpoint: at("par"),
    backchannel_token_delivery_modes_supported: ["poll"],
    backchannel_authentication_request_signing_alg_values_supported: [...symmetric, ...asymmetric],
    dpop_signing_alg_values_supported: asymmetric,
  };
};

const openIdMetadata = (call: Call, issuer: string, prefix: string, scopes: readonly string[], claims: readonly string[]): JsonObject => ({
  ...serverMetadata(call, issuer, prefix, scopes),
  userinfo_endpoint: urlOf(call, `/oauth2${prefix}/v1/userinfo`),
  id_token_signing_alg_values_supported: ["RS256"],
  claims_supported: [...claims],
});

const findServer = (call: Call): Stored => {
  const id = param(call, "authServerId");
  const servers = call.org.store.collection("authorization-servers");
  const found = id === "default" ? servers.find(({ body }) => body["default"] === true) : servers.get(id);
  if (!found) throw notFound(id, "AuthorizationServer");
  return found;
};

const ofServer = (call: Call, withOpenId: boolean): JsonObject => {
  const server = findServer(call);
  const prefix = `/${param(call, "authServerId")}`;
  const issuer = urlOf(call, `/oauth2${prefix}`);
  const scopes = publishedScopes(call.org, server);
  return withOpenId ? openIdMetadata(call, issuer, prefix, scopes, [...orgClaims, ...activeClaims(call.org, server)]) : serverMetadata(call, issuer, prefix, scopes);
};

const documents = [
  ["oauth-authorization-server", false],
  ["openid-configuration", true],
] as const;

/** The metadata documents and public keys of the org and of its authorization servers; anybody may read them. */
export const metadataRoutes: readonly Route[] = [
  ...documents.flatMap(([name, withOpenId]) => [
    openRoute("GET", `/.well-known/${name}`, (call) => ok(withOpenId ? openIdMetadata(call, call.base, "", openIdScopes, orgClaims) : serverMetadata(call, call.base, "", orgScopes))),
    openRoute("GET", `/oauth2/{authServerId}/.well-known/${name}`, (call) => ok(ofServer(call, withOpenId))),
  ]),
  openRoute("GET", "/oauth2/v1/keys", (call) => ok({ keys: publicKeys(call, defaultServer(call)) })),
  openRoute("GET", "/oauth2/{authServerId}/v1/keys", (call) => ok({ keys: publicKeys(call, findServer(call)) })),
];

const defaultServer = (call: Call): Stored => {
  const server = call.org.store.collection("authorization-servers").find(({ body }) => body["default"] === true);
  if (!server) throw notFound("default", "AuthorizationServer");
  return server;
};
