import { expect, test } from "vitest";
import { copyOf, inlineOf, isLong, pathTo, shapeOf } from "./value-shape.ts";

test("each kind of value has its shape", () => {
  expect(shapeOf(null)).toEqual({ kind: "null" });
  expect(shapeOf(false)).toEqual({ kind: "literal", text: "false" });
  expect(shapeOf("a\nb")).toEqual({ kind: "text", text: "a\nb", lines: 2 });
  expect(shapeOf(["a"])).toEqual({ kind: "list", items: ["a"] });
  expect(shapeOf({ a: 1 })).toEqual({ kind: "fields", entries: [["a", 1]] });
});

test("a text that is JSON is shown as what it says; one that only begins like it is a text", () => {
  expect(shapeOf('{"a":[1]}')).toEqual({ kind: "json", value: { a: [1] }, text: '{"a":[1]}' });
  expect(shapeOf("{curly")).toMatchObject({ kind: "text" });
  expect(shapeOf("12")).toMatchObject({ kind: "text" });
});

test("short lists of plain values stand in a line", () => {
  expect(inlineOf(["a", 1, null])).toBe('["a", 1, null]');
  expect(inlineOf([])).toBe("[]");
  expect(inlineOf({})).toBe("{}");
  expect(inlineOf([{}])).toBeUndefined();
  expect(inlineOf(["x".repeat(70)])).toBeUndefined();
  expect(inlineOf("a")).toBeUndefined();
});

test("texts of many characters or lines need a block", () => {
  expect([isLong("a"), isLong("a\nb"), isLong("x".repeat(161))]).toEqual([false, true, true]);
});

test("places and copies", () => {
  expect(pathTo(pathTo(pathTo("", "a"), "b"), 0)).toBe("a.b[0]");
  expect(copyOf("as it is")).toBe("as it is");
  expect(copyOf(["a"])).toBe('[\n  "a"\n]');
});
