// Signing in to the sandbox in every way that the provider block knows.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toPlainObject } from "../src/table/values.ts";
import type { PlainObject } from "../src/table/plain.ts";
import type { Driver } from "./drive.ts";
import { testOrg } from "./org.ts";
import type { TestOrg } from "./org.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();

/** A service app with a role, granted the scopes. */
async function serviceApp({ ask, org }: TestOrg, dpop: boolean, scopes: readonly string[]): Promise<PlainObject> {
  const app = await ask("POST", "/api/v1/apps", {
    label: "Lockstep",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "private_key_jwt" } },
    settings: {
      oauthClient: {
        application_type: "service",
        grant_types: ["client_credentials"],
        response_types: ["token"],
        dpop_bound_access_tokens: dpop,
        jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }] },
      },
    },
  });
  const id = String(app["id"]);
  for (const scopeId of scopes) await ask("POST", `/api/v1/apps/${id}/grants`, { scopeId, issuer: org.url });
  org.org.store.collection("role-assignments").add("ra1", { type: "SUPER_ADMIN" }, { parent: id });
  return { client_id: id, private_key: pem, private_key_id: "k1", scopes: ["okta.groups.manage", "okta.groups.read"], base_url: org.url };
}

const makeGroup = async (driver: Driver): Promise<unknown> => toPlainObject(await driver.apply("okta_group", undefined, { name: "Engineering" }))["name"];

describe("signing in", () => {
  test.each([
    ["without proofs", false],
    ["with proofs (DPoP), nonce and all", true],
  ])("as a service app, %s", async (_, dpop) => {
    const org = await testOrg();
    const settings = await serviceApp(org, dpop, ["okta.groups.manage", "okta.groups.read"]);
    expect(await makeGroup(org.as(settings))).toBe("Engineering");
  });

  test("as a service app that was not granted the scopes says which", async () => {
    const org = await testOrg();
    const settings = await serviceApp(org, false, []);
    await expect(makeGroup(org.as(settings))).rejects.toThrow(/Missing permission: .*Asked for: okta.groups.manage, okta.groups.read/s);
  });

  test("as a service app without the scope for an operation says which", async () => {
    const org = await testOrg();
    const settings = await serviceApp(org, false, ["okta.groups.read"]);
    await expect(makeGroup(org.as({ ...settings, scopes: ["okta.groups.read"] }))).rejects.toThrow(/needs the scope okta.groups.manage/);
  });

  test("with a token that Okta does not know", async () => {
    const org = await testOrg();
    await expect(makeGroup(org.as({ base_url: org.org.url, api_token: "wrong" }))).rejects.toThrow(/Invalid credentials/);
  });

  test("through a proxy that takes requests in absolute form", async () => {
    const { org, as } = await testOrg();
    expect(await makeGroup(as({ org_name: "dev", base_url: "okta.example.com", http_proxy: org.url, api_token: org.token }))).toBe("Engineering");
  });

  test("by the environment alone", async () => {
    const { org, as } = await testOrg();
    const environment = { OKTA_ORG_NAME: "dev", OKTA_BASE_URL: org.url, OKTA_API_TOKEN: org.token };
    expect(await makeGroup(as({}, { environment }))).toBe("Engineering");
  });
});
