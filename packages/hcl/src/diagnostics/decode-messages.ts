// Every message about what a body may hold, in Terraform's words.
import type { SourceRange } from "../source/range.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { didYouMean } from "./suggest.ts";

function error(summary: string, detail: string, subject: SourceRange, context?: SourceRange): Diagnostic {
  return { severity: "error", summary, detail, subject, ...(context && { context }) };
}

export const missingArgument = (name: string, range: SourceRange): Diagnostic =>
  error("Missing required argument", `The argument "${name}" is required, but no definition was found.`, range);

/** `block`: there is no such argument, but a block type of that very name. */
export function unsupportedArgument(name: string, hint: { near?: string | undefined; block?: boolean }, range: SourceRange): Diagnostic {
  const block = hint.block ? ` Did you mean to define a block of type "${name}"?` : "";
  return error(
    "Unsupported argument",
    `An argument named "${name}" is not expected here.${hint.near === undefined ? block : didYouMean(hint.near)}`,
    range,
  );
}

/** `argument`: there is no such block type, but an argument of that very name. */
export function unsupportedBlock(type: string, hint: { near?: string | undefined; argument?: boolean }, range: SourceRange): Diagnostic {
  const argument = hint.argument
    ? ` Did you mean to define argument "${type}"? If so, use the equals sign to assign it a value.`
    : "";
  return error(
    "Unsupported block type",
    `Blocks of type "${type}" are not expected here.${hint.near === undefined ? argument : didYouMean(hint.near)}`,
    range,
  );
}

export const unexpectedBlock = (type: string, range: SourceRange, context: SourceRange): Diagnostic =>
  error(`Unexpected "${type}" block`, "Blocks are not allowed here.", range, context);

export function extraneousLabel(type: string, labels: readonly string[], range: SourceRange, context: SourceRange): Diagnostic {
  const detail =
    labels.length === 0
      ? `No labels are expected for ${type} blocks.`
      : `Only ${labels.length} labels (${labels.join(", ")}) are expected for ${type} blocks.`;
  return error(`Extraneous label for ${type}`, detail, range, context);
}

export const missingLabel = (type: string, missing: string, labels: readonly string[], range: SourceRange, context: SourceRange): Diagnostic =>
  error(
    `Missing ${missing} for ${type}`,
    `All ${type} blocks must have ${labels.length} labels (${labels.join(", ")}).`,
    range,
    context,
  );

// ---- the JSON syntax

export const extraneousProperty = (name: string, near: string | undefined, range: SourceRange): Diagnostic =>
  error("Extraneous JSON object property", `No argument or block type is named "${name}".${didYouMean(near)}`, range);

export const duplicateArgument = (name: string, before: string, range: SourceRange): Diagnostic =>
  error("Duplicate argument", `The argument "${name}" was already set at ${before}.`, range);

export const missingJsonLabel = (type: string, label: string, range: SourceRange): Diagnostic =>
  error("Missing block label", `At least one object property is required, whose name represents the ${type} block's ${label}.`, range);

export const blockContentExpected = (type: string, range: SourceRange): Diagnostic =>
  error(
    "Incorrect JSON value type",
    `Either a JSON object or a JSON array is required, representing the contents of one or more "${type}" blocks.`,
    range,
  );

export const argumentsExpected = (range: SourceRange): Diagnostic =>
  error("Incorrect JSON value type", "A JSON object is required here, setting the arguments for this block.", range);

/** `label`: what the object's property names would say; undefined where it would be a block's content. */
export function objectExpected(label: string | undefined, inArray: boolean, range: SourceRange): Diagnostic {
  const what = inArray ? "A JSON object" : "Either a JSON object or JSON array of objects";
  const purpose = label === undefined ? "to define arguments and child blocks" : `to specify ${label} labels for this block`;
  return error("Incorrect JSON value type", `${what} is required here, ${purpose}.`, range);
}
