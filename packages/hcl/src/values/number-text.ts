// Numbers from decimal text and back, with the same digits as Terraform.
import { add, bitLength, divide, isNegative, makeNumber, multiply, negativeInfinity, parts, positiveInfinity, PRECISION } from "./big-float.ts";
import type { Numeric } from "./big-float.ts";

/** Digits with the decimal point before the digit at `point` (0: before the first); no zeros at either end. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

/** Longer expansions are written with an exponent: nobody reads them, and 1e600000000 would take a gigabyte. */
const MOST_DIGITS = 20_000;

const syntax = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:([eEpP])([+-]?\d+))?$/;

/** A decimal number as Terraform reads it: `1`, `.5`, `5.`, `1e3`, `1p4` (1 × 2⁴), `Inf`; undefined for anything else. */
export function parseNumber(text: string, precision = PRECISION): Numeric | undefined {
  if (/^-?(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  const match = syntax.exec(text);
  if (!match) return infinity(text);
  const [, sign = "", whole = "", fraction = "", bare = "", marker = "", exponent = "0"] = match;
  const digits = whole + fraction + bare;
  const mantissa = BigInt(digits);
  const scale = Number(exponent);
  if (Math.abs(scale) > 2 ** 40) return scale > 0 && mantissa !== 0n ? undefined : sign === "-" ? -0 : 0;
  const binary = marker === "p" || marker === "P";
  const tens = (binary ? 0 : scale) - fraction.length - bare.length;
  const magnitude = scaleByTen(mantissa, tens, binary ? scale : 0, precision);
  if (sign !== "-") return magnitude;
  return typeof magnitude === "number" ? -magnitude : { ...magnitude, mantissa: -magnitude.mantissa };
}

/** The shortest decimal that reads back the same at its precision, never with an exponent (but for monstrous numbers). */
export function numberText(number: Numeric, precision = PRECISION): string {
  if (typeof number === "number") return Object.is(number, -0) ? "-0" : String(number);
  if (number.infinite) return number.mantissa < 0n ? "-Inf" : "+Inf";
  if (isMonstrous(number)) return monstrous(number, precision);
  const shortest = shortestDecimal(number, precision);
  return (shortest.negative ? "-" : "") + placePoint(shortest);
}

/** Whether a finite number has more digits than are ever written out. */
export const isMonstrous = (number: Numeric): boolean => typeof number !== "number" && Math.abs(number.exponent) > MOST_DIGITS * 3;

/** All digits of a finite number that is not monstrous. */
export function exactDecimal(number: Numeric): Decimal {
  const { mantissa, exponent } = parts(number);
  return exactParts(mantissa < 0n ? -mantissa : mantissa, exponent, isNegative(number));
}

/** The first `count` digits of a finite number, rounded; of large and small numbers without working out all the others. */
export function leadingDigits(number: Numeric, count: number): Decimal {
  const { exponent } = parts(number);
  if (Math.abs(exponent) < 4096 || count > 100) return roundDecimal(exactDecimal(number), count);
  const tens = Math.floor(exponent * Math.LOG10E * Math.LN2);
  const scaled = exactDecimal(scaleDown(number, tens, PRECISION + 64));
  return roundDecimal({ ...scaled, point: scaled.point + tens }, count);
}

/** The fewest digits that lead back to the number at this precision (rounding to nearest, as Go's big.Float prints). */
export function shortestDecimal(number: Numeric, precision = PRECISION): Decimal {
  const exact = exactDecimal(number);
  if (exact.digits === "") return exact;
  const given = parts(number);
  const magnitude = given.mantissa < 0n ? -given.mantissa : given.mantissa;
  const shift = precision + 1 - bitLength(magnitude);
  if (shift < 1) return exact;
  // The last bit now stands for half a unit of the precision.
  const mantissa = magnitude << BigInt(shift);
  const exponent = given.exponent - shift;
  const lower = exactParts(mantissa - 1n, exponent, false);
  const upper = exactParts(mantissa + 1n, exponent, false);
  return shorten(exact, lower, upper, (mantissa & 2n) === 0n);
}

/** The first `count` digits, rounded to nearest, ties to even. A count below zero leaves nothing. */
export function roundDecimal(decimal: Decimal, count: number): Decimal {
  const { digits } = decimal;
  if (count < 0) return { ...decimal, digits: "", point: 0 };
  if (count >= digits.length) return decimal;
  return isRoundedUp(digits, count) ? roundUp(decimal, count) : roundDown(decimal, count);
}

/** Digits with their point, and zeros where the digits do not reach it. */
export function placePoint({ digits, point }: Decimal): string {
  if (digits === "") return "0";
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function infinity(text: string): Numeric | undefined {
  const match = /^([+-]?)[iI]nf$/.exec(text);
  return match ? (match[1] === "-" ? negativeInfinity : positiveInfinity) : undefined;
}

function scaleByTen(mantissa: bigint, tens: number, twos: number, precision: number): Numeric {
  if (mantissa === 0n) return 0;
  if (tens === 0) return makeNumber(mantissa, twos, precision);
  const power = powerOfFive(Math.abs(tens), precision + 64);
  // Unrounded: the mantissa may have more digits than the precision holds.
  const whole = makeNumber(mantissa, 0, Number.MAX_SAFE_INTEGER);
  const scaled = tens < 0 ? divide(whole, power, precision) : multiply(whole, power, precision);
  if (scaled === undefined || (typeof scaled !== "number" && scaled.infinite)) return positiveInfinity;
  const { mantissa: bits, exponent } = parts(scaled);
  return makeNumber(bits, exponent + tens + twos, precision);
}

function powerOfFive(exponent: number, precision: number): Numeric {
  let power: Numeric = 1;
  let square: Numeric = 5;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(power, square, precision) ?? positiveInfinity;
    square = multiply(square, square, precision + 64) ?? positiveInfinity;
  }
  return power;
}

function exactParts(magnitude: bigint, exponent: number, negative: boolean): Decimal {
  if (magnitude === 0n) return { negative, digits: "", point: 0 };
  const whole = exponent >= 0 ? magnitude << BigInt(exponent) : magnitude * 5n ** BigInt(-exponent);
  const all = whole.toString();
  const point = all.length + Math.min(exponent, 0);
  return { negative, digits: withoutTrailingZeros(all), point };
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

function shorten(exact: Decimal, lower: Decimal, upper: Decimal, inclusive: boolean): Decimal {
  for (let at = 0; at < exact.digits.length; at++) {
    const digit = exact.digits.charCodeAt(at);
    const low = digitAt(lower, at);
    const high = digitAt(upper, at);
    const downFits = low !== digit || (inclusive && at + 1 === lower.digits.length);
    const upFits = digit !== high && (inclusive || digit + 1 < high || at + 1 < upper.digits.length);
    if (downFits && upFits) return roundDecimal(exact, at + 1);
    if (downFits) return roundDown(exact, at + 1);
    if (upFits) return roundUp(exact, at + 1);
  }
  return exact;
}

const digitAt = (decimal: Decimal, at: number): number => (at < decimal.digits.length ? decimal.digits.charCodeAt(at) : 48);

function isRoundedUp(digits: string, count: number): boolean {
  const next = digits.charCodeAt(count);
  if (next === 53 && count + 1 === digits.length) return count > 0 && digits.charCodeAt(count - 1) % 2 === 1;
  return next >= 53;
}

function roundDown(decimal: Decimal, count: number): Decimal {
  const digits = withoutTrailingZeros(decimal.digits.slice(0, count));
  return { ...decimal, digits, point: digits === "" ? 0 : decimal.point };
}

function roundUp(decimal: Decimal, count: number): Decimal {
  let end = Math.min(count, decimal.digits.length);
  while (end > 0 && decimal.digits.charCodeAt(end - 1) === 57) end--;
  if (end === 0) return { ...decimal, digits: "1", point: decimal.point + 1 };
  const last = String.fromCharCode(decimal.digits.charCodeAt(end - 1) + 1);
  return { ...decimal, digits: decimal.digits.slice(0, end - 1) + last };
}

/** Written as d.ddde±n, worked out at its precision: it has too many digits to write them all. */
function monstrous(number: Numeric, precision: number): string {
  const { exponent } = parts(number);
  const tens = Math.floor(exponent * Math.LOG10E * Math.LN2);
  const scaled = scaleDown(number, tens, precision + 64);
  const { negative, digits, point } = roundDecimal(exactDecimal(scaled), Math.ceil(precision * 0.302));
  const power = tens + point - 1;
  return `${negative ? "-" : ""}${digits.slice(0, 1)}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

function scaleDown(number: Numeric, tens: number, precision: number): Numeric {
  const five = powerOfFive(Math.abs(tens), precision + 64);
  const scaled = (tens > 0 ? divide(number, five, precision) : multiply(number, five, precision)) ?? 0;
  const { mantissa, exponent } = parts(scaled);
  return add(makeNumber(mantissa, exponent - tens, precision), 0, precision) ?? 0;
}
