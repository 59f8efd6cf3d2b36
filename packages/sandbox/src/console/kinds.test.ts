import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quotasOf } from "../http/rate-limit.ts";
import { startSandbox, type RunningOrg, type Sandbox } from "../sandbox.ts";
import { textAt, type Json, type JsonObject } from "../store/json.ts";
import { kinds } from "./kinds/index.ts";

let sandbox: Sandbox;
let org: RunningOrg;
let cookie = "";

beforeAll(async () => {
  sandbox = await startSandbox({ orgs: [{ name: "production" }], quotas: { ...quotasOf("workforce"), enforced: false } });
  const [first] = sandbox.running;
  if (!first) throw new Error("no org listens");
  org = first;
  const { headers } = await send("/admin/sign-in", { login: org.admin, to: "" });
  cookie = headers.getSetCookie()[0]?.split(";")[0] ?? "";
});

afterAll(() => sandbox.stop());

const send = async (path: string, form?: Record<string, string>) => {
  const answer = await fetch(`${org.url}${path}`, { redirect: "manual", headers: { cookie }, ...(form && { method: "POST", body: new URLSearchParams(form) }) });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

const api = async (method: string, path: string, body?: JsonObject): Promise<Json> => {
  const answer = await fetch(`${org.url}${path}`, { method, headers: { authorization: `SSWS ${org.token}`, "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
  return (answer.status === 204 ? null : await answer.json()) as Json;
};

const make = async (path: string, body: JsonObject): Promise<string> => textAt(await api("POST", path, body), "id") ?? "";

const lastEvent = () => org.org.log.all.at(-1)?.body["eventType"];

/** What differs between two readings of an object, but for when it was last changed. */
const differing = (before: Json, after: Json): string[] => {
  const [old, now] = [before as JsonObject, after as JsonObject];
  return Object.keys({ ...old, ...now }).filter((key) => !["lastUpdated", "lastMembershipUpdated", "_links"].includes(key) && JSON.stringify(old[key]) !== JSON.stringify(now[key]));
};

describe("every kind of object", () => {
  test("has a list, and a page for each of its objects", async () => {
    await make("/api/v1/trustedOrigins", { name: "Listed", origin: "https://listed.example.com", scopes: [{ type: "CORS" }] });
    for (const kind of kinds) {
      expect((await send(`/admin/${kind.path}`)).text).toContain(`<h1>${kind.title}</h1>`);
      for (const stored of kind.list(org.org)) {
        const { status, text } = await send(`/admin/${kind.path}/${stored.id}`);
        expect([status, text.match(/<h1>/g)?.length]).toEqual([200, 1]);
      }
    }
    expect((await send("/admin/nothing")).status).toBe(404);
    expect((await send("/admin/groups/00gnothing")).status).toBe(404);
    expect((await send("/admin/groups/00gnothing", { "profile.name": "x" })).status).toBe(404);
    expect((await send("/admin/dashboard")).text).toContain("This is a sandbox");
  });

  test("is shown fifty at a time", async () => {
    for (let i = 0; i < 60; i++) await api("POST", "/api/v1/zones", { type: "IP", name: `Zone ${i}`, gateways: [{ type: "CIDR", value: "192.0.2.0/24" }] });
    const [first, second, far] = [await send("/admin/networks"), await send("/admin/networks?page=2"), await send("/admin/networks?page=999")];
    const rows = (text: string): number => text.match(/<tr>/g)?.length ?? 0;
    expect([rows(first.text), rows(second.text)]).toEqual([51, 15]);
    expect(first.text).toContain('href="/admin/networks?page=2"');
    expect(far.text).toContain("Page 2 of 2");
    expect((await send("/admin/networks?q=zone+5")).text).toContain("11 of 64");
  });
});

describe("by a form only what was written changes:", () => {
  test("an application's label", async () => {
    const body = {
      name: "oidc_client",
      label: "Example Portal",
      signOnMode: "OPENID_CONNECT",
      credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic" } },
      settings: { oauthClient: { application_type: "web", grant_types: ["authorization_code"], response_types: ["code"], redirect_uris: ["https://portal.example.com/callback"] } },
    };
    const id = await make("/api/v1/apps", body);
    const before = await api("GET", `/api/v1/apps/${id}`);
    expect((await send(`/admin/applications/${id}`, { label: "Portal" })).status).toBe(303);
    expect(differing(before, await api("GET", `/api/v1/apps/${id}`))).toEqual(["label"]);
    expect(lastEvent()).toBe("application.lifecycle.update");
    const group = await make("/api/v1/groups", { profile: { name: "Portal users" } });
    expect((await send(`/admin/applications/${id}/groups`, { called: "portal users" })).status).toBe(303);
    expect(lastEvent()).toBe("group.application_assignment.add");
    expect((await send(`/admin/applications/${id}`)).text).toContain(`href="/admin/groups/${group}"`);
    expect((await send(`/admin/applications/${id}/people`, { called: org.admin })).status).toBe(303);
    expect(lastEvent()).toBe("application.user_membership.add");
    expect((await send(`/admin/applications/${id}/groups/remove`, { member: group })).status).toBe(303);
    expect((await send(`/admin/applications/${id}/lifecycle/deactivate`, {})).headers.get("location")).toBe(`/admin/applications/${id}?done=deactivate`);
    expect(lastEvent()).toBe("application.lifecycle.deactivate");
    expect((await send(`/admin/applications/${id}/delete`, {})).status).toBe(303);
    expect(lastEvent()).toBe("application.lifecycle.delete");
  });

  test("names of a zone, a trusted origin, an authorization server, a policy and its rule", async () => {
    const zone = await make("/api/v1/zones", { type: "IP", name: "Office", gateways: [{ type: "CIDR", value: "192.0.2.0/24" }] });
    const origin = await make("/api/v1/trustedOrigins", { name: "Portal", origin: "https://portal.example.com", scopes: [{ type: "CORS" }, { type: "REDIRECT" }] });
    const server = await make("/api/v1/authorizationServers", { name: "Orders", description: "Tokens", audiences: ["api://orders"] });
    const policy = await make("/api/v1/policies", { type: "ACCESS_POLICY", name: "My App Sign-On Policy" });
    const rule = await make(`/api/v1/policies/${policy}/rules`, { name: "Two factors", type: "ACCESS_POLICY", actions: { appSignOn: { access: "ALLOW", verificationMethod: { factorMode: "2FA", type: "ASSURANCE", reauthenticateIn: "PT2H" } } } });
    const places = [
      ["networks", zone, `/api/v1/zones/${zone}`],
      ["trusted-origins", origin, `/api/v1/trustedOrigins/${origin}`],
      ["authorization-servers", server, `/api/v1/authorizationServers/${server}`],
      ["policies", policy, `/api/v1/policies/${policy}`],
      ["policy-rules", rule, `/api/v1/policies/${policy}/rules/${rule}`],
    ] as const;
    for (const [kind, id, path] of places) {
      const before = await api("GET", path);
      expect((await send(`/admin/${kind}/${id}`, { name: `${textAt(before, "name")} 2` })).status).toBe(303);
      expect([kind, differing(before, await api("GET", path))]).toEqual([kind, ["name"]]);
    }
    expect((await send(`/admin/policies/${policy}`)).text).toContain(`href="/admin/policy-rules/${rule}"`);
    for (const [kind, id] of places.filter(([each]) => each !== "policies")) {
      expect((await send(`/admin/${kind}/${id}/lifecycle/deactivate`, {})).status).toBe(303);
      expect((await send(`/admin/${kind}/${id}/lifecycle/deactivate`, {})).status).toBe(409);
      expect((await send(`/admin/${kind}/${id}/lifecycle/activate`, {})).status).toBe(303);
    }
  });

  test("a person's profile and status", async () => {
    const id = await make("/api/v1/users?activate=true", { profile: { firstName: "Sam", lastName: "Field", login: "sam.field@example.com", email: "sam.field@example.com" }, credentials: { password: { value: "Abcd1234!x" } } });
    const before = await api("GET", `/api/v1/users/${id}`);
    expect((await send(`/admin/people/${id}`, { "profile.title": "Engineer", "profile.firstName": "Sam" })).status).toBe(303);
    const after = await api("GET", `/api/v1/users/${id}`);
    expect([differing(before, after), textAt(after, "profile.title")]).toEqual([["profile"], "Engineer"]);
    for (const [verb, event] of [["suspend", "user.lifecycle.suspend"], ["unsuspend", "user.lifecycle.unsuspend"], ["deactivate", "user.lifecycle.deactivate"], ["activate", "user.lifecycle.activate"]] as const) {
      expect((await send(`/admin/people/${id}/lifecycle/${verb}`, {})).status).toBe(303);
      expect(lastEvent()).toBe(event);
    }
    expect((await send(`/admin/people/${id}/lifecycle/unlock`, {})).status).toBe(409);
  });
});

test("a read-only administrator looks, and is refused by the org", async () => {
  const answer = await fetch(`${org.url}/admin/admins`, { method: "POST", redirect: "manual", body: new URLSearchParams({ firstName: "Robin", lastName: "Reader", login: "robin.reader@example.com", role: "READ_ONLY_ADMIN" }) });
  const own = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const id = await make("/api/v1/groups", { profile: { name: "Looked at" } });
  const refused = await fetch(`${org.url}/admin/groups/${id}`, { method: "POST", headers: { cookie: own }, body: new URLSearchParams({ "profile.name": "Changed" }) });
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("You do not have permission to perform the requested action")]);
});

describe("the System Log", () => {
  test("shows one event by its uuid, also at the address that Okta's console has", async () => {
    const group = await make("/api/v1/groups", { profile: { name: "Logged" } });
    const uuid = textAt(org.org.log.all.at(-1)?.body, "uuid") ?? "";
    const { text } = await send(`/admin/system-log?uuid=${uuid}`);
    expect(text).toContain("group.lifecycle.create");
    expect(text).toContain(group);
    expect(text.match(/<tr>/g)).toHaveLength(2);
    const link = await send(`/report/system_log_2?search=${encodeURIComponent(`uuid eq "${uuid}"`)}`);
    expect(link.headers.get("location")).toBe(`/admin/system-log?uuid=${uuid}`);
    expect((await send("/report/system_log_2?search=Logged")).headers.get("location")).toBe("/admin/system-log?q=Logged");
    expect((await send("/admin/system-log?uuid=none")).text).toContain("There is no such event.");
    expect((await send("/admin/system-log?q=logged")).text).toContain("API token Sandbox");
  });
});

test("an org under another's port has its console there", async () => {
  await fetch(`${org.url}/__sandbox/orgs`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "fresh" }) });
  expect((await send("/orgs/fresh/")).headers.get("location")).toBe("/orgs/fresh/admin/dashboard");
  const page = await send("/orgs/fresh/admin/dashboard");
  expect(page.text).toContain("<h1>Sign in</h1>");
  expect(page.text).toContain('action="/orgs/fresh/admin/sign-in"');
});
