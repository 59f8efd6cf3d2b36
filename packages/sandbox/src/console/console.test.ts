import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { quotasOf } from "../http/rate-limit.ts";
import { startSandbox, type RunningOrg, type Sandbox } from "../sandbox.ts";
import { textAt, valueAt, type Json, type JsonObject } from "../store/json.ts";

let sandbox: Sandbox;
let org: RunningOrg;
let cookie = "";

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: [{ name: "production" }], quotas: { ...quotasOf("workforce"), enforced: false } });
  const [first] = sandbox.running;
  if (!first) throw new Error("no org listens");
  org = first;
});

afterAll(() => sandbox.stop());

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

const send = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> => {
  const answer = await fetch(`${org.url}${path}`, { redirect: "manual", headers: { cookie, ...headers }, ...(form && { method: "POST", body: new URLSearchParams(form) }) });
  const [set] = answer.headers.getSetCookie();
  if (set !== undefined) cookie = set.split(";")[0] ?? "";
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

const api = async (method: string, path: string, body?: JsonObject): Promise<Json> => {
  const answer = await fetch(`${org.url}${path}`, { method, headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
  return (answer.status === 204 ? null : await answer.json()) as Json;
};

const make = async (path: string, body: JsonObject): Promise<string> => textAt(await api("POST", path, body), "id") ?? "";

const enter = () => send("/admin/sign-in", { login: org.admin, to: "" });

const lastEvent = (): JsonObject => org.org.log.all.at(-1)?.body ?? {};

beforeEach(() => {
  cookie = "";
});

describe("signing in", () => {
  test("is a choice among the org's administrators, and in the System Log", async () => {
    expect((await send("/")).headers.get("location")).toBe("/admin/dashboard");
    const page = await send("/admin/groups?q=a");
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("Sign in as Ada Admin")]);
    expect(page.text).toContain('name="to" value="/admin/groups?q=a"');
    const signedIn = await send("/admin/sign-in", { login: org.admin, to: "/admin/groups?q=a" });
    expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, "/admin/groups?q=a"]);
    expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(lastEvent()).toMatchObject({ eventType: "user.session.access_admin_app", actor: { alternateId: org.admin } });
    expect((await send("/admin/groups")).text).toContain("<h1>Groups</h1>");
    expect((await send("/admin/sign-out", {})).headers.get("location")).toBe("/admin/sign-in");
    expect((await send("/admin/groups")).text).toContain("<h1>Sign in</h1>");
  });

  test("as somebody new makes an administrator of that name", async () => {
    const casey = { firstName: "Casey", lastName: "Rivers", login: "casey.rivers@example.com", role: "SUPER_ADMIN" };
    expect((await send("/admin/admins", casey)).status).toBe(303);
    expect(lastEvent()).toMatchObject({ actor: { displayName: "Casey Rivers", alternateId: casey.login } });
    expect((await send("/admin/dashboard")).text).toContain("<span>Casey Rivers</span>");
    const again = await send("/admin/admins", casey);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining("There is somebody with the username")]);
    expect((await send("/admin/admins", { ...casey, login: "no address" })).status).toBe(400);
    expect((await send("/admin/admins", { ...casey, login: "other@example.com", role: "EMPEROR" })).status).toBe(400);
  });

  test("takes nobody without a role, and leads nowhere but to the console", async () => {
    await make("/api/v1/users?activate=true", { profile: { firstName: "No", lastName: "Role", login: "no.role@example.com", email: "no.role@example.com" }, credentials: { password: { value: "Abcd1234!x" } } });
    expect((await send("/admin/sign-in", { login: "no.role@example.com", to: "" })).status).toBe(400);
    for (const to of ["//evil.example.com/admin/", "https://evil.example.com/admin/x", "/api/v1/groups", "/admin/\r\nx: y"]) {
      expect((await send("/admin/sign-in", { login: org.admin, to })).headers.get("location")).toMatch(/^\/admin\/(dashboard|x:%20y)$/);
    }
  });

  test("is asked for before anything is shown or changed", async () => {
    const id = await make("/api/v1/groups", { profile: { name: "Not touched" } });
    const refused = await send(`/admin/groups/${id}`, { "profile.name": "Touched" });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("nothing was changed")]);
    expect(textAt(await api("GET", `/api/v1/groups/${id}`), "profile.name")).toBe("Not touched");
    cookie = "sandbox-admin-0-production=nobody";
    expect((await send(`/admin/groups/${id}`)).text).not.toContain("Not touched");
  });
});

