import { expect, test } from "vitest";
import { parseState, printState } from "./state-file.ts";

const whole = JSON.stringify({
  version: 4, terraform_version: "1.11.4", serial: 7, lineage: "l",
  outputs: { o: { value: ["a"], type: ["list", "string"] }, s: { value: "x", type: "string", sensitive: true } },
  resources: [{
    module: 'module.m["k"]', mode: "managed", type: "t", name: "a", provider: 'provider["registry.terraform.io/x/t"].alias',
    instances: [
      { index_key: 0, status: "tainted", schema_version: 2, attributes: { id: "1", n: null }, sensitive_attributes: [[{ type: "get_attr", value: "id" }]], private: "AAAA", dependencies: ["t.b"], create_before_destroy: true },
      { index_key: 0, deposed: "00000001", schema_version: 2, attributes: { id: "0" }, sensitive_attributes: [] },
    ],
  }],
  check_results: [{ object_kind: "check", config_addr: "check.c", status: "pass", objects: null }],
}, undefined, 2);

/** What is said about a text that is no state. */
const checkRefused = (text: string): string | undefined => {
  const { value, diagnostics } = parseState(text);
  expect(value).toBeUndefined();
  return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n");
};

test("a state is written as it was read", () => {
  const { value, diagnostics } = parseState(whole);
  expect(diagnostics).toEqual([]);
  expect(value && printState(value)).toBe(`${whole}\n`);
});

test("numbers keep all their digits", () => {
  const text = whole.replace('"n": null', '"n": 0.12345678901234567890123456789, "m": 123456789012345678901234567890, "e": 1e+400');
  const { value } = parseState(text);
  const written = value && printState(value);
  expect(written).toContain('"n": 0.12345678901234567890123456789');
  expect(written).toContain('"m": 123456789012345678901234567890');
  expect(written).toContain('"e": 1e+400');
});

test("what is no state is refused with the reason", () => {
  expect(checkRefused("")).toContain("The state file is empty");
  expect(checkRefused("this is no state")).toContain("could not be parsed as JSON");
  expect(checkRefused(whole.slice(0, 300))).toContain("cut off while it was being written");
  expect(checkRefused("[]")).toContain("it must be an object");
  expect(checkRefused("{}")).toContain('does not have a "version" attribute');
  expect(checkRefused('{"version": 5, "terraform_version": "2.0.0"}')).toContain("It was written by version 2.0.0");
  expect(checkRefused('{"version": 3}')).toContain("from before Terraform 0.12");
  expect(checkRefused('{"version": 4, "resources": [{}]}')).toContain("resource number 1 lacks its mode, type, name or provider");
  expect(checkRefused('{"version": 4, "outputs": {"o": {"value": []}}}')).toContain('the output "o" has no value of its type');
});

test("the little that a writer may leave out is made up for", () => {
  const { value } = parseState('{"version": 4, "resources": [{"mode": "managed", "type": "t", "name": "a", "provider": "p", "instances": [{"attributes": {}}]}]}');
  expect(value).toMatchObject({ serial: 0, lineage: "", checkResults: null, resources: [{ module: "", instances: [{ tainted: false, schemaVersion: 0, dependencies: [] }] }] });
});

