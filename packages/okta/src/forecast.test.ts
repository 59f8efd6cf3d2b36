import { expect, test } from "vitest";
import { Driver } from "../test/drive.ts";

test("a forecast counts pages of lists, single requests of few, and what changes cost", () => {
  const driver = new Driver({});
  const many = (type: string, count: number, values: (at: number) => Record<string, string>) =>
    Array.from({ length: count }, (_, at) => ({ type, prior: driver.value(type, { id: `id${at}`, ...values(at) }) }));
  const requests = [
    ...many("okta_group", 450, () => ({ name: "a" })),
    ...many("okta_user", 2, () => ({ login: "a" })),
    ...many("okta_user_schema_property", 40, (at) => ({ index: `p${at}`, user_type: "default" })),
    ...many("okta_group_memberships", 3, (at) => ({ group_id: `g${at}` })),
  ];
  const forecast = driver.provider.forecast?.(requests, [
    { type: "okta_group", action: "create" },
    { type: "okta_group_rule", action: "update" },
  ]);
  expect(Object.fromEntries(forecast ?? [])).toEqual({
    "/api/v1/groups": 3 + 3 + 1 + 3,
    "/api/v1/users/{id}": 2,
    "/api/v1": 1,
  });
});
