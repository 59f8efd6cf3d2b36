import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { Exchange, type Reply } from "../../../test/exchange.ts";
import { textAt, type JsonObject } from "../../store/json.ts";

const tokenPath = "/oauth2/v1/token";

const encoded = (part: JsonObject): string => Buffer.from(JSON.stringify(part)).toString("base64url");

const signed = (key: KeyObject, header: JsonObject, claims: JsonObject): string => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  const options = key.asymmetricKeyType === "ec" ? { key, dsaEncoding: "ieee-p1363" as const } : key;
  return `${text}.${sign("sha256", Buffer.from(text), options).toString("base64url")}`;
};

const client = generateKeyPairSync("rsa", { modulusLength: 2048 });
const proof = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwkOf = (key: KeyObject): JsonObject => key.export({ format: "jwk" }) as JsonObject;

let org: Exchange;
let clientId: string;

const makeApp = (dpop: boolean): Promise<string> =>
  org.make("/api/v1/apps", {
    label: dpop ? "With proofs" : "Sync",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "private_key_jwt" } },
    settings: {
      oauthClient: {
        application_type: "service",
        grant_types: ["client_credentials"],
        response_types: ["token"],
        dpop_bound_access_tokens: dpop,
        jwks: { keys: [{ ...jwkOf(client.publicKey), kid: "k1", use: "sig", alg: "RS256" }] },
      },
    },
  });

const seconds = (): number => Math.floor(org.now / 1000);

const assertion = (more: JsonObject = {}, key: KeyObject = client.privateKey): string =>
  signed(key, { alg: "RS256", kid: "k1" }, { iss: clientId, sub: clientId, aud: `${org.base}${tokenPath}`, exp: seconds() + 300, ...more });

const form = (text: string, scope = "okta.groups.read") => ({
  grant_type: "client_credentials",
  scope,
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  client_assertion: text,
});

const ask = (text: string, scope?: string, headers: Record<string, string> = {}): Promise<Reply> =>
  org.ask(`POST ${tokenPath}`, { form: form(text, scope), headers: { authorization: "", ...headers } });

const errorOf = ({ status, body }: Reply): string => `${status} ${textAt(body, "error")}: ${textAt(body, "error_description")}`;

beforeEach(async () => {
  org = new Exchange();
  clientId = await makeApp(false);
  await org.ask(`POST /api/v1/apps/${clientId}/grants`, { body: { scopeId: "okta.groups.read", issuer: org.base } });
});

