import { describe, expect, test } from "vitest";
import { testOrg } from "../../test/org.ts";
import type { TestOrg } from "../../test/org.ts";
import type { PlainObject } from "../table/plain.ts";
import { toPlainObject } from "../table/values.ts";

const read = async ({ driver }: TestOrg, type: string, config: PlainObject): Promise<PlainObject> => toPlainObject(await driver.data(type, config));

const make = async (org: TestOrg, type: string, config: PlainObject): Promise<PlainObject> =>
  toPlainObject(await org.driver.apply(type, undefined, config));

describe("data sources", () => {
  test("a group by name, whole before beginning, by type and by id; its members if asked for", async () => {
    const org = await testOrg();
    await make(org, "okta_group", { name: "Sales North" });
    const sales = await make(org, "okta_group", { name: "Sales", description: "Sells" });
    const ada = await make(org, "okta_user", { login: "ada@example.com", email: "ada@example.com", first_name: "Ada", last_name: "Byron" });
    await make(org, "okta_group_memberships", { group_id: sales["id"] ?? null, users: [ada["id"] ?? null] });
    expect(await read(org, "okta_group", { name: "Sales" })).toMatchObject({ id: sales["id"], description: "Sells", users: null });
    expect(await read(org, "okta_group", { id: sales["id"] ?? null, include_users: true })).toMatchObject({ name: "Sales", users: [ada["id"]] });
    expect(await read(org, "okta_group", { name: "Everyone", type: "BUILT_IN" })).toMatchObject({ name: "Everyone", type: "BUILT_IN" });
    await expect(read(org, "okta_group", { name: "Sales", type: "BUILT_IN" })).rejects.toThrow('The org has no group named "Sales" of type "BUILT_IN".');
    expect(await read(org, "okta_group", { name: "Sales N" })).toMatchObject({ name: "Sales North" });
    await expect(read(org, "okta_group", { id: "00gnone" })).rejects.toThrow("Nothing found");
  });

  test("groups by how their names begin, by type, by search", async () => {
    const org = await testOrg();
    for (const name of ["Sales", "Sales North", "Support"]) await make(org, "okta_group", { name });
    const names = async (config: PlainObject): Promise<unknown> => {
      const { groups } = await read(org, "okta_groups", config);
      return Array.isArray(groups) ? groups.map((group: unknown) => (group as { name: string }).name).sort() : groups;
    };
    expect(await names({ q: "Sales" })).toEqual(["Sales", "Sales North"]);
    expect(await names({ type: "OKTA_GROUP", limit: 1 })).toEqual(["Sales", "Sales North", "Support"]);
    expect(await names({ search: 'profile.name sw "Sup"' })).toEqual(["Support"]);
    expect(await names({ q: "None" })).toEqual([]);
  });

  test("a user by id, login and search, with groups and roles unless they are left out", async () => {
    const org = await testOrg();
    const ada = await make(org, "okta_user", { login: "ada@example.com", email: "ada@example.com", first_name: "Ada", last_name: "Byron", department: "Engines" });
    await make(org, "okta_user_admin_roles", { user_id: ada["id"] ?? null, admin_roles: ["APP_ADMIN"] });
    const everyone = await read(org, "okta_group", { name: "Everyone" });
    const expected = { id: ada["id"], first_name: "Ada", department: "Engines", status: "ACTIVE", admin_roles: ["APP_ADMIN"], group_memberships: [everyone["id"]] };
    expect(await read(org, "okta_user", { user_id: ada["id"] ?? null })).toMatchObject({ ...expected, status: ada["raw_status"] });
    expect(await read(org, "okta_user", { user_id: "ada@example.com", skip_groups: true, skip_roles: true })).toMatchObject({ id: ada["id"], admin_roles: null, group_memberships: null });
    const department = { name: "profile.department", value: "Engines", comparison: null, expression: null };
    const login = { name: "profile.login", value: "ada", comparison: "sw", expression: null };
    expect(await read(org, "okta_user", { search: [department, login] })).toMatchObject({ id: ada["id"] });
    expect(await read(org, "okta_user", { search: [{ name: null, value: null, comparison: null, expression: 'profile.lastName eq "Byron"' }] })).toMatchObject({ id: ada["id"] });
    await expect(read(org, "okta_user", { search: [{ ...department, value: "Looms" }] })).rejects.toThrow("Nothing found");
    await expect(read(org, "okta_user", {})).rejects.toThrow("One of");
  });

  test("an app by label, by how it begins, by id; what is inactive only if asked for", async () => {
    const org = await testOrg();
    const wiki = await make(org, "okta_app_bookmark", { label: "Wiki", url: "https://wiki.example.com", status: "INACTIVE" });
    const pages = await make(org, "okta_app_bookmark", { label: "Wiki pages", url: "https://wiki.example.com/pages" });
    expect(await read(org, "okta_app", { label_prefix: "Wiki" })).toMatchObject({ id: pages["id"], label: "Wiki pages", name: "bookmark", status: "ACTIVE" });
    expect(await read(org, "okta_app", { label: "Wiki", active_only: false })).toMatchObject({ id: wiki["id"], status: "INACTIVE" });
    expect(await read(org, "okta_app", { id: wiki["id"] ?? null })).toMatchObject({ label: "Wiki" });
    await expect(read(org, "okta_app", { label: "Wiki" })).rejects.toThrow('The org has no app labelled "Wiki".');
  });

  test("an authorization server, a policy and a user type by name", async () => {
    const org = await testOrg();
    const server = await make(org, "okta_auth_server", { name: "orders", audiences: ["api://orders"] });
    expect(await read(org, "okta_auth_server", { name: "orders" })).toMatchObject({ id: server["id"], audiences: ["api://orders"], status: "ACTIVE", kid: server["kid"] });
    expect(await read(org, "okta_policy", { name: "Default Policy", type: "PASSWORD" })).toMatchObject({ status: "ACTIVE" });
    await expect(read(org, "okta_policy", { name: "none", type: "PASSWORD" })).rejects.toThrow("Nothing found");
    const person = await read(org, "okta_user_type", { name: "user" });
    expect(await read(org, "okta_user_type", { id: person["id"] ?? null })).toMatchObject({ name: "user", display_name: person["display_name"] });
  });
});
