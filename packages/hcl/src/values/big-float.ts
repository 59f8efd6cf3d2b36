/** A binary floating-point number of 512 bits, as Terraform computes; canonical, so equal numbers are structurally equal. */
export interface BigFloat {
  /** Odd, or 0 never (0 is the JS number); negative for negative numbers. Infinity: `infinite` is set and the mantissa is ±1. */
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly infinite?: boolean;
}

/** A number: a JS number when it is a safe integer (−0 is one: Terraform tells it from 0 when it prints), otherwise a BigFloat. */
export type Numeric = number | BigFloat;

/** The bits of a number's mantissa, unless a function made it with fewer (64: lengths, 53: logarithms) or more (parseint). */
export const PRECISION = 512;

/** More than any number of a hostile configuration may ask for; Terraform itself would take minutes there. */
const LARGEST_SHIFT = 4_000_000;
const MOST_POSITIVE_EXPONENT = 2 ** 31 - 1;
const MOST_NEGATIVE_EXPONENT = -(2 ** 31);

export const positiveInfinity: BigFloat = { mantissa: 1n, exponent: 0, infinite: true };
export const negativeInfinity: BigFloat = { mantissa: -1n, exponent: 0, infinite: true };

export const isInfinite = (number: Numeric): boolean => typeof number !== "number" && number.infinite === true;
/** −1, 0 or 1. */
export const signOf = (number: Numeric): number =>
  typeof number === "number" ? Math.sign(number) || 0 : number.mantissa < 0n ? -1 : 1;
/** Whether a minus stands before it: so for −0 too. */
export const isNegative = (number: Numeric): boolean =>
  typeof number === "number" ? number < 0 || Object.is(number, -0) : number.mantissa < 0n;
export const isWhole = (number: Numeric): boolean =>
  typeof number === "number" || (!number.infinite && number.exponent >= 0);

/** mantissa × 2^exponent, rounded to nearest, ties to even. `sticky` says that something smaller than the last bit was cut off. */
export function makeNumber(mantissa: bigint, exponent: number, precision = PRECISION, sticky = false): Numeric {
  if (mantissa === 0n) return 0;
  const negative = mantissa < 0n;
  let magnitude = negative ? -mantissa : mantissa;
  let at = exponent;
  const surplus = bitLength(magnitude) - precision;
  if (surplus > 0) {
    magnitude = roundBits(magnitude, surplus, sticky);
    at += surplus;
  }
  const zeros = trailingZeros(magnitude);
  if (zeros > 0) {
    magnitude >>= BigInt(zeros);
    at += zeros;
  }
  const bits = bitLength(magnitude);
  if (at >= 0 && bits + at <= 53) {
    const small = Number(magnitude) * 2 ** at;
    return negative ? -small : small;
  }
  if (bits + at > MOST_POSITIVE_EXPONENT) return negative ? negativeInfinity : positiveInfinity;
  if (bits + at < MOST_NEGATIVE_EXPONENT) return negative ? -0 : 0;
  return { mantissa: negative ? -magnitude : magnitude, exponent: at };
}

/** A whole number, kept to the last digit. */
export const fromBigInt = (whole: bigint): Numeric => makeNumber(whole, 0, Number.MAX_SAFE_INTEGER);

/** A JS number, exactly. */
export function fromDouble(double: number): Numeric {
  if (Number.isSafeInteger(double)) return double;
  if (!Number.isFinite(double)) return double > 0 ? positiveInfinity : negativeInfinity;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, double);
  const word = bits.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return makeNumber(double < 0 ? -mantissa : mantissa, Math.max(biased, 1) - 1075);
}

