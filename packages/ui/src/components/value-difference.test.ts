import { describe, expect, test } from "vitest";
import { absent, differenceOf, Hidden, partsOf, withMarks } from "./value-difference.ts";

describe("a value and what becomes of it", () => {
  test("is the same, another, or gone", () => {
    expect(differenceOf("a", "a")).toEqual({ kind: "same", value: "a" });
    expect(differenceOf({ a: 1, b: [2] }, { b: [2], a: 1 })).toMatchObject({ kind: "same" });
    expect(differenceOf("a", "b")).toEqual({ kind: "other", before: "a", after: "b" });
    expect(differenceOf(null, "b")).toEqual({ kind: "other", before: null, after: "b" });
    expect(partsOf({ a: 1 }, { b: 2 })).toEqual([
      { name: "a", difference: { kind: "other", before: 1, after: absent } },
      { name: "b", difference: { kind: "other", before: absent, after: 2 } },
    ]);
  });

  test("has JSON texts compared as what they say", () => {
    const difference = differenceOf('{"compliance":{"fips":"OPTIONAL"},"allowedFor":"any"}', '{"allowedFor":"any","compliance":{"fips":"REQUIRED"}}');
    expect(difference).toEqual({
      kind: "fields",
      json: true,
      same: 1,
      parts: [{ name: "compliance", difference: { kind: "fields", json: false, same: 0, parts: [{ name: "fips", difference: { kind: "other", before: "OPTIONAL", after: "REQUIRED" } }] } }],
    });
    expect(differenceOf('{"a":1,"b":2}', '{ "b": 2, "a": 1 }')).toMatchObject({ kind: "spelling" });
    expect(differenceOf("[1]", "[1,2]")).toMatchObject({ kind: "members", json: true, added: [2], removed: [], same: 1 });
    expect(differenceOf('{"a":1}', "plain")).toMatchObject({ kind: "other" });
  });

  test("has lists compared without regard to order", () => {
    expect(differenceOf(["a", "b", "c"], ["c", "a", "d"])).toMatchObject({ kind: "members", removed: ["b"], added: ["d"], same: 2, order: false });
    expect(differenceOf(["a", "b"], ["b", "a"])).toMatchObject({ kind: "members", removed: [], added: [], same: 2, order: true });
    expect(differenceOf(["a", "a"], ["a"])).toMatchObject({ kind: "members", removed: ["a"], added: [], same: 1 });
  });

  test("has nested blocks that are alike as one that was changed", () => {
    expect(differenceOf([{ name: "x", on: true }, { name: "y", on: true }], [{ name: "y", on: false }, { name: "x", on: true }, { name: "z", on: true }])).toMatchObject({
      removed: [],
      added: [{ name: "z", on: true }],
      same: 1,
      changed: [{ name: "y", difference: { kind: "fields", parts: [{ name: "on", difference: { before: true, after: false } }] } }],
    });
    expect(differenceOf([{ from: 1, to: 2, via: 3 }], [{ from: 1, to: 2, via: 4 }])).toMatchObject({ removed: [], added: [], changed: [{ name: "[0]" }] });
    expect(differenceOf([{ from: 1, to: 2 }], [{ from: 8, to: 9 }])).toMatchObject({ removed: [{ from: 1 }], added: [{ from: 8 }], changed: [] });
  });

  test("has long texts compared by lines", () => {
    expect(differenceOf("a\nb", "a\nc")).toEqual({ kind: "text", before: "a\nb", after: "a\nc" });
    expect(differenceOf("short", "x".repeat(200))).toMatchObject({ kind: "text" });
  });
});

describe("marks", () => {
  test("hide what is sensitive or not known yet", () => {
    const value = withMarks({ name: "a", password: "REDACTED", nested: [{ secret: "REDACTED (changed)" }], off: null }, { id: true, nested: [{}] }, { password: true, nested: [{ secret: true }], off: true });
    expect(value).toEqual({ name: "a", password: new Hidden("sensitive"), nested: [{ secret: new Hidden("sensitive", true) }], off: null, id: new Hidden("unknown") });
    expect(withMarks({ a: [] }, { a: [], b: {} }, false)).toEqual({ a: [] });
  });

  test("tell whether a sensitive value becomes another", () => {
    const [before, same, other] = [withMarks("REDACTED", undefined, true), withMarks("REDACTED", undefined, true), withMarks("REDACTED (changed)", undefined, true)];
    expect(differenceOf(before, same).kind).toBe("same");
    expect(differenceOf(before, other)).toEqual({ kind: "other", before, after: other });
    expect(differenceOf("known", new Hidden("unknown")).kind).toBe("other");
    expect(differenceOf([new Hidden("unknown"), "a"], ["a"])).toMatchObject({ kind: "members", same: 1, removed: [{ kind: "unknown" }] });
  });
});
