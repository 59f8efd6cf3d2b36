import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { adminToken } from "../access-tokens/admin.ts";
import { adminAccount, adminLink } from "./admin.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let now = Date.parse("2027-03-01T09:00:00Z");
beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => new Date(now) } });
});
afterAll(() => lockstep.stop());

const password = "correct horse battery";

/** A browser: it keeps its cookie and sends the token that our pages know. */
class Browser {
  cookie = "";
  csrf = "";
  headers: Record<string, string> = {};

  async send(method: NonNullable<InjectOptions["method"]>, url: string, payload?: object, headers: Record<string, string> = {}): Promise<LightMyRequestResponse & { data: Answer }> {
    const answer = await lockstep.app.inject({ method, url, headers: { ...(this.cookie && { cookie: this.cookie }), ...(this.csrf && { "x-csrf-token": this.csrf }), ...this.headers, ...headers }, ...(payload && { payload }) });
    for (const { name, value } of answer.cookies) this.cookie = value === "" ? "" : `${name}=${value}`;
    const data = (answer.body.startsWith("{") ? JSON.parse(answer.body) : {}) as Answer;
    if (typeof data.csrfToken === "string") this.csrf = data.csrfToken;
    return Object.assign(answer, { data });
  }

  async signIn(name = "alex", secret = password): Promise<this> {
    const { statusCode } = await this.send("POST", "/api/v1/session", { name, password: secret });
    expect(statusCode).toBe(201);
    return this;
  }
}

describe("signing in", () => {
  test("by name or e-mail gives a session that says who asks and where it belongs", async () => {
    const browser = await new Browser().signIn("ALEX@example.com");
    const { statusCode, data } = await browser.send("GET", "/api/v1/session");
    expect(statusCode).toBe(200);
    expect(data).toMatchObject({ kind: "account", name: "alex", account: { siteAdmin: true, status: "active" }, organizations: [{ name: "acme", owner: true }] });
    expect((await browser.send("DELETE", "/api/v1/session")).statusCode).toBe(204);
    expect((await new Browser().send("GET", "/api/v1/session")).statusCode).toBe(401);
  });

  test("sets a cookie that no script reads and no other site's change carries; with TLS it is bound to the host", async () => {
    const { headers } = await lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password } });
    expect(String(headers["set-cookie"])).toMatch(/^lockstep=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/);
    const { settings } = lockstep.server;
    Object.assign(settings, { publicUrl: "https://lockstep.test" });
    const secure = await lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password } });
    Object.assign(settings, { publicUrl: "http://lockstep.test" });
    expect(String(secure.headers["set-cookie"])).toMatch(/^__Host-lockstep=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("an unknown name and a wrong password are told alike", async () => {
    const answers = await Promise.all([{ name: "nobody", password }, { name: "alex", password: "wrong" }].map(async (payload) => new Browser().send("POST", "/api/v1/session", payload)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
    now += 3_600_000;
  });

  test("fails only so often: then it waits, for the right password too, and says how long; other addresses are not shut out", async () => {
    const attempt = async (secret: string, from: string) => lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password: secret }, remoteAddress: from });
    // All at once, so that none has failed before another begins.
    const statuses = (await Promise.all(Array.from({ length: 8 }, async (_, index) => attempt(`wrong ${index}`, "192.0.2.1")))).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    const blocked = await attempt(password, "192.0.2.1");
    expect([blocked.statusCode, blocked.headers["x-ratelimit-reset"]]).toEqual([429, "30"]);
    expect((await attempt(password, "192.0.2.2")).statusCode).toBe(201);
    now += 31_000;
    expect((await attempt(password, "192.0.2.1")).statusCode).toBe(201);
  });

  test("a change needs the page's token, and signing in is taken from no other site", async () => {
    const browser = await new Browser().signIn();
    browser.csrf = "";
    expect((await browser.send("DELETE", "/api/v1/session")).statusCode).toBe(403);
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, { origin: "null" }] as Record<string, string>[]) expect((await new Browser().send("POST", "/api/v1/session", { name: "alex", password }, headers)).statusCode).toBe(403);
    expect((await new Browser().send("POST", "/api/v1/session", { name: "alex", password }, { origin: "http://lockstep.test", "sec-fetch-site": "same-origin" })).statusCode).toBe(201);
    expect((await new Browser().send("POST", "/api/v1/session", { name: "alex", password }, { origin: "null", "sec-fetch-site": "same-origin" })).statusCode).toBe(201);
  });

  test("a session ends when nobody uses it, and after two weeks in any case", async () => {
    const browser = await new Browser().signIn();
    now += 47 * 3_600_000;
    expect((await browser.send("GET", "/api/v1/session")).statusCode).toBe(200);
    now += 49 * 3_600_000;
    expect((await browser.send("GET", "/api/v1/session")).statusCode).toBe(401);
  });
});

