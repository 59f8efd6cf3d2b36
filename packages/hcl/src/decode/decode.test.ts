import { describe, expect, test } from "vitest";
import { readCases } from "../../test/cases.ts";
import type { DecodeCase } from "../../test/cases.ts";
import { printTree } from "../../test/print-tree.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import type { DiagnosticJson } from "../diagnostics/render-json.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "../syntax/parse.ts";
import { parseJsonFile } from "../syntax/parse-json.ts";
import type { Body } from "../syntax/tree.ts";
import { bodyShape } from "./body-shape.ts";
import type { BodyShape } from "./body-shape.ts";
import { decodeAttributes, decodeContent } from "./decode-body.ts";

/** Terraform's own shapes of a file and of two of its blocks. */
const file = bodyShape([], {
  terraform: [], provider: ["name"], variable: ["name"], locals: [], output: ["name"], module: ["name"],
  resource: ["type", "name"], data: ["type", "name"], moved: [], import: [], check: ["name"], removed: [],
  ephemeral: ["type", "name"],
});
const inside: Readonly<Record<string, BodyShape>> = {
  variable: bodyShape(["description", "type", "default", "sensitive", "nullable", "ephemeral"], { validation: [] }),
  output: bodyShape(["description", "value!", "depends_on", "sensitive", "ephemeral"], { precondition: [], postcondition: [] }),
};

const bodyOf = (name: string, text: string): Body =>
  (name.endsWith(".json") ? parseJsonFile : parseFile)(new SourceText(name, text)).value;

const isDecodeProblem = ({ summary }: DiagnosticJson): boolean =>
  /^(Unsupported (argument|block)|Extraneous|Missing (name|type|block label|required)|Incorrect JSON|Duplicate argument)/.test(summary);
const print = ({ summary, detail, range }: DiagnosticJson): string =>
  `${range?.start.line},${range?.start.column}-${range?.end.line},${range?.end.column} ${summary}: ${detail}`;

describe("a body held against a shape", () => {
  test.each(readCases<DecodeCase>("decodes"))("is judged as Terraform judges it: $text", ({ file: name, text, diagnostics }) => {
    const content = decodeContent(bodyOf(name, text), file);
    const nested = content.value.blocks.flatMap(({ type, body }) => (inside[type] ? decodeContent(body, inside[type]).diagnostics : []));
    const found = [...content.diagnostics, ...nested].map(renderJson).map(print);
    // Terraform decodes some bodies twice.
    const expected = new Set(diagnostics.filter(isDecodeProblem).map(print));
    expect(found.sort()).toEqual([...expected].sort());
  });

  test("what an open shape does not mention is given back", () => {
    for (const body of [bodyOf("a.tf", "a = 1\nb = 2\nc {}\nd {}\n"), bodyOf("a.tf.json", '{"a": 1, "b": 2, "c": {}, "d": {}}')]) {
      const first = decodeContent(body, bodyShape(["a"], { c: [] }, { open: true }));
      expect(first.diagnostics).toEqual([]);
      expect([...first.value.attributes.keys()]).toEqual(["a"]);
      const rest = decodeContent(first.value.remaining, bodyShape(["b"], { d: [] }));
      expect(rest.diagnostics).toEqual([]);
      expect(rest.value.blocks.map(({ type }) => type)).toEqual(["d"]);
    }
  });
});

/** Blocks as `type labels {attributes}`. */
function blocksOf(body: Body, shape: BodyShape): string[] {
  return decodeContent(body, shape).value.blocks.map(({ type, labels, body: inner }) => {
    const attributes = [...decodeAttributes(inner).value.values()].map(({ name, expression }) => `${name}=${printTree(expression)}`);
    return [type, ...labels.map(({ value }) => value), `{${attributes.join(" ")}}`].join(" ");
  });
}

describe("blocks of the JSON syntax", () => {
  const shape = bodyShape([], { resource: ["type", "name"], locals: [] }, { dynamic: true });
  test.each([
    ['{"resource": {"t": {"n": {"a": 1}}}}', ["resource t n {a=(json 1)}"]],
    ['{"resource": {"t": {"n": {}, "m": {}}, "u": {"n": {}}}}', ["resource t n {}", "resource t m {}", "resource u n {}"]],
    ['{"resource": [{"t": [{"n": {}}, {"m": {}}]}, {"u": {"n": [{}, {}]}}]}', ["resource t n {}", "resource t m {}", "resource u n {}", "resource u n {}"]],
    ['{"locals": [{"a": 1}, {"b": 2}]}', ["locals {a=(json 1)}", "locals {b=(json 2)}"]],
    ['{"locals": null}', []],
    ['{"//": "a comment", "locals": {"//": "another", "a": 1}}', ["locals {a=(json 1)}"]],
    ['{"dynamic": {"setting": {"for_each": []}}}', ["dynamic setting {for_each=(json [])}"]],
  ])("%s holds %j", (text, blocks) => {
    expect(blocksOf(bodyOf("a.tf.json", text), shape)).toEqual(blocks);
  });
});