/** The nearest JS number; ±Infinity beyond them. */
export function toDouble(number: Numeric): number {
  if (typeof number === "number") return number;
  if (number.infinite) return number.mantissa < 0n ? -Infinity : Infinity;
  const negative = number.mantissa < 0n;
  let magnitude = negative ? -number.mantissa : number.mantissa;
  let at = number.exponent;
  const top = bitLength(magnitude) + at;
  if (top > 1024) return negative ? -Infinity : Infinity;
  if (top < -1074) return negative ? -0 : 0;
  // Numbers too small to be normal keep fewer bits.
  const keep = Math.min(53, top + 1074);
  const surplus = bitLength(magnitude) - keep;
  if (surplus > 0) {
    magnitude = roundBits(magnitude, surplus, false);
    at += surplus;
  }
  const half = Math.trunc(at / 2);
  const double = Number(magnitude) * 2 ** half * 2 ** (at - half);
  return negative ? -double : double;
}

/** The whole part, towards zero; undefined when it is infinite or has more digits than anything sensible. */
export function toBigInt(number: Numeric): bigint | undefined {
  if (typeof number === "number") return BigInt(number);
  if (number.infinite || number.exponent > LARGEST_SHIFT) return undefined;
  if (number.exponent >= 0) return number.mantissa << BigInt(number.exponent);
  const drop = -number.exponent;
  const negative = number.mantissa < 0n;
  const magnitude = negative ? -number.mantissa : number.mantissa;
  if (drop > bitLength(magnitude)) return 0n;
  return negative ? -(magnitude >> BigInt(drop)) : magnitude >> BigInt(drop);
}

/** The whole part, towards zero, as a number; infinities stay. */
export function truncate(number: Numeric): Numeric {
  if (isWhole(number) || isInfinite(number)) return number;
  return fromBigInt(toBigInt(number) ?? 0n);
}

/** Negative, zero or positive, as the first is less than, equal to or greater than the second. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const signs = signOf(left) - signOf(right);
  if (signs !== 0) return signs;
  const sign = signOf(left);
  if (isInfinite(left) || isInfinite(right)) return (Number(isInfinite(left)) - Number(isInfinite(right))) * sign;
  const [a, b] = [parts(left), parts(right)];
  const heights = bitLength(abs(a.mantissa)) + a.exponent - (bitLength(abs(b.mantissa)) + b.exponent);
  if (heights !== 0) return heights * sign;
  const low = Math.min(a.exponent, b.exponent);
  const difference = (a.mantissa << BigInt(a.exponent - low)) - (b.mantissa << BigInt(b.exponent - low));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const sameNumber = (left: Numeric, right: Numeric): boolean =>
  left === right ||
  (typeof left !== "number" &&
    typeof right !== "number" &&
    left.mantissa === right.mantissa &&
    left.exponent === right.exponent &&
    left.infinite === right.infinite);

export const negate = (number: Numeric): Numeric =>
  typeof number === "number" ? -number : { ...number, mantissa: -number.mantissa };

export const absolute = (number: Numeric): Numeric => (isNegative(number) ? negate(number) : number);

/** undefined: infinity plus its opposite is not a number. */
export function add(left: Numeric, right: Numeric, precision = PRECISION): Numeric | undefined {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (isInfinite(left)) return isInfinite(right) && signOf(left) !== signOf(right) ? undefined : left;
  if (isInfinite(right)) return right;
  const [a, b] = [parts(left), parts(right)];
  if (a.mantissa === 0n || b.mantissa === 0n) {
    const only = a.mantissa === 0n ? b : a;
    return makeNumber(only.mantissa, only.exponent, precision);
  }
  return addParts(a, b, precision);
}

export const subtract = (left: Numeric, right: Numeric, precision = PRECISION): Numeric | undefined =>
  add(left, negate(right), precision);

/** undefined: zero times infinity is not a number. */
export function multiply(left: Numeric, right: Numeric, precision = PRECISION): Numeric | undefined {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (Number.isSafeInteger(product)) return product;
  }
  if (isInfinite(left) || isInfinite(right)) {
    const sign = signOf(left) * signOf(right);
    return sign === 0 ? undefined : sign > 0 ? positiveInfinity : negativeInfinity;
  }
  if (left === 0 || right === 0) return isNegative(left) === isNegative(right) ? 0 : -0;
  const [a, b] = [parts(left), parts(right)];
  return makeNumber(a.mantissa * b.mantissa, a.exponent + b.exponent, precision);
}

