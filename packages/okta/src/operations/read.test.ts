import { describe, expect, test } from "vitest";
import { toPlainObject } from "../table/values.ts";
import { requestsOf, testOrg } from "../../test/org.ts";
import type { TestOrg } from "../../test/org.ts";

const never = new AbortController().signal;

/** Puts groups into the org directly: over HTTP it would take longer than the tests. */
async function makeGroups({ ask, org }: TestOrg, count: number): Promise<string[]> {
  const groups = org.org.store.collection("groups");
  const { id } = await ask("POST", "/api/v1/groups", { profile: { name: "first" } });
  const first = groups.get(String(id));
  return Array.from({ length: count }, (_, at) => {
    const copy = `00g${String(at).padStart(17, "0")}`;
    groups.add(copy, { ...first?.body, id: copy, profile: { name: `group ${at}`, description: null } });
    return copy;
  });
}

async function readGroups(org: TestOrg, ids: readonly string[]) {
  const driver = org.again();
  await driver.ready;
  const responses = await driver.provider.read(ids.map((id) => ({ type: "okta_group", prior: driver.value("okta_group", { id, name: "?" }) })), never);
  return { responses, requests: requestsOf(driver) };
}

describe("reading objects", () => {
  test("of many asks each page of their list once", async () => {
    const org = await testOrg();
    const ids = await makeGroups(org, 250);
    const { responses, requests } = await readGroups(org, ids);
    expect(responses.map(({ value }) => value && toPlainObject(value)["name"])).toEqual(ids.map((_, at) => `group ${at}`));
    expect(requests).toEqual({ "/api/v1/groups": 2 });
  });

  test("of one or two asks for just these", async () => {
    const org = await testOrg();
    const ids = await makeGroups(org, 4);
    expect((await readGroups(org, ids.slice(0, 2))).requests).toEqual({ "/api/v1/groups/{id}": 2 });
    expect((await readGroups(org, ids.slice(0, 3))).requests).toEqual({ "/api/v1/groups": 1 });
  });

  test("of a few in an org of very many does not read the whole list", async () => {
    const org = await testOrg();
    const ids = await makeGroups(org, 1500);
    const { responses, requests } = await readGroups(org, ids.slice(-3));
    expect(responses.every(({ value }) => value !== undefined)).toBe(true);
    expect(requests).toEqual({ "/api/v1/groups": 3, "/api/v1/groups/{id}": 3 });
  });

  test("that are gone says so, and never fails", async () => {
    const org = await testOrg();
    const ids = await makeGroups(org, 4);
    await org.ask("DELETE", `/api/v1/groups/${ids[1]}`);
    const { responses } = await readGroups(org, ids);
    expect(responses.map(({ value, diagnostics }) => [value !== undefined, diagnostics])).toEqual([
      [true, []],
      [false, []],
      [true, []],
      [true, []],
    ]);
  });

  test("of a schema asks for the document once, however many properties are wanted", async () => {
    const org = await testOrg();
    const names = ["a", "b", "c", "d"];
    for (const index of names) await org.driver.apply("okta_user_schema_property", undefined, { index, title: index, type: "string" });
    const driver = org.again();
    await driver.ready;
    const prior = (index: string) => driver.value("okta_user_schema_property", { id: index, index, user_type: "default" });
    await driver.provider.read(names.map((index) => ({ type: "okta_user_schema_property", prior: prior(index) })), never);
    expect(requestsOf(driver)).toEqual({ "/api/v1": 1 });
  });

  test("finds users who are deactivated, whom the list passes over", async () => {
    const org = await testOrg();
    const make = (login: string) => org.ask("POST", "/api/v1/users?activate=true", { profile: { login, email: login, firstName: "A", lastName: "B" } });
    const ids = [];
    for (const name of ["a", "b", "c", "d"]) ids.push(String((await make(`${name}@example.com`))["id"]));
    await org.ask("POST", `/api/v1/users/${ids[2]}/lifecycle/deactivate`);
    const driver = org.again();
    await driver.ready;
    const responses = await driver.provider.read(ids.map((id) => ({ type: "okta_user", prior: driver.value("okta_user", { id, login: "?" }) })), never);
    expect(responses.map(({ value }) => value && toPlainObject(value)["status"])).toEqual(["ACTIVE", "ACTIVE", "DEPROVISIONED", "ACTIVE"]);
  });

  test("that cannot be reached keeps them as they were, beside what is to be said", async () => {
    const org = await testOrg();
    const driver = org.again({}, { base_url: "http://127.0.0.1:1", max_retries: 1 });
    await driver.ready;
    const prior = driver.value("okta_group", { id: "00g1", name: "a" });
    const [response] = await driver.provider.read([{ type: "okta_group", prior }], never);
    expect(response?.value && toPlainObject(response.value)["name"]).toBe("a");
    expect(response?.diagnostics[0]?.summary).toBe("Org cannot be reached");
  });
});
