import { createEmulator } from "emulate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientId, clientSecret, startOidcProvider, type OidcProvider } from "../../test/oidc-provider.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

let provider: OidcProvider;
let lockstep: TestServer;
beforeAll(async () => {
  provider = await startOidcProvider({ sub: "00u1", email: "ALEX@example.com", email_verified: true });
  lockstep = await testServer({ environment: { LOCKSTEP_OIDC_ISSUER: provider.issuer, LOCKSTEP_OIDC_CLIENT_ID: clientId, LOCKSTEP_OIDC_CLIENT_SECRET: clientSecret, LOCKSTEP_OIDC_NAME: "Okta" } });
});
afterAll(async () => {
  await lockstep.stop();
  await provider.stop();
});

const cookieOf = (answer: { readonly cookies: readonly { readonly name: string; readonly value: string }[] }, name: string): string => answer.cookies.find((cookie) => cookie.name === name)?.value ?? "";

interface Journey {
  readonly returnTo?: string;
  /** What the browser changes on its way back. */
  readonly tamper?: (back: URL) => void;
  readonly cookie?: (cookie: string) => string;
}

/** A browser that signs in through the provider; gives what the server answers in the end. */
async function journey({ returnTo = "/", tamper = () => {}, cookie = (text) => text }: Journey = {}) {
  const begun = await lockstep.app.inject(`/auth/oidc?return=${encodeURIComponent(returnTo)}`);
  expect(begun.statusCode).toBe(302);
  const sent = await fetch(String(begun.headers.location), { redirect: "manual" });
  const back = new URL(sent.headers.get("location") ?? "");
  tamper(back);
  return lockstep.app.inject({ url: `${back.pathname}${back.search}`, headers: { cookie: `lockstep-oidc=${cookie(cookieOf(begun, "lockstep-oidc"))}` } });
}

async function who(answer: Awaited<ReturnType<typeof journey>>): Promise<string> {
  const { statusCode, body } = await lockstep.app.inject({ url: "/api/v1/session", headers: { cookie: `lockstep=${cookieOf(answer, "lockstep")}` } });
  return statusCode === 200 ? (JSON.parse(body) as { name: string }).name : String(statusCode);
}

describe("signing in through a provider", () => {
  test("the one with the verified e-mail is linked, and known again by the provider's own id when the e-mail has changed", async () => {
    const first = await journey({ returnTo: "/app/acme?tab=1" });
    expect([first.statusCode, first.headers.location, await who(first)]).toEqual([303, "/app/acme?tab=1", "alex"]);
    provider.person = { sub: "00u1", email: "alex.new@example.com", email_verified: true };
    expect(await who(await journey())).toBe("alex");
  });

  test("the e-mail may be told at the userinfo endpoint alone, as Okta does", async () => {
    const owners = (await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items?.[0]?.id;
    await lockstep.call("POST", "/api/v1/organizations/acme/members", { email: "sam@example.com", username: "sam", teams: [owners] });
    Object.assign(provider, { thin: true, person: { sub: "00u2", email: "sam@example.com", email_verified: true } });
    expect(await who(await journey())).toBe("sam");
    provider.thin = false;
  });

  test.each<[string, () => Journey | undefined, string]>([
    ["an e-mail that is not verified", () => void (provider.person = { sub: "00u3", email: "alex@example.com", email_verified: false }), "verified"],
    ["an e-mail that belongs to another identity already", () => void (provider.person = { sub: "00u4", email: "alex@example.com", email_verified: true }), "another identity"],
    ["somebody without an account", () => void (provider.person = { sub: "00u5", email: "new@example.com", email_verified: true }), "invitation"],
    ["another state", () => ({ tamper: (back) => back.searchParams.set("state", "x") }), "did not answer"],
    ["a code that was never given", () => ({ tamper: (back) => back.searchParams.set("code", "x") }), "invalid_grant"],
    ["a refusal by the provider", () => ({ tamper: (back) => { back.searchParams.delete("code"); back.searchParams.set("error", "access_denied"); } }), "access_denied"],
    ["no cookie of ours", () => ({ cookie: () => "" }), "another browser"],
    ["a cookie that was tampered with", () => ({ cookie: (text) => `${text.slice(0, -2)}AA` }), "another browser"],
    ["an identity token for somebody else's nonce", () => void (provider.wrong = { nonce: "x" }), "did not answer"],
    ["an identity token for another client", () => void (provider.wrong = { aud: "x" }), "did not answer"],
    ["an identity token that has expired", () => void (provider.wrong = { exp: 1 }), "did not answer"],
  ])("is refused with %s", async (_name, prepare, says) => {
    Object.assign(provider, { wrong: {}, person: { sub: "00u1", email: "alex@example.com", email_verified: true } });
    const answer = await journey(prepare() ?? {});
    expect([answer.statusCode, cookieOf(answer, "lockstep")]).toEqual([403, ""]);
    expect(answer.body).toContain(says);
    provider.wrong = {};
  });

  test("never leads to somebody else's page", async () => {
    provider.person = { sub: "00u1" };
    for (const returnTo of ["https://evil.example/", "//evil.example", "/\\evil.example"]) expect((await journey({ returnTo })).headers.location).toBe("/");
  });

  test("makes an account where settings allow it; it belongs nowhere yet", async () => {
    const fresh = lockstep.server.settings;
    Object.assign(fresh, { oidcCreateAccounts: true });
    provider.person = { sub: "00u9", email: "kim@example.com", email_verified: true, preferred_username: "kim" };
    const answer = await journey();
    expect(await who(answer)).toBe("kim");
    const { body } = await lockstep.app.inject({ url: "/api/v1/session", headers: { cookie: `lockstep=${cookieOf(answer, "lockstep")}` } });
    expect(JSON.parse(body)).toMatchObject({ organizations: [], account: { hasPassword: false, signsInThrough: provider.issuer } });
  });

  test("the provider is named to who signs in", async () => {
    expect((await lockstep.call("GET", "/api/v1/sign-in", undefined, null)).body).toMatchObject({ provider: { name: "Okta", address: "/auth/oidc" } });
  });
});

describe("an Okta that we did not write", () => {
  test("signs in whom its page lets choose", async () => {
    const okta = await createEmulator({
      service: "okta",
      port: 0,
      seed: { okta: { users: [{ login: "alex@example.com", email: "alex@example.com", first_name: "Alex", last_name: "A" }], oauth_clients: [{ client_id: clientId, client_secret: clientSecret, name: "Lockstep", redirect_uris: ["http://lockstep.test/auth/oidc/callback"], auth_server_id: "org" }] } },
    });
    const server = await testServer({ environment: { LOCKSTEP_OIDC_ISSUER: okta.url, LOCKSTEP_OIDC_CLIENT_ID: clientId, LOCKSTEP_OIDC_CLIENT_SECRET: clientSecret } });
    const begun = await server.app.inject("/auth/oidc");
    const page = await (await fetch(String(begun.headers.location))).text();
    const form = page.split("<form").find((part) => part.includes('"user-login">alex@example.com')) ?? "";
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value] as [string, string]);
    const sent = await fetch(`${okta.url}/oauth2/v1/authorize/callback`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    const back = new URL(sent.headers.get("location") ?? "");
    const answer = await server.app.inject({ url: `${back.pathname}${back.search}`, headers: { cookie: `lockstep-oidc=${cookieOf(begun, "lockstep-oidc")}` } });
    expect([answer.statusCode, cookieOf(answer, "lockstep").length]).toEqual([303, 43]);
    await server.stop();
    await okta.close();
  });
});
