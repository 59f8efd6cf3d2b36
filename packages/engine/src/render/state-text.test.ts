import { numberValue, objectValue, SENSITIVE, stringType, stringValue, tupleValue, nullValue, withMarks } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { expect, test } from "vitest";
import { objectOf, stateOf } from "../../test/states.ts";
import { builtinTerraform } from "../builtin/terraform.ts";
import type { InstanceState, State } from "../state/state.ts";
import { showState } from "./state-text.ts";

const factory = builtinTerraform({ files: { read: () => undefined, list: () => undefined }, newId: () => "" });
const providers = new Map([[factory.source, factory]]);

/** One object, terraform_data.a, as `show` prints it. */
function checkShow(attributes: object, object: Partial<InstanceState> = {}): string | undefined {
  const state = stateOf(["terraform_data.a"]);
  const [resource] = state.resources;
  const changed = { ...resource, instances: [{ ...objectOf({ id: "i", ...attributes }), ...object }] } as State["resources"][number];
  return showState({ ...state, resources: [changed] }, providers, { color: false });
}

const any = (value: unknown, type: unknown): object => ({ value, type });

test("an object is a block with its attributes in line and without those that are null", () => {
  expect(checkShow({ input: any("x", "string"), output: any("x", "string"), triggers_replace: null })).toMatchInlineSnapshot(`
    "# terraform_data.a:
    resource "terraform_data" "a" {
        id     = "i"
        input  = "x"
        output = "x"
    }"
  `);
});

test("collections, texts of several lines and JSON are opened up", () => {
  const type = ["object", { list: ["tuple", ["number", "string"]], text: "string", json: "string", none: "string", empty: ["tuple", []], "two words": "bool" }];
  const value = { list: [1, "a\nb"], text: "l1\nl2\n", json: '{"q":[1,null]}', none: null, empty: [], "two words": true };
  expect(checkShow({ input: any(value, type) })).toMatchInlineSnapshot(`
    "# terraform_data.a:
    resource "terraform_data" "a" {
        id    = "i"
        input = {
            empty       = []
            json        = jsonencode(
                {
                    q = [
                        1,
                        null,
                    ]
                }
            )
            list        = [
                1,
                <<-EOT
                    a
                    b
                EOT,
            ]
            none        = null
            text        = <<-EOT
                l1
                l2
            EOT
            "two words" = true
        }
    }"
  `);
});

test("sensitive parts are not shown", () => {
  const sensitiveAttributes = [[{ type: "get_attr", value: "input" }, { type: "get_attr", value: "a" }]];
  const shown = checkShow({ input: any({ a: "secret", b: 2 }, ["object", { a: "string", b: "number" }]) }, { sensitiveAttributes });
  expect(shown).toContain("        a = (sensitive value)\n        b = 2\n");
  expect(shown).not.toContain("secret");
});

test("tainted and left-over objects say so", () => {
  expect(checkShow({}, { tainted: true })).toContain("# terraform_data.a: (tainted)\n");
  expect(checkShow({}, { deposed: "00001234" })).toContain("# terraform_data.a: (deposed object 00001234)\n");
});

test("an object that no provider knows is shown as the file has it", () => {
  expect(showState(stateOf(["gone_type.a"], () => ({ size: 3 })), providers, { color: false })).toMatchInlineSnapshot(`
    "# gone_type.a:
    resource "gone_type" "a" {
        id   = "id of gone_type.a"
        size = 3
    }"
  `);
});

test("modules follow one another as a tree, with two blank lines between them", () => {
  const state = stateOf(["terraform_data.a", "module.b.terraform_data.x", "module.a.module.c.terraform_data.x", "module.a.terraform_data.x", "terraform_data.b"]);
  const shown = showState(state, providers, { color: false }) ?? "";
  expect([...shown.matchAll(/(\n*)# (.*):/g)].map(([, blank = "", address = ""]) => `${blank.length} ${address}`)).toEqual([
    "0 terraform_data.a",
    "2 terraform_data.b",
    "3 module.a.terraform_data.x",
    "3 module.a.module.c.terraform_data.x",
    "3 module.b.terraform_data.x",
  ]);
});

const withOutputs = (outputs: Readonly<Record<string, Value>>, addresses: readonly string[]): string | undefined => showState({ ...stateOf(addresses), outputs: new Map(Object.entries(outputs)) }, providers, { color: false });

test("outputs stand at the end; null attributes of theirs are left out", () => {
  const shown = withOutputs(
    { z: withMarks(stringValue("hush"), SENSITIVE), o: objectValue([["a", tupleValue([numberValue(1), stringValue("x")])], ["b", nullValue(stringType)]]), t: stringValue("a\nb\n") },
    ["terraform_data.a"],
  );
  expect(shown).toMatchInlineSnapshot(`
    "# terraform_data.a:
    resource "terraform_data" "a" {
        id = "id of terraform_data.a"
    }


    Outputs:

    o = {
        a = [
            1,
            "x",
        ]
    }
    t = <<-EOT
        a
        b
    EOT
    z = (sensitive value)"
  `);
});

test("a state with outputs only begins with two blank lines, an empty one says that it is empty", () => {
  expect(withOutputs({ a: numberValue(1) }, [])).toBe("\n\nOutputs:\n\na = 1");
  expect(withOutputs({}, [])).toBe("The state file is empty. No resources are represented.");
});

test("one instance can be asked for", () => {
  const state = stateOf(["terraform_data.c[0]", "terraform_data.c[1]"]);
  expect(showState(state, providers, { address: "terraform_data.c[1]", color: false })).toContain("# terraform_data.c[1]:\n");
  expect(showState(state, providers, { address: "terraform_data.c", color: false })).toBeUndefined();
  expect(showState(state, providers, { address: "module.a", color: false })).toBeUndefined();
});
