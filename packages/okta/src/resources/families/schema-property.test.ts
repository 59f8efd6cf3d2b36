import { describe, expect, test } from "vitest";
import { FakeClock, FakeOrg } from "../../../test/fake-org.ts";
import type { FakeAnswer } from "../../../test/fake-org.ts";
import { Driver } from "../../../test/drive.ts";
import { toPlainObject } from "../../table/values.ts";

const property = { index: "ref", title: "Reference", type: "string" };
const made: FakeAnswer = { body: { definitions: { custom: { properties: { ref: { title: "Reference", type: "string", scope: "NONE", master: { type: "PROFILE_MASTER" }, permissions: [{ principal: "SELF", action: "READ_ONLY" }] } } } } } };
const cleaning: FakeAnswer = {
  status: 400,
  body: {
    errorCode: "E0000001",
    errorSummary: "Api validation failed: updateUserSchemas",
    errorCauses: [
      {
        errorSummary:
          "You cannot add the attribute with the variable name 'ref' because the deletion process for an attribute with the same variable name is incomplete. Wait until the data clean up process finishes and then try again.",
      },
    ],
  },
};

function driverOf(...answers: FakeAnswer[]): { org: FakeOrg; clock: FakeClock; driver: Driver } {
  const org = new FakeOrg(...answers);
  const clock = new FakeClock();
  return { org, clock, driver: new Driver({ base_url: "https://dev.example.com", api_token: "x" }, { transport: org.transport, clock }) };
}

describe("a property of a profile", () => {
  test("is added again when Okta has taken away what the last one of that name left", async () => {
    const { org, clock, driver } = driverOf(cleaning, cleaning, made);
    const value = await driver.apply("okta_user_schema_property", undefined, property);
    expect(toPlainObject(value)).toMatchObject({ id: "ref", title: "Reference" });
    expect(org.requests.filter(({ method }) => method === "POST")).toHaveLength(3);
    expect(clock.slept).toEqual([2000, 4000]);
  });

  test("says what is wrong when that takes too long", async () => {
    const { driver, clock } = driverOf(cleaning);
    await expect(driver.apply("okta_group_schema_property", undefined, property)).rejects.toThrow("deletion process");
    expect(clock.slept.reduce((sum, one) => sum + one, 0)).toBe(120_000);
  });
});
