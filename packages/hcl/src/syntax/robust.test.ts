import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryExpression, arbitraryFile, arbitraryText } from "../../test/arbitrary-text.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { renderJson } from "../diagnostics/render-json.ts";
import { renderText } from "../diagnostics/render-text.ts";
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
    ["a number with an exponent beyond all sense", "a = 1e999999999\n"],
  ])("%s cost no more than their length", (_, text) => {
    parseFile(new SourceText("main.tf", text)).diagnostics.map(renderJson);
  });

  test("JSON nested without end is refused", () => {
    const { diagnostics } = parseJsonFile(new SourceText("main.tf.json", '{"a":'.repeat(100_000)));
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Nested too deeply"]);
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
