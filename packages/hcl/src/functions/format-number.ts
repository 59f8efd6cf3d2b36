// Numbers as Go's fmt writes them.
import { absolute, isInfinite, isNegative, toBigInt } from "../values/big-float.ts";
import type { Numeric } from "../values/big-float.ts";
import { exactDecimal, isMonstrous, numberText, placePoint, roundDecimal, shortestDecimal } from "../values/number-text.ts";
import type { Decimal } from "../values/number-text.ts";
import { generalText, scientific } from "../values/sets.ts";
import type { Verb } from "./format-verb.ts";

/** %b %d %o %x %X of a whole number; undefined when it has too many digits. */
export function formatInteger(number: Numeric, verb: Verb): string | undefined {
  const whole = toBigInt(number);
  if (whole === undefined) return undefined;
  const base = bases[verb.mode] ?? 10;
  if (verb.precision === 0 && whole === 0n) return "";
  let digits = (whole < 0n ? -whole : whole).toString(base);
  if (verb.mode === "X") digits = digits.toUpperCase();
  if (verb.precision !== undefined) digits = digits.padStart(verb.precision, "0");
  const prefix = verb.sharp ? (prefixes[verb.mode] ?? "") : "";
  return padNumber(whole < 0n, prefix, digits, verb, verb.precision === undefined);
}

const bases: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

/** %e %E %f %g %G of any number. */
export function formatFloat(number: Numeric, verb: Verb, bits: number): string {
  if (isInfinite(number)) {
    return padNumber(isNegative(number), "", "Inf", { ...verb, plus: verb.plus || !isNegative(number) }, false);
  }
  const text = floatDigits(number, verb, bits);
  // Zeros before a fraction win over blanks behind it, not so before a whole number.
  return padNumber(isNegative(number), "", verb.mode === "E" || verb.mode === "G" ? text.toUpperCase() : text, { ...verb, minus: verb.minus && !verb.zero }, true);
}

/** The shortest %g that reads back the same. */
export function shortestGeneral(number: Numeric, bits: number): string {
  if (isInfinite(number)) return isNegative(number) ? "-Inf" : "+Inf";
  if (isMonstrous(number)) return numberText(number, bits);
  return (isNegative(number) ? "-" : "") + general(shortestDecimal(number, bits));
}

function floatDigits(number: Numeric, verb: Verb, bits: number): string {
  if (isMonstrous(number)) return numberText(absolute(number), bits);
  const mode = verb.mode.toLowerCase();
  if (mode === "f") return fixed(exactDecimal(number), verb.precision ?? 6);
  if (mode === "e") return exponential(exactDecimal(number), verb.precision ?? 6);
  if (verb.precision === undefined) return general(shortestDecimal(number, bits));
  return generalText(number, verb.precision).replace(/^-/, "");
}

function fixed(decimal: Decimal, places: number): string {
  const rounded = roundDecimal(decimal, decimal.point + places);
  const text = placePoint(rounded);
  if (places === 0) return text.split(".")[0] ?? text;
  const [whole = "0", fraction = ""] = text.split(".");
  return `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
}

function exponential(decimal: Decimal, places: number): string {
  const { digits, point } = roundDecimal(decimal, places + 1);
  return scientific(digits, digits === "" ? 0 : point - 1, places);
}

/** Plain digits, or with an exponent below 1e-4 and from 1e6 on. */
function general({ digits, point, ...rest }: Decimal): string {
  const exponent = digits === "" ? 0 : point - 1;
  if (exponent < -4 || exponent >= 6) return scientific(digits, exponent, Math.max(digits.length - 1, 0));
  return placePoint({ digits, point, ...rest });
}

function padNumber(negative: boolean, prefix: string, digits: string, verb: Verb, zeros: boolean): string {
  const sign = negative ? "-" : verb.plus ? "+" : verb.space ? " " : "";
  const width = verb.width ?? 0;
  const length = sign.length + prefix.length + digits.length;
  if (verb.minus) return (sign + prefix + digits).padEnd(width);
  if (verb.zero && zeros) return sign + prefix + "0".repeat(Math.max(width - length, 0)) + digits;
  return (sign + prefix + digits).padStart(width);
}
