import { expect, test } from "vitest";
import { eachAt, Exchange } from "../test/exchange.ts";
import { valueAt, wordOf } from "./store/json.ts";

const org = new Exchange();

const names = async (request: string, path = "name", within?: string): Promise<string[]> => {
  const { body } = await org.ask(`GET ${request}`);
  return eachAt(within ? (valueAt(body, within) ?? null) : body, path).map(wordOf);
};

test("a new org has what Okta puts into every org", async () => {
  const found = {
    groups: await names("/api/v1/groups", "profile.name"),
    apps: await names("/api/v1/apps", "label"),
    users: await names("/api/v1/users", "profile.login"),
    userTypes: await names("/api/v1/meta/types/user"),
    authorizationServers: await names("/api/v1/authorizationServers"),
    scopes: await names("/api/v1/authorizationServers/default/scopes"),
    claims: (await names("/api/v1/authorizationServers/default/claims")).length,
    zones: await names("/api/v1/zones"),
    authenticators: await names("/api/v1/authenticators", "key"),
    brands: (await names("/api/v1/brands")).length,
    realms: await names("/api/v1/realms", "profile.name"),
  };
  expect(found).toMatchInlineSnapshot(`
    {
      "apps": [
        "Okta Admin Console",
        "Okta Dashboard",
        "Okta Browser Plugin",
      ],
      "authenticators": [
        "okta_email",
        "okta_password",
        "phone_number",
        "okta_verify",
        "security_question",
      ],
      "authorizationServers": [
        "default",
      ],
      "brands": 1,
      "claims": 19,
      "groups": [
        "Everyone",
        "Okta Administrators",
      ],
      "realms": [
        "Default Realm",
      ],
      "scopes": [
        "openid",
        "profile",
        "email",
        "address",
        "phone",
        "offline_access",
        "device_sso",
      ],
      "userTypes": [
        "user",
      ],
      "users": [
        "admin@sandbox.example.com",
      ],
      "zones": [
        "LegacyIpZone",
        "BlockedIpZone",
        "DefaultExemptIpZone",
        "DefaultEnhancedDynamicZone",
      ],
    }
  `);
});

test("a new org has the policies of every type, each with its last rule", async () => {
  const found: string[] = [];
  for (const type of ["OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "IDP_DISCOVERY", "ACCESS_POLICY", "PROFILE_ENROLLMENT", "POST_AUTH_SESSION", "ENTITY_RISK"]) {
    const { body } = await org.ask(`GET /api/v1/policies?type=${type}`);
    for (const [index, id] of eachAt(body, "id").entries()) {
      const rules = await names(`/api/v1/policies/${wordOf(id)}/rules`);
      found.push(`${type}: ${wordOf(eachAt(body, "name")[index])} → ${rules.join(", ")}`);
    }
  }
  expect(found.join("\n")).toMatchInlineSnapshot(`
    "OKTA_SIGN_ON: Default Policy → Default Rule
    PASSWORD: Default Policy → Default Rule
    MFA_ENROLL: Default Policy → Default Rule
    IDP_DISCOVERY: Idp Discovery Policy → Default Rule
    ACCESS_POLICY: Okta Admin Console → Catch-all Rule
    ACCESS_POLICY: Okta Dashboard → Catch-all Rule
    ACCESS_POLICY: Okta Browser Plugin → Catch-all Rule
    ACCESS_POLICY: Any two factors → Catch-all Rule
    ACCESS_POLICY: Okta Account Management Policy → Catch-all Rule
    PROFILE_ENROLLMENT: Default Policy → Catch-all Rule
    POST_AUTH_SESSION: Post Auth Policy → Post Session Protection Rule, Catch-all Rule
    ENTITY_RISK: Entity Risk Policy → Catch-all Rule"
  `);
});
