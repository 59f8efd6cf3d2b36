// What is wrong with the types of input variables and the values given for them.
import { printRange } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

export const invalidType = (detail: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid type specification", detail);

export const quotedType = (detail: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid quoted type constraints",
    `Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is now deprecated and will be removed in a future version of Terraform. ${detail}`,
  );

export const quotedTypeExpression = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid legacy variable type hint", "To provide a full type expression, remove the surrounding quotes and give the type expression directly.");

export const optionalDefaultMismatch = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid default value for optional attribute", `This default value is not compatible with the attribute's type constraint: ${problem}.`);

export const defaultMismatch = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid default value for variable", `This default value is not compatible with the variable's type constraint: ${problem}.`);

export const defaultNull = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid default value for variable", "A null default value is not valid when nullable=false.");

export const requiredNotNull = (name: string, declared: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, "Required variable not set", `The given value is not suitable for ${name} defined at ${printRange(declared)}: required variable may not be set to null.`);

export const unsuitableVariable = (name: string, declared: SourceRange, problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid value for input variable", `The given value is not suitable for ${name} declared at ${printRange(declared)}: ${problem}.`);

export const ephemeralForVariable = (name: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Ephemeral value not allowed",
    `The variable "${name}" is not declared as accepting ephemeral values, so it cannot be set to a result derived from an ephemeral value.`,
  );
