// A call with its arguments at hand: what is the same for all functions.
import { isExcessive, LONGEST_TEXT } from "../values/extent.ts";
import { mayConform } from "../values/equality.ts";
import { deepMarks, stripMarks } from "../values/marks.ts";
import { refineNotNull } from "../values/refine.ts";
import { walk } from "../values/walk.ts";
import { dynamicUnknown, isKnown, isNull, unknownValue, withMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { describeConstraint, describeType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { fail, failArgument, isFailure } from "./function.ts";
import type { CallSite, Failure, FunctionDefinition, Parameter } from "./function.ts";

/** Calls the function: arguments are converted already. Nulls, unknown values and marks that it does not deal with itself are dealt with here. */
export function applyFunction(definition: FunctionDefinition, given: readonly Value[], site: CallSite): Value | Failure {
  const result = boundedCall(definition, given, site);
  return isFailure(result) ? redacted(result, given) : result;
}

/** Arguments and results of a size that no memory holds are refused, whatever the function is. */
function boundedCall(definition: FunctionDefinition, given: readonly Value[], site: CallSite): Value | Failure {
  const excessive = given.findIndex(isExcessive);
  if (excessive !== -1) return failArgument(excessive, "the value is too large");
  try {
    const result = callFunction(definition, given, site);
    return !isFailure(result) && typeof result.raw === "string" && result.raw.length > LONGEST_TEXT ? tooLong : result;
  } catch (problem) {
    // What JavaScript itself says about a text or an array that is too long.
    if (problem instanceof RangeError) return tooLong;
    throw problem;
  }
}

const tooLong = fail("the result is too long");

function callFunction(definition: FunctionDefinition, given: readonly Value[], site: CallSite): Value | Failure {
  const typing = resultType(definition, given, site);
  if (typing !== undefined && isFailure(typing)) return typing;
  let marks: Marks = 0;
  const args = given.map((value, at) => {
    if (parameterAt(definition, at)?.allowMarked) return value;
    marks |= deepMarks(value);
    return stripMarks(value);
  });
  if (typing === undefined) return withMarks(dynamicUnknown, marks);
  const isUnclear = args.some((value, at) => !isKnown(value) && !parameterAt(definition, at)?.allowUnknown);
  const result = isUnclear ? unknownValue(typing) : definition.run(args, typing, site);
  return isFailure(result) ? result : withMarks(refined(definition, result, args), marks);
}

const HIDDEN = "(sensitive value)";

/** Without what it might quote of arguments that are not to be shown. */
function redacted(failure: Failure, given: readonly Value[]): Failure {
  const hidden = given.filter((value) => deepMarks(value) !== 0);
  if (hidden.length === 0) return failure;
  let text = failure.failure.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+'/g, HIDDEN);
  for (const part of hidden.flatMap(texts)) text = text.replaceAll(part, HIDDEN);
  return { ...failure, failure: text };
}

/** The texts in a value; very short ones give nothing away and would be found everywhere. */
function texts(value: Value): string[] {
  const found: string[] = [];
  walk(value, ({ raw }) => {
    if (typeof raw === "string" && raw.length > 2) found.push(raw);
    return true;
  });
  return found;
}

const parameterAt = (definition: FunctionDefinition, at: number): Parameter | undefined => definition.parameters[at] ?? definition.rest;

/** The type of the result; undefined when an argument's type is not known yet. */
function resultType(definition: FunctionDefinition, given: readonly Value[], site: CallSite): Type | Failure | undefined {
  for (const [at, value] of given.entries()) {
    const parameter = parameterAt(definition, at);
    if (isNull(value) && !parameter?.allowNull) return failArgument(at, "argument must not be null");
    if (value.type.kind === "dynamic" && !parameter?.allowDynamic) return undefined;
    // A set with unknown elements becomes a list whose elements nobody converted.
    if (parameter && !isKnown(value) && !mayConform(value.type, parameter.type)) return failArgument(at, misfit(value.type, parameter.type));
  }
  const { returns } = definition;
  return typeof returns === "function" ? returns(given.map(stripMarks), site) : returns;
}

function misfit(got: Type, want: Type): string {
  if ("element" in got && "element" in want && got.kind === want.kind) return misfit(got.element, want.element);
  return `${describeConstraint(want)} required, but received ${describeType(got)}`;
}

function refined(definition: FunctionDefinition, result: Value, args: readonly Value[]): Value {
  if (isKnown(result)) return result;
  const known = definition.refine ? definition.refine(result, args) : result;
  return definition.notNull ? refineNotNull(known) : known;
}
