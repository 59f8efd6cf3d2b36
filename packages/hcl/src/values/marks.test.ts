import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryValue } from "../../test/arbitrary-value.ts";
import { sameValue } from "./equality.ts";
import { deepMarks, markWithPaths, stripMarks, unmarkDeep } from "./marks.ts";
import { makeSet } from "./sets.ts";
import { numberType } from "./type.ts";
import { EPHEMERAL, numberValue, objectValue, SENSITIVE, tupleValue, withMarks } from "./value.ts";
import type { Value } from "./value.ts";
import { transform } from "./walk.ts";

const secret = withMarks(numberValue(1), SENSITIVE);

/** The value with a mark on every part that is a number or a tuple. */
const marked = (value: Value): Value =>
  transform(value, (part) => (part.type.kind === "number" || part.type.kind === "tuple" ? withMarks(part, SENSITIVE) : part));

describe("marks", () => {
  test("stay on the part that they are put on", () => {
    const value = objectValue([["a", secret], ["b", tupleValue([withMarks(numberValue(2), EPHEMERAL)])]]);
    expect(value.marks).toBe(0);
    expect(deepMarks(value)).toBe(SENSITIVE | EPHEMERAL);
    expect(unmarkDeep(value).paths).toEqual([
      { path: [{ kind: "attribute", name: "a" }], marks: SENSITIVE },
      { path: [{ kind: "attribute", name: "b" }, { kind: "index", key: 0 }], marks: EPHEMERAL },
    ]);
  });

  test("of elements are marks of their set", () => {
    const set = makeSet(numberType, [secret, numberValue(2)]);
    expect(set.marks).toBe(SENSITIVE);
    expect(stripMarks(set).raw).toEqual([numberValue(1), numberValue(2)]);
  });

  test("come off and go on again", () => {
    fc.assert(
      fc.property(arbitraryValue.map(marked), (value) => {
        const { value: plain, paths } = unmarkDeep(value);
        return deepMarks(plain) === 0 && sameValue(markWithPaths(plain, paths), value);
      }),
    );
  });
});
