import { describe, expect, test } from "vitest";
import { readCases } from "../../test/cases.ts";
import type { TemplateCase } from "../../test/cases.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { scopeOf } from "../evaluate/scope.ts";
import { SourceText } from "../source/source-text.ts";
import { valueToJson } from "../values/json.ts";
import { parseExpression } from "./parse.ts";
import { parseTemplate } from "./parse.ts";

describe("templates", () => {
  test.each(readCases<TemplateCase>("templates"))("$expression is what Terraform makes of it", ({ expression, value }) => {
    const parsed = parseExpression(new SourceText("main.tf", `${expression}\n`));
    expect(parsed.diagnostics).toEqual([]);
    expect(valueToJson(evaluate(parsed.value, scopeOf(new Map())).value)).toEqual(value);
  });

  test("a text as a whole can be one, with quotes and line breaks as they are", () => {
    const { value, diagnostics } = parseTemplate(new SourceText("hello.tftpl", 'say "${1}"\n\\n %{ if true ~}\n  x\n%{ endif ~}\n'));
    expect(diagnostics).toEqual([]);
    expect(valueToJson(evaluate(value, scopeOf(new Map())).value)).toBe('say "1"\n\\n   x\n');
  });
});
