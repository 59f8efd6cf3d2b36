import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFile } from "../../test/arbitrary-text.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import { SourceText } from "../source/source-text.ts";
import { lex } from "../syntax/lex.ts";
import { parseFile } from "../syntax/parse.ts";
import { addBlock, removeArgument, removeBlock, setArgument } from "./edit.ts";

const file = `# top
resource "a" "b" { # header
  x = 1 # why
  yy=2
  # before
  nested {}

  other { a = 1 }
}

# next
locals {}
`;
const source = new SourceText("main.tf", file);
const resource = { type: "resource", labels: ["a", "b"] };

/** The lines that an edit took away (-) and put in (+). */
function checkEdit({ value, diagnostics }: Outcome<string>): string[] {
  expect(diagnostics).toEqual([]);
  const [before, after] = [file.split("\n"), (value ?? "").split("\n")];
  let head = 0;
  while (before[head] === after[head] && head < before.length) head++;
  let tail = 0;
  while (before.at(-1 - tail) === after.at(-1 - tail) && tail < before.length - head && tail < after.length - head) tail++;
  return [...before.slice(head, before.length - tail).map((line) => `-${line}`), ...after.slice(head, after.length - tail).map((line) => `+${line}`)];
}

describe("edits", () => {
  test("a value is replaced in place", () => {
    expect(checkEdit(setArgument(source, [resource], "x", '"new"'))).toEqual(["-  x = 1 # why", '+  x = "new" # why']);
  });

  test("a new argument stands behind the last one", () => {
    expect(checkEdit(setArgument(source, [resource], "z", "3"))).toEqual(["+  z = 3"]);
  });

  test("a block on one line gets lines", () => {
    expect(checkEdit(setArgument(source, [resource, { type: "nested" }], "z", "3"))).toEqual(["-  nested {}", "+  nested {", "+    z = 3", "+  }"]);
    expect(checkEdit(setArgument(source, [resource, { type: "other" }], "z", "3"))).toEqual([
      "-  other { a = 1 }", "+  other {", "+    a = 1", "+    z = 3", "+  }",
    ]);
  });

  test("the comment behind an argument outlives it", () => {
    expect(checkEdit(removeArgument(source, [resource], "x"))).toEqual(["-  x = 1 # why", "+  # why"]);
    expect(checkEdit(removeArgument(source, [resource], "yy"))).toEqual(["-  yy=2"]);
    expect(checkEdit(removeArgument(source, [resource], "none"))).toEqual([]);
  });

  test("a block is added in the canonical style", () => {
    expect(checkEdit(addBlock(source, [], "output x {\nvalue=1\n}"))).toEqual(['+output "x" {', "+  value = 1", "+}", "+"]);
    expect(checkEdit(addBlock(source, [resource], "lifecycle {\nprevent_destroy=true\n}"))).toEqual([
      "+", "+  lifecycle {", "+    prevent_destroy = true", "+  }",
    ]);
  });

  test("a block goes with its lines, and with one of two empty lines", () => {
    expect(removeBlock(source, [resource]).value).toBe("# top\n\n# next\nlocals {}\n");
    expect(checkEdit(removeBlock(source, [resource, { type: "other" }]))).toEqual(["-", "-  other { a = 1 }"]);
  });

  test("line breaks are those of the file", () => {
    expect(setArgument(new SourceText("main.tf", "a {\r\n  b = 1\r\n}\r\n"), [{ type: "a" }], "c", "2").value).toBe("a {\r\n  b = 1\r\n  c = 2\r\n}\r\n");
  });

  test("what is not an expression is refused, and so is a block that is not there", () => {
    expect(setArgument(source, [resource], "x", "1 2").diagnostics.map(({ summary }) => summary)).toEqual(["Edit refused"]);
    expect(setArgument(source, [{ type: "module" }], "x", "1").diagnostics.map(({ summary }) => summary)).toEqual(["Block not found"]);
  });

  test("no edit loses a comment, and what was set can be read back", () => {
    fc.assert(fc.property(arbitraryFile, fc.constantFrom("a", "x", "new"), (text, name) => {
      const { value = "" } = setArgument(new SourceText("main.tf", text), [], name, '"set"');
      const body = parseFile(new SourceText("main.tf", value)).value;
      expect(body.attributes.get(name)?.expression.kind).toBe("template");
      const replaced = parseFile(new SourceText("main.tf", text)).value.attributes.get(name)?.expression.range;
      expect(comments(value)).toEqual(comments(replaced ? text.slice(0, replaced.start) + '"set"' + text.slice(replaced.end) : text));
    }));
  });
});

test("an edit touches nothing but what it is asked for: every other byte stays", () => {
  fc.assert(fc.property(arbitraryFile, fc.constantFrom("a", "b", "x"), (text, name) => {
    const before = new SourceText("main.tf", text);
    const place = parseFile(before).value.attributes.get(name)?.expression.range;
    const { value: set = "" } = setArgument(before, [], name, '"set"');
    // Without such an argument a line is put in; with one its value is replaced.
    const expected = place ? text.slice(0, place.start) + '"set"' + text.slice(place.end) : undefined;
    if (expected !== undefined) expect(set).toBe(expected);
    else expect(isWoven(text, set)).toBe(true);
    if (place) return;
    const { value: removed = "" } = removeArgument(new SourceText("main.tf", set), [], name);
    expect(comments(removed)).toEqual(comments(text));
  }));
});

/** Whether the text is the whole with one stretch taken out. */
function isWoven(text: string, whole: string): boolean {
  let head = 0;
  while (head < text.length && text[head] === whole[head]) head++;
  return whole.endsWith(text.slice(head));
}

const comments = (text: string): string[] =>
  lex(text).filter(({ kind }) => kind === "comment").map(({ start, end }) => text.slice(start, end));
