import { describe, expect, test } from "vitest";
import { SourceText } from "../source/source-text.ts";
import { listType, mapType, numberType, objectType, stringType } from "../values/type.ts";
import { boolValue, dynamicNull, dynamicUnknown, listValue, numberValue, objectValue, SENSITIVE, stringValue, tupleValue, unknownValue, withMarks } from "../values/value.ts";
import { describeValue, shortNumber } from "./describe-value.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { renderJson } from "./render-json.ts";
import { renderText } from "./render-text.ts";
import { suggest } from "./suggest.ts";

const text = 'resource "a" "b" {\n  é = foo(1,\n    var.x)\n}\n';
const source = new SourceText("main.tf", text);
const at = (part: string) => ({ source, start: text.indexOf(part), end: text.indexOf(part) + part.length });

const diagnostic: Diagnostic = {
  severity: "error",
  summary: "Error in function call",
  detail: `Call to function "foo" failed: ${"word ".repeat(20)}end.\n\n  indented lines stay as they are`,
  subject: at("foo("),
  context: at("foo(1,\n    var.x)"),
  values: [
    ["var.x", stringValue('"quoted"')],
    ["var.secret", withMarks(stringValue("s"), SENSITIVE)],
    ["local.a", boolValue(true)],
  ],
  calling: { name: "foo", parameters: [{ name: "a", type: numberType }], variadic: { name: "rest", type: stringType }, returns: stringType },
};

describe("a diagnostic as a person reads it", () => {
  test("shows the lines, what is in them, and the detail in paragraphs", () => {
    expect(renderText(diagnostic, { color: false })).toMatchInlineSnapshot(`
      "
      Error: Error in function call

        on main.tf line 2, in resource "a" "b":
         2:   é = foo(1,
         3:     var.x)
          ├────────────────
          │ while calling foo(a, rest...)
          │ local.a is true
          │ var.x is "\\"quoted\\""

      Call to function "foo" failed: word word word word word word word word word
      word word word word word word word word word word word end.

        indented lines stay as they are
      "
    `);
  });

  test("has a rule at its side and the subject underlined where there are colours", () => {
    const { values: _, calling: __, ...plain } = diagnostic;
    const rendered = renderText({ ...plain, severity: "warning", detail: "Do it.", address: "a.b" }, { color: true, width: 40 });
    expect(rendered.replaceAll("\u001b", "^")).toMatchInlineSnapshot(`
      "^[33m╷^[0m^[0m
      ^[33m│^[0m ^[0m^[1m^[33mWarning: ^[0m^[0m^[1mError in function call^[0m
      ^[33m│^[0m ^[0m
      ^[33m│^[0m ^[0m^[0m  with a.b,
      ^[33m│^[0m ^[0m^[0m  on main.tf line 2, in resource "a" "b":
      ^[33m│^[0m ^[0m   2:   é = ^[4mfoo(^[0m1,
      ^[33m│^[0m ^[0m   3:     var.x)^[0m
      ^[33m│^[0m ^[0m
      ^[33m│^[0m ^[0mDo it.
      ^[33m╵^[0m^[0m
      "
    `);
  });

  test("needs no place", () => {
    expect(renderText({ severity: "error", summary: "Sum", detail: "Det." }, { color: false })).toBe("\nError: Sum\n\nDet.\n");
  });
});

describe("a diagnostic as a program reads it", () => {
  test("has its place in lines, columns and bytes, and the excerpt with offsets in bytes", () => {
    expect(renderJson(diagnostic)).toEqual({
      severity: "error",
      summary: diagnostic.summary,
      detail: diagnostic.detail,
      range: { filename: "main.tf", start: { line: 2, column: 7, byte: 26 }, end: { line: 2, column: 11, byte: 30 } },
      snippet: {
        context: 'resource "a" "b"',
        code: "  é = foo(1,\n    var.x)",
        start_line: 2,
        highlight_start_offset: 7,
        highlight_end_offset: 11,
        values: [
          { traversal: "local.a", statement: "is true" },
          { traversal: "var.x", statement: 'is "\\"quoted\\""' },
        ],
        function_call: {
          called_as: "foo",
          signature: {
            name: "foo",
            params: [{ name: "a", type: "number" }],
            variadic_param: { name: "rest", type: "string" },
            return_type: "string",
          },
        },
      },
    });
  });

  test("an empty place at the end counts as one character", () => {
    const json = renderJson({ severity: "error", summary: "S", detail: "", subject: { source, start: text.length, end: text.length } });
    expect(json.range).toMatchObject({ start: { line: 5, column: 1 }, end: { line: 5, column: 2 } });
    expect(json.snippet).toMatchObject({ context: null, code: "", start_line: 5 });
  });

  test("in the JSON syntax the block is the path to the place", () => {
    const json = new SourceText("a.tf.json", '{"resource": {"a": [{"b": {"c": 1}}]}}');
    const start = json.text.indexOf('"c"');
    expect(renderJson({ severity: "error", summary: "S", detail: "", subject: { source: json, start, end: start + 3 } }).snippet?.context).toBe("resource.a[0].b");
  });
});

describe("values in an excerpt", () => {
  const one = numberValue(1);
  test.each([
    ["a text", stringValue("a\n"), 'is "a\\n"'],
    ["a number", numberValue(1.5), "is 1.5"],
    ["null", dynamicNull, "is null"],
    ["an empty list", listValue(stringType, []), "is empty list of string"],
    ["a list", listValue(numberType, [one, one]), "is list of number with 2 elements"],
    ["a tuple", tupleValue([one]), "is tuple with 1 element"],
    ["an object", objectValue([["a", one]]), 'is object with 1 attribute "a"'],
    ["an empty object", objectValue([]), "is object with no attributes"],
    ["a map not known yet", unknownValue(mapType(stringType)), "is a map of string"],
    ["something not known yet", dynamicUnknown, undefined],
    ["a secret", withMarks(stringValue("s"), SENSITIVE), undefined],
  ])("%s", (_, value, statement) => {
    expect(describeValue(value, undefined)).toBe(statement);
  });

  test("are named as unknown or secret where that is the problem", () => {
    expect(describeValue(unknownValue(numberType), "unknown")).toBe("is a number, known only after apply");
    expect(describeValue(dynamicUnknown, "unknown")).toBe("will be known only after apply");
    expect(describeValue(withMarks(unknownValue(listType(objectType([]))), SENSITIVE), "sensitive")).toBe("has a sensitive value");
  });

  test.each([[0.1, "0.1"], [1234567890, "1234567890"], [12345678901, "1.23456789e+10"], [0.00001, "1e-05"], [1 / 3, "0.3333333333"], [-1e30, "-1e+30"]])(
    "%d is printed as %s",
    (number, printed) => {
      expect(shortNumber(number)).toBe(printed);
    },
  );
});

describe("suggestions", () => {
  test.each([["descripton", "description"], ["nmae", "name"], ["xyz", undefined]])("for %s: %s", (given, suggestion) => {
    expect(suggest(given, ["type", "name", "description"])).toBe(suggestion);
  });
});
