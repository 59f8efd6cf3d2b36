import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryType, arbitraryValue, valueOf } from "../../test/arbitrary-value.ts";
import { makeNumber } from "./big-float.ts";
import { convert, isProblem } from "./convert.ts";
import { sameValue } from "./equality.ts";
import { printPath } from "./path.ts";
import { printConsole } from "./print.ts";
import { boolType, dynamicType, equalTypes, listType, mapType, numberType, objectType, setType, stringType, tupleType } from "./type.ts";
import type { Type } from "./type.ts";
import { unify } from "./unify.ts";
import { boolValue, listValue, numberValue, objectValue, SENSITIVE, stringValue, tupleValue, Unknown, unknownValue, withMarks } from "./value.ts";
import type { Value } from "./value.ts";

const one = numberValue(1);
const text = stringValue("a");

/** The value as the type, printed; or the problem with its place. */
function convertText(value: Value, type: Type): string {
  const converted = convert(value, type);
  return isProblem(converted) ? `${printPath(converted.path)}! ${converted.message}` : printConsole(converted).replace(/\s+/g, " ");
}

describe("conversion", () => {
  test.each<[string, Value, Type, string]>([
    ["a number to text", numberValue(makeNumber(3n, -1)), stringType, '"1.5"'],
    ["text to a number", stringValue("1e3"), numberType, "1000"],
    ["text that is no number", text, numberType, "! a number is required"],
    ["text to truth", stringValue("1"), boolType, "true"],
    ["truth in capitals", stringValue("TRUE"), boolType, '! a bool is required; to convert from string, use lowercase "true"'],
    ["a number to truth", one, boolType, "! bool required"],
    ["a tuple to a list", tupleValue([one, text]), listType(stringType), 'tolist([ "1", "a", ])'],
    ["a part that does not fit", tupleValue([one, text]), listType(numberType), "[1]! a number is required"],
    ["a kind that does not fit", tupleValue([objectValue([])]), listType(numberType), "! element 0: number required"],
    ["a list to a set", listValue(stringType, [text, text]), setType(stringType), 'toset([ "a", ])'],
    ["an object to a map", objectValue([["b", one], ["a", text]]), mapType(dynamicType), 'tomap({ "a" = "a" "b" = "1" })'],
    ["a map to an object", { type: mapType(numberType), raw: new Map([["a", one]]), marks: 0 }, objectType([["a", stringType]]), '{ "a" = "1" }'],
    ["a map without an attribute", { type: mapType(numberType), raw: new Map(), marks: 0 }, objectType([["a", stringType]]), '! map has no element for required attribute "a"'],
    ["an object without an attribute", objectValue([]), objectType([["a", stringType], ["b", stringType]]), '! attributes "a" and "b" are required'],
    ["an optional attribute", objectValue([["x", one]]), objectType([["a", stringType]], ["a"]), '{ "a" = tostring(null) }'],
    ["a tuple of another length", tupleValue([one]), tupleType([]), "! tuple required"],
    ["elements of no common type", tupleValue([one, boolValue(true)]), listType(dynamicType), "! all list elements must have the same type"],
  ])("of %s", (_, value, type, expected) => {
    expect(convertText(value, type)).toBe(expected);
  });

  test("keeps marks and what is known of unknown values", () => {
    const converted = convert(withMarks(unknownValue(tupleType([numberType, numberType]), new Unknown({ notNull: true })), SENSITIVE), listType(stringType));
    expect(converted).toMatchObject({ marks: SENSITIVE, raw: [{ type: stringType }, { type: stringType }] });
  });

  test("to the type that a value has changes nothing", () => {
    fc.assert(fc.property(arbitraryValue, (value) => convert(value, value.type) === value));
  });

  test("gives a value of the type asked for", () => {
    fc.assert(
      fc.property(arbitraryValue, arbitraryType, (value, type) => {
        const converted = convert(value, type);
        return isProblem(converted) || equalTypes(converted.type, type);
      }),
    );
  });

  test("to text and back gives the number again", () => {
    fc.assert(
      fc.property(valueOf(numberType), (value) => {
        const there = convert(value, stringType);
        const back = isProblem(there) ? there : convert(there, numberType);
        return !isProblem(back) && sameValue(back, value);
      }),
    );
  });
});

describe("unification", () => {
  test.each<[string, Type[], Type | undefined]>([
    ["text wins over numbers", [numberType, stringType], stringType],
    ["numbers and truth have nothing in common", [numberType, boolType], undefined],
    ["lists win over sets", [setType(numberType), listType(numberType)], listType(numberType)],
    ["tuples of one length stay tuples", [tupleType([numberType]), tupleType([stringType])], tupleType([stringType])],
    ["tuples of two lengths become a list", [tupleType([numberType]), tupleType([])], listType(numberType)],
    ["objects of other names become a map", [objectType([["a", numberType]]), objectType([["b", stringType]])], mapType(stringType)],
    ["an object beside a map is one", [objectType([["a", numberType]]), mapType(stringType)], mapType(stringType)],
    ["objects and tuples have nothing in common", [objectType([]), tupleType([])], undefined],
    ["what is not known may be anything", [dynamicType, listType(numberType)], dynamicType],
    ["nothing has no type", [], undefined],
  ])("%s", (_, types, expected) => {
    expect(unify(types, true)).toEqual(expected);
  });

  test("of one type is that type, in any number", () => {
    fc.assert(fc.property(arbitraryType, fc.integer({ min: 1, max: 4 }), (type, count) => unify(Array.from({ length: count }, () => type), true) === type));
  });

  test("gives a type that all values can become", () => {
    fc.assert(
      fc.property(arbitraryType, arbitraryType, (a, b) => {
        const type = unify([a, b], false);
        expect(type).toEqual(unify([b, a], false));
        for (const given of type ? [a, b] : []) {
          fc.assert(fc.property(valueOf(given), (value) => !isProblem(convert(value, type ?? dynamicType))), { numRuns: 5 });
        }
      }),
    );
  });
});
