import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson } from "../../test/people.ts";
import { testServer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let now = Date.parse("2027-03-01T09:00:00Z");
let team = "";
beforeAll(async () => {
  lockstep = await testServer({ clock: { now: () => new Date(now) } });
  team = String((await lockstep.call("POST", "/api/v1/organizations/acme/teams", { name: "ops", rights: ["read-workspaces"] })).body.id);
});
afterAll(() => lockstep.stop());

const asks = async (token: string) => (await lockstep.call("GET", "/api/v2/account/details", undefined, token)).status;

describe("access tokens", () => {
  test("are shown once, stored as a hash, listed with their last use, and end when they are deleted", async () => {
    const made = await lockstep.call("POST", "/api/v1/account/tokens", { description: "CI" });
    const { id, token } = made.body as unknown as { id: string; token: string };
    expect(token).toMatch(/^[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{67}$/);
    expect(await asks(token)).toBe(200);
    const listed = JSON.stringify((await lockstep.call("GET", "/api/v1/account/tokens")).body);
    expect(listed).not.toContain(token);
    expect(listed).toContain('"lastUsedAt":"2027-03-01T09:00:00.000Z"');
    const { rows } = await lockstep.server.database.pool.query("select t::text as row from access_tokens t");
    expect(JSON.stringify(rows)).not.toContain(token);
    const other = await addPerson(lockstep, "other");
    expect((await lockstep.call("DELETE", `/api/v1/account/tokens/${id}`, undefined, other.token)).status).toBe(404);
    expect((await lockstep.call("DELETE", `/api/v1/account/tokens/${id}`)).status).toBe(204);
    expect(await asks(token)).toBe(401);
  });

  test("end by themselves where they were given an end, which lies ahead", async () => {
    expect((await lockstep.call("POST", "/api/v1/account/tokens", { expiresAt: "2027-02-28T00:00:00Z" })).status).toBe(422);
    const { token } = (await lockstep.call("POST", "/api/v1/account/tokens", { expiresAt: "2027-03-01T10:00:00Z" })).body as unknown as { token: string };
    expect(await asks(token)).toBe(200);
    now += 3_600_001;
    expect(await asks(token)).toBe(401);
  });

  test("of a team act as the team, of an organization as nobody who runs anything; one takes the place of the one before", async () => {
    const ofTeam = String((await lockstep.call("POST", `/api/v1/teams/${team}/tokens`, { description: "robot" })).body.token);
    expect((await lockstep.call("GET", "/api/v1/session", undefined, ofTeam)).body).toMatchObject({ kind: "team", name: "ops", account: null, organizations: [{ name: "acme", owner: false, rights: ["read-workspaces"] }] });
    expect((await lockstep.call("POST", "/api/v1/account/tokens", {}, ofTeam)).status).toBe(403);
    const first = String((await lockstep.call("POST", "/api/v1/organizations/acme/token", {})).body.token);
    const second = String((await lockstep.call("POST", "/api/v2/organizations/acme/authentication-token")).body.data?.attributes?.token);
    expect([await asks(first), await asks(second)]).toEqual([401, 200]);
    expect((await lockstep.call("GET", "/api/v2/organization/audit-trail", undefined, second)).body).toMatchObject({ pagination: { current_page: 1 }, data: expect.arrayContaining([expect.objectContaining({ type: "Resource", version: "0", resource: expect.objectContaining({ action: "create", type: "token" }) })]) });
    expect((await lockstep.call("DELETE", "/api/v1/organizations/acme/token")).status).toBe(204);
    expect(await asks(second)).toBe(401);
  });

  test("speak as HCP Terraform's do", async () => {
    const path = `/api/v2/users/${lockstep.owner.id}/authentication-tokens`;
    const made = await lockstep.call("POST", path, { data: { type: "authentication-tokens", attributes: { description: "tfe", "expired-at": "2028-01-01T00:00:00Z" } } });
    expect(made).toMatchObject({ status: 201, body: { data: { type: "authentication-tokens", attributes: { description: "tfe", "expired-at": "2028-01-01T00:00:00.000Z", token: expect.stringContaining(".atlasv1.") } } } });
    const id = String(made.body.data?.id);
    expect((await lockstep.call("GET", `/api/v2/authentication-tokens/${id}`)).body.data?.attributes).toMatchObject({ description: "tfe", token: null });
    expect((await lockstep.call("DELETE", `/api/v2/authentication-tokens/${id}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v2/authentication-tokens/${id}`)).status).toBe(404);
    const one = await lockstep.call("POST", `/api/v2/teams/${team}/authentication-token`, {});
    const two = await lockstep.call("POST", `/api/v2/teams/${team}/authentication-token`, {});
    expect([await asks(String(one.body.data?.attributes?.token)), await asks(String(two.body.data?.attributes?.token))]).toEqual([401, 200]);
    expect((await lockstep.call("GET", "/api/v2/organizations/acme/team-tokens")).body.data).toHaveLength(2);
    expect((await lockstep.call("DELETE", `/api/v2/teams/${team}/authentication-token`)).status).toBe(204);
  });
});
