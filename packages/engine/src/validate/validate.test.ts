// Places and summaries are those of Terraform 1.11.4 for the same text.
import { expect, test } from "vitest";
import { checkValidate } from "../../test/check-config.ts";

const data = (body: string, name = "a"): string => `resource "terraform_data" "${name}" {\n${body}\n}\n`;

test("references name things that exist", () => {
  expect(checkValidate(data("  input = var.one"))).toEqual(["main.tf:2,11-18 Reference to undeclared input variable"]);
  expect(checkValidate(data("  input = local.one"))).toEqual(["main.tf:2,11-20 Reference to undeclared local value"]);
  expect(checkValidate(data("  input = foo.bar.id"))).toEqual(["main.tf:2,11-18 Reference to undeclared resource"]);
  expect(checkValidate(data("  input = data.foo.bar"))).toEqual(["main.tf:2,11-23 Reference to undeclared resource"]);
  expect(checkValidate(data("  input = module.m.x"))).toEqual(["main.tf:2,11-21 Reference to undeclared module"]);
  expect(checkValidate(data("  input = foo"))).toEqual(["main.tf:2,11-14 Invalid reference"]);
  expect(checkValidate(data("  input = path.foo"))).toEqual(['main.tf:2,11-19 Invalid "path" attribute']);
  expect(checkValidate(data("  input = self.id"))).toEqual(['main.tf:2,11-15 Invalid "self" reference']);
  expect(checkValidate(data("  input = each.key"))).toEqual(['main.tf:2,11-19 Reference to "each" in context without for_each']);
  expect(checkValidate(data("  input = count.index"))).toEqual(['main.tf:2,11-22 Reference to "count" in non-counted context']);
});

test("a local value that is only called local is looked up under an empty name", () => {
  expect(checkValidate("locals {\n  x = local\n}")).toEqual(["main.tf:2,7-12 Invalid reference", "main.tf:2,7-12 Reference to undeclared local value"]);
});

test("instances are named with a key where there are several, and only there", () => {
  const several = data("  count = 2", "n");
  expect(checkValidate(`${several}${data("  input = terraform_data.n.id")}`)).toEqual(["main.tf:5,11-27 Missing resource instance key"]);
  expect(checkValidate(`${several}${data("  input = terraform_data.n[0].id")}`)).toEqual([]);
  expect(checkValidate(`${several}${data("  input = terraform_data.n[*].id")}`)).toEqual([]);
  expect(checkValidate(`${data("", "n")}${data("  input = terraform_data.n[0].id")}`)).toEqual(["main.tf:5,11-30 Unexpected resource instance key"]);
});

test("attributes are those of the schema", () => {
  expect(checkValidate(`${data("", "n")}${data("  input = terraform_data.n.nope")}`)).toEqual(["main.tf:5,27-32 Unsupported attribute"]);
  expect(checkValidate(data("  bogus = 1"))).toEqual(["main.tf:2,3-8 Unsupported argument"]);
  expect(checkValidate(data("  input {\n  }"))).toEqual(["main.tf:2,3-8 Unsupported block type"]);
  expect(checkValidate(data('  dynamic "input" {\n    for_each = []\n    content {\n    }\n  }'))).toEqual(["main.tf:2,11-18 Unsupported block type"]);
  expect(checkValidate(data('  id = "x"'))).toEqual(['"id" attribute is read-only']);
});

test("types must exist", () => {
  expect(checkValidate('resource "terraform_dato" "a" {\n}')).toEqual(["main.tf:1,10-26 Invalid resource type"]);
  expect(checkValidate('data "terraform_data" "a" {\n}')).toEqual(["main.tf:1,6-22 Invalid data source"]);
});

test("all independent problems are reported together", () => {
  expect(checkValidate(`${data("  input = var.one")}${data('  input = 1 + "x"', "b")}output "o" {\n  value = [1][5]\n}\nlocals {\n  l = {}.missing\n}`)).toEqual([
    "main.tf:11,9-17 Unsupported attribute",
    "main.tf:2,11-18 Reference to undeclared input variable",
    "main.tf:5,15-18 Invalid operand",
    "main.tf:8,14-17 Invalid index",
  ]);
});

test("what depends on something wrong is passed over", () => {
  expect(checkValidate("locals {\n  a = foo.bar\n  b = tonumber(local.a)\n}\noutput o {\n  value = local.b.c.d\n}")).toEqual(["main.tf:2,7-14 Reference to undeclared resource"]);
  expect(checkValidate(`${data("  count = -1")}${data("  input = terraform_data.a.nope", "b")}`)).toEqual(["main.tf:2,11-13 Invalid count argument"]);
});

test("count and for_each are of the right type", () => {
  expect(checkValidate(data('  count = "x"'))).toEqual(["main.tf:2,11-14 Incorrect value type"]);
  expect(checkValidate(data('  for_each = ["a"]'))).toEqual(["main.tf:2,14-19 Invalid for_each argument"]);
  expect(checkValidate(`variable v {\n}\n${data("  for_each = var.v\n  input = each.value.x")}`)).toEqual([]);
  expect(checkValidate(`variable v {\n}\n${data("  for_each = var.v\n  input = each.key.x")}`)).toEqual(["main.tf:5,19-21 Unsupported attribute"]);
});

test("depends_on names whole objects", () => {
  expect(checkValidate(`${data("  depends_on = [terraform_data.b.id]")}${data("", "b")}`)).toEqual(["main.tf:2,33-36 Invalid depends_on reference"]);
  expect(checkValidate(data("  depends_on = [terraform_data.missing]"))).toEqual(["main.tf:2,17-39 Reference to undeclared resource"]);
  expect(checkValidate("output o {\n  value      = 1\n  depends_on = [module.missing]\n}")).toEqual(["main.tf:3,17-31 Reference to undeclared module"]);
});

