import { describe, expect, test } from "vitest";
import type { Value } from "@lockstep/hcl";
import type { PlainObject } from "../../table/plain.ts";
import { plainText } from "../../table/plain.ts";
import { toPlainObject } from "../../table/values.ts";
import { testOrg } from "../../../test/org.ts";

const ada = { login: "ada@example.com", email: "ada@example.com", first_name: "Ada", last_name: "Byron" };

/** Applies configurations of one user, one after another; gives the requests of the last, and what the user became. */
async function checkSteps(configs: readonly PlainObject[], requests: readonly string[], expected: PlainObject): Promise<void> {
  const { driver } = await testOrg();
  let value: Value | undefined;
  for (const config of configs) {
    driver.calls.length = 0;
    value = await driver.apply("okta_user", value, { ...ada, ...config });
  }
  const sent = driver.calls.filter(({ status }) => status !== undefined).map(({ method, path }) => `${method} ${path.replace(/00u\w+/, "ID")}`);
  expect(sent).toEqual(requests);
  expect(value && toPlainObject(value)).toMatchObject(expected);
  const read = value && (await driver.read("okta_user", value));
  expect(driver.plan("okta_user", read, { ...ada, ...configs.at(-1) }).changed).toEqual([]);
}

describe("a user", () => {
  test("is active with a password, and counts as active without one", async () => {
    await checkSteps([{ password: "Abcd1234!x" }], ["POST /api/v1/users"], { status: "ACTIVE", raw_status: "ACTIVE" });
    await checkSteps([{}], ["POST /api/v1/users"], { status: "ACTIVE", raw_status: "PROVISIONED" });
  });

  test("may be made and not activated", async () => {
    await checkSteps([{ status: "STAGED" }], ["POST /api/v1/users?activate=false"], { status: "STAGED" });
    await checkSteps([{ status: "STAGED" }, {}], ["POST /api/v1/users/ID/lifecycle/activate?sendEmail=false"], { status: "ACTIVE" });
  });

  test("is brought to the status that is wanted", async () => {
    const password = "Abcd1234!x";
    await checkSteps([{ password, status: "SUSPENDED" }], ["POST /api/v1/users", "POST /api/v1/users/ID/lifecycle/suspend"], { status: "SUSPENDED" });
    await checkSteps([{ password, status: "SUSPENDED" }, { password }], ["POST /api/v1/users/ID/lifecycle/unsuspend"], { status: "ACTIVE" });
    await checkSteps([{ password, status: "DEPROVISIONED" }, { password, title: "Countess" }], ["POST /api/v1/users/ID/lifecycle/activate?sendEmail=false", "PUT /api/v1/users/ID"], { title: "Countess" });
  });

  test("gets another password and another recovery question by requests of their own", async () => {
    const first = { password: "Abcd1234!x", recovery_question: "Engine?", recovery_answer: "Analytical" };
    await checkSteps([first, { ...first, password: "Efgh5678!y" }], ["POST /api/v1/users/ID"], { password: "Efgh5678!y" });
    await checkSteps([first, { ...first, old_password: "Abcd1234!x", password: "Efgh5678!y" }], ["POST /api/v1/users/ID/credentials/change_password"], {});
    await checkSteps([first, { ...first, recovery_answer: "Difference" }], ["POST /api/v1/users/ID/credentials/change_recovery_question"], {});
  });

  test("may have to choose another password at once", async () => {
    const requests = ["POST /api/v1/users", "POST /api/v1/users/ID/lifecycle/expire_password?tempPassword=false"];
    await checkSteps([{ password: "Abcd1234!x", expire_password_on_create: true }], requests, { status: "ACTIVE" });
  });

  test("keeps its password hash out of updates that do not change it", async () => {
    const hash = { algorithm: "BCRYPT", salt: "rwh>3H1.uWJk5rV3VfJ1pO", value: "duRamGUBGhglLfqTFIh1YRzufub1Dfx", work_factor: 10, salt_order: null };
    const { driver } = await testOrg();
    const value = await driver.apply("okta_user", undefined, { ...ada, password_hash: [hash] });
    const config = { ...ada, title: "Countess", password_hash: [hash] };
    const changed = await driver.apply("okta_user", value, config);
    expect(driver.plan("okta_user", await driver.read("okta_user", changed), config).changed).toEqual([]);
  });

  test("keeps custom attributes that are managed elsewhere", async () => {
    const { driver, ask } = await testOrg();
    for (const index of ["mine", "theirs"]) await driver.apply("okta_user_schema_property", undefined, { index, title: index, type: "string" });
    const config = { ...ada, custom_profile_attributes: '{"mine":"1"}', custom_profile_attributes_to_ignore: ["theirs"] };
    const value = await driver.apply("okta_user", undefined, config);
    const path = `/api/v1/users/${plainText(toPlainObject(value)["id"])}`;
    await ask("POST", path, { profile: { theirs: "2" } });
    expect(driver.plan("okta_user", await driver.read("okta_user", value), config).changed).toEqual([]);
    await driver.apply("okta_user", value, { ...config, title: "Countess" });
    expect((await ask("GET", path))["profile"]).toMatchObject({ theirs: "2", mine: "1", title: "Countess" });
  });

  test("is deactivated and then deleted", async () => {
    const { driver } = await testOrg();
    const value = await driver.apply("okta_user", undefined, ada);
    driver.calls.length = 0;
    await driver.destroy("okta_user", value);
    expect(driver.calls.filter(({ status }) => status === 204).length).toBe(2);
    expect(await driver.read("okta_user", value)).toBeUndefined();
  });
});
