import { builtinFunctions, emptyContext, objectValue, stringValue, valueToJson } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { load, providersWith } from "../../test/check-config.ts";
import { ModuleScope } from "../scope/module-scope.ts";
import { openConsole } from "./console.ts";

const configuration = load('locals {\n a = 1\n}\nresource "terraform_data" "one" {\n}\nresource "terraform_data" "many" {\n count = 2\n}');
const objects = { instance: () => objectValue([["id", stringValue("i")]]) };
const surroundings = { configuration, functions: builtinFunctions, context: emptyContext, workspace: "default", applying: false, validating: false, objects };
const opened = openConsole({ configuration, providers: providersWith(), functions: builtinFunctions, context: emptyContext }, ModuleScope.root(surroundings, new Map()));

function check(text: string): unknown {
  const { value, diagnostics } = opened.evaluate(text);
  return value ? valueToJson(value) : diagnostics.map(({ summary }) => summary);
}

test("an expression is worth what it would be in a file of the module", () => {
  expect(check("local.a + 1")).toBe(2);
  expect(check("terraform_data.many[*].id")).toEqual(["i", "i"]);
});

test("mistakes are said as they would be in a file", () => {
  expect(check("1 +")).toEqual(["Invalid expression"]);
  expect(check("local.b")).toEqual(["Reference to undeclared local value"]);
  expect(check("terraform_data.one[0]")).toEqual(["Unexpected resource instance key"]);
  expect(check("terraform_data.many.id")).toEqual(["Missing resource instance key"]);
  expect(check("each.key")).toEqual(['Reference to "each" in context without for_each']);
  expect(check("foo")).toEqual(["Invalid reference"]);
  expect(check("upper(1")).toEqual(["Missing argument separator"]);
});

// As Terraform 1.11.4 printed them.
test.each([
  ["1", "number"],
  ['[1, "x"]', "tuple([\n    number,\n    string,\n])"],
  ['{ a = 1, "b c" = [] }', "object({\n    a: number,\n    b c: tuple([]),\n})"],
  ['toset(["a"])', "set(string)"],
  ["tomap({ a = { x = 1 } })", "map(\n    object({\n        x: number,\n    }),\n)"],
  ["{}", "object({})"],
  ["tolist([])", "list(dynamic)"],
  ["null", "dynamic"],
])("type(%s) is shown by the console", (expression, type) => {
  expect(opened.show(`type(${expression})`)).toEqual({ value: type, diagnostics: [] });
});

test("the console shows values, and what is wrong instead of them", () => {
  expect(opened.show('["a"]').value).toBe('[\n  "a",\n]');
  expect(opened.show("local.b").diagnostics).toHaveLength(1);
});
