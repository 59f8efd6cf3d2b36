import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { FakeClock, FakeOrg, fakeClient, never } from "../../../test/fake-org.ts";
import type { HttpRequest } from "../transport.ts";
import { readPrivateKey, tokenHash } from "./jwt.ts";
import { withPrivateKey } from "./private-key.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

const part = (jwt: string, at: number): Record<string, unknown> => JSON.parse(Buffer.from(jwt.split(".")[at] ?? "", "base64url").toString()) as Record<string, unknown>;
const isToken = (request: HttpRequest): boolean => request.url.endsWith("/oauth2/v1/token");

function service(org: FakeOrg, clock: FakeClock, key = rsa) {
  const app = { orgUrl: "https://dev.example.com", clientId: "0oa1", key, keyId: "k1", scopes: ["okta.groups.read", "okta.users.read"] };
  return fakeClient(org, clock, { signer: withPrivateKey(app, org.transport, clock), signedInBy: "app" });
}

describe("a private key", () => {
  test.each([
    ["PKCS#1", rsa.export({ type: "pkcs1", format: "pem" }).toString()],
    ["PKCS#8", rsa.export({ type: "pkcs8", format: "pem" }).toString()],
    ["elliptic, SEC 1", ec.export({ type: "sec1", format: "pem" }).toString()],
    ["on one line, as environment variables have it", rsa.export({ type: "pkcs8", format: "pem" }).toString().replaceAll("\n", "\\n")],
  ])("is read: %s", (_, pem) => expect(readPrivateKey(pem)).toBeDefined());

  test("anything else is none", () => expect(readPrivateKey("hello")).toBeUndefined());
});

describe("a service app", () => {
  test.each([
    ["RS256", rsa],
    ["ES256", ec],
  ])("asks for a token with an assertion signed by %s", async (algorithm, key) => {
    const org = new FakeOrg((request) => (isToken(request) ? { body: { access_token: "at", token_type: "Bearer", expires_in: 3600 } } : {}));
    await service(org, new FakeClock(), key).send({ method: "GET", path: "/api/v1/groups" }, never);
    const form = new URLSearchParams(String(org.requests[0]?.body));
    const assertion = form.get("client_assertion") ?? "";
    expect(part(assertion, 0)).toMatchObject({ alg: algorithm, kid: "k1" });
    expect(part(assertion, 1)).toMatchObject({ iss: "0oa1", sub: "0oa1", aud: "https://dev.example.com/oauth2/v1/token" });
    expect(form.get("scope")).toBe("okta.groups.read okta.users.read");
    const [head, claims, signature = ""] = assertion.split(".");
    const verifier = algorithm === "ES256" ? { key: createPublicKey(key), dsaEncoding: "ieee-p1363" as const } : createPublicKey(key);
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), verifier, Buffer.from(signature, "base64url"))).toBe(true);
    expect(org.requests[1]?.headers["authorization"]).toBe("Bearer at");
  });

  test("uses one token until it ends, and gets another when Okta no longer takes it", async () => {
    const clock = new FakeClock();
    let valid = "";
    const org = new FakeOrg((request) => {
      if (!isToken(request)) return { status: request.headers["authorization"] === `Bearer ${valid}` ? 200 : 401 };
      valid = `at${org.requests.length}`;
      return { body: { access_token: valid, token_type: "Bearer", expires_in: 3600 } };
    });
    const client = service(org, clock);
    const tokens = async (...paths: string[]) => {
      const replies = await Promise.all(paths.map((path) => client.send({ method: "GET", path }, never)));
      expect(replies.every((reply) => reply.answered && reply.status === 200)).toBe(true);
      return org.requests.filter(isToken).length;
    };
    expect(await tokens("/api/v1/groups/1", "/api/v1/groups/2")).toBe(1);
    clock.time += 3_600_000;
    expect(await tokens("/api/v1/users")).toBe(2);
    valid = "revoked";
    expect(await tokens("/api/v1/users")).toBe(3);
  });

  test("that has to prove its token sends the nonce back, and a fresh proof with every request", async () => {
    const org = new FakeOrg((request) => {
      if (!isToken(request)) return org.requests.length === 2 ? { status: 500 } : {};
      if (!request.headers["dpop"]) return { status: 400, body: { error: "use_dpop_nonce" }, headers: { "dpop-nonce": "n1" } };
      return { body: { access_token: "at", token_type: "DPoP", expires_in: 3600 } };
    });
    await service(org, new FakeClock()).send({ method: "GET", path: "/api/v1/groups?limit=200" }, never);
    const [, withNonce, first, second] = org.requests.map((request) => request.headers["dpop"] ?? "");
    expect(part(withNonce ?? "", 1)).toMatchObject({ htm: "POST", htu: "https://dev.example.com/oauth2/v1/token", nonce: "n1" });
    expect(part(first ?? "", 1)).toMatchObject({ htm: "GET", htu: "https://dev.example.com/api/v1/groups", ath: tokenHash("at") });
    expect(part(first ?? "", 0)).toMatchObject({ typ: "dpop+jwt", alg: "ES256", jwk: { kty: "EC" } });
    expect(part(second ?? "", 1)["jti"]).not.toBe(part(first ?? "", 1)["jti"]);
    expect(org.requests[3]?.headers["authorization"]).toBe("DPoP at");
  });

  test("that gets no token says what to do", async () => {
    const org = new FakeOrg({ status: 400, body: { error: "invalid_scope", error_description: "One or more scopes are not configured" } });
    const reply = await service(org, new FakeClock()).send({ method: "GET", path: "/api/v1/groups" }, never);
    expect(reply).toMatchObject({ answered: false, diagnostics: [{ summary: "Missing permission" }] });
    expect(JSON.stringify(reply)).toContain("okta.users.read");
  });
});
