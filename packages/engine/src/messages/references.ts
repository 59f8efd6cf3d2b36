// What is wrong with a name that an expression mentions. Summaries and most details are Terraform's own, because
// people and tools look them up.
import { didYouMean } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

const invalidReference = (range: SourceRange, detail: string): Diagnostic => errorAt(range, "Invalid reference", detail);

export const referenceNeedsAttribute = (root: string, range: SourceRange): Diagnostic =>
  invalidReference(range, `The "${root}" object cannot be accessed directly. Instead, access one of its attributes.`);

export const referenceWithoutAttribute = (root: string, range: SourceRange): Diagnostic =>
  invalidReference(range, `The "${root}" object does not support this operation.`);

export const referenceNeedsResourceName = (range: SourceRange): Diagnostic =>
  invalidReference(range, "A reference to a resource type must be followed by at least one attribute access, specifying the resource name.");

export const referenceNeedsTypeAndName = (root: string, kind: string, range: SourceRange): Diagnostic =>
  invalidReference(range, `The "${root}" object must be followed by two attribute names: the ${kind} type and the resource name.`);

export const reservedSymbol = (name: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Reserved symbol name",
    `The symbol name "${name}" is reserved for use in a future Terraform version. If you are using a provider that already uses this as a resource type name, add the prefix "resource." to force interpretation as a resource type name.`,
  );

export const undeclaredVariable = (name: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Reference to undeclared input variable",
    `An input variable with the name "${name}" has not been declared.${didYouMean(suggestion) || ` This variable can be declared with a variable "${name}" {} block.`}`,
  );

export const undeclaredLocal = (name: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(range, "Reference to undeclared local value", `A local value with the name "${name}" has not been declared.${didYouMean(suggestion)}`);

const modeNames = { managed: "managed", data: "data", ephemeral: "ephemeral" } as const;

export const undeclaredResource = (
  resource: { readonly mode: keyof typeof modeNames; readonly type: string; readonly name: string },
  module: string,
  hint: string,
  range: SourceRange,
): Diagnostic =>
  errorAt(
    range,
    "Reference to undeclared resource",
    `A ${modeNames[resource.mode]} resource "${resource.type}" "${resource.name}" has not been declared in ${module}.${hint}`,
  );

export const undeclaredModule = (name: string, module: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(range, "Reference to undeclared module", `No module call named "${name}" is declared in ${module}.${didYouMean(suggestion)}`);

export const unsupportedAttribute = (name: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(range, "Unsupported attribute", `This object does not have an attribute named "${name}".${didYouMean(suggestion)}`);

export const unsupportedResourceAttribute = (name: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Unsupported attribute",
    `This object has no argument, nested block, or exported attribute named "${name}".${didYouMean(suggestion)}`,
  );

export const missingInstanceKey = (kind: "resource" | "module", address: string, repetition: "count" | "for_each", range: SourceRange): Diagnostic =>
  errorAt(
    range,
    `Missing ${kind} instance key`,
    `Because ${address} has "${repetition}" set, its attributes must be accessed on specific instances.\n\nFor example, to correlate with indices of a referring resource, use:\n    ${address}[${repetition === "count" ? "count.index" : "each.key"}]`,
  );

export const unexpectedInstanceKey = (kind: "resource" | "module", address: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    `Unexpected ${kind} instance key`,
    `Because ${address} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this ${kind}.`,
  );

const objectAttributes: Readonly<Record<string, string>> = {
  path: "The supported attributes are path.cwd, path.module and path.root.",
  terraform:
    "The only supported attributes are terraform.workspace, the name of the currently-selected workspace, and terraform.applying, a boolean which is true only during apply.",
  count: 'The only supported attribute is count.index, which is the index of each instance of a resource block that has the "count" argument set.',
  each: 'The supported attributes are each.key and each.value, the current key and value pair of the "for_each" attribute set.',
};

export const invalidObjectAttribute = (root: string, name: string, suggestion: string | undefined, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    `Invalid "${root}" attribute`,
    `The "${root}" object does not have an attribute named "${name}".${didYouMean(suggestion) || ` ${objectAttributes[root] ?? ""}`.trimEnd()}`,
  );

export const terraformEnvRemoved = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    'Invalid "terraform" attribute',
    'The terraform.env attribute was deprecated in v0.10 and removed in v0.12. The "state environment" concept was renamed to "workspace" in v0.12, and so the workspace name can now be accessed using the terraform.workspace attribute.',
  );

export const countOutsideCount = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    'Reference to "count" in non-counted context',
    'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.',
  );

export const eachOutsideForEach = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    'Reference to "each" in context without for_each',
    'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.',
  );

export const eachValueUnavailable = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "each.value cannot be used in this context",
    'A reference to "each.value" has been used in a context in which it is unavailable, such as when the configuration no longer contains the value in its "for_each" expression. Remove this reference to each.value in your configuration to work around this error.',
  );

export const selfUnavailable = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    'Invalid "self" reference',
    'The "self" object is not available in this context. This object can be used only in resource provisioner, connection, and postcondition blocks.',
  );

export const selfReference = (address: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Self-referential block", `Configuration for ${address} may not refer to itself.`);

export const selfReferencingLocal = (name: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Self-referencing local value", `Local value local.${name} cannot use its own result as part of its expression.`);

export const dependsOnPart = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid depends_on reference", "References in depends_on must be to a whole object (resource, etc), not to an attribute of an object.");

export const unknownName = (root: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Unknown variable", `There is no variable named "${root}".`);
