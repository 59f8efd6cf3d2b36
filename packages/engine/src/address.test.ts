import { expect, test } from "vitest";
import { compareInstances, parseAddress, parseInstance, parseModule, printAddress, printModule } from "./address.ts";
import type { InstanceAddress } from "./address.ts";

function checkRoundTrip(text: string): void {
  const { address, problem } = parseAddress(text);
  expect(problem).toBeUndefined();
  expect(address && printAddress(address)).toBe(text);
}

test("an address is printed as it was read", () => {
  for (const text of [
    "okta_group.admins",
    "okta_group.admins[0]",
    'okta_group.admins["eu west"]',
    'module.a["x"].module.b[3].data.okta_group.c["d"]',
    "module.applications-core",
    'terraform_data.a["quo\\"te"]',
    'terraform_data.a["$${x}"]',
    'terraform_data.a["back\\\\slash"]',
    'terraform_data.a["\\n\\u0001"]',
    'terraform_data.a[""]',
    "ephemeral.random_password.p",
  ]) {
    checkRoundTrip(text);
  }
});

test("the prefix resource. is accepted and not printed", () => {
  const { address } = parseAddress("resource.okta_group.a");
  expect(address && printAddress(address)).toBe("okta_group.a");
});

function checkProblem(text: string): string | undefined {
  return parseAddress(text).problem;
}

test("what is no address is explained", () => {
  expect(checkProblem("not an address!")).toBe("Expected an attribute access or an index operator.");
  expect(checkProblem("var.x")).toContain('The keyword "var" is reserved');
  expect(checkProblem("okta_group")).toBe("Resource specification must include a resource type and name.");
  expect(checkProblem("module")).toContain("must be followed by a module name");
  expect(checkProblem("okta_group.a.b")).toBe("Resource instance key must be given in square brackets.");
  expect(checkProblem("okta_group.a[0].b")).toBe("Unexpected extra operators after address.");
  expect(checkProblem("okta_group.a[x]")).toContain("literal");
  expect(checkProblem("")).toBeDefined();
});

test("a key with a template sequence is read as the text it stands for", () => {
  expect(parseInstance('terraform_data.a["$${x}%%{y}"]')?.key).toBe("${x}%{y}");
});

test("instances are ordered by module, mode, type, name and key", () => {
  const texts = ["b.x", 'a.x["b"]', 'a.x["a"]', "a.x[10]", "a.x[9]", "a.x", "module.m.a.x", "data.z.z"];
  const read = texts.map(parseInstance).filter((found): found is InstanceAddress => found !== undefined);
  expect(read.sort(compareInstances).map((found) => printAddress({ kind: "instance", ...found }))).toEqual([
    "data.z.z", "a.x", "a.x[9]", "a.x[10]", 'a.x["a"]', 'a.x["b"]', "b.x", "module.m.a.x",
  ]);
});

test("a module's address is read as the state has it", () => {
  expect(parseModule("")).toEqual([]);
  expect(printModule(parseModule('module.a["x"].module.b') ?? [])).toBe('module.a["x"].module.b');
  expect(parseModule("okta_group.a")).toBeUndefined();
});
