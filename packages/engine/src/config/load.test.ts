import { expect, test } from "vitest";
import { checkLoad, filesOf, load } from "../../test/check-config.ts";
import { FileProblem } from "../files.ts";
import { loadConfiguration } from "./load.ts";

test("files are read in order of their names and hidden ones are passed over", () => {
  const { root } = load({ "b.tf": "variable b {\n}", "a.tf": "variable a {\n}", "c.tf.json": '{"variable": {"c": {}}}', ".d.tf": "variable d {\n}", "e.tf~": "x", "f.txt": "x" });
  expect([...root.variables.keys()]).toEqual(["a", "b", "c"]);
});

test("all kinds of blocks are declared by their names", () => {
  const { root } = load(`
terraform {
  required_version = ">= 1.0"
  required_providers {
    okta = {
      source  = "okta/okta"
      version = "~> 4.0"
    }
    other = "1.0"
  }
  backend "s3" {
    bucket = "x"
  }
}
provider "okta" {
  alias = "prod"
}
resource "okta_group" "a" {
  provider   = okta.prod
  count      = 2
  depends_on = [okta_group.b]
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name, labels["x"]]
  }
}
resource "okta_group" "b" {
  for_each = {}
  lifecycle {
    ignore_changes = all
  }
}
data "okta_group" "c" {
}
check "d" {
  data "okta_group" "e" {
  }
  assert {
    condition     = data.okta_group.e.id != ""
    error_message = "x"
  }
}
moved {
  from = okta_group.x
  to   = okta_group.a
}
removed {
  from = okta_group.y
  lifecycle {
    destroy = false
  }
}
import {
  to = okta_group.b["k"]
  id = "00g"
}`);
  expect([...root.resources.keys()]).toEqual(["okta_group.a", "okta_group.b"]);
  expect([...root.dataSources.keys()]).toEqual(["data.okta_group.c", "data.okta_group.e"]);
  expect(root.resources.get("okta_group.a")).toMatchObject({ provider: { localName: "okta", alias: "prod" }, lifecycle: { preventDestroy: true } });
  expect(root.resources.get("okta_group.b")?.lifecycle.ignoreChanges).toBe("all");
  expect([...root.providers.keys()]).toEqual(["okta.prod"]);
  expect(root.settings.requiredProviders.get("okta")).toMatchObject({ source: "registry.terraform.io/okta/okta", version: "~> 4.0" });
  expect(root.settings.requiredProviders.get("other")).toMatchObject({ source: "registry.terraform.io/hashicorp/other", version: "1.0" });
  expect(root.settings.backend?.labels[0]?.value).toBe("s3");
  expect([root.moved.length, root.removed[0]?.destroy, root.imports.length, root.checks.size]).toEqual([1, false, 1, 1]);
});

test("modules in local folders are loaded wherever they are called from", () => {
  const { root } = load({
    "main.tf": 'module "a" {\n source = "./m/a"\n}\nmodule "b-two" {\n source = ".//m/b"\n}',
    "m/a/main.tf": 'module "c" {\n source = "../b"\n}',
    "m/b/main.tf": "output x {\n value = 1\n}",
  });
  const inner = root.calls.get("a")?.module?.calls.get("c")?.module;
  expect([inner?.folder, inner?.path, root.calls.get("b-two")?.module?.folder]).toEqual(["m/b", ["a", "c"], "m/b"]);
});

test("a module that cannot be had is explained", () => {
  const call = (source: string): string => `module "m" {\n  source = ${source}\n}`;
  expect(checkLoad(call('"./nowhere"'))).toEqual(["main.tf:2,12-23 Unreadable module directory"]);
  expect(checkLoad(call('"nowhere"'))).toEqual(["main.tf:2,12-21 Invalid module source address"]);
  expect(checkLoad(call('"git::https://example.com/m.git"'))).toEqual(["main.tf:2,12-44 Module not installed"]);
  expect(checkLoad(call('"okta/groups/okta"'))).toEqual(["main.tf:2,12-30 Module not installed"]);
  expect(checkLoad('module "m" {\n  source  = "./m"\n  version = "1"\n}')).toEqual(["main.tf:2,13-18 Invalid registry module source address"]);
  expect(checkLoad("module m {\n}")).toEqual(["main.tf:1,10-11 Missing required argument"]);
  expect(checkLoad({ "main.tf": call('"./m"'), "m/main.tf": call('"../m"') })).toEqual(["m/main.tf:2,12-18 Module calls itself"]);
});

test("sources that are not local are found by the caller", () => {
  const files = { "main.tf": 'module "m" {\n source = "git::ssh://x/y"\n version = null\n}', "cache/m/main.tf": "" };
  expect(checkLoad(files, ({ source }) => (source === "git::ssh://x/y" ? { folder: "cache/m" } : { problem: { summary: "no", detail: "no" } }))).toEqual([
    "main.tf:3,12-16 Unsuitable value type",
  ]);
  expect(checkLoad('module "m" {\n  source = "git::ssh://x/y"\n}', () => ({ problem: { summary: "Module not installed", detail: "no network" } }))).toEqual(["main.tf:2,12-28 Module not installed"]);
});

