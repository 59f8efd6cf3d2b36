import { describe, expect, test } from "vitest";
import type { Attribution } from "@lockstep/engine";
import { nullValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { plainText } from "../table/plain.ts";
import { toPlainObject } from "../table/values.ts";
import { testOrg } from "../../test/org.ts";
import type { TestOrg } from "../../test/org.ts";

const never = new AbortController().signal;

async function setUp() {
  const org = await testOrg();
  const value = await org.driver.apply("okta_group", undefined, { name: "Engineering" });
  return { org, value, path: `/api/v1/groups/${plainText(toPlainObject(value)["id"])}` };
}

async function who({ again }: TestOrg, prior: Value, changed: readonly string[], gone = false): Promise<Attribution | undefined> {
  const driver = again();
  await driver.ready;
  const live = gone ? undefined : await driver.read("okta_group", prior);
  const answers = await driver.provider.attribute?.([{ key: "it", type: "okta_group", prior, live: live ?? nullValue(prior.type), changed }], never);
  return answers?.get("it");
}

describe("who changed an object", () => {
  test("is the one whom the log names, with the way it was done", async () => {
    const { org, value, path } = await setUp();
    await org.ask("PUT", path, { profile: { name: "Root" } }, { "user-agent": "curl/8" });
    expect(await who(org, value, ["name"])).toMatchObject({
      eventType: "group.profile.update",
      by: "token",
      actor: { type: "User", login: org.org.admin },
    });
  });

  test("who deleted it is named too", async () => {
    const { org, value, path } = await setUp();
    await org.ask("DELETE", path, undefined, { "user-agent": "curl/8" });
    expect(await who(org, value, [], true)).toMatchObject({ eventType: "group.lifecycle.delete" });
  });

  test("is not known when the log has nothing", async () => {
    const { org, value } = await setUp();
    expect(await who(org, value, ["name"])).toBeUndefined();
  });

  test("is never ourselves: what we did is what the state knows", async () => {
    const { org, value, path } = await setUp();
    await org.ask("PUT", path, { profile: { name: "Root" } }, { "user-agent": "curl/8" });
    const ours = await org.driver.apply("okta_group", value, { name: "Engineering", description: "again" });
    expect(await who(org, ours, ["description"])).toBeUndefined();
  });
});
