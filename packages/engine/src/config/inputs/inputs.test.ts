import { printRange, valueToJson, writeJson } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { loadConfiguration } from "../load.ts";
import { collectInputs } from "./collect.ts";
import type { GivenInput } from "./collect.ts";
import { resolveInputs } from "./resolve.ts";

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly given?: readonly GivenInput[];
}

const encoder = new TextEncoder();

/** The values of the variables as JSON, then what is said about them. */
function checkInputs(declarations: string, { files = {}, environment = {}, given = [] }: Given): readonly string[] {
  const all: Readonly<Record<string, string>> = { ...files, "main.tf": declarations };
  const source = {
    read: (path: string) => (all[path] === undefined ? undefined : encoder.encode(all[path])),
    list: () => Object.keys(all).map((name) => ({ name, kind: "file" as const })),
  };
  const { configuration, diagnostics } = loadConfiguration({ files: source, folder: "." });
  expect(diagnostics).toEqual([]);
  const collected = collectInputs({ files: source, folder: ".", environment, given });
  const resolved = resolveInputs(configuration.root, collected.inputs);
  const said = [...collected.diagnostics, ...resolved.diagnostics].map(
    ({ summary, subject }) => `${summary}${subject ? ` at ${printRange(subject)}` : ""}`,
  );
  return said.length > 0 ? said : [...resolved.values].map(([name, { value }]) => `${name} = ${writeJson(valueToJson(value))}`);
}

const argument = (text: string): GivenInput => ({ kind: "var", text });
const file = (path: string): GivenInput => ({ kind: "file", path });

test("the later and the nearer wins", () => {
  const declarations = ["a", "b", "c", "d", "e", "f"].map((name) => `variable "${name}" {\n default = "default"\n}`).join("\n");
  const values = checkInputs(declarations, {
    environment: { TF_VAR_b: "env", TF_VAR_c: "env", OTHER: "x" },
    files: {
      "terraform.tfvars": 'c = "tfvars"\nd = "tfvars"',
      "terraform.tfvars.json": '{"d": "json", "e": "json"}',
      "b.auto.tfvars": 'e = "auto b"',
      "a.auto.tfvars": 'e = "auto a"\nf = "auto a"',
      "given.tfvars": 'f = "given"',
    },
    given: [file("given.tfvars")],
  });
  expect(values).toEqual(['a = "default"', 'b = "env"', 'c = "tfvars"', 'd = "json"', 'e = "auto b"', 'f = "given"']);
});

test("text is taken as it is for primitive types and read as an expression for others", () => {
  const declarations = "variable s {\n type = string\n}\nvariable n {\n type = number\n}\nvariable l {\n type = list(number)\n}\nvariable u {\n}";
  expect(checkInputs(declarations, { given: ["s=[1]", "n=5.50", 'l=[1, "2"]', "u={a=1}"].map(argument) })).toEqual([
    's = "[1]"', "n = 5.5", "l = [1,2]", 'u = "{a=1}"',
  ]);
});

test("null takes the default where null is not allowed", () => {
  const declarations = 'variable a {\n default = "x"\n nullable = false\n}\nvariable b {\n nullable = false\n}';
  expect(checkInputs(declarations, { files: { "terraform.tfvars": 'a = null\nb = "y"' } })).toEqual(['a = "x"', 'b = "y"']);
  expect(checkInputs(declarations, { files: { "terraform.tfvars": "b = null" } })).toEqual(["Required variable not set at terraform.tfvars:1,5-9"]);
});

test("optional attributes get their defaults", () => {
  const declarations = 'variable a {\n type = list(object({ n = optional(number, 5), o = optional(object({ p = optional(string, "q") }), {}) }))\n}';
  expect(checkInputs(declarations, { given: [argument("a=[{}, {n=1, o={p=2}}]")] })).toEqual(['a = [{"n":5,"o":{"p":"q"}},{"n":1,"o":{"p":"2"}}]']);
});

test("what is wrong is said at its place", () => {
  const declarations = "variable a {\n type = number\n}";
  expect(checkInputs(declarations, {})).toEqual(["No value for required variable at main.tf:1,1-11"]);
  expect(checkInputs(declarations, { given: [argument("a=x")] })).toEqual(["Invalid value for input variable at main.tf:1,1-11"]);
  expect(checkInputs(declarations, { files: { "terraform.tfvars": 'a = "x"' } })).toEqual(["Invalid value for input variable at terraform.tfvars:1,5-8"]);
  expect(checkInputs(declarations, { given: [argument("a=1"), argument("b=1")] })).toEqual(["Value for undeclared variable"]);
  expect(checkInputs(declarations, { given: [argument("a")] })).toEqual(["Invalid -var option", expect.stringContaining("No value")]);
  expect(checkInputs(declarations, { given: [argument("a=1"), file("none.tfvars")] })).toEqual(["Failed to read variables file"]);
  expect(checkInputs(declarations, { environment: { TF_VAR_other: "1" }, given: [argument("a=1")] })).toEqual(["a = 1"]);
  expect(checkInputs(declarations, { files: { "terraform.tfvars": "a = 1\nb = 1\nc = 1\nd = 1" } })).toEqual([
    "Value for undeclared variable", "Value for undeclared variable", "Values for undeclared variables",
  ]);
});

test("an expression that is none counts as not given", () => {
  expect(checkInputs("variable l {\n type = list(string)\n}", { given: [argument("l=[1,")] })).toEqual([
    expect.stringContaining("at <value for var.l>:1,4"), "No value for required variable at main.tf:1,1-11",
  ]);
});
