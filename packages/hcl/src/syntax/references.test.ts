import { describe, expect, test } from "vitest";
import { printTree } from "../../test/print-tree.ts";
import { decodeAttributes } from "../decode/decode-body.ts";
import { SourceText } from "../source/source-text.ts";
import { parseExpression } from "./parse.ts";
import { parseJsonFile } from "./parse-json.ts";
import { references } from "./references.ts";

const namesIn = (text: string): string[] => references(parseExpression(new SourceText("x", text)).value).map(printTree);

/** The references in the property "x" of a JSON file. */
function namesInJson(text: string): string[] {
  const { value } = decodeAttributes(parseJsonFile(new SourceText("x.tf.json", text)).value);
  return [...value.values()].flatMap(({ expression }) => references(expression).map(printTree));
}

describe("references", () => {
  test.each([
    ["1 + a.b", ["a.b"]],
    ["f(a, [b], { c = d, (e) = g })", ["a", "b", "d", "e", "g"]],
    ['"${a} %{ if b }${c}%{ endif }"', ["a", "b", "c"]],
    ["a ? b : c", ["a", "b", "c"]],
    ["a[b].c", ["a", "b"]],
    ["a[*].b", ["a"]],
    ["[for k, v in a : v.x if k && b]", ["a", "b"]],
    ["[for a in a : a]", ["a"]],
    ['"%{ for x in a }${x}${y}%{ endfor }"', ["a", "y"]],
    ["{ for k, v in a : k => [for k2 in v : k2 + k + z] }", ["a", "z"]],
  ])("%s mentions %j", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test("strings and names of the JSON syntax are templates", () => {
    expect(namesInJson('{"x": {"a${b}": ["c", "${d.e}"], "f": 1}}')).toEqual(["b", "d.e"]);
  });
});