/** A number divided by zero is an infinity; undefined: zero by zero or infinity by infinity. */
export function divide(left: Numeric, right: Numeric, precision = PRECISION): Numeric | undefined {
  const negative = isNegative(left) !== isNegative(right);
  const zero = negative ? -0 : 0;
  if (isInfinite(left)) return isInfinite(right) ? undefined : negative ? negativeInfinity : positiveInfinity;
  if (isInfinite(right)) return zero;
  if (signOf(right) === 0) return signOf(left) === 0 ? undefined : negative ? negativeInfinity : positiveInfinity;
  if (signOf(left) === 0) return zero;
  if (typeof left === "number" && typeof right === "number") {
    const quotient = left / right;
    if (Number.isInteger(quotient) && left % right === 0) return quotient;
  }
  const [a, b] = [parts(left), parts(right)];
  const shift = Math.max(0, precision + 2 + bitLength(abs(b.mantissa)) - bitLength(abs(a.mantissa)));
  const numerator = abs(a.mantissa) << BigInt(shift);
  const denominator = abs(b.mantissa);
  const quotient = numerator / denominator;
  const sticky = numerator % denominator !== 0n;
  return makeNumber(negative ? -quotient : quotient, a.exponent - b.exponent - shift, precision, sticky);
}

/**
 * The remainder with the sign of the dividend. As cty works it out: the quotient is rounded before its whole part is
 * taken. By zero it is the dividend; with an infinity it is an infinity, or undefined for zero and infinity.
 */
export function remainder(left: Numeric, right: Numeric, precision = PRECISION): Numeric | undefined {
  if (isInfinite(left) || isInfinite(right)) return multiply(left, right, precision);
  if (signOf(right) === 0) return left;
  if (left === 0) return left;
  // + 0: what is left of −4 is 0, not −0.
  if (typeof left === "number" && typeof right === "number") return (left % right) + 0;
  const quotient = divide(left, right, precision);
  if (quotient === undefined) return undefined;
  const taken = multiply(truncate(quotient), right, precision);
  return taken === undefined ? undefined : subtract(left, taken, precision);
}

export interface Parts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Any finite number as mantissa × 2^exponent. */
export const parts = (number: Numeric): Parts =>
  typeof number === "number" ? { mantissa: BigInt(number), exponent: 0 } : number;

/** How many bits a positive number takes. */
export function bitLength(magnitude: bigint): number {
  const hex = magnitude.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}

const abs = (whole: bigint): bigint => (whole < 0n ? -whole : whole);

function addParts(a: Parts, b: Parts, precision: number): Numeric {
  const [high, low] = topOf(a) >= topOf(b) ? [a, b] : [b, a];
  // Where one number lies wholly below the last bit of the other it only decides which way to round.
  if (topOf(high) - topOf(low) > precision + bitLength(abs(high.mantissa)) + 8) {
    const shift = precision + 8;
    const nudge = low.mantissa < 0n ? -1n : 1n;
    return makeNumber((high.mantissa << BigInt(shift)) + nudge, high.exponent - shift, precision);
  }
  const base = Math.min(a.exponent, b.exponent);
  const sum = (a.mantissa << BigInt(a.exponent - base)) + (b.mantissa << BigInt(b.exponent - base));
  return makeNumber(sum, base, precision);
}

const topOf = (number: Parts): number => bitLength(abs(number.mantissa)) + number.exponent;

function roundBits(magnitude: bigint, surplus: number, sticky: boolean): bigint {
  const shift = BigInt(surplus);
  const kept = magnitude >> shift;
  const rest = magnitude - (kept << shift);
  const half = 1n << (shift - 1n);
  if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) return kept + 1n;
  return kept;
}

function trailingZeros(magnitude: bigint): number {
  let zeros = 0;
  let rest = magnitude;
  while (BigInt.asUintN(256, rest) === 0n) {
    rest >>= 256n;
    zeros += 256;
  }
  while (BigInt.asUintN(32, rest) === 0n) {
    rest >>= 32n;
    zeros += 32;
  }
  const low = Number(BigInt.asUintN(32, rest));
  return zeros + 31 - Math.clz32(low & -low);
}
