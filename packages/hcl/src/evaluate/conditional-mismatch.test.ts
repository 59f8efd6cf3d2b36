import { expect, test } from "vitest";
import { answer } from "../../test/check-expression.ts";

const mismatch = (expression: string): string => answer(expression).replace(/^.*consistent types\. /, "");

test("of tuples the first element whose types differ is named, be it convertible or not", () => {
  expect(mismatch('true ? [1, true, 2] : [2, "x", []]')).toBe("Type mismatch for tuple element 1: The 'true' value is bool, but the 'false' value is string.");
  expect(mismatch('true ? [[], 1] : [["a"], []]')).toBe("Type mismatch for tuple element 0: The 'true' tuple has length 0, but the 'false' tuple has length 1.");
});

test("of objects the first attribute whose types differ is named before one that only one of them has", () => {
  expect(mismatch('true ? { a = 1, b = [] } : { a = "x", b = 1, c = 1 }')).toBe(
    "Type mismatch for object attribute \"a\": The 'true' value is number, but the 'false' value is string.",
  );
  expect(mismatch("true ? { a = 1, b = [], c = 1 } : { a = 1, b = [] }")).not.toContain("mismatch for");
});
