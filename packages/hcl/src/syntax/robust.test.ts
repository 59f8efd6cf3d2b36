import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryExpression, arbitraryFile, arbitraryText } from "../../test/arbitrary-text.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { renderText } from "../diagnostics/render-text.ts";
import { format } from "../format/format.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "./parse.ts";
import { parseExpression } from "./parse.ts";
import { parseJsonFile } from "./parse-json.ts";
import { parseTemplate } from "./parse.ts";
import { references } from "./references.ts";

const readers: readonly ((source: SourceText) => Outcome<unknown>)[] = [parseFile, parseExpression, parseTemplate, parseJsonFile];

/** The summaries for a whole file that is this expression, repeated. */
const summaries = (text: string): string[] =>
  parseFile(new SourceText("main.tf", `x = ${text}\n`)).diagnostics.map(({ summary }) => summary);

describe("reading anything", () => {
  test("gives a tree and diagnostics that can be rendered, and never throws", () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        for (const read of readers) {
          const { value, diagnostics } = read(new SourceText("main.tf", text));
          expect(value).toBeDefined();
          for (const diagnostic of diagnostics) {
            renderJson(diagnostic);
            renderText(diagnostic, { color: true });
            const { start = 0, end = 0 } = diagnostic.subject ?? {};
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
  });

  test("a valid file has nothing to be said about it", () => {
    fc.assert(fc.property(arbitraryFile, (text) => {
      expect(parseFile(new SourceText("main.tf", text)).diagnostics).toEqual([]);
    }));
  });

  test("a valid expression's range is the whole of it", () => {
    fc.assert(fc.property(arbitraryExpression, (text) => {
      const { value, diagnostics } = parseExpression(new SourceText("x", text));
      expect(diagnostics).toEqual([]);
      expect(text.slice(value.range.start, value.range.end)).toBe(text);
    }));
  });
});

describe("hostile input", () => {
  test.each(["[", "(", "{ a = ", "-", "!", '"${', "a ? b : ", "f(", "a[", "a[*].b[*].", "[for x in "])("%s nested without end is refused", (opening) => {
    expect(summaries(opening.repeat(20_000))).toContain("Nested too deeply");
  });

  test("blocks nested without end are refused", () => {
    const { diagnostics } = parseFile(new SourceText("main.tf", "a {\n".repeat(20_000)));
    expect(diagnostics.map(({ summary }) => summary)).toContain("Nested too deeply");
  });

  test("directives nested without end are refused", () => {
    expect(summaries(`"${"%{ if a }".repeat(20_000)}"`)).toContain("Nested too deeply");
  });

  test.each([
    ["comments that never end", "/* ".repeat(100_000)],
    ["heredocs that never end", "a = <<E\n".repeat(20_000)],
    ["one character over and over", "@".repeat(200_000)],
    ["an argument set again and again", "a = 1\n".repeat(20_000)],
    ["a template of many parts", `a = "${"${b}".repeat(150_000)}"\n`],
    ["a number of dots", `a = 1${".".repeat(200_000)}1\n`],
    ["a heredoc of a hundred thousand lines", `a = <<-E\n${"  line\n".repeat(100_000)}E\n`],
    ["a heredoc that seems to end with every line", `a = <<A\n${" A B\n".repeat(50_000)}`],
    ["a name of a million letters", `${"a".repeat(1_000_000)} = 1\n`],
    ["tens of thousands of arguments", Array.from({ length: 30_000 }, (_, at) => `a${at} = ${at}\n`).join("")],
    ["tens of thousands of blocks", Array.from({ length: 20_000 }, (_, at) => `resource "a" "b${at}" {\n  c = 1\n}\n`).join("")],
    ["a number of a million digits", `a = ${"9".repeat(1_000_000)}\n`],
    ["a string of backslashes", `a = "${"\\".repeat(500_001)}`],
    ["a string of dollar signs", `a = "${"$".repeat(500_000)}"\n`],
    ["brackets that close nothing", `a = ${")".repeat(200_000)}`],
    ["commas that part nothing", `a = [${",".repeat(200_000)}`],
    ["zero characters and marks of the byte order", "\0\uFEFF\r".repeat(5_000)],
    ["a number with an exponent beyond all sense", "a = 1e999999999\n"],
  ])("%s cost no more than their length", (_, text) => {
    parseFile(new SourceText("main.tf", text)).diagnostics.map(renderJson);
  });

  test("JSON nested without end is refused", () => {
    const { diagnostics } = parseJsonFile(new SourceText("main.tf.json", '{"a":'.repeat(100_000)));
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Nested too deeply"]);
  });

  test("JSON of many members, long strings and long numbers costs no more than its length", () => {
    for (const text of [
      `{${Array.from({ length: 20_000 }, (_, at) => `"a${at}": ${at}`).join()}}`,
      `{"a": "${"\\u00e9".repeat(300_000)}"}`,
      `{"a": ${"9".repeat(1_000_000)}}`,
      '{"a": "' + "x".repeat(1_000_000),
      '{"a":1 '.repeat(50_000),
      '{"a": "\\',
    ]) {
      parseJsonFile(new SourceText("main.tf.json", text)).diagnostics.map(renderJson);
    }
  });

  test("a large file is laid out in no more than its length", () => {
    for (const text of ["# c\n".repeat(20_000), "b{\nx=1 # c\n}\n".repeat(5_000), `a = [${"1, ".repeat(20_000)}]\n`, `a = "${'${"'.repeat(60)}${'"}'.repeat(60)}"\n`]) {
      expect(format(new SourceText("main.tf", text)).diagnostics).toEqual([]);
    }
  });

  test("two hundred levels and chains of hundreds are read", () => {
    expect(summaries("(".repeat(150) + "1" + ")".repeat(150))).toEqual([]);
    expect(summaries("1" + " + 1".repeat(900))).toEqual([]);
    expect(summaries("a" + ".b".repeat(50_000))).toEqual([]);
  });

  test("a chain higher than the stack is refused, and what was read can be walked", () => {
    const { value, diagnostics } = parseFile(new SourceText("main.tf", `x = a${"[b]".repeat(50_000)}\n`));
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Nested too deeply"]);
    for (const { expression } of value.attributes.values()) references(expression);
  });
});
