import { describe, expect, test } from "vitest";
import { answer, scopeWith } from "../../test/check-expression.ts";
import { DEEPEST, isExcessive } from "./extent.ts";
import { memberOf } from "./sets.ts";
import { numberType } from "./type.ts";
import { listValue, numberValue, stringValue, tupleValue } from "./value.ts";
import type { Value } from "./value.ts";

/** A value that holds the one before twice, so many times over. */
function doubled(times: number): Value {
  let value = tupleValue([numberValue(1)]);
  for (let at = 0; at < times; at++) value = { ...tupleValue([]), raw: [value, value] };
  return value;
}

describe("what a few lines can make of nothing", () => {
  test("parts are counted as often as they stand in a value, without going through each", () => {
    expect(isExcessive(doubled(15))).toBe(false);
    expect(isExcessive(doubled(60))).toBe(true);
  });

  test("values deeper than the stack is high are seen before something is lost in them", () => {
    const nested = (levels: number): Value => Array.from({ length: levels }).reduce<Value>((inner) => ({ ...tupleValue([]), raw: [inner] }), numberValue(1));
    expect(isExcessive(nested(DEEPEST))).toBe(false);
    expect(isExcessive(nested(DEEPEST + 1))).toBe(true);
  });

  test.each(["a", "[a, a]"])("%s with a list that was doubled forty times is refused", (expression) => {
    expect(answer(expression, scopeWith({ a: doubled(40) }))).toMatch(/^Value too large/);
  });

  test("loops in loops are stopped when all of them together have gone round too often", () => {
    const loops = "length([for a in range(1000) : length([for b in range(1000) : length([for c in range(1000) : c])])])";
    expect(answer(loops)).toMatch(/^Too many iterations: The loops of one expression may go round 5000000 times/);
  }, 120_000);

  test("texts that no memory holds are refused", () => {
    const a = stringValue("a".repeat(2 ** 20));
    expect(answer(`"${"${a}".repeat(200)}"`, scopeWith({ a }))).toMatch(/^Text too long/);
    expect(answer('replace(a, "", a)', scopeWith({ a }))).toMatch(/the result is too long/);
    expect(answer("join(a, range(1000))", scopeWith({ a }))).toMatch(/the result is too long/);
  }, 120_000);

  test("functions of large lists look for each element once, and take no list as arguments of a call", () => {
    const list = listValue(numberType, Array.from({ length: 20_000 }, (_, at) => numberValue(at)));
    expect(memberOf(list.raw as readonly Value[])(numberValue(19_999))).toBe(true);
    for (const expression of ["length(setintersection(a, a))", "length(matchkeys(a, a, a))", "length(concat(a, [for x in a : x]))", "length(concat(tolist(a)))", "length(flatten([a]))"]) {
      expect(answer(expression, scopeWith({ a: list }))).toMatch(/^[24]0000$/);
    }
    expect(answer("length(setsubtract(a, a))", scopeWith({ a: list }))).toBe("0");
  });
});
