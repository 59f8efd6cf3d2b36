import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { Exchange, refusalOf } from "../../test/exchange.ts";
import type { JsonObject } from "../store/json.ts";
import { thumbprintOf } from "./jwt.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const as = async (authorization: string, headers: Record<string, string> = {}, request = "GET /api/v1/groups"): Promise<string> => {
  const reply = await org.ask(request, { headers: { authorization, ...headers } });
  return reply.status < 400 ? String(reply.status) : refusalOf(reply);
};

describe("an API token", () => {
  test("is good as long as its owner is", async () => {
    expect(await as(`SSWS ${org.token}`)).toBe("200");
    expect(await as("SSWS nonsense")).toBe("401 E0000011 Invalid token provided");
    expect(await as("Basic eA==")).toBe("401 E0000011 Invalid token provided");
    const [owner] = org.org.store.collection("users").all();
    await org.ask(`POST /api/v1/users/${owner?.id ?? ""}/lifecycle/deactivate`);
    expect(await as(`SSWS ${org.token}`)).toBe("401 E0000011 Invalid token provided");
  });

  test("is not needed for metadata", async () => {
    expect(await as("", {}, "GET /.well-known/okta-organization")).toBe("200");
  });

  test("has its owner's rights and follows their changes", async () => {
    const id = await org.make("/api/v1/users?activate=true", { profile: { firstName: "R", lastName: "O", login: "r@example.com", email: "r@example.com" } });
    const token = org.org.issueToken(id, "reader").value;
    expect(await as(`SSWS ${token}`)).toBe("403 E0000006 You do not have permission to perform the requested action");
    await org.make(`/api/v1/users/${id}/roles`, { type: "READ_ONLY_ADMIN" });
    expect(await as(`SSWS ${token}`)).toBe("200");
    expect(await as(`SSWS ${token}`, {}, "POST /api/v1/groups")).toMatch(/^403 E0000006/);
  });

  test("with a custom role does what its permissions name", async () => {
    const id = await org.make("/api/v1/users?activate=true", { profile: { firstName: "C", lastName: "R", login: "c@example.com", email: "c@example.com" } });
    const role = await org.make("/api/v1/iam/roles", { label: "groups", description: "", permissions: ["okta.groups.manage"] });
    const set = await org.make("/api/v1/iam/resource-sets", { label: "all", description: "all", resources: [`${org.base}/api/v1/groups`] });
    await org.make(`/api/v1/users/${id}/roles`, { type: "CUSTOM", role, "resource-set": set });
    const token = org.org.issueToken(id, "groups").value;
    expect(await as(`SSWS ${token}`)).toBe("200");
    expect(await as(`SSWS ${token}`, {}, "GET /api/v1/apps")).toMatch(/^403/);
  });
});

describe("an access token of a service app", () => {
  const issue = (scopes: string[], key?: string): string => {
    const [app] = org.org.store.collection("apps").all();
    const clientId = app?.id ?? "";
    org.org.accessTokens.issue("value", { id: "oar1", clientId, scopes, expiresAt: org.now + 3_600_000, ...(key ? { dpopKey: key } : {}) });
    org.org.store.collection("role-assignments").add(`${clientId}/ra1`, { id: "ra1", type: "SUPER_ADMIN" }, { parent: clientId });
    return "value";
  };

  test("reaches what its scopes name", async () => {
    const token = issue(["okta.groups.read"]);
    expect(await as(`Bearer ${token}`)).toBe("200");
    expect(await as(`Bearer ${token}`, {}, "GET /api/v1/apps")).toMatch(/^403 E0000006/);
    const refused = await org.ask("GET /api/v1/apps", { headers: { authorization: `Bearer ${token}` } });
    expect(refused.headers["www-authenticate"]).toContain('scope="okta.apps.read"');
    expect(refused.headers["www-authenticate"]).toContain('error="insufficient_scope"');
  });

  test("may read what it may manage", async () => {
    expect(await as(`Bearer ${issue(["okta.groups.manage"])}`)).toBe("200");
  });

  test("ends", async () => {
    const token = issue(["okta.groups.read"]);
    org.now += 3_600_001;
    expect(await as(`Bearer ${token}`)).toMatch(/^401 E0000011/);
  });

  describe("that is bound to a key", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = publicKey.export({ format: "jwk" }) as JsonObject;
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

    const proof = (claims: JsonObject, key: KeyObject = privateKey): string => {
      const ath = createHash("sha256").update("value").digest("base64url");
      const said = { htm: "GET", htu: `${org.base}/api/v1/groups`, iat: org.now / 1000, jti: "1", ath, ...claims };
      const signed = `${encode({ typ: "dpop+jwt", alg: "ES256", jwk })}.${encode(said)}`;
      return `${signed}.${sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
    };

    const ask = async (claims: JsonObject, key?: KeyObject): Promise<string> => {
      const token = issue(["okta.groups.read"], thumbprintOf(jwk));
      return (await as(`DPoP ${token}`, { dpop: proof(claims, key) })).slice(0, 3);
    };

    test("is good with a fresh proof", async () => {
      expect(await ask({})).toBe("200");
    });

    test("is refused with a proof for another request, another time or another token, or of another key", async () => {
      expect(await ask({ htm: "POST" })).toBe("401");
      expect(await ask({ htu: `${org.base}/api/v1/apps` })).toBe("401");
      expect(await ask({ iat: org.now / 1000 - 3600 })).toBe("401");
      expect(await ask({ ath: "another" })).toBe("401");
      expect(await ask({}, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey)).toBe("401");
    });

    test("is refused with a proof that was used, or with none", async () => {
      expect([await ask({ jti: "once" }), await ask({ jti: "once" })]).toEqual(["200", "401"]);
      expect(await as(`Bearer ${issue(["okta.groups.read"], thumbprintOf(jwk))}`)).toMatch(/^401/);
    });
  });
});
