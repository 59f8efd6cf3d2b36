import { Unknown, numberValue, objectValue, nullValue, dynamicNull, stringValue, stringType, unknownValue, tupleValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { builtinTerraform } from "./terraform.ts";

const encoder = new TextEncoder();
const files: Readonly<Record<string, string>> = {
  "there.tfstate": '{"version":4,"outputs":{"a":{"value":"real a","type":"string"},"pw":{"value":"x","type":"string","sensitive":true}},"resources":[]}',
  "terraform.tfstate.d/eu/terraform.tfstate": '{"version":4,"outputs":{"a":{"value":"eu","type":"string"}},"resources":[]}',
  "broken.tfstate": "{ not a state",
};
const factory = builtinTerraform({
  files: { read: (path) => (files[path] === undefined ? undefined : encoder.encode(files[path])), list: () => undefined },
  newId: () => "new-id",
});
const provider = factory.open();
const noSignal = new AbortController().signal;
const data = (attributes: Readonly<Record<string, Value>>): Value =>
  objectValue(Object.entries({ id: nullValue(stringType), input: dynamicNull, output: dynamicNull, triggers_replace: dynamicNull, ...attributes }));
const show = (value: Value | undefined): unknown =>
  value?.raw instanceof Map ? Object.fromEntries([...value.raw].map(([name, part]) => [name, part.raw instanceof Unknown ? "?" : part.raw])) : value?.raw;

function checkPlan(prior: Value, proposed: Value): unknown {
  const { planned, requiresReplace } = provider.planChange("terraform_data", { prior, proposed, config: proposed });
  return { ...(show(planned) as object), replace: requiresReplace };
}

test("a new object has an unknown id and an unknown output", () => {
  const planned = checkPlan(dynamicNull, data({ input: stringValue("x") }));
  expect(planned).toEqual({ id: "?", input: "x", output: "?", triggers_replace: null, replace: [] });
});

test("without input there is no output", () => {
  expect(checkPlan(dynamicNull, data({}))).toMatchObject({ output: null });
});

test("a new input changes the output only", () => {
  const prior = data({ id: stringValue("i"), input: stringValue("x"), output: stringValue("x") });
  const proposed = data({ id: stringValue("i"), input: stringValue("y"), output: stringValue("x") });
  expect(checkPlan(prior, proposed)).toEqual({ id: "i", input: "y", output: "?", triggers_replace: null, replace: [] });
});

test("new triggers replace the object", () => {
  const prior = data({ id: stringValue("i") });
  const proposed = data({ id: stringValue("i"), triggers_replace: numberValue(1) });
  expect(checkPlan(prior, proposed)).toMatchObject({ id: "?", replace: [["triggers_replace"]] });
});

test("the made object has an id and gives its input back", async () => {
  const planned = data({ id: unknownValue(stringType), input: tupleValue([numberValue(1)]), output: unknownValue({ kind: "dynamic" }) });
  const journal = { before: () => {}, after: () => {} };
  const { value } = await provider.create("terraform_data", { prior: dynamicNull, planned, config: planned, journal }, noSignal);
  expect(show(value)).toMatchObject({ id: "new-id", output: [numberValue(1)] });
});

test("computed attributes cannot be set", () => {
  const problems = provider.validateResource("terraform_data", data({ id: stringValue("x") }));
  expect(problems.map(({ summary }) => summary)).toEqual(['"id" attribute is read-only']);
});

async function checkRemote(attributes: Readonly<Record<string, Value>>): Promise<unknown> {
  const none = { backend: stringValue("local"), config: dynamicNull, defaults: dynamicNull, outputs: dynamicNull, workspace: nullValue(stringType) };
  const { value, diagnostics } = await provider.readDataSource("terraform_remote_state", objectValue(Object.entries({ ...none, ...attributes })), noSignal);
  const outputs = value?.raw instanceof Map ? value.raw.get("outputs") : undefined;
  return outputs ? show(outputs) : diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
}

const path = (text: string): Value => objectValue([["path", stringValue(text)]]);

test("outputs of a state file come before the defaults", async () => {
  const defaults = objectValue([["a", stringValue("default a")], ["b", stringValue("default b")]]);
  expect(await checkRemote({ config: path("there.tfstate"), defaults })).toEqual({ a: "real a", b: "default b", pw: "x" });
});

test("a workspace has its own state file", async () => {
  expect(await checkRemote({ workspace: stringValue("eu") })).toEqual({ a: "eu" });
});

test("what cannot be read is explained", async () => {
  expect(await checkRemote({ backend: stringValue("bogus") })).toEqual(['Invalid backend configuration: There is no backend type named "bogus".']);
  expect(await checkRemote({ config: stringValue("x") })).toEqual([expect.stringContaining("an object is required")]);
  expect(await checkRemote({ config: objectValue([["bogus", numberValue(1)]]) })).toEqual([expect.stringContaining('unexpected attribute "bogus"')]);
  expect(await checkRemote({})).toEqual([expect.stringContaining("Unable to find remote state")]);
  expect(await checkRemote({ config: path("broken.tfstate") })).toEqual([expect.stringContaining("Unsupported state file format")]);
});
