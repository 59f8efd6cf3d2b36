import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryValue } from "../../test/arbitrary-value.ts";
import { equalValues, sameValue } from "./equality.ts";
import { makeSet } from "./sets.ts";
import { printConsole } from "./print.ts";
import { boolType, dynamicType, listType, numberType, objectType, stringType } from "./type.ts";
import { boolValue, dynamicUnknown, falseValue, listValue, nullValue, numberValue, objectValue, stringValue, trueValue, tupleValue, Unknown, unknownValue } from "./value.ts";
import type { Value } from "./value.ts";

const printed = (set: Value): string => printConsole(set).replace(/\s+/g, " ");

describe("a set", () => {
  test("holds each value once, in Terraform's order", () => {
    const strings = ["b", "é", "a", "b", "Z", "😀", "ﬁ"].map(stringValue);
    expect(printed(makeSet(stringType, strings))).toBe('toset([ "Z", "a", "b", "é", "ﬁ", "😀", ])');
    expect(printed(makeSet(numberType, [10, 9, -1, 9].map((number) => numberValue(number))))).toBe("toset([ -1, 9, 10, ])");
    expect(printed(makeSet(boolType, [true, false].map(boolValue)))).toBe("toset([ false, true, ])");
  });

  test("orders objects by the text that cty hashes, where 10 comes before 9", () => {
    const object = (p: number): Value => objectValue([["p", numberValue(p)]]);
    expect(printed(makeSet(objectType([["p", numberType]]), [object(9), object(10)]))).toBe('toset([ { "p" = 10 }, { "p" = 9 }, ])');
  });

  test("puts what is not known and null at the end", () => {
    const items = [nullValue(listType(stringType)), unknownValue(listType(stringType)), listValue(stringType, [])];
    expect(printed(makeSet(listType(stringType), items))).toBe("toset([ tolist([]), (known after apply), tolist(null) /* of string */, ])");
  });

  test("keeps every value that is not known: they may differ", () => {
    expect(makeSet(stringType, [unknownValue(stringType), unknownValue(stringType)]).raw).toHaveLength(2);
  });
});

describe("equality", () => {
  test.each<[string, Value, Value, boolean | "unknown"]>([
    ["of null with null of another type", nullValue(stringType), nullValue(numberType), true],
    ["of values of different types", stringValue("1"), numberValue(1), false],
    ["of 1 and 1.0", numberValue(1), numberValue(1), true],
    ["with an unknown value", stringValue("a"), unknownValue(stringType), "unknown"],
    ["of null with what cannot be null", nullValue(stringType), unknownValue(stringType, new Unknown({ notNull: true })), false],
    ["with another beginning", stringValue("a"), unknownValue(stringType, new Unknown({ prefix: "b" })), false],
    ["with a number out of range", numberValue(1), unknownValue(numberType, new Unknown({ lower: { value: 1, inclusive: false } })), false],
    ["of a list with what has another length", listValue(stringType, []), unknownValue(listType(stringType), new Unknown({ minLength: 1 })), false],
    ["with a value of any type", stringValue("a"), dynamicUnknown, "unknown"],
    ["of a tuple with an unknown part before a difference", tupleValue([unknownValue(stringType), trueValue]), tupleValue([stringValue("a"), falseValue]), "unknown"],
    ["of types that can never meet", tupleValue([]), unknownValue(listType(dynamicType)), false],
  ])("%s", (_, a, b, expected) => {
    const { raw } = equalValues(a, b);
    expect(raw instanceof Unknown ? "unknown" : raw).toBe(expected);
    const other = equalValues(b, a).raw;
    expect(other instanceof Unknown ? "unknown" : other).toBe(expected);
  });

  test("holds between a value and itself", () => {
    fc.assert(fc.property(arbitraryValue, (value) => equalValues(value, value).raw === true && sameValue(value, { ...value })));
  });
});
