import { describe, expect, test } from "vitest";
import type { Attributes } from "./attribute.ts";
import { blockSet, bool, json, list, map, set, string, virtual } from "./kinds/index.ts";
import type { Plain, PlainObject } from "./plain.ts";
import { settleAttributes } from "./settle.ts";

function check(attribute: Attributes[string], read: Plain | undefined, prior: Plain | undefined, expected: Plain): void {
  const known: PlainObject = prior === undefined ? {} : { a: prior };
  expect(settleAttributes({ a: attribute }, { a: read }, known)).toEqual({ a: expected });
}

describe("what was read, held against what was known", () => {
  test("nothing in one form and nothing in another are the same", () => {
    check(string("a"), null, "", "");
    check(string("a"), "", null, null);
    check(set("a"), [], null, null);
    check(map("a"), null, {}, {});
    check(bool("a"), false, null, null);
  });

  test("what Okta does not say stays as it was", () => {
    check(virtual(bool(null)), undefined, true, true);
    check(virtual(bool(null, { default: false })), undefined, undefined, false);
  });

  test("a set in another order is the same, and so is JSON with its keys in another order", () => {
    check(set("a"), ["x", "y"], ["y", "x"], ["x", "y"]);
    check(json("a"), '{"a":1,"b":2}', '{"b":2,"a":1}', '{"b":2,"a":1}');
    check(json("a"), '{"a":2}', '{"a":1}', '{"a":2}');
  });

  test("elements of a set keep the form they had", () => {
    const headers = blockSet("a", { key: string("key"), value: string("value") });
    check(headers, [{ key: "x", value: null }], [{ key: "x", value: "" }], [{ key: "x", value: "" }]);
  });

  test("what changed, changed", () => {
    check(string("a"), "new", "old", "new");
    check(string("a"), null, "old", null);
    check(bool("a"), false, true, false);
    check(list("a"), ["x"], ["x", "y"], ["x"]);
  });

  test("of an object that was not known before, everything is news", () => {
    check(bool("a"), false, undefined, false);
    check(string("a", { default: "x" }), null, undefined, "x");
  });

  test("what Okta fills in by itself is left out where nobody set it", () => {
    check(string("a", { onlyIfSet: true }), "filled", null, null);
    check(string("a", { onlyIfSet: true }), "changed", "mine", "changed");
  });
});
