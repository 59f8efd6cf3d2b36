import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryText } from "../../test/arbitrary-text.ts";
import { lex, lexTemplate } from "./lex.ts";

/** The tokens of a text, `kind text` each, without the end. */
function checkLex(text: string): string[] {
  return lex(text)
    .filter(({ kind }) => kind !== "end")
    .map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

describe("tokens", () => {
  test("the tokens joined are the file, whatever the file is", () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        for (const tokens of [lex(text), lexTemplate(text, "all")]) {
          expect(tokens.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
          expect(tokens.every((token, index) => token.start === (tokens[index - 1]?.end ?? 0))).toBe(true);
        }
      }),
    );
  });

  test("names may hold dashes, underscores and letters of all scripts", () => {
    expect(checkLex("a-b _c é日本-1")).toEqual(["identifier a-b", "blank  ", "identifier _c", "blank  ", "identifier é日本-1"]);
  });

  test("a number never ends in a dot, so that an ellipsis can follow it", () => {
    expect(checkLex("1.5e-3")).toEqual(["number 1.5e-3"]);
    expect(checkLex("1...")).toEqual(["number 1", "... ..."]);
    expect(checkLex("1e")).toEqual(["number 1", "identifier e"]);
  });

  test("a comment to the end of the line leaves the line break", () => {
    expect(checkLex("# a\r\n// b\n/* c\n */")).toEqual([
      "comment # a", "newline \r\n", "comment // b", "newline \n", "comment /* c\n */",
    ]);
  });

  test("a comment that is never closed is none", () => {
    expect(checkLex("/* a")).toEqual(["/ /", "* *", "blank  ", "identifier a"]);
  });

  test("braces inside an interpolation belong to it", () => {
    expect(checkLex('"${ {} }"')).toEqual([
      'open-quote "', "interpolation ${", "blank  ", "{ {", "} }", "blank  ", "sequence-end }", 'close-quote "',
    ]);
  });

  test("a doubled mark is text", () => {
    expect(checkLex('"a$${b"')).toEqual(['open-quote "', "quoted-text a", "quoted-text $${", "quoted-text b", 'close-quote "']);
  });

  test("a heredoc is a token per line up to its marker", () => {
    expect(checkLex("<<-E\n a\n  E\n")).toEqual(["open-heredoc <<-E\n", "heredoc-text  a\n", "close-heredoc   E", "newline \n"]);
  });

  test("a byte order mark is a blank", () => {
    expect(checkLex("\uFEFFa")).toEqual(["blank \uFEFF", "identifier a"]);
  });
});
