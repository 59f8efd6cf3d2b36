// What is wrong with a body held against a schema.
import { didYouMean, printRange } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt, warningAt } from "./problem.ts";

export const incorrectAttribute = (name: string, problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Incorrect attribute value type", `Inappropriate value for attribute "${name}": ${problem}.`);

export const incorrectValue = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Incorrect value type", `Invalid expression value: ${problem}.`);

export const missingBlock = (type: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Missing ${type} block`, `A block of type "${type}" is required here.`);

export const duplicateBlock = (type: string, earlier: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, `Duplicate ${type} block`, `Only one block of type "${type}" is allowed. Previous definition was at ${printRange(earlier)}.`);

export const duplicateBlockKey = (type: string, key: string, earlier: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, `Duplicate ${type} block`, `A block of type "${type}" with key "${key}" was already defined at ${printRange(earlier)}.`);

export const tooFewBlocks = (type: string, least: number, range: SourceRange): Diagnostic =>
  errorAt(range, `Insufficient ${type} blocks`, `At least ${least} "${type}" blocks are required.`);

export const tooManyBlocks = (type: string, most: number, range: SourceRange): Diagnostic =>
  errorAt(range, `Too many ${type} blocks`, `No more than ${most} "${type}" blocks are allowed`);

export const dynamicForEach = (problem: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid dynamic for_each value", problem);

export const dynamicLabels = (detail: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid dynamic block label", detail);

export const dynamicIterator = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid expression", "A static variable reference is required: the name of the iterator.");

export const dynamicWithoutContent = (range: SourceRange): Diagnostic =>
  errorAt(range, "Missing dynamic content block", 'A dynamic block must have a nested block of type "content" to describe the body of each generated block.');

export const dynamicExtraContent = (range: SourceRange): Diagnostic =>
  errorAt(range, "Extraneous dynamic content block", 'Only one nested "content" block is allowed for each dynamic block.');

export const unknownType = (
  resource: { readonly mode: "managed" | "data" | "ephemeral"; readonly type: string; readonly typeRange: SourceRange },
  provider: string,
  suggestion: string | undefined,
  isOther: boolean,
): Diagnostic => {
  const kind = { managed: "resource type", data: "data source", ephemeral: "ephemeral resource" }[resource.mode];
  const other =
    resource.mode === "managed"
      ? `\n\nDid you intend to use the data source "${resource.type}"? If so, declare this using a "data" block instead of a "resource" block.`
      : `\n\nDid you intend to use the managed resource type "${resource.type}"? If so, declare this using a "resource" block instead of a "data" block.`;
  const hint = isOther && resource.mode !== "ephemeral" ? other : suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  return errorAt(resource.typeRange, `Invalid ${kind}`, `The provider ${provider} does not support ${kind} "${resource.type}".${hint}`);
};

export const ephemeralArgument = (path: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid use of ephemeral value",
    `Ephemeral values are not valid for "${path}", because it is not a write-only attribute and must be persisted to state.`,
  );

export const redundantIgnore = (name: string, range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Redundant ignore_changes element",
    `Adding an attribute name to ignore_changes tells Terraform to ignore future changes to the argument in configuration after the object has been created, retaining the value originally configured.\n\nThe attribute ${name} is decided by the provider alone and therefore there can be no configured value to compare with. Including this attribute in ignore_changes has no effect. Remove the attribute from ignore_changes to quiet this warning.`,
  );

export const unknownProvisioner = (type: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Unknown provisioner", `There is no provisioner of type "${type}". Lockstep runs "local-exec".`);

export const unsupportedDynamicBlock = (type: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(range, "Unsupported block type", `Blocks of type "${type}" are not expected here.${didYouMean(suggestion)}`);
