// Values that last no longer than the run: where they may go. Every answer is that of terraform 1.11.4 for the same configuration.
import { describe, expect, test } from "vitest";
import { checkLoad as checkLoadOf, checkValidate, said } from "../../test/check-config.ts";
import { checkPlan, planOf } from "../../test/check-plan.ts";

const given = (rest: string, value = '"x"'): string => `variable "v" {\n  ephemeral = true\n  default   = ${value}\n}\n${rest}`;

describe("an ephemeral value", () => {
  test.each([
    ["an argument", 'resource "terraform_data" "a" {\n  input = var.v\n}', "main.tf:6,11-16 Invalid use of ephemeral value"],
    ["a part of an argument", 'resource "terraform_data" "a" {\n  input = { a = [1, var.v] }\n}', "main.tf:6,11-29 Invalid use of ephemeral value"],
    ["what an argument depends on", 'resource "terraform_data" "a" {\n  input = var.v == "x" ? 1 : 2\n}', "main.tf:6,11-31 Invalid use of ephemeral value"],
    ["an output", 'output "o" {\n  value = var.v\n}', "main.tf:6,11-16 Ephemeral value not allowed"],
    ["an output by a local", 'locals {\n  l = "${var.v}-y"\n}\noutput "o" {\n  value = local.l\n}', "main.tf:9,11-18 Ephemeral value not allowed"],
    ["a count", 'resource "terraform_data" "a" {\n  count = var.v == "x" ? 1 : 0\n}', "main.tf:6,11-31 Invalid count argument"],
    ["a for_each", 'resource "terraform_data" "a" {\n  for_each = toset([var.v])\n}', "main.tf:6,14-28 Invalid for_each argument"],
    ["an output that says whether it is applied", 'output "o" {\n  value = terraform.applying\n}', "main.tf:6,11-29 Ephemeral value not allowed"],
  ])("may not be %s", (_, rest, problem) => {
    expect(checkValidate(given(rest))).toEqual([problem]);
  });

  test("may go into a module only by an ephemeral variable, and out only by an ephemeral output", () => {
    const module = 'variable "plain" {\n  default = 1\n}\nvariable "eph" {\n  default   = 1\n  ephemeral = true\n}\n';
    const call = (name: string): string => given(`module "m" {\n  source = "./m"\n  ${name} = var.v\n}\noutput "o" {\n  value = ephemeralasnull(module.m.o)\n}`);
    const out = (value: string, ephemeral: boolean): string => `${module}output "o" {\n  value     = ${value}\n  ephemeral = ${ephemeral}\n}\n`;
    expect(checkValidate({ "main.tf": call("eph"), "m/m.tf": out("var.eph", true) })).toEqual([]);
    expect(checkValidate({ "main.tf": call("plain"), "m/m.tf": out("var.eph", true) })).toEqual(["main.tf:7,11-16 Ephemeral value not allowed"]);
    expect(checkValidate({ "main.tf": call("eph"), "m/m.tf": out("var.eph", false) })).toEqual(["m/m.tf:9,15-22 Ephemeral value not allowed"]);
    expect(checkValidate({ "main.tf": call("eph"), "m/m.tf": out("var.plain", true) })).toEqual(["m/m.tf:9,15-24 Value not allowed in ephemeral output"]);
  });

  test("may not say what is imported", async () => {
    const imports = 'resource "terraform_data" "a" {\n  for_each = toset(["x"])\n}\nimport {\n  for_each = toset(var.v)\n  to       = terraform_data.a[each.key]\n  id       = each.key\n}';
    expect(await checkPlan(given(imports, '["x"]'))).toEqual(["main.tf:9,14-26 Invalid for_each argument"]);
  });

  test("is null where it must last", async () => {
    const { plan, diagnostics } = await planOf(given('output "o" {\n  value = ephemeralasnull(var.v)\n}\noutput "p" {\n  value = ephemeralasnull({ a = var.v, b = 1 })\n}'));
    expect(said(diagnostics)).toEqual([]);
    expect([...(plan?.outputChanges.keys() ?? [])]).toEqual(["o", "p"]);
    expect(plan?.outputChanges.get("p")).toMatchObject({ action: "create" });
    expect(plan?.outputChanges.get("o")).toMatchObject({ action: "no-op" });
  });

  test("is warned of in the message of a condition, whether that holds or not; a validation fails by it", async () => {
    const rule = (condition: string): string => `  condition     = ${condition}\n  error_message = "no \${var.v}"\n`;
    const check = (condition: string): string => given(`check "c" {\n  assert {\n  ${rule(condition)}  }\n}`);
    expect(await checkPlan(check('var.v == "x"'))).toEqual(["! main.tf:8,19-32 Error message refers to ephemeral values"]);
    expect(await checkPlan(check('var.v == "y"'))).toEqual(["! main.tf:7,21-33 Check block assertion failed", "! main.tf:8,19-32 Error message refers to ephemeral values"]);
    const validated = (condition: string): string => `variable "v" {\n  ephemeral = true\n  default   = "x"\n  validation {\n  ${rule(condition)}  }\n}`;
    expect(await checkPlan(validated('var.v == "x"'))).toEqual([]);
    expect(await checkPlan(validated('var.v == "y"'))).toEqual(["main.tf:1,1-13 Invalid value for variable", "main.tf:6,19-32 Error message refers to ephemeral values"]);
  });
});

describe("an ephemeral resource", () => {
  test("of a type that no provider has is refused", () => {
    expect(checkValidate('ephemeral "terraform_data" "p" {\n  input = 3\n}')).toEqual(["main.tf:1,11-27 Invalid ephemeral resource"]);
  });

  test("is declared once, and has no provisioners", () => {
    expect(checkLoadOf('ephemeral "terraform_x" "p" {}\nephemeral "terraform_x" "p" {}')).toEqual(['main.tf:2,1-28 Duplicate ephemeral "terraform_x" configuration']);
    expect(checkLoadOf('ephemeral "terraform_x" "p" {\n  lifecycle {\n    create_before_destroy = true\n  }\n}')).toEqual([expect.stringContaining("main.tf:3")]);
  });
});
