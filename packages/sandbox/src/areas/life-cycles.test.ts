import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../test/exchange.ts";
import { wordOf, type Json, type JsonObject } from "../store/json.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

/** Things that must be switched off before they can be deleted: where they are, and one of them. */
const deletedWhenOff: readonly (readonly [list: string, body: JsonObject])[] = [
  ["/api/v1/zones", { type: "IP", name: "Office", gateways: [{ type: "CIDR", value: "1.2.3.0/24" }] }],
  ["/api/v1/authorizationServers", { name: "Orders", audiences: ["api://orders"] }],
  ["/api/v1/inlineHooks", { name: "Tokens", type: "com.okta.oauth2.tokens.transform", version: "1.0.0", channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://example.com" } } }],
  ["/api/v1/eventHooks", { name: "Audit", events: { type: "EVENT_TYPE", items: ["user.lifecycle.create"] }, channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://example.com" } } }],
  ["/api/v1/logStreams", { name: "Splunk", type: "splunk_cloud_logstreaming", settings: { host: "a.splunkcloud.com", edition: "aws", token: "t" } }],
];

test.each(deletedWhenOff)("one of %s is deleted only while it is off", async (list, body) => {
  const id = await org.make(list, body);
  expect((await org.ask(`DELETE ${list}/${id}`)).status).toBe(403);
  expect((await org.ask(`POST ${list}/${id}/lifecycle/deactivate`)).status).toBeLessThan(300);
  expect((await org.ask(`DELETE ${list}/${id}`)).status).toBe(204);
  expect((await org.ask(`GET ${list}/${id}`)).status).toBe(404);
});

/** Things that every org has and nobody can delete: the list, and the name. */
const undeletable: readonly (readonly [list: string, name: string, path?: string])[] = [
  ["/api/v1/zones", "BlockedIpZone"],
  ["/api/v1/zones", "LegacyIpZone"],
  ["/api/v1/realms", "Default Realm", "profile.name"],
  ["/api/v1/realm-assignments", "Catch-all Rule"],
  ["/api/v1/brands", "Sandbox"],
  ["/api/v1/authorizationServers/default/scopes", "openid"],
  ["/api/v1/authorizationServers/default/claims", "sub"],
];

test.each(undeletable)("%s keeps %s", async (list, name, path = "name") => {
  const { body } = await org.ask(`GET ${list}`);
  const id = eachAt(body, "id")[eachAt(body, path).indexOf(name ?? null)];
  expect((await org.ask(`DELETE ${list}/${wordOf(id)}`)).status).toBeGreaterThanOrEqual(400);
});

describe("what is in use cannot be deleted", () => {
  test("a zone that a rule names", async () => {
    const zone = await org.make("/api/v1/zones", { type: "IP", name: "Office", gateways: [{ type: "CIDR", value: "1.2.3.0/24" }] });
    const policy = await org.make("/api/v1/policies", { type: "OKTA_SIGN_ON", name: "a" });
    await org.make(`/api/v1/policies/${policy}/rules`, { type: "SIGN_ON", name: "r", conditions: { network: { connection: "ZONE", include: [zone] } } });
    await org.ask(`POST /api/v1/zones/${zone}/lifecycle/deactivate`);
    expect((await org.ask(`DELETE /api/v1/zones/${zone}`)).status).toBe(400);
  });

  test("a CAPTCHA that the org uses", async () => {
    const id = await org.make("/api/v1/captchas", { name: "c", type: "HCAPTCHA", siteKey: "s", secretKey: "k" });
    await org.ask("PUT /api/v1/org/captcha", { body: { captchaId: id, enabledPages: ["SSR"] } });
    expect(refusalOf(await org.ask(`DELETE /api/v1/captchas/${id}`))).toMatch(/^403 E0000168/);
    await org.ask("DELETE /api/v1/org/captcha");
    expect((await org.ask(`DELETE /api/v1/captchas/${id}`)).status).toBe(204);
  });

  test("a brand with a domain", async () => {
    const brand = await org.at("brandId", "POST /api/v1/domains", { domain: "Login.Example.com" });
    expect(refusalOf(await org.ask(`DELETE /api/v1/brands/${wordOf(brand)}`))).toMatch(/^409 E0000201/);
  });

  test("a device assurance that a rule asks for", async () => {
    const assurance = await org.make("/api/v1/device-assurances", { name: "iPhones", platform: "IOS", osVersion: { minimum: "17.0" } });
    const policy = await org.make("/api/v1/policies", { type: "ACCESS_POLICY", name: "a" });
    await org.make(`/api/v1/policies/${policy}/rules`, { name: "r", conditions: { device: { assurance: { include: [assurance] } } } });
    expect((await org.ask(`DELETE /api/v1/device-assurances/${assurance}`)).status).toBe(409);
  });

  test("an authenticator that users enroll, named with the policy", async () => {
    const id = await org.make("/api/v1/authenticators", { key: "webauthn", name: "Security Key" });
    const reply = await org.ask(`POST /api/v1/authenticators/${id}/lifecycle/deactivate`);
    expect(refusalOf(reply)).toMatch(/^403 E0000148/);
    expect(JSON.stringify(reply.body)).toContain("Authenticator Enrollment Policies: Default Policy");
  });
});

describe("authorization servers", () => {
  test("are born with claims and scopes, and take them along", async () => {
    const id = await org.make("/api/v1/authorizationServers", { name: "Orders", audiences: ["api://orders"] });
    expect(eachAt((await org.ask(`GET /api/v1/authorizationServers/${id}/claims`)).body, "id")).toHaveLength(19);
    expect(eachAt((await org.ask(`GET /api/v1/authorizationServers/${id}/scopes`)).body, "id")).toHaveLength(7);
    await org.ask(`POST /api/v1/authorizationServers/${id}/lifecycle/deactivate`);
    await org.ask(`DELETE /api/v1/authorizationServers/${id}`);
    expect(org.org.store.collection("claims").under(id)).toEqual([]);
  });

  test("rotate their keys by themselves until an update stops it", async () => {
    const body = { name: "Orders", audiences: ["api://orders"], credentials: { signing: { rotationMode: "MANUAL" } } };
    const id = await org.make("/api/v1/authorizationServers", body);
    expect(await org.at("credentials.signing.rotationMode", `GET /api/v1/authorizationServers/${id}`)).toBe("AUTO");
    expect(await org.at("credentials.signing.rotationMode", `PUT /api/v1/authorizationServers/${id}`, body)).toBe("MANUAL");
  });

  test("a rotation makes the next key the active one", async () => {
    const path = "/api/v1/authorizationServers/default/credentials";
    const before = eachAt((await org.ask(`GET ${path}/keys`)).body, "kid");
    const after = (await org.ask(`POST ${path}/lifecycle/keyRotate`, { body: { use: "sig" } })).body;
    expect(eachAt(after, "kid")[0]).toBe(before[1]);
    expect(eachAt(after, "status")).toEqual(["ACTIVE", "NEXT", "EXPIRED"]);
  });

  test("trust others, and not any more", async () => {
    const other = await org.make("/api/v1/authorizationServers", { name: "Orders", audiences: ["api://orders"] });
    const path = "/api/v1/authorizationServers/default/associatedServers";
    await org.ask(`POST ${path}`, { body: { trusted: [other] } });
    expect(eachAt((await org.ask(`GET ${path}?trusted=true`)).body, "id")).toEqual([other]);
    await org.ask(`DELETE ${path}/${other}`);
    expect((await org.ask(`GET ${path}?trusted=true`)).body).toEqual([]);
  });
});

describe("brands", () => {
  const customizations = async (): Promise<string> => {
    const brand = await org.make("/api/v1/brands", { name: "Second" });
    return `/api/v1/brands/${brand}/templates/email/ForgotPassword/customizations`;
  };

  test("have one theme and thirty-one e-mail templates", async () => {
    const brand = await org.make("/api/v1/brands", { name: "Second" });
    expect(eachAt((await org.ask(`GET /api/v1/brands/${brand}/themes`)).body, "id")).toHaveLength(1);
    expect(eachAt((await org.ask(`GET /api/v1/brands/${brand}/templates/email?limit=200`)).body, "name")).toHaveLength(31);
  });

  test("keep exactly one default customization of a template", async () => {
    const path = await customizations();
    const write = (language: string, more: JsonObject = {}): JsonObject => ({ language, subject: "s", body: "b", ...more });
    const en = await org.make(path, write("en"));
    const es = await org.make(path, write("es"));
    expect(eachAt((await org.ask(`GET ${path}`)).body, "isDefault")).toEqual([true, false]);
    expect(refusalOf(await org.ask(`POST ${path}`, { body: write("es") }))).toMatch(/^409 E0000183/);
    expect(refusalOf(await org.ask(`DELETE ${path}/${en}`))).toMatch(/^409 E0000184/);
    await org.ask(`PUT ${path}/${es}`, { body: write("es", { isDefault: true }) });
    expect(eachAt((await org.ask(`GET ${path}`)).body, "isDefault")).toEqual([false, true]);
  });

  test("have no sign-in page of their own until one is written", async () => {
    const brand = await org.make("/api/v1/brands", { name: "Second" });
    const path = `/api/v1/brands/${brand}/pages/sign-in/customized`;
    expect((await org.ask(`GET ${path}`)).status).toBe(404);
    await org.ask(`PUT ${path}`, { body: { pageContent: "<html/>", widgetVersion: "^7" } });
    expect(await org.at("widgetVersion", `GET ${path}`)).toBe("^7");
  });
});

test("secrets come back from nowhere but identity providers", async () => {
  const secret = "never-shown-again";
  const made: readonly (readonly [string, Json])[] = [
    ["/api/v1/captchas", { name: "c", type: "HCAPTCHA", siteKey: "s", secretKey: secret }],
    ["/api/v1/email-servers", { alias: "a", host: "h", port: 25, username: "u", password: secret }],
    ["/api/v1/inlineHooks", { name: "i", type: "com.okta.import.transform", version: "1.0.0", channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://example.com", authScheme: { type: "HEADER", key: "k", value: secret } } } }],
    ["/api/v1/logStreams", { name: "l", type: "splunk_cloud_logstreaming", settings: { host: "h", edition: "aws", token: secret } }],
  ];
  for (const [list, body] of made) {
    const reply = await org.ask(`POST ${list}`, { body });
    expect(reply.status).toBeLessThan(300);
    expect(JSON.stringify(reply.body)).not.toContain(secret);
  }
});
