import { describe, expect, test } from "vitest";
import type { CallRecord } from "@lockstep/engine";
import { toPlainObject } from "../table/values.ts";
import { testOrg } from "../../test/org.ts";
import type { TestOrg } from "../../test/org.ts";

const never = new AbortController().signal;
const startedAt = new Date().toISOString();
const sent: CallRecord = { method: "POST", path: "/api/v1/groups", startedAt };

async function find({ again }: TestOrg, calls: readonly CallRecord[], name = "Engineering") {
  const driver = again();
  await driver.ready;
  const planned = driver.plan("okta_group", undefined, { name }).planned;
  const outcome = await driver.provider.findCreated?.("okta_group", planned, calls, never);
  return { id: outcome?.value && toPlainObject(outcome.value)["id"], problems: outcome?.diagnostics.map(({ summary }) => summary) };
}

const make = async ({ ask }: TestOrg, name: string): Promise<string> => String((await ask("POST", "/api/v1/groups", { profile: { name } }))["id"]);

describe("after an apply was killed while it made something", () => {
  test("an answered request tells which object it made", async () => {
    const org = await testOrg();
    const id = await make(org, "Engineering");
    expect(await find(org, [{ ...sent, status: 200, id }])).toEqual({ id, problems: [] });
  });

  test("a request without an answer is looked for by name", async () => {
    const org = await testOrg();
    const id = await make(org, "Engineering");
    await make(org, "Sales");
    expect(await find(org, [sent])).toEqual({ id, problems: [] });
  });

  test("nothing was made when nothing fits, was refused, or was never sent", async () => {
    const org = await testOrg();
    await make(org, "Sales");
    expect(await find(org, [sent])).toEqual({ id: undefined, problems: [] });
    expect(await find(org, [])).toEqual({ id: undefined, problems: [] });
    expect(await find(org, [{ ...sent, status: 400 }])).toEqual({ id: undefined, problems: [] });
  });

  test("an object of the same name from long before is another one", async () => {
    const org = await testOrg();
    await make(org, "Engineering");
    expect(await find(org, [{ ...sent, startedAt: "2999-01-01T00:00:00Z" }])).toEqual({ id: undefined, problems: [] });
  });

  test("an object that was made and is gone again was not made", async () => {
    const org = await testOrg();
    expect(await find(org, [{ ...sent, status: 200, id: "00gxxxxxxxxxxxxxxxxx" }])).toEqual({ id: undefined, problems: [] });
  });
});
