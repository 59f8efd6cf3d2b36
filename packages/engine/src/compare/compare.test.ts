import { makeSet, numberType, objectValue, SENSITIVE, stringType, stringValue, tupleValue, unknownValue, withMarks, numberValue, nullValue, parseNumber } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { compareValues, hasSameMarks, isSame, valueAt } from "./compare.ts";

const text = stringValue;
const set = (...items: string[]): Value => makeSet(stringType, items.map(text));
const object = (parts: Record<string, Value>): Value => objectValue(Object.entries(parts));

/** `a.0: "x" -> "y"`; a side that is not there is a dash. */
const checkDifferences = (before: Value, after: Value): string[] => {
  const show = (value: Value | undefined): string => (value ? JSON.stringify(value.raw) : "-");
  return compareValues(before, after).map(({ path, before: had, after: has }) => `${path.map((step) => (typeof step === "object" ? "*" : step)).join(".")}: ${show(had)} -> ${show(has)}`);
};

test("values differ place by place, as deep as they have the same shape", () => {
  expect(checkDifferences(object({ a: text("x"), b: tupleValue([text("1"), text("2")]) }), object({ a: text("x"), b: tupleValue([text("1"), text("3"), text("4")]) }))).toEqual(['b.1: "2" -> "3"', 'b.2: - -> "4"']);
  expect(checkDifferences(object({ a: text("x") }), object({ a: nullValue(stringType) }))).toEqual(['a: "x" -> null']);
  expect(checkDifferences(text("x"), text("x"))).toEqual([]);
});

test("a set's elements come and go, they do not change", () => {
  expect(checkDifferences(object({ s: set("a", "b") }), object({ s: set("b", "c") }))).toEqual(['s.*: "a" -> -', 's.*: - -> "c"']);
  expect(isSame(set("a", "b"), set("b", "a"))).toBe(true);
});

test("types and what is unknown count, marks do not", () => {
  expect(isSame(text("1"), numberValue(1))).toBe(false);
  expect(isSame(nullValue(stringType), nullValue(numberType))).toBe(false);
  expect(isSame(unknownValue(stringType), unknownValue(stringType))).toBe(true);
  expect(isSame(unknownValue(stringType), text("x"))).toBe(false);
  expect(isSame(withMarks(text("x"), SENSITIVE), text("x"))).toBe(true);
  expect(hasSameMarks(object({ a: withMarks(text("x"), SENSITIVE) }), object({ a: text("x") }))).toBe(false);
});

test("large numbers are compared to the last digit", () => {
  const number = (digits: string): Value => numberValue(parseNumber(digits) ?? 0);
  expect(isSame(number("123456789012345678901234567890"), number("123456789012345678901234567890"))).toBe(true);
  expect(isSame(number("123456789012345678901234567890"), number("123456789012345678901234567891"))).toBe(false);
});

test("a value is found by its path, or is not there", () => {
  const value = object({ a: tupleValue([object({ b: text("x") })]) });
  expect(valueAt(value, ["a", 0, "b"])?.raw).toBe("x");
  expect(valueAt(value, ["a", 1])).toBeUndefined();
  expect(valueAt(value, ["a", 0, "b", "c"])).toBeUndefined();
});