describe("a form", () => {
  test("of another site is refused", async () => {
    await enter();
    const id = await make("/api/v1/groups", { profile: { name: "Kept" } });
    const from = (headers: Record<string, string>) => send(`/admin/groups/${id}`, { "profile.name": "Taken over" }, headers);
    expect((await from({ origin: "https://evil.example.com" })).status).toBe(403);
    expect((await from({ origin: "null" })).status).toBe(403);
    expect((await from({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await from({ "sec-fetch-site": "same-site", origin: org.url })).status).toBe(403);
    expect(textAt(await api("GET", `/api/v1/groups/${id}`), "profile.name")).toBe("Kept");
    expect((await from({ "sec-fetch-site": "same-origin", origin: org.url })).status).toBe(303);
  });

  test("is the only way to change something", async () => {
    const answer = await fetch(`${org.url}/admin/groups`, { method: "DELETE" });
    expect(answer.status).toBe(405);
  });
});

describe("a group", () => {
  test("gets another name by hand, under the administrator's name and without a token", async () => {
    await enter();
    const id = await make("/api/v1/groups", { profile: { name: "Renamed Test Group", description: null } });
    const found = await send("/admin/groups?q=renamed");
    expect(found.text).toContain(`<a href="/admin/groups/${id}">Renamed Test Group</a>`);
    expect(found.text).not.toContain(">Everyone<");
    const saved = await send(`/admin/groups/${id}`, { "profile.name": "Newly Renamed Test Group", "profile.description": "" });
    expect(saved.headers.get("location")).toBe(`/admin/groups/${id}?done=saved`);
    expect(valueAt(await api("GET", `/api/v1/groups/${id}`), "profile")).toEqual({ name: "Newly Renamed Test Group", description: null });
    expect(lastEvent()).toMatchObject({ eventType: "group.profile.update", actor: { displayName: "Ada Admin" }, client: { userAgent: { browser: "CHROME" } }, target: [{ id, type: "UserGroup" }] });
    expect(valueAt(lastEvent(), "transaction.detail")).toEqual({});
    expect((await send(`/admin/groups/${id}?done=saved`)).text).toContain('role="status">Saved.');
  });

  test("that is saved as it was is not written", async () => {
    await enter();
    const id = await make("/api/v1/groups", { profile: { name: "As it was" } });
    const events = org.org.log.all.length;
    expect((await send(`/admin/groups/${id}`, { "profile.name": "As it was", "profile.description": "" })).status).toBe(303);
    expect(org.org.log.all.length).toBe(events);
  });

  test("is added, filled, emptied and deleted", async () => {
    await enter();
    const added = await send("/admin/groups", { "profile.name": "Team Alpha", "profile.description": "" });
    const page = added.headers.get("location")?.split("?")[0] ?? "";
    expect(page).toMatch(/^\/admin\/groups\/00g/);
    await send(`${page}/people`, { called: org.admin.toUpperCase() });
    expect(lastEvent()).toMatchObject({ eventType: "group.user_membership.add" });
    const shown = await send(page);
    const member = /name="member" value="(\w+)"/.exec(shown.text)?.[1] ?? "";
    expect((await send(`${page}/people/remove`, { member })).status).toBe(303);
    expect(lastEvent()).toMatchObject({ eventType: "group.user_membership.remove" });
    expect((await send(`${page}/people`, { called: "nobody@example.com" })).text).toContain("There is no “nobody@example.com” in this org.");
    expect((await send(`${page}/delete`, {})).headers.get("location")).toBe("/admin/groups?done=deleted");
    expect((await send(page)).status).toBe(404);
  });

  test("is refused in the org's words, and what was typed stays", async () => {
    await enter();
    const id = await make("/api/v1/groups", { profile: { name: "First" } });
    const taken = await send(`/admin/groups/${id}`, { "profile.name": "Everyone", "profile.description": "typed" });
    expect([taken.status, taken.text]).toEqual([400, expect.stringContaining("An object with this field already exists in the current organization")]);
    expect(taken.text).toContain('value="typed"');
    expect((await send("/admin/groups", { "profile.name": "Everyone" })).status).toBe(400);
    const everyone = org.org.store.collection("groups").find(({ body }) => body["type"] === "BUILT_IN");
    expect((await send(`/admin/groups/${everyone?.id}`)).text).not.toContain("Save");
    expect((await send(`/admin/groups/${everyone?.id}`, { "profile.name": "Nobody" })).status).toBe(403);
  });

  test("with markup in its name is shown as text", async () => {
    await enter();
    const id = await make("/api/v1/groups", { profile: { name: `<script>alert("x")</script>`, description: `"><img src=x>` } });
    for (const path of ["/admin/groups", `/admin/groups/${id}`, "/admin/system-log", `/admin/groups?q=${encodeURIComponent('"><img src=x>')}`]) {
      const { text, headers } = await send(path);
      expect(text).toContain("&lt;script&gt;");
      expect(text).not.toMatch(/<script|<img/);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    await api("DELETE", `/api/v1/groups/${id}`);
  });
});
