import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFile } from "../../test/arbitrary-text.ts";
import { readCases } from "../../test/cases.ts";
import type { FormatCase } from "../../test/cases.ts";
import { printTree } from "../../test/print-tree.ts";
import { SourceText } from "../source/source-text.ts";
import { lex } from "../syntax/lex.ts";
import { parseFile } from "../syntax/parse.ts";
import type { Body, Expression } from "../syntax/tree.ts";
import { format } from "./format.ts";

const formatted = (text: string): string | undefined => format(new SourceText("main.tf", text)).value;
/** What a file means: its tree, but a lone interpolation is what it holds, and parentheses around all of a value say nothing. */
function meaning(text: string): string {
  return printMeaning(parseFile(new SourceText("main.tf", text)).value);
}
function printMeaning(body: Body): string {
  const attributes = [...body.attributes.values()].map(({ name, expression }) => `${name} = ${printTree(bare(expression))}`);
  const blocks = body.blocks.map(({ type, labels, body: inner }) => `${type} ${labels.map(({ value }) => value).join()} {${printMeaning(inner)}}`);
  return [...attributes, ...blocks].join("\n");
}
function bare(expression: Expression): Expression {
  if (expression.kind === "template-wrap") return bare(expression.wrapped);
  return expression.kind === "parentheses" ? bare(expression.inner) : expression;
}
const comments = (text: string): string[] =>
  lex(text).filter(({ kind }) => kind === "comment").map(({ start, end }) => text.slice(start, end));

describe("formatting", () => {
  test("blanks that end the file are those of its comment, if one ends it", () => {
    expect(formatted("l=e# ")).toBe("l = e # ");
    expect(formatted("l=e  ")).toBe("l = e  ");
  });

  test.each(readCases<FormatCase>("formats"))("gives what terraform fmt gives: $text", ({ text, formatted: expected }) => {
    expect(formatted(text)).toBe(expected);
  });

  test("twice is the same as once", () => {
    fc.assert(fc.property(arbitraryFile, (text) => {
      const once = formatted(text) ?? "";
      expect(formatted(once)).toBe(once);
    }));
  });

  test("changes nothing of what the file means, and loses no comment", () => {
    fc.assert(fc.property(arbitraryFile, (text) => {
      const after = formatted(text) ?? "";
      expect(parseFile(new SourceText("main.tf", after)).diagnostics).toEqual([]);
      expect(meaning(after)).toBe(meaning(text));
      expect(comments(after).filter((comment) => !comment.startsWith("/*"))).toEqual(comments(text).filter((comment) => !comment.startsWith("/*")));
    }));
  });

  test("a file with mistakes is left alone", () => {
    expect(format(new SourceText("main.tf", "a = [\n")).value).toBeUndefined();
  });

  test("what Terraform's own formatting would break is not broken", () => {
    expect(formatted('a = "${ b # c\n + 1 }"\n')).toBe("a = (b # c\n+ 1)\n");
    expect(formatted('a = "${<<E\nx\nE\n}" # c\n')).toBe('a = "${<<E\nx\nE\n}" # c\n');
    expect(formatted("a = b[null]\n")).toBe("a = b[null]\n");
  });
});
