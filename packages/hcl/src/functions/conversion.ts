// tostring and its kin, and the functions about marks.
import { convert, findConversion, isProblem } from "../values/convert.ts";
import { deepMarks } from "../values/marks.ts";
import { mismatchMessage } from "../values/mismatch.ts";
import { quote } from "../values/quote.ts";
import { boolType, describeConstraint, describeType, dynamicType, equalTypes, listType, mapType, numberType, setType, stringType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { boolValue, EPHEMERAL, isKnown, isNull, nullValue, SENSITIVE, unknownValue, withMarks } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { transform } from "../values/walk.ts";
import { any, argument } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";

function conversion(name: string, wanted: Type): FunctionDefinition {
  return {
    name,
    parameters: [any("v", { allowNull: true, allowMarked: true, allowDynamic: true, allowUnknown: true })],
    returns: (args) => {
      const { type } = argument(args, 0);
      if (equalTypes(type, wanted) || findConversion(type, wanted, true)) return wanted;
      return failArgument(0, impossible(type, wanted));
    },
    run: (args) => {
      const value = argument(args, 0);
      // Of an unknown list Terraform does not say what the elements of its set are.
      if (!isKnown(value)) return withMarks(unknownValue(wanted), value.marks);
      const converted = convert(value, wanted);
      return isProblem(converted) ? failArgument(0, unfit(value, wanted)) : converted;
    },
  };
}

function impossible(type: Type, wanted: Type): string {
  if (type.kind === "tuple" && wanted.kind === "tuple") return `incompatible tuple type for conversion: ${mismatchMessage(type, wanted)}`;
  return `cannot convert ${describeType(type)} to ${describeConstraint(wanted)}`;
}

function unfit(value: Value, wanted: Type): string {
  const marks = deepMarks(value);
  if (marks & SENSITIVE) return `cannot convert this sensitive ${describeType(value.type)} to ${describeConstraint(wanted)}`;
  if (marks & EPHEMERAL) return `cannot convert this ephemeral ${describeType(value.type)} to ${describeConstraint(wanted)}`;
  const text = isNull(value) || value.type.kind !== "string" ? "string" : quote(String(value.raw));
  if (value.type.kind === "string" && wanted.kind === "bool") {
    return `cannot convert ${text} to bool; only the strings "true" or "false" are allowed`;
  }
  if (value.type.kind === "string" && wanted.kind === "number") {
    return `cannot convert ${text} to number; given string must be a decimal representation of a number`;
  }
  return `cannot convert ${describeType(value.type)} to ${describeConstraint(wanted)}`;
}

const everything = any("value", { allowUnknown: true, allowNull: true, allowMarked: true, allowDynamic: true });

const unmarked = (value: Value, marks: number): Value =>
  (value.marks & marks) === 0 ? value : { ...value, marks: value.marks & ~marks };

function marking(name: string, run: (value: Value) => Value | Failure, returns?: Type): FunctionDefinition {
  return {
    name,
    parameters: [everything],
    returns: returns ?? ((args) => argument(args, 0).type),
    run: (args) => run(argument(args, 0)),
  };
}

/** A function that Terraform has taken away: calls say what to write instead. */
function gone(name: string, advice: string): FunctionDefinition {
  const failure = fail(`the "${name}" function was deprecated in Terraform v0.12 and is no longer available; use ${advice}`);
  return {
    name,
    parameters: [],
    rest: any("vals", { allowUnknown: true, allowNull: true, allowMarked: true, allowDynamic: true }),
    returns: () => failure,
    run: () => failure,
  };
}

/** Conversions between types, and functions about marks. */
export const conversionFunctions: readonly FunctionDefinition[] = [
  conversion("tostring", stringType),
  conversion("tonumber", numberType),
  conversion("tobool", boolType),
  conversion("tolist", listType(dynamicType)),
  conversion("toset", setType(dynamicType)),
  conversion("tomap", mapType(dynamicType)),
  gone("list", "tolist([ ... ]) syntax to write a literal list"),
  gone("map", "tomap({ ... }) syntax to write a literal map"),
  marking("sensitive", (value) => withMarks(value, SENSITIVE)),
  marking("nonsensitive", (value) => unmarked(value, SENSITIVE)),
  marking(
    "issensitive",
    (value) => {
      if (value.marks & SENSITIVE) return boolValue(true);
      return isKnown(value) ? boolValue(false) : unknownValue(boolType);
    },
    boolType,
  ),
  marking("ephemeralasnull", (value) =>
    transform(value, (part) => (part.marks & EPHEMERAL ? withMarks(nullValue(part.type), part.marks & ~EPHEMERAL) : part)),
  ),
];
