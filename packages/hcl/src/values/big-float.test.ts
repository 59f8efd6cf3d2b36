import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryNumber } from "../../test/arbitrary-value.ts";
import { add, compareNumbers, divide, fromDouble, isInfinite, multiply, negate, positiveInfinity, remainder, sameNumber, subtract, toBigInt, toDouble, truncate } from "./big-float.ts";
import type { Numeric } from "./big-float.ts";
import { numberText, parseNumber } from "./number-text.ts";

const number = (text: string): Numeric => parseNumber(text) ?? Number.NaN;
const text = (value: Numeric | undefined): string | undefined => (value === undefined ? undefined : numberText(value));

describe("numbers", () => {
  test("that are equal are structurally equal, whatever way they were made", () => {
    expect(number("1.50")).toEqual(divide(3, 2));
    expect(number("1e3")).toBe(1000);
    expect(multiply(number("0.5"), 4)).toBe(2);
  });

  test("read back as they were written", () => {
    fc.assert(fc.property(arbitraryNumber, (value) => sameNumber(number(numberText(value)), value)));
  });

  test("made of doubles are exact", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (double) => Object.is(toDouble(fromDouble(double)), double)));
  });

  test("are ordered as their differences are", () => {
    fc.assert(
      fc.property(arbitraryNumber, arbitraryNumber, (a, b) => {
        const order = Math.sign(compareNumbers(a, b));
        return order === -Math.sign(compareNumbers(b, a)) && (order === 0) === sameNumber(a, b);
      }),
    );
  });

  test("are added and multiplied in any order", () => {
    fc.assert(
      fc.property(arbitraryNumber, arbitraryNumber, (a, b) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(subtract(a, b)).toEqual(add(a, negate(b)));
      }),
    );
  });

  test("that are whole agree with BigInt", () => {
    const whole = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const [x, y] = [number(a.toString()), number(b.toString())];
        expect(toBigInt(add(x, y) ?? 0)).toBe(a + b);
        expect(toBigInt(multiply(x, y) ?? 0)).toBe(a * b);
        if (b !== 0n) expect(toBigInt(truncate(divide(x, y) ?? 0))).toBe(a / b);
      }),
    );
  });

  test.each([
    ["1/3", () => divide(1, 3), "0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335"],
    ["1 − 0.9", () => subtract(1, number("0.9")), "0.10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003"],
    ["−7 % 3", () => remainder(-7, 3), "-1"],
    ["5.5 % 2", () => remainder(number("5.5"), 2), "1.5"],
    ["10 % 0", () => remainder(10, 0), "10"],
    ["0 × −1", () => multiply(0, -1), "-0"],
    ["1 / 0", () => divide(1, 0), "+Inf"],
    ["0 / 0", () => divide(0, 0), undefined],
    ["∞ − ∞", () => subtract(positiveInfinity, positiveInfinity), undefined],
  ])("%s is worked out as Terraform does", (_, compute, expected) => {
    expect(text(compute())).toBe(expected);
  });

  test("of fewer bits are written with fewer digits", () => {
    expect(numberText(divide(1, 3, 64) ?? 0, 64)).toBe("0.33333333333333333334");
    expect(numberText(fromDouble(0.1), 53)).toBe("0.1");
  });

  test.each(["1", "-1.5", ".5", "5.", "1e3", "1E-2", "+2", "1p4", "Inf", "-inf"])("%s is a number", (given) => {
    expect(parseNumber(given)).toBeDefined();
  });

  test.each(["", "x", "0x10", "1_000", "1e", "--1", " 1", "NaN", "1.2.3"])("%j is none", (given) => {
    expect(parseNumber(given)).toBeUndefined();
  });

  test("that would fill the memory are written with an exponent", () => {
    expect(numberText(number("1e600000000"))).toMatch(/^9\.9+7e\+599999999$/);
    expect(text(add(number("1e600000000"), 1))).toBe(text(number("1e600000000")));
    expect(isInfinite(number("1e700000000"))).toBe(true);
    expect(number("1e-700000000")).toBe(0);
  });
});
