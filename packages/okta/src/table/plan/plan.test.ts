import { describe, expect, test } from "vitest";
import type { Attributes } from "../attribute.ts";
import { blockList, blockSet, bool, int, json, list, map, set, status, string } from "../kinds/index.ts";
import { unknown } from "../plain.ts";
import type { Plain, PlainObject } from "../plain.ts";
import { resourceType } from "../resource-type.ts";
import type { ResourceType } from "../resource-type.ts";
import { propose } from "../../../test/propose.ts";
import { withIdAttribute } from "../schema.ts";
import { planObject } from "./plan.ts";

type Rest = Partial<Omit<ResourceType, "name" | "attributes">>;

const rowOf = (attributes: Attributes, rest: Rest = {}): ResourceType => resourceType("okta_test", { describe: "", api: {}, attributes, ...rest });

/** Plans a change: what differs from before, and what replaces. */
function checkChange(attributes: Attributes, prior: PlainObject, config: PlainObject, expected: Record<string, Plain>, replace: string[] = [], rest: Rest = {}): void {
  const row = rowOf(attributes, rest);
  const before = { id: "x", ...prior };
  const { planned, replace: paths } = planObject(row, before, propose(withIdAttribute(attributes, row.style), before, config), config);
  const changed = Object.entries(planned).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before] ?? null) || value === unknown);
  expect(Object.fromEntries(changed)).toEqual(expected);
  expect(paths.map((path) => path.join("."))).toEqual(replace);
}

function checkCreate(attributes: Attributes, config: PlainObject, expected: Record<string, Plain>, rest: Rest = {}): void {
  const row = rowOf(attributes, rest);
  const { planned } = planObject(row, undefined, propose(withIdAttribute(attributes, row.style), {}, config), config);
  expect(planned).toEqual({ id: unknown, ...expected });
}

describe("making an object", () => {
  test("takes defaults, and leaves to Okta what Okta chooses", () => {
    checkCreate({ status: status(), kind: string("kind"), made: string("made", { computed: true }) }, {}, { status: "ACTIVE", kind: null, made: unknown });
    checkCreate({ a: string("a", { optional: true, computed: true }) }, { a: "x" }, { a: "x" });
    checkCreate({ a: set("a", { optional: true, computed: true }) }, { a: [] }, { a: unknown });
  });

  test("keeps empty texts and lists as they are written, and forgets empty sets", () => {
    checkCreate({ a: string("a"), b: list("b"), c: set("c") }, { a: "", b: [], c: [] }, { a: "", b: [], c: null });
  });

  test("keeps JSON in one form", () => {
    checkCreate({ a: json("a") }, { a: '{"b": 2, "a": 1}' }, { a: '{"a":1,"b":2}' });
  });

  test("fills unset texts of a set's blocks with empty ones", () => {
    const headers = blockSet("headers", { key: string("key"), size: int("size") });
    checkCreate({ headers }, { headers: [{ key: null, size: null }] }, { headers: [{ key: "", size: null }] });
  });
});

describe("changing an object", () => {
  test("an argument that is taken away goes to its default or to nothing", () => {
    checkChange({ a: string("a"), b: string("b", { default: "x" }) }, { a: "1", b: "2" }, {}, { a: null, b: "x" });
    checkChange({ a: list("a"), b: map("b") }, { a: ["1"], b: { k: "v" } }, {}, { a: [], b: {} });
  });

  test("one that Okta may choose stays when it is taken away", () => {
    checkChange({ a: string("a", { optional: true, computed: true }) }, { a: "1" }, {}, {});
  });

  test("nothing, no, and none are the same as not being there", () => {
    checkChange({ a: string("a"), b: bool("b"), c: int("c"), d: set("d") }, { a: "", b: false, c: 0, d: [] }, {}, {});
    checkChange({ a: string("a") }, { a: null }, { a: "" }, {});
  });

  test("the order of a set is no change, that of a list is", () => {
    checkChange({ a: set("a") }, { a: ["1", "2"] }, { a: ["2", "1"] }, {});
    checkChange({ a: list("a") }, { a: ["1", "2"] }, { a: ["2", "1"] }, { a: ["2", "1"] });
  });

  test("of a forced argument replaces the object", () => {
    checkChange({ a: string("a", { forceNew: true }) }, { a: "1" }, { a: "2" }, { a: "2" }, ["a"]);
    checkChange({ a: set("a", { forceNew: true }) }, { a: ["1"] }, { a: ["1", "2"] }, { a: ["1", "2"] }, ["a"]);
    checkChange({ a: string("a", { forceNew: true }) }, { a: "1" }, { a: unknown }, { a: unknown }, ["a"]);
  });

  test("inside a block is found at its place", () => {
    const rule = blockList("rules", { name: string("name", { required: true }), kind: string("kind", { forceNew: true }) });
    checkChange({ rule }, { rule: [{ name: "a", kind: "x" }] }, { rule: [{ name: "a", kind: "y" }] }, { rule: [{ name: "a", kind: "y" }] }, ["rule.0.kind"]);
  });

  test("that means nothing is hidden, leaf by leaf", () => {
    const ignored = { equivalent: ({ new: next }: { new: string }) => next === "" };
    checkChange({ a: string("a", ignored) }, { a: "1" }, {}, {});
    checkChange({ a: map("a", ignored) }, { a: { k: "v" } }, {}, {});
    checkChange({ a: json("a") }, { a: '{"a":1,"b":2}' }, { a: '{ "b": 2, "a": 1 }' }, {});
  });

  test("of an object in a status that cannot be left makes a new one", () => {
    const lifecycle = { activate: "", deactivate: "", replaceWhen: { status: "INVALID" } };
    checkChange({ status: status() }, { status: "INVALID" }, {}, { status: "ACTIVE" }, ["status"], { lifecycle });
  });

  test("what is not known yet stays unknown in its place only", () => {
    checkChange({ a: list("a"), b: string("b") }, { a: ["1"], b: "x" }, { a: ["1", unknown], b: "x" }, { a: ["1", unknown] });
  });
});

describe("newer resource types", () => {
  const style = { style: "framework" } as const;
  const attributes = {
    name: string("name", { required: true }),
    made: string("made", { computed: true }),
    ruleId: string("ruleId", { computed: true, settled: true }),
    priority: int("priority", { optional: true, computed: true, default: 1 }),
  };

  test("lose what Okta chooses when anything changes, but for what is settled", () => {
    checkChange(attributes, { name: "a", made: "m", ruleId: "r", priority: 1 }, { name: "b" }, { name: "b", made: unknown }, [], style);
  });

  test("keep everything when nothing changes", () => {
    checkChange(attributes, { name: "a", made: "m", ruleId: "r", priority: 1 }, { name: "a" }, {}, [], style);
    checkChange(attributes, { name: "a", made: "m", ruleId: "r", priority: 2 }, { name: "a" }, { made: unknown, priority: 1 }, [], style);
  });
});
