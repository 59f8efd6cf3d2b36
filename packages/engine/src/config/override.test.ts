import { evaluate, valueToJson } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { checkLoad, load } from "../../test/check-config.ts";
import { readContent } from "./content.ts";
import { bodyShape } from "@lockstep/hcl";

/** The constant arguments of the resource a_b.c, after overrides. */
function checkResource(files: Readonly<Record<string, string>>): unknown {
  const resource = load(files).root.resources.get("a_b.c");
  if (!resource) return undefined;
  const { attributes, blocks } = readContent(resource.body, bodyShape(["x", "y", "count", "for_each"], { rule: [], lifecycle: [] }, { open: true }));
  const values = Object.fromEntries([...attributes].map(([name, { expression }]) => [name, valueToJson(evaluate(expression).value)]));
  const rules = blocks.filter(({ type }) => type === "rule").map(({ body }) => valueToJson(evaluate(readContent(body, bodyShape(["n"])).attributes.get("n")?.expression ?? never()).value));
  const { createBeforeDestroy, preventDestroy } = resource.lifecycle;
  return { values, rules, lifecycle: [createBeforeDestroy, preventDestroy] };
}

function never(): never {
  throw new Error("no argument");
}

const base = 'resource "a_b" "c" {\n  x = 1\n  y = 1\n  rule {\n    n = 1\n  }\n  rule {\n    n = 2\n  }\n  lifecycle {\n    prevent_destroy = true\n  }\n}';

test("arguments are replaced one by one, nested blocks by type, lifecycle settings one by one", () => {
  const override = 'resource "a_b" "c" {\n  y = 2\n  rule {\n    n = 3\n  }\n  lifecycle {\n    create_before_destroy = true\n  }\n}';
  expect(checkResource({ "main.tf": base, "override.tf": override })).toEqual({ values: { x: 1, y: 2 }, rules: [3], lifecycle: [true, true] });
});

test("native and JSON files override one another", () => {
  expect(checkResource({ "main.tf": base, "x_override.tf.json": '{"resource": {"a_b": {"c": {"x": 5}}}}' })).toMatchObject({ values: { x: 5, y: 1 }, rules: [1, 2] });
});

test("the later file wins", () => {
  const files = { "main.tf": base, "a_override.tf": 'resource "a_b" "c" {\n  x = "a"\n}', "b_override.tf": 'resource "a_b" "c" {\n  x = "b"\n}', "override.tf": 'resource "a_b" "c" {\n  x = "o"\n}' };
  expect(checkResource(files)).toMatchObject({ values: { x: "o" } });
});

test("where one says count and the other for_each, count stays", () => {
  const { root } = load({ "main.tf": 'resource "a_b" "c" {\n  count = 1\n}', "override.tf": 'resource "a_b" "c" {\n  for_each = {}\n}' });
  expect(Object.keys(root.resources.get("a_b.c") ?? {})).toContain("count");
  expect(Object.keys(root.resources.get("a_b.c") ?? {})).not.toContain("forEach");
});

test("local values, variables and outputs are overridden by their names", () => {
  const { root } = load({
    "main.tf": 'locals {\n  a = 1\n}\nlocals {\n  b = 1\n}\nvariable v {\n  type = string\n  default = "x"\n}\noutput o {\n  value = 1\n  description = "d"\n}',
    "override.tf": "locals {\n  b = 2\n}\nvariable v {\n  default = 5\n}\noutput o {\n  value = 2\n}",
  });
  expect(root.locals.get("b")?.range.source.file).toBe("override.tf");
  expect(root.variables.get("v")?.default?.raw).toBe("5");
  expect(root.outputs.get("o")).toMatchObject({ description: "d", value: { value: { raw: 2 } } });
});

test("what is not there cannot be overridden", () => {
  const override = 'variable v {\n}\nlocals {\n  x = 1\n}\nresource "a_b" "c" {\n}\nmodule m {\n}\nmoved {\n  from = a.b\n  to = a.c\n}';
  expect(checkLoad({ "main.tf": "", "override.tf": override })).toEqual([
    "override.tf:1,1-11 Missing base variable declaration to override",
    "override.tf:4,3-8 Missing base local value definition to override",
    "override.tf:6,1-19 Missing resource to override",
    "override.tf:8,1-9 Missing module call to override",
    "override.tf:10,1-6 Cannot override 'moved' blocks",
  ].sort());
});
