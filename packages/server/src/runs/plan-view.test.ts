import { expect, test } from "vitest";
import { planPageOf, readPlanJson } from "./plan-view.ts";

const change = (address: string, after: object, more: object = {}): object => {
  const [, module, type, name] = /^(?:(module\.\w+)\.)?(\w+)\.(\w+)/.exec(address) ?? [];
  return { address, mode: "managed", type, name, ...(module !== undefined && { module_address: module }), change: { actions: ["update"], before: after, after, ...more } };
};

const plan = readPlanJson(
  Buffer.from(
    JSON.stringify({
      resource_changes: [
        change("module.apps.okta_group.z", { id: "00gaaaaaaaaaaaaaaaaa", name: "Apps" }),
        change("okta_group.many[10]", { id: "00gbbbbbbbbbbbbbbbbb", name: "Ten" }),
        change("okta_group.many[9]", { id: "00gccccccccccccccccc", name: "Nine", note: '{"of":"00gaaaaaaaaaaaaaaaaa"}' }),
        change("okta_app.one", { id: "0oaddddddddddddddddd", groups: ["00gbbbbbbbbbbbbbbbbb", "00gknownknownknownkn", "word"] }),
        change("okta_group.still", { id: "00geeeeeeeeeeeeeeeee", name: "REDACTED" }, { actions: ["no-op"], before_sensitive: { name: true }, after_sensitive: { name: true } }),
      ],
    }),
  ),
);

test("a plan is listed by module, type and address, numbers as numbers; its groups are known with the first page", () => {
  const { items, total, groups, counts } = planPageOf(plan, { page: 1, size: 2 });
  expect(items.map(({ address }) => address)).toEqual(["okta_app.one", "okta_group.many[9]"]);
  expect({ total, counts }).toEqual({ total: 4, counts: { update: 4, "no-op": 1 } });
  expect(groups).toEqual([
    { module: null, type: "okta_app", total: 1, actions: { update: 1 } },
    { module: null, type: "okta_group", total: 2, actions: { update: 2 } },
    { module: "module.apps", type: "okta_group", total: 1, actions: { update: 1 } },
  ]);
});

test("what is searched is in the address or in the name of the object, unless that is a secret", () => {
  const found = (search: string): string[] => planPageOf(plan, { page: 1, size: 9, search, action: "update,no-op" }).items.map(({ address }) => address);
  expect(found("MANY")).toEqual(["okta_group.many[9]", "okta_group.many[10]"]);
  expect(found("nine")).toEqual(["okta_group.many[9]"]);
  expect(found("redacted")).toEqual([]);
});

test("ids in values are told whose they are, also inside JSON, and of objects that the plan leaves alone", () => {
  const { names } = planPageOf(plan, { page: 1, size: 2 }, new Map([["00gknownknownknownkn", { address: "data.okta_group.everyone", name: null }]]));
  expect(names).toEqual({
    "00gaaaaaaaaaaaaaaaaa": { address: "module.apps.okta_group.z", name: "Apps" },
    "00gbbbbbbbbbbbbbbbbb": { address: "okta_group.many[10]", name: "Ten" },
    "00gknownknownknownkn": { address: "data.okta_group.everyone", name: null },
  });
});
