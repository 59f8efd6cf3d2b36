import { describe, expect, test } from "vitest";
import { compareRates, printRates, type Rate } from "../../scripts/oracles/rates.ts";

const rate = (text: string): Rate => {
  const [passed = 0, total = 0] = text.split("/").map(Number);
  return { passed, total };
};

const checkRates = (recorded: string, printed: string): string => {
  const { fell, rose } = compareRates({ a: rate(recorded) }, { a: rate(printed) });
  return fell.length > 0 ? "fell" : rose.length > 0 ? "rose" : "stayed";
};

describe("a recorded rate", () => {
  test.each([
    ["9/10", "9/10", "stayed"],
    ["9/10", "8/10", "fell"],
    ["9/10", "10/10", "rose"],
    // More cases: the share decides.
    ["9/10", "17/20", "fell"],
    ["9/10", "18/20", "rose"],
    ["9/10", "19/20", "rose"],
    // What is left out does not pass.
    ["9/10", "9/9", "fell"],
    ["10/10", "9/9", "fell"],
    ["0/0", "0/0", "stayed"],
    ["0/0", "0/5", "rose"],
  ])("%s and then %s: it %s", (recorded, printed, said) => expect(checkRates(recorded, printed)).toBe(said));

  test("that is new has risen, one that is gone has fallen; both are named with their counts", () => {
    expect(compareRates({ gone: rate("1/2") }, { fresh: rate("1/3") })).toEqual({
      fell: ["gone: 1 of 2 (50.00 %) → not printed"],
      rose: ["fresh: not recorded → 1 of 3 (33.33 %)"],
    });
  });

  test("stands in the file on a line of its own, in order, whoever recorded last", () => {
    expect(printRates({ b: { y: rate("1/2"), x: rate("3/4") }, a: {} })).toBe(
      '{\n  "a": {\n\n  },\n  "b": {\n    "x": { "passed": 3, "total": 4 },\n    "y": { "passed": 1, "total": 2 }\n  }\n}\n',
    );
  });
});
