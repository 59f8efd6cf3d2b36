import { builtinFunctions, emptyContext, numberValue, stringValue } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { describe, expect, test } from "vitest";
import { load, providersWith } from "../../test/check-config.ts";
import { ThingOrg } from "../../test/thing.ts";
import { providerConfigs } from "../offline/provider-configs.ts";
import { listState } from "../state/list-state.ts";
import type { State } from "../state/state.ts";
import { runImport } from "./run-import.ts";

interface Asked {
  readonly configuration: string | Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, Value>>;
  readonly state?: State;
  readonly org?: ThingOrg;
}

function inputOf({ configuration, variables = {}, state, org = new ThingOrg() }: Asked) {
  return {
    configuration: load(configuration),
    providers: providersWith(org.factory),
    variables: new Map(Object.entries(variables).map(([name, value]) => [name, { value, fromDefault: false }])),
    workspace: "default",
    functions: builtinFunctions,
    context: emptyContext,
    newKey: () => "0",
    parallelism: 10,
    signal: new AbortController().signal,
    state,
  };
}

const runOn = (asked: Asked, address: string, id: string) => runImport({ ...inputOf(asked), address, id, newLineage: () => "new" });

async function checkImport(asked: Asked, address: string, id = "1"): Promise<unknown> {
  const { value, diagnostics } = await runOn({ ...asked, org: asked.org ?? new ThingOrg().put("1", { name: "One" }) }, address, id);
  return value ? listState(value, { addresses: [] }).value : diagnostics.map(({ summary }) => summary);
}

describe("an import", () => {
  test("takes the object as it is, under a new lineage where there was no state", async () => {
    const org = new ThingOrg().put("1", { name: "One" });
    const { value } = await runOn({ configuration: 'resource "thing" "a" {\n}', org }, "thing.a", "1");
    expect(value).toMatchObject({ lineage: "new", serial: 0, resources: [{ type: "thing", name: "a", instances: [{ attributes: { id: "1", name: "One" } }] }] });
  });

  test("goes to any configured instance", async () => {
    const configuration = { "main.tf": 'variable "n" {}\nmodule "m" {\n source = "./m"\n count = var.n\n}', "m/main.tf": 'resource "thing" "a" {\n for_each = toset(["x"])\n}' };
    const variables = { n: numberValue(2) };
    expect(await checkImport({ configuration, variables }, 'module.m[1].thing.a["x"]')).toEqual(['module.m[1].thing.a["x"]']);
    for (const address of ['module.m[2].thing.a["x"]', 'module.m[1].thing.a["y"]', "module.m[1].thing.a", 'module.m.thing.a["x"]']) {
      expect(await checkImport({ configuration, variables }, address)).toEqual(["Configuration for import target does not exist"]);
    }
  });

  test("is refused where something is managed already", async () => {
    const configuration = 'resource "thing" "a" {\n}';
    const org = new ThingOrg().put("1", { name: "One" });
    const { value: state } = await runOn({ configuration, org }, "thing.a", "1");
    expect(await checkImport({ configuration, org, ...(state && { state }) }, "thing.a")).toEqual(["Resource already managed by Lockstep"]);
  });

  test("is refused where the address is not configured, or the object is not there", async () => {
    const configuration = 'resource "thing" "a" {\n}';
    expect(await checkImport({ configuration }, "thing.b")).toEqual(["Configuration for import target does not exist"]);
    expect(await checkImport({ configuration }, "module.x.thing.a")).toEqual(["Import to non-existent module"]);
    expect(await checkImport({ configuration }, "data.thing.a")).toEqual(["Invalid address"]);
    expect(await checkImport({ configuration }, "thing.a", "2")).toEqual(["Cannot import non-existent remote object"]);
  });

  test("asks with the provider's block; what else is wrong does not matter", async () => {
    const org = new ThingOrg().put("1", { name: "One" });
    const configuration = 'variable "org" {}\nlocals {\n org = "${var.org}-dev"\n broken = tonumber("x")\n}\nprovider "thing" {\n org = local.org\n}\nresource "thing" "a" {\n}\noutput "o" {\n value = local.broken\n}';
    expect(await checkImport({ configuration, org, variables: { org: stringValue("acme") } }, "thing.a")).toEqual(["thing.a"]);
    expect(org.opened).toEqual(["acme-dev"]);
  });

  test("says what is wrong with the instances or with the provider's block", async () => {
    expect(await checkImport({ configuration: 'resource "thing" "a" {\n count = tonumber("x")\n}' }, "thing.a[0]")).toEqual(["Invalid function argument"]);
    expect(await checkImport({ configuration: 'provider "thing" {\n org = tonumber("x")\n}\nresource "thing" "a" {\n}' }, "thing.a")).toEqual(["Invalid function argument"]);
  });
});

describe("configurations of providers", () => {
  const imported = async (asked: Asked): Promise<Asked> => {
    const { value: state } = await runOn({ ...asked, org: new ThingOrg().put("1", { name: "One" }) }, "thing.a", "1");
    return { ...asked, ...(state && { state }) };
  };
  const checkConfigs = async (asked: Asked): Promise<unknown> => {
    const { configs, diagnostics } = await providerConfigs(inputOf(asked));
    return diagnostics.length > 0 ? diagnostics.map(({ summary }) => summary) : [...configs.values()].map(({ raw }) => (raw instanceof Map ? ((raw.get("org") as Value).raw ?? null) : raw));
  };

  test("come from the blocks of the configuration, or are empty", async () => {
    const configuration = 'provider "thing" {\n org = "block"\n}\nresource "thing" "a" {\n}';
    const asked = await imported({ configuration });
    expect(await checkConfigs(asked)).toEqual(["block"]);
    expect(await checkConfigs({ ...asked, configuration: "" })).toEqual([null]);
  });

  test("may use what the state knows", async () => {
    const asked = await imported({ configuration: 'resource "thing" "a" {\n}' });
    expect(await checkConfigs({ ...asked, configuration: 'provider "thing" {\n org = thing.a.name\n}\nresource "thing" "a" {\n}' })).toEqual(["One"]);
  });

  test("that cannot be worked out say why", async () => {
    const asked = await imported({ configuration: 'resource "thing" "a" {\n}' });
    expect(await checkConfigs({ ...asked, configuration: 'locals {\n o = tonumber("x")\n}\nprovider "thing" {\n org = local.o\n}' })).toEqual(["Invalid function argument"]);
  });
});