test("ignore_changes names arguments", () => {
  const ignore = (items: string): string => data(`  lifecycle {\n    ignore_changes = ${items}\n  }`);
  expect(checkValidate(ignore("[nope]"))).toEqual(["main.tf:3,23-27 Unsupported attribute"]);
  expect(checkValidate(ignore("[input.x, triggers_replace]"))).toEqual([]);
  expect(checkValidate(ignore("[output]"))).toEqual(["! main.tf:1,10-26 Redundant ignore_changes element"]);
});

test("calls give a module what it asks for", () => {
  const module = { "m/main.tf": 'variable req {\n}\nvariable n {\n  type = number\n  default = 1\n}\noutput out {\n  value = var.n\n}' };
  const call = (body: string): Record<string, string> => ({ ...module, "main.tf": `module m {\n  source = "./m"\n${body}\n}\n` });
  expect(checkValidate(call("  bogus = 1"))).toEqual(["main.tf:1,10-11 Missing required argument", "main.tf:3,3-8 Unsupported argument"]);
  expect(checkValidate(call('  req = 1\n  n = "x"'))).toEqual(["main.tf:4,7-10 Invalid value for input variable"]);
  expect(checkValidate(call("  req = 1\n  foo {\n  }"))).toEqual(["main.tf:4,3-6 Unsupported block type"]);
  expect(checkValidate({ ...call("  req = 1\n  count = 1"), "o.tf": "output o {\n  value = module.m.out\n}" })).toEqual(["o.tf:2,19-23 Unsupported attribute"]);
  expect(checkValidate({ ...call("  req = 1"), "o.tf": "output o {\n  value = module.m.nope\n}" })).toEqual(["o.tf:2,19-24 Unsupported attribute"]);
});

test("problems inside a module are found once", () => {
  const files = { "main.tf": 'module a {\n  source = "./m"\n}', "m/main.tf": "output o {\n  value = var.nope\n}" };
  expect(checkValidate(files)).toEqual(["m/main.tf:2,11-19 Reference to undeclared input variable"]);
});

test("what depends on itself is a cycle", () => {
  expect(checkValidate("locals {\n  a = local.b\n  b = local.a\n}")).toEqual(["Cycle: local.a (expand), local.b (expand)"]);
  expect(checkValidate("locals {\n  a = local.a\n}")).toEqual(["main.tf:2,7-14 Self-referencing local value"]);
});

test("secrets do not leave by outputs, nor ephemeral values by anything", () => {
  const variables = "variable s {\n  sensitive = true\n}\nvariable e {\n  ephemeral = true\n}\n";
  expect(checkValidate(`${variables}output o {\n  value = var.s\n}`)).toEqual(["main.tf:7,1-9 Output refers to sensitive values"]);
  expect(checkValidate(`${variables}output o {\n  value     = var.s\n  sensitive = true\n}`)).toEqual([]);
  expect(checkValidate(`${variables}output o {\n  value = var.e\n}`)).toEqual(["main.tf:8,11-16 Ephemeral value not allowed"]);
  expect(checkValidate(`${variables}${data("  input = [var.e]")}`)).toEqual(["main.tf:8,11-18 Invalid use of ephemeral value"]);
  expect(checkValidate(`${variables}${data("  for_each = var.s")}`)).toEqual(["main.tf:8,14-19 Invalid for_each argument"]);
});

test("conditions are truths and messages are texts", () => {
  const precondition = (condition: string, message: string): string =>
    `variable v {\n}\n${data(`  lifecycle {\n    precondition {\n      condition     = ${condition}\n      error_message = ${message}\n    }\n  }`)}`;
  expect(checkValidate(precondition("var.v", '"x"'))).toEqual([]);
  expect(checkValidate(precondition("[var.v]", '"x"'))).toEqual(["main.tf:6,23-30 Invalid condition result"]);
  expect(checkValidate(precondition("var.v", "[]"))).toEqual(["main.tf:7,23-25 Invalid error message"]);
  expect(checkValidate(precondition("self.input", '"x"'))).toEqual(['main.tf:6,23-27 Invalid "self" reference', "main.tf:6,23-27 Unknown variable"]);
});

test("a provider block fits its provider", () => {
  expect(checkValidate(`provider "terraform" {\n  bogus = 1\n}\n${data("")}`)).toEqual(["main.tf:2,3-8 Unsupported argument"]);
});

test("provisioners have their arguments and see the object itself", () => {
  expect(checkValidate(data('  provisioner "local-exec" {\n    command = self.id\n  }'))).toEqual([]);
  expect(checkValidate(data('  provisioner "local-exec" {\n  }'))).toEqual(["main.tf:2,28-29 Missing required argument"]);
  expect(checkValidate(data('  provisioner "local-exec" {\n    command = self.nope\n  }'))).toEqual(["main.tf:3,19-24 Unsupported attribute"]);
});

test("a chain of many blocks is no deeper than one", () => {
  const chain = Array.from({ length: 3000 }, (_, at) => `  l${at} = ${at === 2999 ? 1 : `local.l${at + 1}`}`).join("\n");
  expect(checkValidate(`locals {\n${chain}\n}`)).toEqual([]);
});

test("of the attributes of objects no type is known yet", () => {
  const id = data("", "n");
  expect(checkValidate(`${id}locals {\n  x = tobool([terraform_data.n.id][0])\n}`)).toEqual([]);
  expect(checkValidate(`${id}locals {\n  x = tobool(tolist([terraform_data.n.id]))\n}`)).toEqual(["main.tf:5,14-21 Invalid function argument"]);
});
