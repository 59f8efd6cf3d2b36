import { expect, test } from "vitest";
import { checkLoad } from "../../test/check-config.ts";

test("what is removed is a managed resource or a module, without keys", () => {
  const removed = (from: string): string[] => checkLoad(`removed {\n  from = ${from}\n}`);
  expect(removed("okta_group.a")).toEqual([]);
  expect(removed("module.a.okta_group.b")).toEqual([]);
  expect(removed('module.a["x"]')).toEqual(["main.tf:2,18-23 Module instance keys not allowed"]);
  expect(removed('module.a.module.b["x"].okta_group.c')).toEqual(["main.tf:2,27-32 Module instance keys not allowed"]);
  expect(removed("data.okta_group.a")).toEqual(["main.tf:2,10-27 Data source address not allowed"]);
});

test("what is removed has provisioners for its end only, and only where it is one resource", () => {
  const removed = (from: string, when: string): string[] => checkLoad(`removed {\n  from = ${from}\n  provisioner "local-exec" {\n    ${when}\n    command = "x"\n  }\n}`);
  expect(removed("okta_group.a", "when = destroy")).toEqual([]);
  expect(removed("okta_group.a", "when = create")).toEqual(["main.tf:3,3-27 Invalid provisioner block"]);
  expect(removed("module.a", "when = destroy")).toEqual(["main.tf:3,3-27 Invalid provisioner block"]);
});

test("a provisioner for the end may name paths and the workspace, but no other thing", () => {
  const provisioned = (command: string): string[] => checkLoad(`resource "okta_group" "a" {\n  provisioner "local-exec" {\n    when    = destroy\n    command = ${command}\n  }\n}`);
  expect(provisioned('"${path.module} ${terraform.workspace} ${self.id}"')).toEqual([]);
  expect(provisioned("local.a")).toEqual(["main.tf:4,15-22 Invalid reference from destroy provisioner"]);
  const connected = 'resource "okta_group" "a" {\n  provisioner "local-exec" {\n    when = destroy\n    connection {\n      host = local.a\n    }\n  }\n}';
  expect(checkLoad(connected)).toEqual(["main.tf:5,14-21 Invalid reference from destroy provisioner"]);
});

test("a thing is connected to in one way", () => {
  expect(checkLoad('resource "okta_group" "a" {\n  connection {}\n  connection {}\n}')).toEqual(["main.tf:3,3-13 Duplicate connection block"]);
});

test("a data source in a check is not repeated", () => {
  const check = 'check "a" {\n  data "okta_group" "b" {\n    count = 1\n  }\n  assert {\n    condition     = data.okta_group.b.id != ""\n    error_message = "x"\n  }\n}';
  expect(checkLoad(check)).toEqual(['main.tf:3,5-10 Invalid "count" attribute']);
});

test("an override has no validations", () => {
  const override = 'variable "a" {\n  validation {\n    condition     = var.a != ""\n    error_message = "x"\n  }\n}';
  expect(checkLoad({ "main.tf": 'variable "a" {}', "override.tf": override })).toEqual(["override.tf:2,3-13 Can't override validation blocks"]);
});

test("an import without for_each names its key itself", () => {
  const keyed = 'resource "okta_group" "a" {}\nimport {\n  to = okta_group.a[var.x]\n  id = "x"\n}';
  expect(checkLoad(keyed)).toEqual(["Invalid address", "main.tf:3,8-27 Invalid expression"]);
});
