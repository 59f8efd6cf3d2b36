import { builtinFunctions, emptyContext, numberValue, objectValue, stringValue, valueToJson, writeJson } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { filesOf, load } from "../../test/check-config.ts";
import { resolveInputs } from "../config/inputs/resolve.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import type { InstanceKey } from "../state/state.ts";
import { ModuleScope } from "./module-scope.ts";
import { sensitiveTree, unknownTree } from "../render/value-json.ts";

/** An object whose id says what it is, and how often one was asked for. */
class Objects {
  asked = 0;

  instance(scope: ModuleScope, resource: ResourceConfig, key: InstanceKey): Value {
    this.asked++;
    return objectValue([["id", stringValue(`${scope.qualify(resource.name)}/${key ?? ""}`)]]);
  }
}

function scopeOfRoot(given: string | Readonly<Record<string, string>>, objects = new Objects()): ModuleScope {
  const configuration = load(given);
  const variables = new Map([...resolveInputs(configuration.root, new Map()).values].map(([name, { value }]) => [name, value] as const));
  return ModuleScope.root({ configuration, functions: builtinFunctions, context: emptyContext, workspace: "eu", applying: false, validating: false, objects }, variables);
}

/** The local value x as JSON, or what is said about it. */
function checkLocal(given: string | Readonly<Record<string, string>>): unknown {
  const local = scopeOfRoot(given).local("x");
  if (!local || local.failed) return local?.diagnostics.map(({ summary }) => summary);
  return JSON.parse(writeJson(valueToJson(local.value)));
}

test("locals and variables are worth what their expressions say", () => {
  expect(checkLocal("variable v {\n default = 2\n}\nlocals {\n x = [local.y, var.v]\n y = var.v + 1\n}")).toEqual([3, 2]);
  expect(checkLocal("locals {\n x = [terraform.workspace, path.module, path.root]\n}")).toEqual(["eu", ".", "."]);
});

test("resources are objects, tuples by count and objects by for_each", () => {
  const resources = 'resource "a_b" "one" {\n}\nresource "a_b" "n" {\n count = 2\n}\nresource "a_b" "k" {\n for_each = toset(["p", "q"])\n}\ndata "a_b" "d" {\n}\n';
  expect(checkLocal(`${resources}locals {\n x = [a_b.one.id, resource.a_b.one.id, data.a_b.d.id]\n}`)).toEqual(["one/", "one/", "d/"]);
  expect(checkLocal(`${resources}locals {\n x = [a_b.n[1].id, a_b.n[*].id, length(a_b.n)]\n}`)).toEqual(["n/1", ["n/0", "n/1"], 2]);
  expect(checkLocal(`${resources}locals {\n x = [a_b.k["p"].id, keys(a_b.k), { for k, v in a_b.k : k => v.id }]\n}`)).toEqual(["k/p", ["p", "q"], { p: "k/p", q: "k/q" }]);
  expect(checkLocal(`${resources}locals {\n x = a_b.n[2]\n}`)).toEqual(["Invalid index"]);
});

test("a constant key asks for one object only, a computed one for all of them once", () => {
  const objects = new Objects();
  const scope = scopeOfRoot('resource "a_b" "n" {\n count = 1000\n}\nlocals {\n x = a_b.n[7].id\n y = [for i in range(1000) : a_b.n[i].id]\n}', objects);
  scope.local("x");
  expect(objects.asked).toBe(1);
  scope.local("y");
  expect(objects.asked).toBe(1001);
});

test("modules have a scope for each instance", () => {
  const files = {
    "main.tf": 'module m {\n source = "./m"\n for_each = { p = 1, q = 2 }\n n = each.value\n}\nmodule s {\n source = "./m"\n}\nlocals {\n x = [module.m["q"].out, module.s.out, [for k, v in module.m : "${k}${v.id}"]]\n}',
    "m/main.tf": 'variable n {\n type = string\n default = 5\n}\nresource "a_b" "c" {\n}\noutput out {\n value = "${var.n}-${path.module}"\n}\noutput id {\n value = a_b.c.id\n}',
  };
  expect(checkLocal(files)).toEqual(["2-m", "5-m", ['pmodule.m["p"].c/', 'qmodule.m["q"].c/']]);
  expect([...scopeOfRoot(files).children("m").values()].map(({ text }) => text)).toEqual(['module.m["p"]', 'module.m["q"]']);
});

test("sensitive variables mark what comes from them, outputs of called modules do not", () => {
  const scope = scopeOfRoot({
    "main.tf": 'module m {\n source = "./m"\n}\nvariable v {\n default = "s"\n sensitive = true\n}\nlocals {\n x = { v = var.v, o = module.m.out, p = "p" }\n}',
    "m/main.tf": "output out {\n value = 1\n sensitive = true\n}",
  });
  const local = scope.local("x");
  expect(local && sensitiveTree(local.value)).toEqual({ v: true });
});

test("null takes the default where a module's variable must not be null", () => {
  const inside = 'variable n {\n default = "d"\n nullable = false\n}\noutput out {\n value = var.n\n}';
  expect(checkLocal({ "main.tf": 'module m {\n source = "./m"\n n = null\n}\nlocals {\n x = module.m.out\n}', "m/main.tf": inside })).toBe("d");
});

test("what depends on something wrong is wrong without being said again", () => {
  const scope = scopeOfRoot("locals {\n x = upper(local.y)\n y = tonumber(\"z\")\n}");
  expect(scope.local("y")?.diagnostics.map(({ summary }) => summary)).toEqual(["Invalid function argument"]);
  expect(scope.local("x")).toMatchObject({ failed: true, diagnostics: [] });
});

test("a circle of values ends", () => {
  expect(scopeOfRoot("locals {\n x = local.y\n y = local.x\n}").local("x")?.failed).toBe(true);
});

test("a changed object is seen after it is invalidated", () => {
  let id = "old";
  const configuration = load('resource "a_b" "c" {\n}');
  const objects = { instance: () => objectValue([["id", stringValue(id)]]) };
  const scope = ModuleScope.root({ configuration, functions: builtinFunctions, context: emptyContext, workspace: "default", applying: true, validating: false, objects }, new Map());
  const resource = configuration.root.resources.get("a_b.c");
  if (!resource) throw new Error("no resource");
  expect(valueToJson(scope.resourceValue(resource).value)).toEqual({ id: "old" });
  id = "new";
  scope.invalidate(resource);
  expect(valueToJson(scope.resourceValue(resource).value)).toEqual({ id: "new" });
});

test("a body sees its own instance and itself", () => {
  const scope = scopeOfRoot("");
  const body = load('resource "a_b" "c" {\n a = count.index\n b = self.id\n}').root.resources.get("a_b.c")?.body;
  if (!body) throw new Error("no body");
  const schema = { attributes: { a: { type: { kind: "number" as const } }, b: { type: { kind: "string" as const } } }, blocks: {} };
  const { value } = scope.evaluateBody(body, schema, { repetition: { countIndex: numberValue(3) }, self: objectValue([["id", stringValue("i")]]) });
  expect(valueToJson(value)).toEqual({ a: 3, b: "i" });
});

test("values of which nothing is known keep their types while validating", () => {
  const configuration = load("variable v {\n type = list(string)\n}\nlocals {\n x = var.v[0]\n}");
  const scope = ModuleScope.root({ configuration, functions: builtinFunctions, context: emptyContext, workspace: "default", applying: false, validating: true, objects: new Objects() }, new Map());
  const local = scope.local("x");
  expect(local && [local.value.type.kind, unknownTree(local.value)]).toEqual(["string", true]);
  expect(filesOf("").list(".")).toHaveLength(1);
});
