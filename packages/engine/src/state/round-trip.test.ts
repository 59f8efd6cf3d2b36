import fc from "fast-check";
import { expect, test } from "vitest";
import { makeSet, SENSITIVE, stringType, tupleValue, unknownValue, withMarks, writeJson } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { arbitraryValue } from "../../../hcl/test/arbitrary-value.ts";
import { checkLoad } from "../../test/check-config.ts";
import { planOf } from "../../test/check-plan.ts";
import { parseInstance, printInstance } from "../address.ts";
import { decodeValue, encodeValue, readTypes, TypeTable } from "../plan/value-code.ts";
import { parseState, printState } from "./state-file.ts";
import type { State } from "./state.ts";

const key = fc.oneof(fc.constant(undefined), fc.nat(), fc.constantFrom('qu"ote', "do.t", "${x}", "%%{y}", "\\", "\n", "é", "]"), fc.string({ unit: "grapheme" }).map((text) => text.normalize("NFC")));

test("an address with any keys is read as it was printed", () => {
  fc.assert(fc.property(key, key, (outer, inner) => {
    const address = { module: [{ name: "m", key: outer }], mode: "managed", type: "t", name: "a", key: inner } as const;
    expect(parseInstance(printInstance(address))).toEqual(address);
  }));
});

test("a state with any values, keys and deposed objects is printed as it was printed before", () => {
  fc.assert(fc.property(fc.array(arbitraryValue, { maxLength: 3 }), key, fc.boolean(), (values, index, deposed) => {
    const object = { key: index, tainted: !deposed, schemaVersion: 1, attributes: { id: "1" }, sensitiveAttributes: [], dependencies: [], createBeforeDestroy: deposed };
    const state: State = {
      lineage: "l",
      serial: 1,
      terraformVersion: "1.11.4",
      outputs: new Map(values.map((value, at) => [`o${at}`, at % 2 === 0 ? value : withMarks(value, SENSITIVE)])),
      resources: [{ module: "", mode: "managed", type: "t", name: "a", provider: "p", instances: [object, ...(deposed ? [{ ...object, tainted: false, deposed: "00000001" }] : [])] }],
      checkResults: null,
    };
    const printed = printState(state);
    const { value, diagnostics } = parseState(printed);
    expect(diagnostics).toEqual([]);
    expect(value && printState(value)).toBe(printed);
    expect(value?.resources).toEqual(state.resources);
  }));
});

test("a value comes back from a plan file with its unknown and sensitive parts", () => {
  const part = fc.oneof(arbitraryValue, fc.constantFrom<Value>(unknownValue(stringType), makeSet(stringType, [])), arbitraryValue.map((value) => withMarks(value, SENSITIVE)));
  fc.assert(fc.property(fc.array(part, { maxLength: 4 }).map(tupleValue), (value) => {
    const types = new TypeTable();
    const encoded = encodeValue(value, types);
    const again = new TypeTable();
    const decoded = decodeValue(encoded, readTypes(types.list));
    expect(decoded && writeJson([encodeValue(decoded, again), again.list])).toBe(writeJson([encoded, types.list]));
  }));
});

test("files that would be without end when read are refused", async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect(parseState(`{"version": 4, "x": ${deep}}`).diagnostics[0]?.detail).toContain("more than 1000 levels deep");
  const calls = (folder: string): string => `module "a" {\n  source = "${folder}"\n}\nmodule "b" {\n  source = "${folder}"\n}\n`;
  const tree = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`m${at}/main.tf`, at < 29 ? calls(`../m${at + 1}`) : ""]));
  expect(checkLoad({ "main.tf": calls("./m0"), ...tree }).join()).toContain("Too many module calls");
  const locals = Array.from({ length: 40 }, (_, at) => `a${at + 1} = [local.a${at}, local.a${at}]`).join("\n");
  const said = async (text: string): Promise<string | undefined> => (await planOf(text)).diagnostics[0]?.summary;
  expect(await said(`locals {\na0 = [1]\n${locals}\n}\noutput "o" {\nvalue = jsonencode(local.a40)\n}\n`)).toBe("Value too large");
  expect(await said('resource "terraform_data" "a" {\n  count = 1000000000\n}\n')).toBe("Too many instances");
});
