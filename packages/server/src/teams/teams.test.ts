import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, type TestPerson } from "../../test/people.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
let [owners, workspace, project]: [string, string, string] = ["", "", ""];
let manager: TestPerson;
beforeAll(async () => {
  lockstep = await testServer();
  owners = String((await lockstep.call("GET", "/api/v1/organizations/acme/teams")).body.items?.[0]?.id);
  workspace = String((await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { attributes: { name: "prod" } } })).body.data?.id);
  project = String((await lockstep.call("GET", "/api/v1/organizations/acme/projects")).body.items?.[0]?.id);
  manager = await addPerson(lockstep, "manager", { rights: ["manage-teams", "read-workspaces"] });
});
afterAll(() => lockstep.stop());

const codeOf = ({ body }: { readonly body: Answer }): string => String(body.errors?.[0]?.code);
const data = (type: string, id: string): object => ({ data: [{ type, id }] });

describe("teams", () => {
  test("are made, changed, listed and deleted; what they have been given shows on them", async () => {
    const made = await lockstep.call("POST", "/api/v1/organizations/acme/teams", { name: "ops", rights: ["read-workspaces"] });
    expect(made).toMatchObject({ status: 201, body: { name: "ops", members: 0 } });
    const id = String(made.body.id);
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations/acme/teams", { name: "ops" }))).toBe("taken");
    expect((await lockstep.call("PUT", `/api/v1/teams/${id}/workspaces/${workspace}`, { access: "write" })).status).toBe(204);
    expect((await lockstep.call("PUT", `/api/v1/teams/${id}/projects/${project}`, { access: "plan" })).status).toBe(204);
    expect((await lockstep.call("PUT", `/api/v1/teams/${id}/members/${manager.id}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v1/teams/${id}`)).body).toMatchObject({ members: 1, people: [{ username: "manager" }], workspaces: [{ name: "prod", access: "write" }], projects: [{ access: "plan" }] });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${workspace}/teams`)).body.items).toEqual(expect.arrayContaining([{ team: id, name: "ops", access: "write", through: "workspace" }, { team: id, name: "ops", access: "plan", through: "project" }, { team: owners, name: "owners", access: "admin", through: "organization" }]));
    expect((await lockstep.call("PATCH", `/api/v1/teams/${id}`, { name: "operations" })).body).toMatchObject({ name: "operations", rights: ["read-workspaces"] });
    expect((await lockstep.call("DELETE", `/api/v1/teams/${id}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v1/teams/${id}`)).status).toBe(404);
  });

  test("nobody gives away more than it has: neither rights, nor a place among the owners, nor access to a workspace", async () => {
    const as = manager.token;
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations/acme/teams", { name: "strong", rights: ["manage-workspaces"] }, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("PATCH", `/api/v1/teams/${manager.teamId}`, { rights: ["manage-teams", "manage-vcs"] }, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("PUT", `/api/v1/teams/${owners}/members/${manager.id}`, undefined, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("POST", `/api/v1/teams/${owners}/tokens`, {}, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations/acme/members", { email: "x@example.com", teams: [owners] }, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("PUT", `/api/v1/teams/${manager.teamId}/workspaces/${workspace}`, { access: "admin" }, as))).toBe("forbidden");
    expect(codeOf(await lockstep.call("PUT", `/api/v1/teams/${manager.teamId}/projects/${project}`, { access: "admin" }, as))).toBe("forbidden");
    const made = await lockstep.call("POST", "/api/v1/organizations/acme/teams", { name: "weak", rights: ["read-workspaces"] }, as);
    expect(made.status).toBe(201);
    const invited = await lockstep.call("POST", "/api/v1/organizations/acme/members", { email: "new@example.com", teams: [String(made.body.id)] }, as);
    expect(invited).toMatchObject({ status: 201, body: { account: { status: "invited" } } });
    // Who has no account of the organization is not put into a team by guessing its id.
    const stranger = await addPerson(lockstep, "stranger", { organization: null });
    expect((await lockstep.call("PUT", `/api/v1/teams/${String(made.body.id)}/members/${stranger.id}`, undefined, as)).status).toBe(404);
  });

  test("the owners keep at least one who can act, however one tries", async () => {
    const { owner } = lockstep;
    expect(codeOf(await lockstep.call("DELETE", `/api/v1/teams/${owners}/members/${owner.id}`))).toBe("last-owner");
    expect(codeOf(await lockstep.call("DELETE", `/api/v1/organizations/acme/members/${owner.id}`))).toBe("last-owner");
    expect(codeOf(await lockstep.call("DELETE", `/api/v1/teams/${owners}`))).toBe("last-owner");
    expect((await lockstep.call("DELETE", `/api/v2/teams/${owners}/relationships/users`, data("users", "alex"))).status).toBe(409);
    const second = await addPerson(lockstep, "second");
    expect((await lockstep.call("PUT", `/api/v1/teams/${owners}/members/${second.id}`)).status).toBe(204);
    // Two who take each other out at once: one of them stays.
    const statuses = await Promise.all([lockstep.call("DELETE", `/api/v1/teams/${owners}/members/${owner.id}`), lockstep.call("DELETE", `/api/v1/teams/${owners}/members/${second.id}`)]);
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    await lockstep.call("PUT", `/api/v1/teams/${owners}/members/${owner.id}`);
  });

  test("speak as HCP Terraform's do: teams, their members, and what they may do with workspaces and projects", async () => {
    const made = await lockstep.call("POST", "/api/v2/organizations/acme/teams", { data: { type: "teams", attributes: { name: "tfe", "organization-access": { "manage-projects": true } } } });
    expect(made).toMatchObject({ status: 201, body: { data: { type: "teams", attributes: { name: "tfe", "users-count": 0, "organization-access": { "manage-projects": true, "manage-workspaces": false } } } } });
    const id = String(made.body.data?.id);
    expect((await lockstep.call("POST", `/api/v2/teams/${id}/relationships/users`, data("users", "manager"))).status).toBe(204);
    const memberships = (await lockstep.call("GET", "/api/v2/organizations/acme/organization-memberships?include=user&q=manager")).body;
    expect(memberships).toMatchObject({ data: [{ type: "organization-memberships", attributes: { status: "active" } }], included: [{ type: "users", attributes: { username: "manager" } }] });
    expect((await lockstep.call("GET", `/api/v2/organization-memberships/${String(memberships.data?.[0]?.id)}`)).status).toBe(200);
    expect((await lockstep.call("GET", `/api/v2/teams/${id}?include=users`)).body).toMatchObject({ data: { attributes: { "users-count": 1 } }, included: [{ id: manager.id }] });
    expect((await lockstep.call("DELETE", `/api/v2/teams/${id}/relationships/organization-memberships`, data("organization-memberships", String(memberships.data?.[0]?.id)))).status).toBe(204);
    const relationships = { team: { data: { type: "teams", id } }, workspace: { data: { type: "workspaces", id: workspace } } };
    const given = await lockstep.call("POST", "/api/v2/team-workspaces", { data: { type: "team-workspaces", attributes: { access: "plan" }, relationships } });
    expect(given).toMatchObject({ status: 201, body: { data: { type: "team-workspaces", attributes: { access: "plan", runs: "plan", "workspace-locking": false } } } });
    const grant = `/api/v2/team-workspaces/${String(given.body.data?.id)}`;
    expect((await lockstep.call("PATCH", grant, { data: { attributes: { access: "write" } } })).body.data?.attributes).toMatchObject({ access: "write", "state-versions": "write" });
    expect((await lockstep.call("PATCH", grant, { data: { attributes: { access: "custom" } } })).status).toBe(422);
    expect((await lockstep.call("GET", `/api/v2/team-workspaces?filter%5Bworkspace%5D%5Bid%5D=${workspace}`)).body.data).toHaveLength(1);
    expect((await lockstep.call("DELETE", grant)).status).toBe(204);
    expect((await lockstep.call("GET", grant)).status).toBe(404);
    expect((await lockstep.call("GET", "/api/v2/organizations/acme/teams?filter%5Bnames%5D=tfe")).body.data).toHaveLength(1);
    expect((await lockstep.call("DELETE", `/api/v2/teams/${id}`)).status).toBe(204);
  });
});
