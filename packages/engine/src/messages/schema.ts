// What is wrong with a body held against a schema.
import { printRange } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

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