describe("an account", () => {
  test("lists its sessions, ends one, and a new password ends all others", async () => {
    const [here, there, third] = await Promise.all([new Browser().signIn(), new Browser().signIn(), new Browser().signIn()]);
    await here.send("GET", "/api/v1/session");
    const { items } = (await here.send("GET", "/api/v1/account/sessions")).data;
    const current = (items as unknown as { id: string; current: boolean }[]).filter((session) => session.current);
    expect(current).toHaveLength(1);
    const other = (await there.send("GET", "/api/v1/account/sessions")).data.items as unknown as { id: string; current: boolean }[];
    expect((await here.send("DELETE", `/api/v1/account/sessions/${other.find((session) => session.current)?.id}`)).statusCode).toBe(204);
    expect((await there.send("GET", "/api/v1/session")).statusCode).toBe(401);
    expect((await here.send("PUT", "/api/v1/account/password", { current: "wrong", password: "another long sentence" })).data.errors?.[0]?.code).toBe("wrong-password");
    expect((await here.send("PUT", "/api/v1/account/password", { current: password, password: "short" })).statusCode).toBe(422);
    expect((await here.send("PUT", "/api/v1/account/password", { current: password, password: "another long sentence" })).statusCode).toBe(204);
    expect((await third.send("GET", "/api/v1/session")).statusCode).toBe(401);
    expect((await here.send("GET", "/api/v1/session")).statusCode).toBe(200);
    expect((await here.send("PUT", "/api/v1/account/password", { current: "another long sentence", password })).statusCode).toBe(204);
  });

  test("is made by invitation, whose link works once; disabled, it can do nothing any more", async () => {
    const teams = (await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items;
    const owners = String(teams?.[0]?.id);
    const invited = await lockstep.call("POST", "/api/v1/organizations/acme/members", { email: "sam@example.com", teams: [owners] });
    expect(invited).toMatchObject({ status: 201, body: { account: { status: "invited", username: "sam@example.com" } } });
    const link = String(invited.body.invitation?.link);
    const browser = new Browser();
    expect((await browser.send("POST", "/api/v1/links/read", { link })).data).toMatchObject({ purpose: "invitation", email: "sam@example.com", organizations: ["acme"] });
    expect((await browser.send("POST", "/api/v1/links/use", { link, username: "sam", password: "sam" })).statusCode).toBe(422);
    const first = await browser.send("POST", "/api/v1/links/use", { link, username: "sam", password: "a quiet winter evening" });
    expect(first.data).toMatchObject({ name: "sam", organizations: [{ name: "acme", owner: true }] });
    expect((await new Browser().send("POST", "/api/v1/links/use", { link, username: "sam", password: "a quiet winter evening" })).data.errors?.[0]?.code).toBe("link-invalid");
    const id = String(first.data.account?.id);
    expect((await lockstep.call("POST", `/api/v1/accounts/${id}/disable`)).body).toMatchObject({ status: "disabled" });
    expect((await browser.send("GET", "/api/v1/session")).statusCode).toBe(401);
    expect((await new Browser().send("POST", "/api/v1/session", { name: "sam", password: "a quiet winter evening" })).statusCode).toBe(401);
    expect((await lockstep.call("POST", `/api/v1/accounts/${id}/enable`)).status).toBe(201);
    const renewed = await lockstep.call("POST", `/api/v1/accounts/${id}/link`);
    expect((await new Browser().send("POST", "/api/v1/links/use", { link: String(renewed.body.link), password: "an even quieter evening" })).statusCode).toBe(201);
  });

  test("is let in again from the machine itself, by a link or a token", async () => {
    const { link } = await adminLink(lockstep.server, "alex@example.com");
    const { body } = await lockstep.app.inject({ method: "POST", url: "/api/v1/links/read", payload: { link } });
    expect(JSON.parse(body)).toMatchObject({ purpose: "password", username: "alex" });
    const token = await adminToken(lockstep.server, "alex", "From the machine");
    expect((await lockstep.call("GET", "/api/v1/session", undefined, token)).body.name).toBe("alex");
    await expect(adminToken(lockstep.server, "nobody", "x")).rejects.toThrow('There is no account "nobody"');
    const made = await adminAccount(lockstep.server, { email: "root@example.com", username: "root", siteAdmin: true });
    expect((await lockstep.app.inject({ method: "POST", url: "/api/v1/links/read", payload: made })).json()).toMatchObject({ purpose: "invitation", username: "root" });
  });

  test("the last admin of the site can be neither disabled nor unmade", async () => {
    const { owner } = lockstep;
    expect((await lockstep.call("POST", `/api/v1/accounts/${owner.id}/disable`)).body.errors?.[0]?.code).toBe("last-admin");
    expect((await lockstep.call("PUT", `/api/v1/accounts/${owner.id}/site-admin`, { siteAdmin: false })).status).toBe(409);
  });

  test("passwords stand in no record and no log", async () => {
    const rows = await lockstep.server.db.selectFrom("auditEvents").select(["details", "action"]).execute();
    expect(rows.map(({ action }) => action)).toContain("account.sign-in");
    const everything = JSON.stringify(rows) + lockstep.logged();
    for (const secret of [password, "quiet winter evening", "even quieter evening", "another long sentence"]) expect(everything).not.toContain(secret);
  });
});

describe("the first account", () => {
  test("is made under the link that is printed at the first start, once", async () => {
    const fresh = await testServer({ first: false });
    const open = async (url: string, payload: object) => fresh.app.inject({ method: "POST", url, payload });
    const link = fresh.setupLink ?? "";
    expect(link).toMatch(/^http:\/\/lockstep\.test\/setup\?link=/);
    expect(fresh.logged()).toContain(link);
    expect((await fresh.app.inject("/api/v1/sign-in")).json()).toEqual({ setUp: false, signedIn: false, provider: null });
    const account = { username: "kim", email: "kim@example.com", password: "the first of many", organization: "labs" };
    expect((await open("/api/v1/setup", { ...account, link: `${link}x` })).json()).toMatchObject({ errors: [{ code: "link-invalid" }] });
    expect((await open("/api/v1/setup", { ...account, link })).json()).toMatchObject({ name: "kim", account: { siteAdmin: true }, organizations: [{ name: "labs", owner: true }] });
    expect((await open("/api/v1/setup", { ...account, link })).statusCode).toBe(409);
    await fresh.stop();
  });

  test("is made from the settings where they name a password", async () => {
    const fresh = await testServer({ first: false, environment: { LOCKSTEP_ADMIN_PASSWORD: "set by the environment", LOCKSTEP_ADMIN_USERNAME: "root-of-all", LOCKSTEP_ADMIN_ORGANIZATION: "ground" } });
    expect(fresh.setupLink).toBeUndefined();
    const { statusCode, body } = await fresh.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "root-of-all", password: "set by the environment" } });
    expect([statusCode, body]).toEqual([201, expect.stringContaining('"ground"')]);
    await fresh.stop();
  });
});
