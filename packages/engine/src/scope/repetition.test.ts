import { evaluate, builtinFunctions, dynamicUnknown, parseExpression, scopeOf, SourceText, stringType, unknownValue } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { expandCount, expandForEach } from "./repetition.ts";
import type { Expansion } from "./repetition.ts";

const scope = scopeOf(new Map([["unknown", unknownValue(stringType)], ["anything", dynamicUnknown]]), builtinFunctions);

function expression(text: string) {
  const { value } = parseExpression(new SourceText("main.tf", text));
  return { expression: value, value: evaluate(value, scope).value };
}

/** The keys, or why there are none. */
const outcome = ({ instances, diagnostics }: Expansion): unknown => (diagnostics.length > 0 ? `${diagnostics[0]?.summary}: ${diagnostics[0]?.detail}` : [...instances.keys()]);

function checkForEach(text: string): unknown {
  const { value, expression: written } = expression(text);
  return outcome(expandForEach(value, written));
}

function checkCount(text: string): unknown {
  const { value, expression: written } = expression(text);
  return outcome(expandCount(value, written));
}

test("count makes keys from 0", () => {
  expect(checkCount("3")).toEqual([0, 1, 2]);
  expect(checkCount("0")).toEqual([]);
  expect(checkCount("sensitive(1)")).toEqual([0]);
});

test("a count that is no number of instances is refused", () => {
  expect(checkCount("-1")).toContain("must be greater than or equal to zero");
  expect(checkCount("1.5")).toContain("must be a whole number");
  expect(checkCount("null")).toContain("is null");
  expect(checkCount("unknown")).toContain("cannot be determined until apply");
});

test("for_each makes keys in the order of strings", () => {
  expect(checkForEach("{ b = 1, a = 2 }")).toEqual(["a", "b"]);
  expect(checkForEach('toset(["z", "é", "a"])')).toEqual(["a", "z", "é"]);
  expect(checkForEach("{}")).toEqual([]);
  expect(checkForEach("toset([])")).toEqual([]);
  expect(checkForEach("{ a = unknown }")).toEqual(["a"]);
  expect(checkForEach("{ a = sensitive(1) }")).toEqual(["a"]);
});

test("a for_each that names no instances is refused", () => {
  expect(checkForEach('"x"')).toContain("of type string");
  expect(checkForEach('["x"]')).toContain("of type tuple");
  expect(checkForEach('tolist(["x"])')).toContain("of type list of string");
  expect(checkForEach("null")).toContain("value is null");
  expect(checkForEach("toset([1])")).toContain("a set containing type number");
  expect(checkForEach("toset([tostring(null)])")).toContain("must not contain null");
  expect(checkForEach("toset([unknown])")).toContain('The "for_each" set includes values');
  expect(checkForEach("anything")).toContain('The "for_each" map includes keys');
  expect(checkForEach("sensitive({})")).toContain("Sensitive values");
  expect(checkForEach('toset([sensitive("x")])')).toContain("Sensitive values");
});
