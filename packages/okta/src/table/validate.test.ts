import { describe, expect, test } from "vitest";
import { blockList, bool, int, isBetween, json, list, oneOf, string } from "./kinds/index.ts";
import { unknown } from "./plain.ts";
import type { PlainObject } from "./plain.ts";
import type { Attributes } from "./attribute.ts";
import { validateAttributes } from "./validate.ts";

function check(attributes: Attributes, config: PlainObject, expected: string[], style: "sdk" | "framework" = "sdk"): void {
  const found = validateAttributes(attributes, config, style).map(({ summary, detail }) => (detail === "" ? summary : `${summary}: ${detail.split("\n")[0]}`));
  expect(found).toEqual(expected);
}

describe("arguments", () => {
  test("that are required must have a value", () => {
    const attributes = { name: string("name", { required: true }) };
    check(attributes, { name: null }, ['Missing required argument: The argument "name" is required, but no definition was found.']);
    check(attributes, { name: null }, ["Missing Configuration for Required Attribute: Must set a configuration value for the name attribute as the provider has marked it as required."], "framework");
    check(attributes, { name: unknown }, []);
  });

  test("have the values that are allowed", () => {
    check({ status: oneOf("status", ["ACTIVE", "INACTIVE"]) }, { status: "" }, ['expected status to be one of ["ACTIVE" "INACTIVE"], got ']);
    check({ max: int("max", { checks: [isBetween(1, 5)] }) }, { max: 9 }, ["expected max to be in the range (1 - 5), got 9"]);
    check({ profile: json("profile") }, { profile: "" }, ['expected [{{} "profile"}] JSON to not be empty, got ']);
    check({ scopes: list("scopes", { maxItems: 1 }) }, { scopes: ["a", "b"] }, ["Too many list items: Attribute scopes supports 1 item maximum, but config has 2 declared."]);
  });

  test("that Okta chooses cannot be set", () => {
    check({ raw: bool("raw", { computed: true }) }, { raw: true }, [`Value for unconfigurable attribute: Can't configure a value for "raw": its value will be decided automatically based on the result of applying this configuration.`]);
  });

  test("may exclude each other, need each other, or be one of several", () => {
    const attributes = {
      a: string("a", { conflictsWith: ["b"] }),
      b: string("b", { requiredWith: ["c"] }),
      c: string("c"),
    };
    check(attributes, { a: "1", b: "2", c: null }, ['Conflicting configuration arguments: "a": conflicts with b', 'Missing required argument: "b": all of `b,c` must be specified']);
    const either = { a: string("a", { exactlyOneOf: ["a", "b"] }), b: string("b") };
    check(either, { a: null, b: null }, ['Invalid combination of arguments: "a": one of `a,b` must be specified']);
    check(either, { a: "1", b: "2" }, ['Invalid combination of arguments: "a": only one of `a,b` can be specified.']);
  });

  test("of nested blocks are checked as well", () => {
    const attributes = { rule: blockList("rules", { kind: oneOf("kind", ["x"]) }) };
    check(attributes, { rule: [{ kind: "x" }, { kind: "y" }] }, ['expected kind to be one of ["x"], got y']);
    expect(validateAttributes(attributes, { rule: [{ kind: "y" }] })[0]?.path).toEqual(["rule", 0, "kind"]);
  });
});
