import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryValue } from "../../test/arbitrary-value.ts";
import { isProblem } from "./convert.ts";
import { sameValue } from "./equality.ts";
import { hasInfinity, impliedValue, valueFromJson, valueToJson } from "./json.ts";
import { JsonNumber, readJson, writeJson } from "./json-text.ts";
import type { Json } from "./json-text.ts";
import { positiveInfinity } from "./big-float.ts";
import { dynamicType, listType, numberType, objectType, stringType } from "./type.ts";
import { typeFromJson, typeToJson } from "./type-json.ts";
import { numberValue, objectValue, stringValue, tupleValue } from "./value.ts";
import type { Value } from "./value.ts";

function read(text: string): Json {
  const result = readJson(text);
  if ("problem" in result) throw new Error(result.problem);
  return result.json;
}

const back = (value: Value, place = value.type): Value => {
  const result = valueFromJson(read(writeJson(valueToJson(value, place))), place);
  if (isProblem(result)) throw new Error(result.message);
  return result;
};

describe("JSON text", () => {
  test.each(["123456789012345678901234567890", "0.1234567890123456789", "1e400", "-0", "1.0", "0.0000000001", '{"__proto__":1,"a":[true,null]}'])("%s loses nothing", (text) => {
    expect(writeJson(read(writeJson(read(text))))).toBe(writeJson(read(text)));
  });

  test("keeps plain numbers plain", () => {
    expect(read("[1, 0.5, 12345678901234567890]")).toEqual([1, 0.5, new JsonNumber("12345678901234567890")]);
  });

  test("that is none is a problem, not an exception", () => {
    expect(readJson("{")).toHaveProperty("problem");
  });

  test("keeps small numbers without an exponent", () => {
    expect(writeJson(read("[0.0000000001, 0.000001, -0.00000050]"))).toBe("[0.0000000001,0.000001,-0.00000050]");
  });

  test("has no characters that some take for line ends or tags", () => {
    expect(writeJson({ "<": "&>" })).toBe('{"\\u003c":"\\u0026\\u003e"}');
    expect(writeJson("\u2028\u2029")).toBe('"\\u2028\\u2029"');
  });
});

describe("values as JSON", () => {
  test("come back the same, with their type", () => {
    fc.assert(fc.property(arbitraryValue, (value) => sameValue(back(value), value)));
  });

  test("come back the same from a place that may hold anything", () => {
    fc.assert(fc.property(arbitraryValue, (value) => sameValue(back(value, dynamicType), value)));
  });

  test("carry their type where the place does not say it", () => {
    const place = objectType([["a", dynamicType]]);
    const json = { a: { value: ["x"], type: ["tuple", ["string"]] } };
    expect(valueToJson(objectValue([["a", tupleValue([stringValue("x")])]]), place)).toEqual(json);
  });

  test("say where they do not fit", () => {
    expect(valueFromJson({ a: ["x"] }, objectType([["a", listType(numberType)]]))).toMatchObject({ message: "number is required" });
    expect(valueFromJson({ b: 1 }, objectType([["a", stringType]]))).toMatchObject({ message: 'unsupported attribute "b"' });
  });

  test("imply objects and tuples", () => {
    expect(impliedValue(read('{"a":[1,"x"]}'))).toEqual(objectValue([["a", tupleValue([numberValue(1), stringValue("x")])]]));
  });

  test("cannot be infinite", () => {
    expect(hasInfinity(tupleValue([numberValue(positiveInfinity)]))).toBe(true);
    expect(hasInfinity(tupleValue([numberValue(1)]))).toBe(false);
  });
});

describe("types as JSON", () => {
  test("come back the same", () => {
    fc.assert(
      fc.property(arbitraryValue, ({ type }) => {
        expect(typeFromJson(typeToJson(type))).toEqual(type);
      }),
    );
  });

  test("name their optional attributes", () => {
    const type = objectType([["a", stringType]], ["a"]);
    expect(typeToJson(type)).toEqual(["object", { a: "string" }, ["a"]]);
    expect(typeFromJson(typeToJson(type))).toEqual(type);
  });

  test.each<[Json]>([["text"], [["list"]], [["tuple", "string"]], [["object", ["a"]]], [1]])("%j is none", (json) => {
    expect(typeFromJson(json)).toBeUndefined();
  });
});
