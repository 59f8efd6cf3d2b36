import { X509Certificate } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../../test/exchange.ts";
import { objectAt, textAt, valueAt, wordOf, type JsonObject } from "../../store/json.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const oidc = (label: string, more: JsonObject = {}): JsonObject => ({
  label,
  name: "oidc_client",
  signOnMode: "OPENID_CONNECT",
  credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic" } },
  settings: { oauthClient: { application_type: "web", redirect_uris: ["https://example.com/callback"], ...more } },
});

const saml: JsonObject = {
  label: "My SAML-App",
  signOnMode: "SAML_2_0",
  settings: {
    signOn: {
      ssoAcsUrl: "https://example.com/acs",
      audience: "https://example.com",
      recipient: "https://example.com/acs",
      destination: "https://example.com/acs",
      audienceOverride: "",
      subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    },
  },
};

const bookmark = (label: string): JsonObject => ({ label, name: "bookmark", signOnMode: "BOOKMARK", settings: { app: { url: "https://example.com" } } });

const causeOf = (body: JsonObject): string => wordOf(eachAt(body["errorCauses"] ?? null, "errorSummary")[0]);

describe("an OpenID Connect app", () => {
  test("shows its secret when it is made, and never again", async () => {
    const made = await org.ask("POST /api/v1/apps", { body: oidc("a") });
    const id = textAt(made.body, "id") ?? "";
    expect(valueAt(made.body, "credentials.oauthClient")).toMatchObject({ client_id: id, client_secret: expect.stringMatching(/^.{64}$/) });
    expect(objectAt((await org.ask(`GET /api/v1/apps/${id}`)).body, "credentials.oauthClient")).not.toHaveProperty("client_secret");
    expect(objectAt((await org.ask(`PUT /api/v1/apps/${id}`, { body: oidc("b") })).body, "credentials.oauthClient")).not.toHaveProperty("client_secret");
    const named = { ...oidc("b"), credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic", client_secret: "" } } };
    expect(textAt((await org.ask(`PUT /api/v1/apps/${id}`, { body: named })).body, "credentials.oauthClient.client_secret")).toBe(textAt(made.body, "credentials.oauthClient.client_secret"));
  });

  test("has no secret when it signs with a key, and its keys get ids", async () => {
    const body = { ...oidc("a", { application_type: "service", redirect_uris: [], jwks: { keys: [{ kty: "RSA", kid: "k", e: "AQAB", n: "x" }] } }), credentials: { oauthClient: { token_endpoint_auth_method: "private_key_jwt" } } };
    const made = await org.ask("POST /api/v1/apps", { body });
    expect(objectAt(made.body, "credentials.oauthClient")).not.toHaveProperty("client_secret");
    expect(eachAt(valueAt(made.body, "settings.oauthClient.jwks.keys") ?? null, "id")[0]).toMatch(/^pks/);
  });

  test("is under the org's default policies from the start", async () => {
    const id = await org.make("/api/v1/apps", oidc("a"));
    const { body } = await org.ask("GET /api/v1/policies?type=ACCESS_POLICY");
    const standard = eachAt(body, "id")[eachAt(body, "system").indexOf(true)];
    expect(await org.at("_links.accessPolicy.href", `GET /api/v1/apps/${id}`)).toBe(`${org.base}/api/v1/policies/${wordOf(standard)}`);
    const policy = await org.make("/api/v1/policies", { type: "ACCESS_POLICY", name: "Strict" });
    expect((await org.ask(`PUT /api/v1/apps/${id}/policies/${policy}`)).status).toBe(204);
    expect(await org.at("_links.accessPolicy.href", `GET /api/v1/apps/${id}`)).toBe(`${org.base}/api/v1/policies/${policy}`);
  });

  test("needs a redirect URI unless it is a service", async () => {
    expect(refusalOf(await org.ask("POST /api/v1/apps", { body: oidc("a", { redirect_uris: [] }) }))).toBe("400 E0000001 Api validation failed: redirect_uris");
    expect((await org.ask("POST /api/v1/apps", { body: oidc("a", { redirect_uris: [], application_type: "service" }) })).status).toBe(200);
  });
});

describe("a SAML app", () => {
  test("is named after the org, the label and a number", async () => {
    expect(await org.at("name", "POST /api/v1/apps", saml)).toBe("sandbox_mysamlapp_1");
    expect(await org.at("name", "POST /api/v1/apps", saml)).toBe("sandbox_mysamlapp_2");
  });

  test("gets what was not sent, and does not give empty overrides back", async () => {
    const signOn = (await org.at("settings.signOn", "POST /api/v1/apps", saml)) ?? {};
    expect(signOn).toMatchObject({ idpIssuer: "http://www.okta.com/${org.externalKey}", requestCompressed: false, slo: { enabled: false }, acsEndpoints: [] });
    expect(signOn).not.toHaveProperty("audienceOverride");
  });

  test("has a certificate that can be read, in its keys and in its metadata", async () => {
    const id = await org.make("/api/v1/apps", saml);
    const { body } = await org.ask(`GET /api/v1/apps/${id}/credentials/keys`);
    const [x5c = ""] = eachAt(body, "x5c").flatMap((one) => (Array.isArray(one) ? one.map(wordOf) : []));
    const certificate = new X509Certificate(Buffer.from(x5c, "base64"));
    expect(certificate.subject).toContain("CN=sandbox");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const metadata = wordOf((await org.ask(`GET /api/v1/apps/${id}/sso/saml/metadata?kid=${wordOf(eachAt(body, "kid")[0])}`)).body);
    expect(metadata.replaceAll("\n", "")).toContain(x5c);
    expect(metadata.match(/nameid-format:\w+/g)).toEqual(["nameid-format:unspecified", "nameid-format:emailAddress"]);
  });
});

describe("an app that types passwords", () => {
  test("has all settings of its definition, empty ones null, and a scheme", async () => {
    const body = { label: "swa", name: "template_swa", signOnMode: "BROWSER_PLUGIN", settings: { app: { url: "https://example.com", loginUrlRegex: "" } } };
    const made = await org.ask("POST /api/v1/apps", { body });
    expect(valueAt(made.body, "settings.app")).toEqual({ loginUrlRegex: null, usernameField: null, redirectUrl: null, buttonField: null, checkbox: null, passwordField: null, url: "https://example.com" });
    expect(valueAt(made.body, "credentials")).toMatchObject({ scheme: "EDIT_USERNAME_AND_PASSWORD", revealPassword: false, signing: {} });
  });

  test("does not show the password that all share", async () => {
    const credentials = { scheme: "SHARED_USERNAME_AND_PASSWORD", userName: "all", password: { value: "secret-of-all" } };
    const made = await org.ask("POST /api/v1/apps", { body: { label: "swa", name: "template_swa", signOnMode: "BROWSER_PLUGIN", credentials, settings: { app: {} } } });
    expect(valueAt(made.body, "credentials")).toMatchObject({ userName: "all", password: {} });
    expect(JSON.stringify(made.body)).not.toContain("secret-of-all");
  });
});

describe("the life of an app", () => {
  test("ends only after it was deactivated", async () => {
    const id = await org.make("/api/v1/apps", bookmark("b"));
    expect(refusalOf(await org.ask(`DELETE /api/v1/apps/${id}`))).toMatch(/^403 E0000056/);
    expect(await org.ask(`POST /api/v1/apps/${id}/lifecycle/deactivate`)).toMatchObject({ status: 200, body: {} });
    expect((await org.ask(`DELETE /api/v1/apps/${id}`)).status).toBe(204);
    expect((await org.ask(`GET /api/v1/mappings?sourceId=${id}`)).body).toEqual([]);
  });

  test("Okta's own apps stay", async () => {
    const { body } = await org.ask("GET /api/v1/apps");
    expect(eachAt(body, "name")).toEqual(["saasure", "okta_enduser", "okta_browser_plugin"]);
    expect(refusalOf(await org.ask(`POST /api/v1/apps/${wordOf(eachAt(body, "id")[0])}/lifecycle/deactivate`))).toMatch(/^403 E0000143/);
  });

  test("an update replaces all but what is the server's", async () => {
    const id = await org.make("/api/v1/apps", { ...bookmark("b"), visibility: { hide: { iOS: true, web: true } } });
    org.now += 1000;
    const { body } = await org.ask(`PUT /api/v1/apps/${id}`, { body: { ...bookmark("c"), status: "INACTIVE" } });
    expect(body).toMatchObject({ id, label: "c", status: "ACTIVE", created: "2026-01-15T12:00:00.000Z", lastUpdated: "2026-01-15T12:00:01.000Z", visibility: { hide: { iOS: false, web: false } } });
  });
});

describe("groups of an app", () => {
  const priorities = async (app: string) => {
    const { body } = await org.ask(`GET /api/v1/apps/${app}/groups?expand=group`);
    const names = eachAt(body, "_embedded.group.profile.name");
    return eachAt(body, "priority").map((priority, index) => `${wordOf(names[index])}:${wordOf(priority)}`).join(" ");
  };

  test("are appended, make room for each other, and close the gap", async () => {
    const app = await org.make("/api/v1/apps", bookmark("b"));
    const [a, b, c] = [await org.make("/api/v1/groups", { profile: { name: "a" } }), await org.make("/api/v1/groups", { profile: { name: "b" } }), await org.make("/api/v1/groups", { profile: { name: "c" } })];
    await org.ask(`PUT /api/v1/apps/${app}/groups/${a}`, { body: {} });
    await org.ask(`PUT /api/v1/apps/${app}/groups/${b}`, { body: {} });
    expect(await priorities(app)).toBe("a:0 b:1");
    await org.ask(`PUT /api/v1/apps/${app}/groups/${c}`, { body: { priority: 0 } });
    expect(await priorities(app)).toBe("c:0 a:1 b:2");
    expect((await org.ask(`DELETE /api/v1/apps/${app}/groups/${a}`)).status).toBe(204);
    expect(await priorities(app)).toBe("c:0 b:1");
  });

  test("bring their members, who cannot be taken off one by one", async () => {
    const app = await org.make("/api/v1/apps", bookmark("b"));
    const group = await org.make("/api/v1/groups", { profile: { name: "a" } });
    const user = await org.make("/api/v1/users", { profile: { firstName: "A", lastName: "B", login: "a@example.com", email: "a@example.com" }, groupIds: [group] });
    await org.ask(`PUT /api/v1/apps/${app}/groups/${group}`, { body: {} });
    expect(eachAt((await org.ask(`GET /api/v1/apps/${app}/users`)).body, "scope")).toEqual(["GROUP"]);
    const reply = await org.ask(`DELETE /api/v1/apps/${app}/users/${user}`);
    expect(refusalOf(reply)).toBe("403 E0000046 Deactivate application for user forbidden.");
    expect(eachAt((await org.ask(`GET /api/v1/groups/${group}/apps`)).body, "id")).toEqual([app]);
  });

  test("a service app is granted scopes of Okta's own", async () => {
    const app = await org.make("/api/v1/apps", oidc("a"));
    const grant = (scopeId: string) => org.ask(`POST /api/v1/apps/${app}/grants`, { body: { issuer: org.base, scopeId } });
    expect((await grant("okta.groups.read")).status).toBe(201);
    expect((await grant("profile")).status).toBe(400);
    expect(eachAt((await org.ask(`GET /api/v1/apps/${app}/grants`)).body, "scopeId")).toEqual(["okta.groups.read"]);
  });
});

test("Office 365 says what is missing before it can sign in by itself", async () => {
  const { status, body } = await org.ask("POST /api/v1/apps", { body: { label: "o", name: "office365", signOnMode: "SAML_1_1", settings: { app: { wsFedConfigureType: "AUTO" } } } });
  expect([status, causeOf(objectAt({ body }, "body"))]).toEqual([400, "In order to continue using WS-FED Auto for SSO, you must grant admin consent."]);
});
