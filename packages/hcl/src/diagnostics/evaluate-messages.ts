// Every message about what an expression evaluates to, in Terraform's words.
import { DEEPEST, LONGEST_TEXT, MOST_PARTS, MOST_ROUNDS } from "../values/extent.ts";
import { printRange } from "../source/range.ts";
import type { SourceRange } from "../source/range.ts";
import { quote } from "../values/quote.ts";
import { describeType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import type { Diagnostic } from "./diagnostic.ts";

function error(summary: string, detail: string, subject: SourceRange, context?: SourceRange): Diagnostic {
  return { severity: "error", summary, detail, subject, ...(context && { context }) };
}

// ---- names

export const unknownVariable = (name: string, suggestion: string, range: SourceRange): Diagnostic =>
  error("Unknown variable", `There is no variable named ${quote(name)}.${suggestion}`, range);

export const variablesNotAllowed = (range: SourceRange): Diagnostic =>
  error("Variables not allowed", "Variables may not be used here.", range);

// ---- attributes and indices

export const attributeOfNull = (range: SourceRange): Diagnostic =>
  error("Attempt to get attribute from null value", "This value is null, so it does not have any attributes.", range);

const unsupportedAttribute = (detail: string, range: SourceRange): Diagnostic => error("Unsupported attribute", detail, range);

export const noSuchAttribute = (name: string, range: SourceRange): Diagnostic =>
  unsupportedAttribute(`This object does not have an attribute named ${quote(name)}.`, range);

export const noSuchElement = (key: string, range: SourceRange): Diagnostic =>
  error("Missing map element", `This map does not have an element with the key ${quote(key)}.`, range);

export function noAttributes(type: Type, name: string, range: SourceRange): Diagnostic {
  if (type.kind === "list" && type.element.kind === "object") {
    const which = type.element.attributes.has(name) ? `attribute ${quote(name)}` : "an attribute";
    const hint = `Did you mean to access ${which} for a specific element of the list, or across all elements of the list?`;
    return unsupportedAttribute(`Can't access attributes on a list of objects. ${hint}`, range);
  }
  if (type.kind === "set" && type.element.kind === "object") {
    const hint = "Did you mean to access an attribute across all elements of the set?";
    return unsupportedAttribute(`Can't access attributes on a set of objects. ${hint}`, range);
  }
  if (type.kind === "string" || type.kind === "number" || type.kind === "bool") {
    return unsupportedAttribute(`Can't access attributes on a primitive-typed value (${describeType(type)}).`, range);
  }
  return unsupportedAttribute("This value does not have any attributes.", range);
}

export const indexOfNull = (range: SourceRange): Diagnostic =>
  error("Attempt to index null value", "This value is null, so it does not have any indices.", range);

const invalidIndex = (detail: string, range: SourceRange): Diagnostic => error("Invalid index", detail, range);

export const nullIndex = (range: SourceRange): Diagnostic => invalidIndex("Can't use a null value as an indexing key.", range);

/** `why` follows the colon; empty when there is nothing more to say. */
export const noSuchIndex = (why: string, range: SourceRange): Diagnostic =>
  invalidIndex(`The given key does not identify an element in this collection value${why === "" ? "" : `: ${why}`}.`, range);

export const objectIndexedByNumber = (range: SourceRange): Diagnostic =>
  invalidIndex(
    "The given key does not identify an element in this collection value. An object only supports looking up attributes by name, not by numeric index.",
    range,
  );

export const indexOfSet = (range: SourceRange): Diagnostic =>
  invalidIndex(
    "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
    range,
  );

export const noIndices = (range: SourceRange): Diagnostic => invalidIndex("This value does not have any indices.", range);

// ---- operators

export const unsuitableOperand = (side: "left" | "right" | "unary", why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid operand", `Unsuitable value for ${side} operand: ${why}.`, range, context);

export const operationFailed = (why: string, range: SourceRange): Diagnostic =>
  error("Operation failed", `Error during operation: ${why}.`, range);

// ---- conditions

export const inconsistentConditional = (mismatch: string, range: SourceRange): Diagnostic =>
  error(
    "Inconsistent conditional result types",
    `The true and false result expressions must have consistent types. ${mismatch}.`,
    range,
  );

export const wrongConditionalResult = (branch: "true" | "false", why: string, range: SourceRange): Diagnostic =>
  error("Inconsistent conditional result types", `The ${branch} result value has the wrong type: ${why}.`, range);

export const nullCondition = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Null condition", "The condition value is null. Conditions must either be true or false.", range, context);

export const incorrectCondition = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Incorrect condition type", "The condition expression must be of type bool.", range, context);

// ---- collections

export const nullKey = (range: SourceRange): Diagnostic => error("Null value as key", "Can't use a null value as a key.", range);

export const incorrectKey = (why: string, range: SourceRange): Diagnostic =>
  error("Incorrect key type", `Can't use this value as a key: ${why}.`, range);

export const invalidJsonKey = (why: string, range: SourceRange): Diagnostic =>
  error("Invalid object key expression", `Cannot use this expression as an object key: ${why}.`, range);

export const nullJsonKey = (range: SourceRange): Diagnostic =>
  error("Invalid object key expression", "Cannot use null value as an object key.", range);

export const duplicateJsonKey = (key: string, earlier: SourceRange, range: SourceRange): Diagnostic =>
  error("Duplicate object attribute", `An attribute named ${quote(key)} was already defined at ${printRange(earlier)}.`, range);

// ---- for

export const iterationOverNull = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Iteration over null value", "A null value cannot be used as the collection in a 'for' expression.", range, context);

export const notIterable = (type: Type, range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Iteration over non-iterable value",
    `A value of type ${describeType(type)} cannot be used as the collection in a 'for' expression.`,
    range,
    context,
  );

export const nullForCondition = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Condition is null", "The value of the 'if' clause must not be null.", range, context);

export const invalidForCondition = (why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid 'for' condition", `The 'if' clause value is invalid: ${why}.`, range, context);

export const nullElementCondition = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid 'for' condition", "The value of the 'if' clause must not be null.", range, context);

export const nullForKey = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid object key", "Key expression in 'for' expression must not produce a null value.", range, context);

export const invalidForKey = (why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid object key", `The key expression produced an invalid result: ${why}.`, range, context);

/** `key`: quoted, unless it is not to be shown. */
export const duplicateForKey = (key: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Duplicate object key",
    `Two different items produced the key ${key} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
    range,
    context,
  );

// ---- splat

export const splatOfNull = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Splat of null value", "Splat expressions (with the * symbol) cannot be applied to null sequences.", range, context);

// ---- templates

const invalidInterpolation = (detail: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid template interpolation value", detail, range, context);

export const nullInterpolation = (range: SourceRange, context: SourceRange): Diagnostic =>
  invalidInterpolation("The expression result is null. Cannot include a null value in a string template.", range, context);

export const unsuitableInterpolation = (why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  invalidInterpolation(`Cannot include the given value in a string template: ${why}.`, range, context);

// ---- calls

export const callsNotAllowed = (range: SourceRange): Diagnostic =>
  error("Function calls not allowed", "Functions may not be called here.", range);

export const unknownFunction = (name: string, suggestion: string, range: SourceRange): Diagnostic =>
  error("Call to unknown function", `There is no function named ${quote(name)}.${suggestion}`, range);

export function unknownProviderFunction(name: string, range: SourceRange): Diagnostic {
  const [namespace = "", provider = "", ...rest] = name.split("::");
  if (namespace !== "provider") {
    const detail = `The function namespace ${quote(namespace)} is not valid. Provider function calls must use the "provider::" namespace prefix.`;
    return error("Unknown provider function", detail, range);
  }
  if (rest.length === 0) {
    return error("Unknown provider function", 'The function call must include the provider name after the "provider::" prefix.', range);
  }
  const detail =
    `There is no function named ${quote(name)}. Ensure that provider name ${quote(provider)} is declared in this module's required_providers block, ` +
    `and that this provider offers a function named ${quote(rest.at(-1) ?? "")}.`;
  return error("Unknown provider function", detail, range);
}

export function missingProviderFunction(name: string, range: SourceRange): Diagnostic {
  const [, provider = "", ...rest] = name.split("::");
  return error("Unknown provider function", `The function ${quote(rest.join("::"))} is not available from the provider ${quote(provider)}.`, range);
}

export const nullExpansion = (range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid expanding argument value", "The expanding argument (indicated by ...) must not be null.", range, context);

export const unsuitableExpansion = (range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    "Invalid expanding argument value",
    "The expanding argument (indicated by ...) must be of a tuple, list, or set type.",
    range,
    context,
  );

export function notEnoughArguments(name: string, missing: string, count: number, more: boolean, range: SourceRange, context: SourceRange): Diagnostic {
  const expects = `${more ? " at least" : ""} ${count} argument(s)`;
  return error("Not enough function arguments", `Function ${quote(name)} expects${expects}. Missing value for ${quote(missing)}.`, range, context);
}

export const tooManyArguments = (name: string, count: number, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Too many function arguments", `Function ${quote(name)} expects only ${count} argument(s).`, range, context);

export const invalidArgument = (parameter: string, why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Invalid function argument", `Invalid value for ${quote(parameter)} parameter: ${why}.`, range, context);

export const valueTooLarge = (range: SourceRange): Diagnostic =>
  error("Value too large", `This value has more than ${MOST_PARTS} parts, or parts nested more than ${DEEPEST} levels deep. Nothing can be done with values of that size.`, range);

export const textTooLong = (range: SourceRange): Diagnostic => error("Text too long", `The text that this makes has more than ${LONGEST_TEXT} characters.`, range);

export const tooManyRounds = (range: SourceRange): Diagnostic =>
  error("Too many iterations", `The loops of one expression may go round ${MOST_ROUNDS} times together, and here they would do so more often.`, range);

export const callFailed = (name: string, why: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error("Error in function call", `Call to function ${quote(name)} failed: ${why}.`, range, context);
