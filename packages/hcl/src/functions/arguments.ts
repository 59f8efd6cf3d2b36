// What the functions read out of their arguments.
import { isWhole, toBigInt } from "../values/big-float.ts";
import type { Numeric } from "../values/big-float.ts";
import { numeric } from "../values/parts.ts";
import { boolType, dynamicType, listType, numberType, stringType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { dynamicNull, numberValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { fail } from "./function.ts";
import type { Failure, Parameter } from "./function.ts";

type Allow = Omit<Parameter, "name" | "type">;

const parameter = (type: Type) => (name: string, allow: Allow = {}): Parameter => ({ name, type, ...allow });

export const string = parameter(stringType);
export const number = parameter(numberType);
export const bool = parameter(boolType);
/** A value of any type. */
export const any = parameter(dynamicType);
export const anyList = parameter(listType(dynamicType));
export const strings = parameter(listType(stringType));
export const bools = parameter(listType(boolType));

const absent: Value = dynamicNull;

/** The argument at a position: null when there is none. */
export const argument = (args: readonly Value[], at: number): Value => args[at] ?? absent;

/** The text of a known string. */
export const textOf = (args: readonly Value[], at: number): string => String(argument(args, at).raw);

/** The number of a known number. */
export const numberOf = (args: readonly Value[], at: number): Numeric => numeric(argument(args, at));

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** A whole number of at most 64 bits; numbers beyond a JS number's safe range come back as its end. */
export function wholeNumber(value: Value): number | Failure {
  const raw = numeric(value);
  const whole = isWhole(raw) ? toBigInt(raw) : undefined;
  if (whole === undefined || whole < LEAST || whole > MOST) return fail(`value must be a whole number, between ${LEAST} and ${MOST}`);
  const clamped = whole < 0n ? -whole > 2n ** 53n : whole > 2n ** 53n;
  return clamped ? Math.sign(Number(whole)) * Number.MAX_SAFE_INTEGER : Number(whole);
}

/** A whole number that Terraform holds in 64 bits: it shows when it is divided. */
export const count = (whole: number): Value => numberValue(whole, 64);

/** A kind of value with a following sequence type. */
export const isSequence = (type: Type): type is Extract<Type, { kind: "list" | "set" | "tuple" }> =>
  type.kind === "list" || type.kind === "set" || type.kind === "tuple";
