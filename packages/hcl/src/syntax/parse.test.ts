import { describe, expect, test } from "vitest";
import { printBody, printTree } from "../../test/print-tree.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "./parse.ts";
import { parseExpression } from "./parse.ts";

/** The tree of a valid expression. */
function checkExpression(text: string): string {
  const { value, diagnostics } = parseExpression(new SourceText("x", text));
  expect(diagnostics).toEqual([]);
  return printTree(value);
}

/** The body of a file, and the summaries of what is wrong with it. */
function checkFile(text: string): string {
  const { value, diagnostics } = parseFile(new SourceText("main.tf", text));
  return printBody(value) + diagnostics.map(({ summary }) => `! ${summary}\n`).join("");
}

describe("operators", () => {
  test.each([
    ["1 + 2 * 3", "(+ 1 (* 2 3))"],
    ["1 - 2 - 3", "(- (- 1 2) 3)"],
    ["a || b && c", "(|| a (&& b c))"],
    ["a == b != c", "(!= (== a b) c)"],
    ["a < b == c >= d", "(== (< a b) (>= c d))"],
    ["-a.b + 1", "(+ (- a.b) 1)"],
    ["!a && b", "(&& (! a) b)"],
    ["- -1", "(- (- 1))"],
    ["a ? b : c ? d : e", "(? a b (? c d e))"],
    ["(1 + 2) * 3", "(* (paren (+ 1 2)) 3)"],
  ])("%s is %s", (text, tree) => {
    expect(checkExpression(text)).toBe(tree);
  });
});

describe("traversals", () => {
  test.each([
    ["a.b.c", "a.b.c"],
    ['a["k"].b', 'a["k"].b'],
    ["a[0]", "a[0]"],
    ["a.0", "a[0]"],
    ["a[b]", "(index a b)"],
    ['a["${b}"]', 'index a (wrap b)'],
    ["a[b].c", "(get (index a b) .c)"],
    ["f(x).y", "(get (call f x) .y)"],
    ["a.*.b.c", "(.* a (get _ .b.c))"],
    ["a[*].b[0]", "([*] a (get _ .b[0]))"],
    ["a.*.b[0]", "(get (.* a (get _ .b)) [0])"],
    ["a[*].b[*].c", "([*] a ([*] (get _ .b) (get _ .c)))"],
    ["a[*]", "([*] a _)"],
    ["[1][0]", "(get (tuple 1) [0])"],
  ])("%s is %s", (text, tree) => {
    expect(checkExpression(text)).toBe(tree.startsWith("index") ? `(${tree})` : tree);
  });
});

describe("collections and calls", () => {
  test.each([
    ["[1, 2, ]", "(tuple 1 2)"],
    ["[\n1,\n\n2\n]", "(tuple 1 2)"],
    ["{ a = 1, b : 2 }", "(object (a 1) (b 2))"],
    ["{\na = 1\n\nb = 2,\n}", "(object (a 1) (b 2))"],
    ['{ "a" = 1, (b) = 2 }', '(object ((template "a") 1) ((paren b) 2))'],
    ["{ true = 1, null = 2, for_each = 3 }", "(object (true 1) (null 2) (for_each 3))"],
    ['{ "a.b" = 1 }', '(object ((template "a.b") 1))'],
    ["{ a = 1, for = 2 }", "(object (a 1) (for 2))"],
    ["[for x in y : x]", "(for-tuple x y x)"],
    ["[for i, x in y : x if i > 0]", "(for-tuple i,x y x (if (> i 0)))"],
    ["{ for x in y : x => x... }", "(for-object x y x x ...)"],
    ["{\nfor x in y\n:\nx => x\n}", "(for-object x y x x)"],
    ["f()", "(call f)"],
    ["f (1)", "(call f 1)"],
    ["f(1, 2,)", "(call f 1 2)"],
    ["f(\n1,\n2...\n)", "(call f 1 2 ...)"],
    ["provider::a::b(1)", "(call provider::a::b 1)"],
  ])("%s is %s", (text, tree) => {
    expect(checkExpression(text)).toBe(tree);
  });
});

describe("templates", () => {
  test.each([
    ['""', "(template)"],
    ['"a"', '(template "a")'],
    ['"${a}"', "(wrap a)"],
    ['"${~ a ~}"', "(wrap a)"],
    ['"a${b}c"', '(template "a" b "c")'],
    ['"$${a} %%{b}"', '(template "${a} %{b}")'],
    ['"\\n\\t\\"\\\\\\u00e9\\U0001F600"', '(template "\\n\\t\\"\\\\é😀")'],
    ['"a ${~ b ~} c"', '(template "a" b "c")'],
    ['"%{ if a }b%{ else }c%{ endif }"', '(template (if a "b" else "c"))'],
    ['"%{ for k, v in a }${k}%{ endfor }"', "(template (for k,v a k))"],
    ["<<E\na ${b}\nE\n", '(heredoc "a " b "\\n")'],
    ["<<-E\n    a\n      b\n\n    E\n", '(heredoc "a\\n  b\\n\\n")'],
    ["<<-E\r\n  a\r\n  E\r\n", '(heredoc "a\\r\\n")'],
    ['"${"${a}"}"', "(wrap (wrap a))"],
  ])("%s is %s", (text, tree) => {
    expect(checkExpression(text)).toBe(tree);
  });
});

describe("files", () => {
  test("arguments and blocks, in any order", () => {
    expect(checkFile('a = 1\nb "c" d {\n  e = 2\n  f {}\n}\ng { h = 3 }\n')).toMatchInlineSnapshot(`
      "a = 1
      b "c" "d"
        e = 2
        f
      g
        h = 3
      "
    `);
  });

  test("a file need not end in a line break, and may have a byte order mark and any line breaks", () => {
    expect(checkFile("\uFEFFa = 1\r\nb {\r\n}")).toBe("a = 1\nb\n");
    expect(checkFile("")).toBe("");
  });

  test("after a mistake in an argument the next one is read", () => {
    expect(checkFile("a = [1 2]\nb = 3\n")).toBe("a = (tuple 1)\nb = 3\n! Missing item separator\n");
  });

  test("the second of two arguments of a name is left out", () => {
    expect(checkFile("a = 1\na = 2\n")).toBe("a = 1\n! Attribute redefined\n");
  });

  test("ranges say exactly where things are", () => {
    const text = 'b "l" {\n  é = v.x\n}\n';
    const { value } = parseFile(new SourceText("main.tf", text));
    const [block] = value.blocks;
    const attribute = block?.body.attributes.get("é");
    const shown = [block?.typeRange, block?.headerRange, block?.body.range, block?.body.end, block?.labels[0]?.range, attribute?.nameRange, attribute?.range, attribute?.expression.range];
    expect(shown.map((range) => range && text.slice(range.start, range.end))).toEqual([
      "b", 'b "l"', "{\n  é = v.x\n}", "}", '"l"', "é", "é = v.x", "v.x",
    ]);
    expect(attribute?.expression.range && new SourceText("main.tf", text).position(attribute.expression.range.start)).toEqual({ line: 2, column: 7, byte: 15 });
  });
});
