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

async function who({ again }: TestOrg, prior: Value, changed: readonly string[], gone = false, type = "okta_group"): Promise<Attribution | undefined> {
  const driver = again();
  await driver.ready;
  const live = gone ? undefined : await driver.read(type, prior);
  const answers = await driver.provider.attribute?.([{ key: "it", type, prior, live: live ?? nullValue(prior.type), changed }], never);
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

  test("by hand in the Admin Console is told from a token", async () => {
    const { org, value, path } = await setUp();
    await org.ask("PUT", path, { profile: { name: "Root" } }, { "x-sandbox-admin": org.org.admin });
    expect(await who(org, value, ["name"])).toMatchObject({ by: "console", actor: { login: org.org.admin } });
  });

  test("is nobody when several did, and the log does not say which attribute each of them changed", async () => {
    const { org, value, path } = await setUp();
    await org.ask("POST", "/__sandbox/admins", { login: "grace@example.com", firstName: "Grace", lastName: "Hopper" });
    await org.ask("PUT", path, { profile: { name: "Root" } }, { "x-sandbox-admin": org.org.admin });
    await org.ask("PUT", path, { profile: { name: "Root", description: "mine" } }, { "x-sandbox-admin": "grace@example.com" });
    expect(await who(org, value, ["name"])).toBeUndefined();
  });

  test("of a status is found among the events about statuses only", async () => {
    const org = await testOrg();
    const value = await org.driver.apply("okta_network_zone", undefined, { name: "Office", type: "IP", gateways: ["1.2.3.4/24"] });
    const path = `/api/v1/zones/${plainText(toPlainObject(value)["id"])}`;
    await org.ask("POST", `${path}/lifecycle/deactivate`, undefined, { "x-sandbox-admin": org.org.admin });
    expect(await who(org, value, ["status"], false, "okta_network_zone")).toMatchObject({ eventType: "zone.deactivate", by: "console" });
    expect(await who(org, value, ["name"], false, "okta_network_zone")).toBeUndefined();
  });
});
