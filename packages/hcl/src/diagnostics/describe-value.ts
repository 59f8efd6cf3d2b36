import { toDouble } from "../values/big-float.ts";
import { quote } from "../values/quote.ts";
import { describeType } from "../values/type.ts";
import { EPHEMERAL, SENSITIVE, Unknown } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** What an excerpt says about a value, after its name: `is "x"`. Undefined where it says nothing. Never what is secret. */
export function describeValue(value: Value, cause: Diagnostic["cause"]): string | undefined {
  if (value.marks & SENSITIVE) return cause === "sensitive" ? "has a sensitive value" : undefined;
  if (value.marks & EPHEMERAL) return undefined;
  if (value.raw instanceof Unknown) return describeUnknown(value, cause);
  return value.raw === null ? "is null" : `is ${describeKnown(value)}`;
}

function describeUnknown({ type }: Value, cause: Diagnostic["cause"]): string | undefined {
  if (cause === "unknown") {
    return type.kind === "dynamic" ? "will be known only after apply" : `is a ${describeType(type)}, known only after apply`;
  }
  return type.kind === "dynamic" ? undefined : `is a ${describeType(type)}`;
}

function describeKnown({ type, raw }: Value): string {
  if (typeof raw === "string") return quote(raw);
  if (typeof raw === "boolean") return String(raw);
  if (raw === null || raw instanceof Unknown) return describeType(type);
  if (typeof raw === "number" || "mantissa" in raw) return shortNumber(toDouble(raw));
  if (type.kind === "object") return describeObject([...type.attributes.keys()]);
  const count = raw instanceof Map ? raw.size : (raw as readonly Value[]).length;
  if (count === 0) return `empty ${describeType(type)}`;
  return `${describeType(type)} with ${count} ${count === 1 ? "element" : "elements"}`;
}

function describeObject(names: readonly string[]): string {
  if (names.length === 0) return "object with no attributes";
  return names.length === 1 ? `object with 1 attribute ${quote(names[0] ?? "")}` : `object with ${names.length} attributes`;
}

/** At most ten digits, with an exponent where that is shorter, as Go prints %.10g. */
export function shortNumber(number: number): string {
  if (!Number.isFinite(number)) return number > 0 ? "+Inf" : "-Inf";
  const [digits = "", power = "0"] = number.toExponential(9).split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 10) return String(Number(number.toPrecision(10)));
  const mantissa = digits.replace(/\.?0+$/, "");
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
