import { describe, expect, test } from "vitest";
import { parseFile } from "../syntax/parse.ts";
import { sourceFromBytes } from "./decode-bytes.ts";
import { printRange } from "./range.ts";
import { countGraphemes, SourceText } from "./source-text.ts";

describe("places in a text", () => {
  const source = new SourceText("main.tf", "a\r\né👍🏽b\n");

  test("lines count from 1, columns in characters that a person sees, bytes in UTF-8", () => {
    expect(source.position(0)).toEqual({ line: 1, column: 1, byte: 0 });
    expect(source.position(source.text.indexOf("b"))).toEqual({ line: 2, column: 3, byte: 13 });
    expect(source.position(source.text.length)).toEqual({ line: 3, column: 1, byte: 15 });
  });

  test("a line is without its line break, and undefined past the end", () => {
    expect([1, 2, 3, 4].map((line) => source.line(line))).toEqual(["a", "é👍🏽b", "", undefined]);
  });

  test("a byte order mark takes no column", () => {
    expect(new SourceText("main.tf", "\uFEFFa").position(1)).toEqual({ line: 1, column: 1, byte: 3 });
  });

  test("a range is printed with the end of its line left out if it is the same", () => {
    expect(printRange({ source, start: 0, end: 1 })).toBe("main.tf:1,1-2");
    expect(printRange({ source, start: 0, end: 4 })).toBe("main.tf:1,1-2,2");
  });

  test("characters are counted as Terraform counts them", () => {
    expect(countGraphemes("नमस्ते")).toBe(4);
    expect(countGraphemes("e\u0301👨‍👩‍👧")).toBe(2);
  });
});

describe("bytes that are no UTF-8", () => {
  test("are a mistake at their place", () => {
    const source = sourceFromBytes("main.tf", Buffer.from('a = "é\xc3"\n', "latin1"));
    const { diagnostics } = parseFile(source);
    const [first] = diagnostics;
    expect(first?.summary).toBe("Invalid character encoding");
    expect(first?.subject && source.position(first.subject.start)).toEqual({ line: 1, column: 6, byte: 5 });
  });

  test("leave the text around them as it is", () => {
    const bytes = Buffer.concat([Buffer.from("é😀"), Buffer.from([0xff, 0xe2, 0x82]), Buffer.from("z")]);
    expect(sourceFromBytes("x", bytes).text).toBe("é😀\udcff\udce2\udc82z");
    expect(sourceFromBytes("x", bytes).position(7)).toMatchObject({ byte: 10 });
  });
});