test("a name is declared once", () => {
  expect(checkLoad("variable v {\n}\nvariable v {\n}")).toEqual(["main.tf:3,1-11 Duplicate variable declaration"]);
  expect(checkLoad("locals {\n  x = 1\n}\nlocals {\n  x = 2\n}")).toEqual(["main.tf:5,3-8 Duplicate local value definition"]);
  expect(checkLoad('resource "a_b" "c" {\n}\nresource "a_b" "c" {\n}')).toEqual(['main.tf:3,1-19 Duplicate resource "a_b" configuration']);
  expect(checkLoad('provider "okta" {\n}\nprovider "okta" {\n}')).toEqual(["main.tf:3,1-16 Duplicate provider configuration"]);
});

test("names keep the rule of names", () => {
  expect(checkLoad('resource "1a" "2b" {\n}')).toEqual(["main.tf:1,10-14 Invalid resource type name", "main.tf:1,15-19 Invalid resource name"]);
  expect(checkLoad("variable source {\n}")).toEqual(["main.tf:1,10-16 Invalid variable name"]);
});

test("references written literally may be in quotes, with a warning", () => {
  expect(checkLoad('resource "a_b" "c" {\n  depends_on = ["a_b.d"]\n}')).toEqual(["! main.tf:2,17-24 Quoted references are deprecated"]);
  expect(checkLoad('resource "a_b" "c" {\n  depends_on = [1 + 1]\n}')).toEqual(["main.tf:2,17-22 Invalid expression"]);
  expect(checkLoad('resource "a_b" "c" {\n  depends_on = a_b.d\n}')).toEqual(["main.tf:2,16-21 Invalid expression"]);
});

test("lifecycle of a data source has conditions only", () => {
  expect(checkLoad('data "a_b" "c" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}')).toEqual([
    "main.tf:3,5-20 Invalid data resource lifecycle argument",
  ]);
});

test("conditions refer to something, and not to their own resource", () => {
  const condition = (text: string): string => `resource "a_b" "c" {\n  lifecycle {\n    precondition {\n      condition     = ${text}\n      error_message = "x"\n    }\n  }\n}`;
  expect(checkLoad(condition("true"))).toEqual(["main.tf:4,23-27 Invalid precondition expression"]);
  expect(checkLoad(condition("a_b.c.id == 1"))).toEqual(["main.tf:4,23-31 Invalid reference in precondition"]);
  expect(checkLoad(condition("var.x"))).toEqual([]);
});

test("required_version is held against the version we speak", () => {
  expect(checkLoad('terraform {\n  required_version = ">= 1.3, < 2.0"\n}')).toEqual([]);
  expect(checkLoad('terraform {\n  required_version = ">= 99"\n}')).toEqual(["main.tf:2,3-29 Unsupported Terraform Core version"]);
  expect(checkLoad('terraform {\n  required_version = "x"\n}')).toEqual(["main.tf:2,22-25 Invalid version constraint"]);
});

test("a module gets the provider configurations that it asks for", () => {
  const called = 'terraform {\n required_providers {\n  okta = {\n   source = "okta/okta"\n   configuration_aliases = [okta.prod]\n  }\n }\n}';
  expect(checkLoad({ "main.tf": 'module m {\n  source = "./m"\n}', "m/main.tf": called })).toEqual(["main.tf:1,1-9 Missing required provider configuration"]);
  expect(checkLoad({ "main.tf": 'module m {\n  source = "./m"\n  providers = {\n    okta.prod = okta\n  }\n}', "m/main.tf": called })).toEqual([]);
  expect(checkLoad({ "main.tf": 'module m {\n  source = "./m"\n  providers = {\n    okta.prod = aws\n  }\n}', "m/main.tf": called })).toEqual([
    "main.tf:4,17-20 Provider type mismatch",
  ]);
});

test("the JSON syntax says the same", () => {
  const { root } = load({
    "main.tf.json": JSON.stringify({
      "//": "a comment",
      variable: { v: { type: "list(string)", default: ["a"] } },
      resource: { okta_group: { a: { name: "x", depends_on: ["okta_group.b"], lifecycle: { ignore_changes: ["name"] } }, b: [{ name: "y" }] } },
      moved: { from: "okta_group.c", to: "okta_group.a" },
    }),
  });
  expect(root.resources.get("okta_group.a")?.dependsOn[0]).toMatchObject({ kind: "scope-traversal", root: "okta_group" });
  expect(root.variables.get("v")?.type).toMatchObject({ kind: "list" });
  expect([root.moved.length, root.resources.size]).toEqual([1, 2]);
});

test("a file that cannot be read is a problem, not an end", () => {
  const files = filesOf("variable v {\n}");
  const broken = { ...files, read: () => { throw new FileProblem("permission denied"); } };
  const { diagnostics } = loadConfiguration({ files: broken, folder: "." });
  expect(diagnostics[0]).toMatchObject({ summary: "Failed to read file", detail: expect.stringContaining("permission denied") });
});
