import { expect, test } from "vitest";
import type { PlainObject } from "../../table/plain.ts";
import { plainText } from "../../table/plain.ts";
import { toPlainObject } from "../../table/values.ts";
import { testOrg } from "../../../test/org.ts";

test("custom attributes that nobody configured are left to whoever set them", async () => {
  const { driver, ask } = await testOrg();
  const property = { title: "x", type: "string" };
  await ask("POST", "/api/v1/meta/schemas/group/default", {
    definitions: { custom: { id: "#custom", type: "object", properties: { site: property, floor: property, theirs: property } } },
  });
  const step = async (config: PlainObject, expected: Record<string, unknown>) => {
    value = await driver.apply("okta_group", value, { name: "Engineering", ...config });
    const group = await ask("GET", path());
    expect(group["profile"]).toMatchObject(expected);
    const read = await driver.read("okta_group", value);
    expect(read && driver.plan("okta_group", read, { name: "Engineering", ...config }).action).toBe("no-op");
  };
  let value = await driver.apply("okta_group", undefined, { name: "Engineering" });
  const path = () => `/api/v1/groups/${plainText(toPlainObject(value)["id"])}`;
  await ask("PUT", path(), { profile: { name: "Engineering", theirs: "kept" } });
  await step({ description: "d" }, { theirs: "kept", description: "d" });
  await step({ custom_profile_attributes: '{"site":"Berlin","floor":"3"}' }, { theirs: "kept", site: "Berlin", floor: "3" });
  await step({ custom_profile_attributes: '{"site":"Bonn"}' }, { theirs: "kept", site: "Bonn" });
  expect((await ask("GET", path()))["profile"]).not.toHaveProperty("floor", "3");
});
