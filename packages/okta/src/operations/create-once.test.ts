import { describe, expect, test } from "vitest";
import { plainText } from "../table/plain.ts";
import { toPlainObject } from "../table/values.ts";
import { testOrg } from "../../test/org.ts";

/** A fault of the sandbox on the next POST of groups or rules. */
const fault = (kind: string, path: string) => ({ kind, method: "POST", path, times: 1 });

describe("a connection that breaks while something is made", () => {
  test.each(["drop-after", "drop-before"])("makes it once (%s)", async (kind) => {
    const { driver, ask } = await testOrg();
    await ask("POST", "/__sandbox/faults", fault(kind, "/api/v1/groups"));
    const value = await driver.apply("okta_group", undefined, { name: "Engineering" });
    const groups = (await ask("GET", "/api/v1/groups?q=Engineering")) as unknown as readonly { id: string }[];
    expect(groups.map(({ id }) => id)).toEqual([toPlainObject(value)["id"]]);
  });

  test("brings what was made to what was planned", async () => {
    const { driver, ask } = await testOrg();
    const group = await driver.apply("okta_group", undefined, { name: "Engineering" });
    await ask("POST", "/__sandbox/faults", fault("drop-after", "/api/v1/groups/rules"));
    const config = { name: "rule", expression_value: 'user.department == "x"', group_assignments: [plainText(toPlainObject(group)["id"])] };
    const rule = await driver.apply("okta_group_rule", undefined, config);
    const path = `/api/v1/groups/rules/${plainText(toPlainObject(rule)["id"])}`;
    expect((await ask("GET", path))["status"]).toBe("ACTIVE");
    expect(driver.plan("okta_group_rule", await driver.read("okta_group_rule", rule), config).changed).toEqual([]);
  });

  test("of a user, too, whose row makes it by itself", async () => {
    const { driver, ask } = await testOrg();
    await ask("POST", "/__sandbox/faults", fault("drop-after", "/api/v1/users"));
    const value = await driver.apply("okta_user", undefined, { login: "a@example.com", email: "a@example.com", first_name: "A", last_name: "B" });
    expect(toPlainObject(value)["status"]).toBe("ACTIVE");
  });
});
