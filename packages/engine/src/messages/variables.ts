// What is wrong with the types of input variables and the values given for them.
import { printRange } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt, warningAt } from "./problem.ts";

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
    `The input variable "${name}" is not declared as accepting ephemeral values, so it cannot be set to a result derived from an ephemeral value.`,
  );

export const variableOptionWithoutValue = (given: string): Diagnostic =>
  errorAt(
    undefined,
    "Invalid -var option",
    `The given -var option "${given}" is not correctly specified. Must be a variable name and value separated by an equals sign, like -var="key=value".`,
  );

export const variableOptionWithSpace = (name: string, value: string): Diagnostic =>
  errorAt(undefined, "Invalid -var option", `Variable name "${name}" is invalid due to trailing space. Did you mean -var="${name.trimEnd()}=${value}"?`);

export const variablesFileMissing = (path: string): Diagnostic =>
  errorAt(undefined, "Failed to read variables file", `Given variables file ${path} does not exist.`);

export const missingVariable = (name: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "No value for required variable",
    `The root module input variable "${name}" is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.`,
  );

export const unsuitableInput = (name: string, how: string, problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid value for input variable", `Unsuitable value for var.${name} set ${how}: ${problem}.`);

export const undeclaredArgument = (name: string): Diagnostic =>
  errorAt(
    undefined,
    "Value for undeclared variable",
    `A variable named "${name}" was assigned on the command line, but the root module does not declare a variable of that name. To use this value, add a "variable" block to the configuration.`,
  );

export const undeclaredInFile = (name: string, file: string): Diagnostic =>
  warningAt(
    undefined,
    "Value for undeclared variable",
    `The root module does not declare a variable named "${name}" but a value was found in file "${file}". If you meant to use this value, add a "variable" block to the configuration.\n\nTo silence these warnings, use TF_VAR_... environment variables to provide certain "global" settings to all configurations in your organization.`,
  );

export const moreUndeclared = (count: number): Diagnostic =>
  warningAt(undefined, "Values for undeclared variables", `In addition to the other similar warnings shown, ${count} other variable(s) defined without being declared.`);

export const invalidValidationResult = (detail: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid variable validation result", detail.replace("condition result", "validation condition result"));
