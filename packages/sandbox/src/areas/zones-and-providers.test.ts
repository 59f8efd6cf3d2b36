import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../test/exchange.ts";
import { wordOf } from "../store/json.ts";
import { signingKey } from "./apps/certificate.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

describe("zones", () => {
  test("keep a single address as a range of one", async () => {
    const zone = { type: "IP", name: "One", gateways: [{ type: "RANGE", value: "1.2.3.4" }], proxies: [] };
    const { body } = await org.ask("POST /api/v1/zones", { body: zone });
    expect(body).toMatchObject({ gateways: [{ type: "RANGE", value: "1.2.3.4-1.2.3.4" }], proxies: null, usage: "POLICY" });
  });

  test("name no region where none is given", async () => {
    const zone = { type: "DYNAMIC", name: "Far", locations: [{ country: "US" }] };
    expect(await org.at("locations", "POST /api/v1/zones", zone)).toEqual([{ country: "US", region: null }]);
  });

  test("take their status from an update, unlike other objects", async () => {
    const zone = { type: "IP", name: "Office", gateways: [{ type: "CIDR", value: "1.2.3.0/24" }] };
    const id = await org.make("/api/v1/zones", zone);
    expect(await org.at("status", `PUT /api/v1/zones/${id}`, { ...zone, status: "INACTIVE" })).toBe("INACTIVE");
    const hook = { name: "h", type: "com.okta.import.transform", version: "1.0.0", channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://example.com" } } };
    const hookId = await org.make("/api/v1/inlineHooks", hook);
    expect(await org.at("status", `PUT /api/v1/inlineHooks/${hookId}`, { ...hook, status: "INACTIVE" })).toBe("ACTIVE");
  });

  test("can be asked for those of the system", async () => {
    const { body } = await org.ask("GET /api/v1/zones?filter=system eq true");
    expect(new Set(eachAt(body, "system"))).toEqual(new Set([true]));
  });
});

describe("identity providers", () => {
  const google = { type: "GOOGLE", name: "Google", protocol: { type: "OIDC", scopes: ["openid"], credentials: { client: { client_id: "a", client_secret: "b", pkce_required: null } } } };

  test("of a social kind know their endpoints", async () => {
    expect(await org.at("protocol.endpoints.authorization.url", "POST /api/v1/idps", google)).toBe("https://accounts.google.com/o/oauth2/auth");
  });

  test("are found by any part of their name", async () => {
    await org.make("/api/v1/idps", google);
    expect(eachAt((await org.ask("GET /api/v1/idps?q=oog")).body, "name")).toEqual(["Google"]);
    expect((await org.ask("GET /api/v1/idps?type=SAML2")).body).toEqual([]);
  });

  test("bring mappings to every user type, and take them along", async () => {
    const id = await org.make("/api/v1/idps", google);
    expect(eachAt((await org.ask(`GET /api/v1/mappings?sourceId=${id}`)).body, "target.type")).toEqual(["user"]);
    await org.ask(`POST /api/v1/idps/${id}/lifecycle/deactivate`);
    await org.ask(`DELETE /api/v1/idps/${id}`);
    expect((await org.ask(`GET /api/v1/mappings?sourceId=${id}`)).body).toEqual([]);
  });

  test("stay on while a routing rule sends users to them", async () => {
    const id = await org.make("/api/v1/idps", google);
    const policies = (await org.ask("GET /api/v1/policies?type=IDP_DISCOVERY")).body;
    const path = `/api/v1/policies/${wordOf(eachAt(policies, "id")[0])}/rules`;
    await org.make(path, { type: "IDP_DISCOVERY", name: "r", actions: { idp: { providers: [{ type: "GOOGLE", id }] } } });
    expect((await org.ask(`POST /api/v1/idps/${id}/lifecycle/deactivate`)).status).toBe(403);
  });

  test("of SAML trust a certificate, which is taken once", async () => {
    const { certificate } = signingKey("idp", "1", new Date(org.now), 10);
    const key = (await org.ask("POST /api/v1/idps/credentials/keys", { body: { x5c: [certificate] } })).body;
    expect(key).toMatchObject({ kty: "RSA", use: "sig", expiresAt: "2036-01-15T12:00:00.000Z" });
    expect(refusalOf(await org.ask("POST /api/v1/idps/credentials/keys", { body: { x5c: [certificate] } }))).toMatch(/^409 E0000096/);
    expect((await org.ask("POST /api/v1/idps/credentials/keys", { body: { x5c: ["no certificate"] } })).status).toBe(400);
  });
});

test("device assurances say who made them, but not in the answer to an update", async () => {
  const assurance = { name: "Macs", platform: "MACOS", osVersion: { minimum: "14.0" } };
  const id = await org.make("/api/v1/device-assurances", assurance);
  expect(await org.at("createdBy", `PUT /api/v1/device-assurances/${id}`, assurance)).toBeUndefined();
  expect(await org.at("createdBy", `GET /api/v1/device-assurances/${id}`)).toMatch(/^00u/);
});

test("Okta's staff are let in for a day, and for one more", async () => {
  const path = "/api/v1/org/privacy/oktaSupport";
  expect((await org.ask(`POST ${path}/extend`)).status).toBe(400);
  expect(await org.at("expiration", `POST ${path}/grant`)).toBe("2026-01-16T12:00:00.000Z");
  expect(await org.at("expiration", `POST ${path}/extend`)).toBe("2026-01-17T12:00:00.000Z");
  expect(await org.at("support", `POST ${path}/revoke`)).toBe("DISABLED");
});

test("an API token is listed without its value, and is gone once revoked", async () => {
  const { body } = await org.ask("GET /api/v1/api-tokens");
  expect(JSON.stringify(body)).not.toContain(org.token);
  expect((await org.ask("DELETE /api/v1/api-tokens/current")).status).toBe(204);
  expect((await org.ask("GET /api/v1/api-tokens")).status).toBe(401);
});
