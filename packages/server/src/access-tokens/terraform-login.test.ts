import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let now = Date.parse("2027-03-01T09:00:00Z");
beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => new Date(now) } });
});
afterAll(() => lockstep.stop());

const verifier = "v".repeat(43);
const asked = { client_id: "terraform-cli", redirect_uri: "http://localhost:10003/login", response_type: "code", state: "abc", code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256" };
const address = (change: object = {}): string => `/oauth/authorize?${new URLSearchParams({ ...asked, ...change }).toString()}`;
const form = async (url: string, fields: Record<string, string>, cookie = "") => lockstep.app.inject({ method: "POST", url, payload: new URLSearchParams(fields).toString(), headers: { "content-type": "application/x-www-form-urlencoded", cookie } });
const csrfIn = (page: string): string => / name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";

/** Signs in and comes back to the question; gives the cookie and the question's page. */
async function browser(): Promise<{ cookie: string; page: string }> {
  const sent = await lockstep.app.inject(address());
  expect(sent.headers.location).toMatch(/^\/sign-in\?return=%2Foauth%2Fauthorize/);
  const signedIn = await lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password: "correct horse battery" } });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return { cookie, page: (await lockstep.app.inject({ url: address(), headers: { cookie } })).body };
}

async function codeOf({ cookie, page }: { cookie: string; page: string }): Promise<string> {
  const { headers } = await form("/oauth/authorize", { ...asked, csrf: csrfIn(page), decision: "allow" }, cookie);
  const back = new URL(String(headers.location));
  expect([`${back.origin}${back.pathname}`, back.searchParams.get("state")]).toEqual([asked.redirect_uri, "abc"]);
  return back.searchParams.get("code") ?? "";
}

const exchange = async (code: string, change: Record<string, string> = {}) => form("/oauth/token", { client_id: "terraform-cli", code, code_verifier: verifier, grant_type: "authorization_code", redirect_uri: asked.redirect_uri, ...change });

describe("terraform login", () => {
  test("is announced where the command line looks", async () => {
    expect((await lockstep.app.inject("/.well-known/terraform.json")).json()).toMatchObject({ "login.v1": { client: "terraform-cli", grant_types: ["authz_code"], authz: "/oauth/authorize", token: "/oauth/token", ports: [10000, 10010] } });
  });

  test("ends with a token of the account's own, by a code that works once", async () => {
    const code = await codeOf(await browser());
    const { statusCode, body } = await exchange(code);
    expect(statusCode).toBe(200);
    const { access_token: token, token_type: type } = JSON.parse(body) as Record<string, string>;
    expect(type).toBe("bearer");
    expect((await lockstep.call("GET", "/api/v2/account/details", undefined, token)).body).toMatchObject({ data: { type: "users", attributes: { username: "alex", email: "alex@example.com" } } });
    expect((await exchange(code)).json()).toMatchObject({ error: "invalid_grant" });
  });

  test("a code is good for a minute, for whom it was made, and nothing else", async () => {
    const signedIn = await browser();
    for (const change of [{ code_verifier: "w".repeat(43) }, { redirect_uri: "http://localhost:10004/login" }, { client_id: "other" }, { grant_type: "password" }] as Record<string, string>[]) expect((await exchange(await codeOf(signedIn), change)).statusCode).toBe(400);
    const late = await codeOf(signedIn);
    now += 61_000;
    expect((await exchange(late)).statusCode).toBe(400);
  });

  test("is refused by who does not want it, and without the page's token", async () => {
    const { cookie, page } = await browser();
    expect((await form("/oauth/authorize", { ...asked, csrf: csrfIn(page), decision: "deny" }, cookie)).headers.location).toBe("http://localhost:10003/login?state=abc&error=access_denied");
    expect((await form("/oauth/authorize", { ...asked, csrf: "x", decision: "allow" }, cookie)).statusCode).toBe(403);
  });

  test.each([{ client_id: "other" }, { redirect_uri: "https://evil.example/login" }, { redirect_uri: "http://localhost:10003/login?x" }, { redirect_uri: "http://localhost:9999/login" }, { redirect_uri: "http://localhost:10003@evil.example/login" }, { response_type: "token" }, { code_challenge_method: "plain" }, { code_challenge: "short" }])("nothing is sent anywhere for %j", async (change) => {
    const answer = await lockstep.app.inject(address(change));
    expect([answer.statusCode, answer.headers.location]).toEqual([400, undefined]);
  });

  test("who pastes a token makes it on a page", async () => {
    const { cookie } = await browser();
    const page = (await lockstep.app.inject({ url: "/app/settings/tokens?source=terraform-login", headers: { cookie } })).body;
    const made = await form("/app/settings/tokens", { csrf: csrfIn(page), description: "<b>mine</b>" }, cookie);
    const token = /<code>([^<]+)<\/code>/.exec(made.body)?.[1];
    expect((await lockstep.call("GET", "/api/v1/account/tokens", undefined, token)).body.items?.[0]).toMatchObject({ description: "<b>mine</b>" });
    expect(made.headers["cache-control"]).toBe("no-store");
    expect((await lockstep.app.inject("/app/settings/tokens?source=%22%3E%3Cscript%3E")).body).not.toContain("<script>");
  });
});
