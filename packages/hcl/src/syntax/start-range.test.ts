import { describe, expect, test } from "vitest";
import { rangeText } from "../source/range.ts";
import { SourceText } from "../source/source-text.ts";
import { parseExpression } from "./parse.ts";
import { startRange } from "./start-range.ts";

// As Terraform's "Invalid function argument" points at the argument.
describe("where Terraform points at an expression", () => {
  test.each([
    ["[1, 2]", "["],
    ["{ a = 1 }", "{"],
    ['"a${1}b"', "a"],
    ['"${1}ab"', "1"],
    ['"${[1]}"', '"${[1]}"'],
    ['"%{ if true }a%{ endif }"', "true"],
    ["local.z.y[0]", "local.z.y[0]"],
    ["local.z[local.i]", "["],
    ["local.z.*.y", ".*"],
    ["[1][*]", "[*]"],
    ["f([1])[0]", "f([1])[0]"],
    ["f([1])", "f("],
    ["true ? [1] : [2]", "true"],
    ["!true ? 1 : 2", "!"],
    ["[1] == 1 ? [] : []", "["],
    ["[for x in [1] : x]", "["],
    ['(["a"])', "["],
  ])("in %s it is %s", (text, part) => {
    expect(rangeText(startRange(parseExpression(new SourceText("x", text)).value))).toBe(part);
  });
});
