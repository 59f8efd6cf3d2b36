import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printTree } from "../../test/print-tree.ts";
import { decodeAttributes } from "../decode/decode-body.ts";
import { SourceText } from "../source/source-text.ts";
import { jsonTemplate, nativeExpression } from "./json-template.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { sameValue } from "../values/equality.ts";
import { impliedValue } from "../values/json.ts";
import { printExpression } from "../values/print.ts";
import { parseExpression } from "./parse.ts";
import { parseJsonFile, parseJsonNode } from "./parse-json.ts";
import type { Expression } from "./tree.ts";

/** The first argument of a JSON file. */
function firstOf(text: string): Expression {
  const { value, diagnostics } = parseJsonFile(new SourceText("x.tf.json", text));
  expect(diagnostics).toEqual([]);
  const [attribute] = decodeAttributes(value).value.values();
  if (!attribute) throw new Error("no argument");
  return attribute.expression;
}

describe("the JSON syntax", () => {
  test("values keep their text and their places", () => {
    expect(printTree(firstOf('{"a": [1.50, -2e3, "x\\u00e9\\n", true, null, {"b": {}}]}'))).toBe(
      '(json [1.50,-2e3,"xé\\n",true,null,{"b":{}}])',
    );
    const node = parseJsonNode(new SourceText("x.json", ' {"a": 12}')).value;
    expect(node?.kind === "object" && node.members[0]?.value.range).toMatchObject({ start: 7, end: 9 });
  });

  test("a file may be an array of objects that count as one", () => {
    const { value } = parseJsonFile(new SourceText("x.tf.json", '[{"a": 1}, {"b": 2}]'));
    expect([...decodeAttributes(value).value.keys()]).toEqual(["a", "b"]);
  });

  test("places in a template point into the file, past escapes", () => {
    const text = '{"a": "\\u00e9 \\"${ 1 2 }"}';
    const expression = firstOf(text);
    if (expression.kind !== "json" || expression.node.kind !== "string") throw new Error("not a string");
    const [diagnostic] = jsonTemplate(expression.node).diagnostics;
    expect(diagnostic?.subject && text.slice(diagnostic.subject.start, diagnostic.subject.end)).toBe("2");
  });

  test.each([
    ['"list(string)"', "(call list string)"],
    ['"okta_group.a"', "okta_group.a"],
    ['["a.b", "c"]', '(tuple (json "a.b") (json "c"))'],
    ['{"a": "b"}', '(object ((json "a") (json "b")))'],
    ["1.5", "1.5"],
    ["null", "null"],
  ])("%s as an expression of the native syntax is %s", (json, tree) => {
    expect(printTree(nativeExpression(firstOf(`{"a": ${json}}`)).value)).toBe(tree);
  });

  test("a value means the same in both syntaxes", () => {
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !/\$\{|%\{/.test(JSON.stringify(value)));
    fc.assert(fc.property(json, (value) => {
      const text = JSON.stringify(value);
      const foreign = evaluate(firstOf(`{"a": ${text}}`)).value;
      const own = evaluate(parseExpression(new SourceText("x.tf", printExpression(impliedValue(JSON.parse(text))))).value).value;
      expect(sameValue(foreign, own)).toBe(true);
    }));
  });
});
