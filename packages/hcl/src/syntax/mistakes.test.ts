import { describe, expect, test } from "vitest";
import { isSyntaxMistake, readCases } from "../../test/cases.ts";
import type { MistakeCase } from "../../test/cases.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import type { DiagnosticJson } from "../diagnostics/render-json.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "./parse.ts";
import { parseJsonFile } from "./parse-json.ts";

const print = ({ summary, detail, range }: DiagnosticJson): string =>
  `${range?.start.line},${range?.start.column}-${range?.end.line},${range?.end.column} ${summary}: ${detail}`;

describe("mistakes in the native syntax", () => {
  test.each(readCases<MistakeCase>("mistakes"))("are said as Terraform says them: $text", ({ text, diagnostics }) => {
    const found = parseFile(new SourceText("main.tf", text)).diagnostics.map(renderJson);
    expect(found.map(print).sort()).toEqual(diagnostics.map(print).sort());
  });
});

describe("mistakes in the JSON syntax", () => {
  // Where a mistake is inside a string, and at the end of the file, our places are a little off.
  const place = ({ summary, range }: DiagnosticJson): string => `${range?.start.line} ${summary}`;

  test.each(readCases<MistakeCase>("json-mistakes"))("are said as Terraform says them: $text", ({ text, diagnostics }) => {
    const found = parseJsonFile(new SourceText("main.tf.json", text)).diagnostics.map(renderJson);
    expect(found.every(isSyntaxMistake)).toBe(true);
    expect(found.map(place).sort()).toEqual(diagnostics.filter(isSyntaxMistake).map(place).sort());
  });
});

test("a block without a body counts as an empty one", () => {
  const { value } = parseFile(new SourceText("main.tf", 'a "b" c\nd "e" = 5\n'));
  expect(value.blocks.map(({ type, labels, body }) => [type, labels.length, body.attributes.size])).toEqual([["a", 2, 0], ["d", 1, 0]]);
});