describe("a service app", () => {
  test("gets a token for the scopes it was granted", async () => {
    const { status, body } = await ask(assertion(), "okta.groups.read okta.users.read");
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "okta.groups.read" });
  });

  test("reads with its token what its scopes and roles cover", async () => {
    const token = textAt((await ask(assertion())).body, "access_token") ?? "";
    const headers = { authorization: `Bearer ${token}` };
    expect((await org.ask("GET /api/v1/groups", { headers })).status).toBe(403);
    org.org.store.collection("role-assignments").add("ra1", { type: "READ_ONLY_ADMIN" }, { parent: clientId });
    expect((await org.ask("GET /api/v1/groups", { headers })).status).toBe(200);
    expect((await org.ask("GET /api/v1/users", { headers })).status).toBe(403);
    expect((await org.ask("POST /api/v1/groups", { headers, body: { profile: { name: "a" } } })).status).toBe(403);
  });

  test("loses its token after an hour", async () => {
    const token = textAt((await ask(assertion())).body, "access_token") ?? "";
    org.now += 3601_000;
    expect((await org.ask("GET /api/v1/groups", { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  test("is refused without a scope it was granted", async () => {
    expect(errorOf(await ask(assertion(), "okta.users.read"))).toBe("400 consent_required: You are not allowed any of the requested scopes.");
    expect((await ask(assertion(), "")).status).toBe(400);
  });
});

describe("an assertion", () => {
  const checkRefused = async (text: string, description: string): Promise<void> => {
    expect(errorOf(await ask(text))).toBe(`401 invalid_client: ${description}`);
  };

  test("must be signed with a key of the app", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await checkRefused(assertion({}, other.privateKey), "The client_assertion signature is invalid.");
  });

  test("must be for the token endpoint, and not expired", async () => {
    await checkRefused(assertion({ aud: org.base }), "The audience claim for client_assertion must be the endpoint invoked for the request.");
    await checkRefused(assertion({ exp: seconds() - 1 }), "The client_assertion token is expired.");
    await checkRefused(assertion({ exp: seconds() + 7200 }), "The client_assertion token has an expiration too far into the future.");
  });

  test("with an id can be used once", async () => {
    const text = assertion({ jti: "once" });
    expect((await ask(text)).status).toBe(200);
    await checkRefused(text, "The client_assertion token has already been used.");
  });

  test("cannot be replaced by a secret", async () => {
    const reply = await org.ask(`POST ${tokenPath}`, { form: { grant_type: "client_credentials", client_id: clientId, client_secret: "s" }, headers: { authorization: "" } });
    expect(textAt(reply.body, "error_description")).toContain("private_key_jwt");
  });
});

describe("an app whose tokens are bound to a key", () => {
  let count = 0;
  const proofFor = (method: string, url: string, more: JsonObject = {}): string =>
    signed(proof.privateKey, { typ: "dpop+jwt", alg: "ES256", jwk: jwkOf(proof.publicKey) }, { htm: method, htu: url, iat: seconds(), jti: `p${++count}`, ...more });

  beforeEach(async () => {
    clientId = await makeApp(true);
    await org.ask(`POST /api/v1/apps/${clientId}/grants`, { body: { scopeId: "okta.groups.read", issuer: org.base } });
    org.org.store.collection("role-assignments").add("ra2", { type: "READ_ONLY_ADMIN" }, { parent: clientId });
  });

  const url = (path: string): string => `${org.base}${path}`;

  const token = async (): Promise<string> => {
    const text = assertion({ jti: `a${++count}` });
    const first = await ask(text, undefined, { dpop: proofFor("POST", url(tokenPath)) });
    const nonce = String(first.headers["dpop-nonce"]);
    const second = await ask(text, undefined, { dpop: proofFor("POST", url(tokenPath), { nonce }) });
    return textAt(second.body, "access_token") ?? "";
  };

  test("must prove it", async () => {
    expect(errorOf(await ask(assertion()))).toBe("400 invalid_dpop_proof: The DPoP proof JWT header is missing.");
  });

  test("is told a nonce first", async () => {
    const reply = await ask(assertion(), undefined, { dpop: proofFor("POST", url(tokenPath)) });
    expect(errorOf(reply)).toBe("400 use_dpop_nonce: Authorization server requires nonce in DPoP proof.");
    expect(reply.headers["dpop-nonce"]).toBeTruthy();
  });

  test("uses its token with a fresh proof for each request", async () => {
    const value = await token();
    const ath = createHash("sha256").update(value).digest("base64url");
    const dpop = proofFor("GET", url("/api/v1/groups"), { ath });
    const headers = { authorization: `DPoP ${value}`, dpop };
    expect((await org.ask("GET /api/v1/groups", { headers })).status).toBe(200);
    expect((await org.ask("GET /api/v1/groups", { headers })).status).toBe(401);
    expect((await org.ask("GET /api/v1/groups", { headers: { authorization: `Bearer ${value}` } })).status).toBe(401);
  });
});

test("metadata and keys can be read by anybody", async () => {
  const nobody = { headers: { authorization: "" } };
  expect((await org.ask("GET /.well-known/openid-configuration", nobody)).body).toMatchObject({ issuer: org.base, token_endpoint: `${org.base}${tokenPath}` });
  expect((await org.ask("GET /oauth2/default/.well-known/oauth-authorization-server", nobody)).body).toMatchObject({ issuer: `${org.base}/oauth2/default` });
  expect((await org.ask("GET /oauth2/v1/keys", nobody)).status).toBe(200);
});
