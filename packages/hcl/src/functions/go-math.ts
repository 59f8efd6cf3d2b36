// Logarithm, exponential and power as Go computes them on amd64: the last digit may differ from JavaScript's.
import { add, fromDouble, multiply, toDouble } from "../values/big-float.ts";

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;
const logTerms = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1, 1.818357216161805012e-1,
  1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

/** The natural logarithm, by the method of FreeBSD's e_log.c. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return Math.log(x);
  let [fraction, exponent] = splitDouble(x);
  if (fraction < Math.SQRT1_2) {
    fraction *= 2;
    exponent--;
  }
  const f = fraction - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const [l1, l2, l3, l4, l5, l6, l7] = logTerms;
  const t1 = s2 * (l1 + s4 * (l3 + s4 * (l5 + s4 * l7)));
  const t2 = s4 * (l2 + s4 * (l4 + s4 * l6));
  const half = 0.5 * f * f;
  return exponent * ln2High - (half - (s * (half + (t1 + t2)) + exponent * ln2Low) - f);
}

const log2e = 1.442695040888963407359924681001892;
const ln2Upper = 0.69314718055966295651160180568695068359375;
const ln2Lower = 0.28235290563031577122588448175013436025525412068e-12;
/** 1/8!, 1/7!, … 1/1!: the Taylor series of e^x − 1, divided by x. */
const expTerms = [
  2.480158730158730158e-5, 1.984126984126984127e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3, 4.1666666666666666667e-2,
  1.6666666666666666667e-1, 0.5, 1,
] as const;

/** e^x, by Shibata's method: the argument is made sixteen times smaller, and the result squared four times. */
export function exp(x: number): number {
  if (!Number.isFinite(x) || x > 709.782712893384) return x > 0 ? Infinity : Number.isNaN(x) ? x : 0;
  const k = roundHalfEven(x * log2e);
  const r = multiplyAdd(-k, ln2Lower, multiplyAdd(-k, ln2Upper, x)) * 0.0625;
  let series: number = expTerms[0];
  for (const term of expTerms.slice(1)) series = multiplyAdd(series, r, term);
  let y = r * series;
  for (let squaring = 0; squaring < 3; squaring++) y *= 2 + y;
  return joinDouble(multiplyAdd(y, 2 + y, 1), k);
}

/** base^exponent. */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base === -1 ? 1 : base ** exponent;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  const whole = Math.trunc(Math.abs(exponent));
  const rest = Math.abs(exponent) - whole;
  if (rest !== 0 && base < 0) return NaN;
  if (whole >= 2 ** 63) return base === -1 ? 1 : Math.abs(base) < 1 === exponent > 0 ? 0 : Infinity;
  return powOf(base, rest > 0.5 ? whole + 1 : whole, rest > 0.5 ? rest - 1 : rest, exponent < 0);
}

/** By repeated squaring of the mantissa, with the exponent kept apart. */
function powOf(base: number, whole: number, rest: number, isInverse: boolean): number {
  let result = rest === 0 ? 1 : exp(rest * log(base));
  let scale = 0;
  let [square, exponent] = splitDouble(base);
  for (let left = BigInt(whole); left !== 0n; left >>= 1n) {
    if (Math.abs(exponent) > 4096) {
      scale += exponent;
      break;
    }
    if ((left & 1n) === 1n) {
      result *= square;
      scale += exponent;
    }
    square *= square;
    exponent *= 2;
    if (square < 0.5) {
      square += square;
      exponent--;
    }
  }
  return isInverse ? joinDouble(1 / result, -scale) : joinDouble(result, scale);
}

/** A number as fraction × 2^exponent, the fraction from ½ to 1. */
function splitDouble(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  const bits = new DataView(new ArrayBuffer(8));
  const isTiny = Math.abs(x) < 2.2250738585072014e-308;
  bits.setFloat64(0, isTiny ? x * 2 ** 54 : x);
  const high = bits.getUint32(0);
  const exponent = ((high >> 20) & 0x7ff) - 1022 - (isTiny ? 54 : 0);
  bits.setUint32(0, (high & 0x800fffff) | 0x3fe00000);
  return [bits.getFloat64(0), exponent];
}

/** x × 2^exponent, in steps that neither overflow nor round before the last. */
function joinDouble(x: number, exponent: number): number {
  let result = x;
  let left = Math.max(-3000, Math.min(3000, exponent));
  for (; left > 1000; left -= 1000) result *= 2 ** 1000;
  for (; left < -1000; left += 1000) result *= 2 ** -1000;
  return result * 2 ** left;
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** a × b + c with one rounding, as the processor does it. */
function multiplyAdd(a: number, b: number, c: number): number {
  const product = multiply(fromDouble(a), fromDouble(b)) ?? 0;
  return toDouble(add(product, fromDouble(c), 4096) ?? 0);
}
