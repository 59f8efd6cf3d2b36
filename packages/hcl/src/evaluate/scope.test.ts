import { describe, expect, test } from "vitest";
import { scopeWith } from "../../test/check-expression.ts";
import { builtinFunctions } from "../functions/index.ts";
import { SourceText } from "../source/source-text.ts";
import { parseExpression } from "../syntax/parse.ts";
import { parseJsonFile } from "../syntax/parse-json.ts";
import type { TraversalStep } from "../syntax/tree.ts";
import { printConsole } from "../values/print.ts";
import { listValue, numberValue, objectValue, stringValue } from "../values/value.ts";
import { stringType } from "../values/type.ts";
import { evaluate } from "./evaluate.ts";
import { emptyContext } from "./scope.ts";
import type { Scope } from "./scope.ts";

const parse = (text: string) => parseExpression(new SourceText("x.tf", text)).value;

describe("a scope", () => {
  test("is asked with the steps, and may answer for as many of them as it likes", () => {
    const asked: string[] = [];
    const scope: Scope = {
      resolve(root, steps: readonly TraversalStep[]) {
        asked.push(`${root}/${steps.length}`);
        return { value: objectValue([["c", numberValue(7)]]), steps: 1 };
      },
      names: () => [],
      functions: builtinFunctions,
      context: emptyContext,
    };
    expect(evaluate(parse("okta_group.a.c + 1"), scope).value).toEqual(numberValue(8));
    expect(asked).toEqual(["okta_group/2"]);
  });

  test("is not asked for names that a for makes", () => {
    const { value, diagnostics } = evaluate(parse("[for x in [1] : [for y in [2] : x + y]][0][0]"), scopeWith());
    expect(diagnostics).toEqual([]);
    expect(value.raw).toBe(3);
  });

  test("that has no such name suggests the nearest", () => {
    const { diagnostics } = evaluate(parse("lokal"), scopeWith({ local: numberValue(1) }));
    expect(diagnostics).toMatchObject([{ summary: "Unknown variable", detail: 'There is no variable named "lokal". Did you mean "local"?' }]);
  });

  test("gives the values of the names in the expression at fault", () => {
    const scope = scopeWith({ a: numberValue(1), b: objectValue([["c", listValue(stringType, [stringValue("x")])]]) });
    const [problem] = evaluate(parse("b.c[a]"), scope).diagnostics;
    expect(problem?.summary).toBe("Invalid index");
    expect(problem?.values?.map(([name, value]) => `${name} = ${printConsole(value).replace(/\s+/g, " ")}`)).toEqual(['b.c = tolist([ "x", ])', "a = 1"]);
  });
});

describe("without a scope", () => {
  test("there are neither names nor functions", () => {
    expect(evaluate(parse("a")).diagnostics).toMatchObject([{ summary: "Variables not allowed" }]);
    expect(evaluate(parse('upper("a")')).diagnostics).toMatchObject([{ summary: "Function calls not allowed" }]);
    expect(evaluate(parse("[for x in [1] : x + 1]")).value.raw).toHaveLength(1);
  });
});

describe("an expression of the JSON syntax", () => {
  const member = (text: string, scope?: Scope): string => {
    const { value } = parseJsonFile(new SourceText("x.tf.json", `{"a": ${text}}`));
    const node = value.json?.members[0]?.value;
    if (!node) throw new Error("no member");
    const { value: result, diagnostics } = evaluate({ kind: "json", node, range: node.range }, scope);
    return diagnostics[0] ? `${diagnostics[0].summary}: ${diagnostics[0].detail}` : printConsole(result).replace(/\s+/g, " ");
  };
  const scope = scopeWith({ name: stringValue("x") });

  test.each([
    ['"plain ${name}"', '"plain x"'],
    ['"${name == \\"x\\"}"', "true"],
    ['["${1 + 1}", null, 12345678901234567890]', "[ 2, null, 12345678901234567890, ]"],
    ['{"${name}y": true}', '{ "xy" = true }'],
    ['{"a": 1, "${"a"}": 2}'.replace('"${"a"}"', '"${\\"a\\"}"'), 'Duplicate object attribute: An attribute named "a" was already defined at x.tf.json:1,8-11.'],
    ['{"${null}": 1}', "Invalid object key expression: Cannot use null value as an object key."],
    ['{"${[]}": 1}', "Invalid object key expression: Cannot use this expression as an object key: string required."],
  ])("%s", (text, expected) => {
    expect(member(text, scope)).toBe(expected);
  });

  test("is no template without a scope", () => {
    expect(member('"${name}"')).toBe('"${name}"');
  });
});
