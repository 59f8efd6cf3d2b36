import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../../test/exchange.ts";
import { valueAt, wordOf } from "../../store/json.ts";
import { constantId } from "./standard-roles.ts";

let org: Exchange;
let user = "";
beforeEach(async () => {
  org = new Exchange();
  user = await org.make("/api/v1/users", { profile: { firstName: "A", lastName: "B", login: "a@example.com", email: "a@example.com" } });
});

describe("a standard role", () => {
  test("that can be narrowed has the same id in every org", async () => {
    expect(constantId("APP_ADMIN")).toBe("IFIFAX2BIRGUSTQ");
    expect(constantId("HELP_DESK_ADMIN")).toBe("JBCUYUC7IRCVGS27IFCE2SKO");
    expect(await org.at("id", `POST /api/v1/users/${user}/roles`, { type: "APP_ADMIN" })).toBe("IFIFAX2BIRGUSTQ");
    expect(await org.at("id", `POST /api/v1/users/${user}/roles`, { type: "SUPER_ADMIN" })).toMatch(/^ra1/);
  });

  test("is given once", async () => {
    await org.make(`/api/v1/users/${user}/roles`, { type: "ORG_ADMIN" });
    expect(refusalOf(await org.ask(`POST /api/v1/users/${user}/roles`, { body: { type: "ORG_ADMIN" } }))).toMatch(/^409 E0000090/);
  });

  test("is not given to groups of the org's own, nor to those that rules fill", async () => {
    const [everyone] = eachAt((await org.ask("GET /api/v1/groups?q=Everyone")).body, "id");
    expect(refusalOf(await org.ask(`POST /api/v1/groups/${wordOf(everyone)}/roles`, { body: { type: "ORG_ADMIN" } }))).toMatch(/^400 E0000211/);
    const group = await org.make("/api/v1/groups", { profile: { name: "ruled" } });
    await org.make("/api/v1/groups/rules", { type: "group_rule", name: "r", conditions: { expression: { type: "urn:okta:expression:1.0", value: "true" } }, actions: { assignUserToGroups: { groupIds: [group] } } });
    expect(refusalOf(await org.ask(`POST /api/v1/groups/${group}/roles`, { body: { type: "ORG_ADMIN" } }))).toMatch(/^400 E0000192/);
  });

  test("of a group is a role of its members", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "admins" } });
    await org.ask(`PUT /api/v1/groups/${group}/users/${user}`);
    await org.make(`/api/v1/groups/${group}/roles`, { type: "READ_ONLY_ADMIN" });
    expect(eachAt((await org.ask(`GET /api/v1/users/${user}/roles`)).body, "assignmentType")).toEqual(["GROUP"]);
  });

  test("is narrowed to groups or apps, as its kind allows, and forgets that when it is taken away", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "team" } });
    const roles = `/api/v1/users/${user}/roles`;
    const id = await org.make(roles, { type: "HELP_DESK_ADMIN" });
    expect((await org.ask(`PUT ${roles}/${id}/targets/groups/${group}`)).status).toBe(204);
    expect((await org.ask(`PUT ${roles}/${id}/targets/catalog/apps/facebook`)).status).toBe(400);
    expect(eachAt((await org.ask(`GET ${roles}/${id}/targets/groups?limit=200`)).body, "profile.name")).toEqual(["team"]);
    expect((await org.ask(`DELETE ${roles}/${id}/targets/groups/${group}`)).status).toBe(400);
    await org.ask(`DELETE ${roles}/${id}`);
    await org.make(roles, { type: "HELP_DESK_ADMIN" });
    expect((await org.ask(`GET ${roles}/${id}/targets/groups`)).body).toEqual([]);
  });
});

describe("a custom role", () => {
  const role = () => org.make("/api/v1/iam/roles", { label: "Helpers", description: "d", permissions: ["okta.users.read"] });
  const set = () => org.make("/api/v1/iam/resource-sets", { label: "People", description: "d", resources: [`${org.base}/api/v1/users`, "orn:okta:directory:00o:groups:00g1"] });

  test("is found by id and by label, and has permissions", async () => {
    const id = await role();
    expect(await org.at("id", "GET /api/v1/iam/roles/Helpers")).toBe(id);
    expect((await org.ask(`POST /api/v1/iam/roles/${id}/permissions/okta.groups.read`)).status).toBe(204);
    const { body } = await org.ask(`GET /api/v1/iam/roles/${id}/permissions`);
    expect(eachAt(valueAt(body, "permissions") ?? null, "label")).toEqual(["okta.users.read", "okta.groups.read"]);
    expect((await org.ask("GET /api/v1/iam/roles")).body).toMatchObject({ roles: [{ label: "Helpers" }] });
  });

  test("reaches the resources of a set, told as names and as addresses", async () => {
    const id = await set();
    const { body } = await org.ask(`GET /api/v1/iam/resource-sets/${id}/resources`);
    const resources = valueAt(body, "resources") ?? null;
    expect(eachAt(resources, "orn")).toEqual([`orn:okta:directory:${org.org.id}:users`, "orn:okta:directory:00o:groups:00g1"]);
    expect(eachAt(resources, "_links.self.href")).toEqual([`${org.base}/api/v1/users`, `${org.base}/api/v1/groups/00g1`]);
  });

  test("is held by the members of a binding, which is the same as assigning it", async () => {
    const [roleId, setId] = [await role(), await set()];
    const bound = await org.ask(`POST /api/v1/iam/resource-sets/${setId}/bindings`, { body: { role: roleId, members: [`${org.base}/api/v1/users/${user}`] } });
    expect([bound.status, valueAt(bound.body, "id")]).toEqual([200, roleId]);
    expect((await org.ask(`GET /api/v1/users/${user}/roles`)).body).toMatchObject([{ type: "CUSTOM", role: roleId, "resource-set": setId, label: "Helpers" }]);
    expect((await org.ask(`DELETE /api/v1/iam/resource-sets/${setId}`)).status).toBe(403);
    expect((await org.ask(`DELETE /api/v1/iam/resource-sets/${setId}/bindings/${roleId}`)).status).toBe(204);
    expect((await org.ask(`GET /api/v1/users/${user}/roles`)).body).toEqual([]);
    expect((await org.ask(`DELETE /api/v1/iam/roles/${roleId}`)).status).toBe(204);
  });
});
