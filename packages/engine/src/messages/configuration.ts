// What is wrong with the blocks of a module, as declared.
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { printRange } from "@lockstep/hcl";
import { errorAt, warningAt } from "./problem.ts";

/** The rule that all names keep. */
export const nameRule = "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.";

/** `what` is "resource name", "module instance name" … */
export const invalidName = (what: string, range: SourceRange): Diagnostic => errorAt(range, `Invalid ${what}`, nameRule);

export const reservedVariableName = (name: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid variable name", `The variable name "${name}" is reserved due to its special meaning inside module blocks.`);

/** What is said when a name is declared twice: the summary, and the detail around the place of the first. */
export interface DuplicateWords {
  readonly summary: string;
  readonly before: string;
  readonly after: string;
}

export const duplicate = (words: DuplicateWords, earlier: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, words.summary, `${words.before} at ${printRange(earlier)}. ${words.after}`);

export const missingOverrideBase = (what: string, named: string, where: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Missing ${what} to override`, `There is no ${named}. An override file can only override ${where} in a primary configuration file.`);

const overrideRefusals: Readonly<Record<string, readonly [string, string]>> = {
  moved: ["Cannot override 'moved' blocks", "Records of moved objects can appear only in normal files, not in override files."],
  import: ["Cannot override 'import' blocks", "Import blocks can appear only in normal files, not in override files."],
  check: ["Can't override check blocks", "Override files cannot override check blocks."],
};

export const cannotOverride = (type: string, range: SourceRange): Diagnostic => {
  const [summary, detail] = overrideRefusals[type] ?? [`Cannot override '${type}' blocks`, "They can appear only in normal files, not in override files."];
  return errorAt(range, summary, detail);
};

export const dependsOnOverridden = (range: SourceRange): Diagnostic => errorAt(range, "Unsupported override", "The depends_on argument may not be overridden.");

export const destroyReference = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid reference from destroy provisioner",
    "Destroy-time provisioners and their connection configurations may only reference attributes of the related resource, via 'self', 'count.index', or 'each.key'.\n\nReferences to other resources during the destroy phase can cause dependency cycles and interact poorly with create_before_destroy.",
  );

export const providerRequiredTwice = (source: string, name: string, earlier: string, range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Duplicate required provider",
    `Provider ${source} with the local name "${name}" was previously required as "${earlier}". A provider can only be required once within required_providers.`,
  );

export const staticListRequired = (range: SourceRange): Diagnostic => errorAt(range, "Invalid expression", "A static list expression is required.");

export const staticMapRequired = (range: SourceRange): Diagnostic => errorAt(range, "Invalid expression", "A static map expression is required.");

export const staticReferenceRequired = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid expression",
    "A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.",
  );

export const quotedReference = (range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Quoted references are deprecated",
    "In this context, references are expected literally rather than in quotes. Terraform 0.11 and earlier required quotes, but quoted references are now deprecated and will be removed in a future version of Terraform. Remove the quotes surrounding this reference to silence this warning.",
  );

export const quotedKeyword = (range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Quoted keywords are deprecated",
    "In this context, keywords are expected literally rather than in quotes. Terraform 0.11 and earlier required quotes, but quoted keywords are now deprecated and will be removed in a future version of Terraform. Remove the quotes surrounding this keyword to silence this warning.",
  );

export const invalidKeyword = (argument: string, words: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Invalid "${argument}" keyword`, `The "${argument}" argument requires one of the following keywords: ${words}.`);

export const unsuitableValue = (problem: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Unsuitable value type", `Unsuitable value: ${problem}`);

export const countWithForEach = (of: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    'Invalid combination of "count" and "for_each"',
    `The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of ${of} to be created.`,
  );

export const duplicateLifecycle = (earlier: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, "Duplicate lifecycle block", `This resource already has a lifecycle block at ${printRange(earlier)}.`);

export const lifecycleOnlyManaged = (mode: string, argument: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    `Invalid ${mode} resource lifecycle argument`,
    `The lifecycle argument "${argument}" is defined only for managed resources ("resource" blocks), and is not valid for ${mode} resources.`,
  );

export const reservedBlock = (type: string, where: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Reserved block type name in ${where} block`, `The block type name "${type}" is reserved for use by Terraform in a future version.`);

export const reservedArgument = (name: string, where: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Reserved argument name in ${where} block`, `The ${where} argument name "${name}" is reserved for use by Terraform in a future version.`);

export const triggerNotResource = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid reference in replace_triggered_by expression", "Only resources, count.index, and each.key may be used in replace_triggered_by.");

export const triggerMissingResource = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid replace_triggered_by expression", "Missing resource reference in replace_triggered_by expression.");

export const conditionWithoutReference = (kind: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    `Invalid ${kind} expression`,
    "The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.",
  );

export const conditionOfItself = (kind: string, address: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Invalid reference in ${kind}`, `Configuration for ${address} may not refer to itself.`);

export const validationOfOthers = (name: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid variable validation condition", `The condition for variable "${name}" must refer to var.${name} in order to test incoming values.`);

export const checkWithoutAssert = (range: SourceRange): Diagnostic =>
  errorAt(range, "Zero assert blocks", "Check blocks must have at least one assert block.");

export const postconditionNotHere = (range: SourceRange): Diagnostic =>
  errorAt(range, "Postconditions are not allowed", "Output values can only have preconditions, not postconditions.");

export const ambiguousProvider = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid provider configuration reference", "The provider argument requires a provider type name, optionally followed by a period and then a configuration alias.");

export const invalidAlias = (): Diagnostic => errorAt(undefined, "Invalid provider configuration alias", `An alias must be a valid name. ${nameRule}`);

export const versionInProvider = (range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Version constraints inside provider configuration blocks are deprecated",
    "Terraform 0.13 and earlier allowed provider version constraints inside the provider configuration block, but that is now deprecated and will be removed in a future version of Terraform. To silence this warning, move the provider version constraint into the required_providers block.",
  );

export const invalidConstraint = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid version constraint", "This string does not use correct version constraint syntax.");

export const invalidProviderSource = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid provider source string", 'The "source" attribute must be in the format "[hostname/][namespace/]name"');

export const sourceNotText = (range: SourceRange): Diagnostic => errorAt(range, "Invalid source", "Source must be specified as a string.");

export const requirementNotObject = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid required_providers object", "required_providers entries must be strings or objects.");

export const requirementProperty = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid required_providers object",
    'required_providers objects can only contain "version", "source" and "configuration_aliases" attributes. To configure a provider, use a "provider" block.',
  );

export const duplicateRequirements = (earlier: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Duplicate required providers configuration",
    `A module may have only one required providers configuration. The required providers were previously configured at ${printRange(earlier)}.`,
  );

export const experimentsRefused = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Module uses experimental features",
    "Experimental features are intended only for gathering early feedback on new language designs, and so are available only in alpha releases of Terraform.",
  );

export const unsupportedVersion = (have: string, module: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Unsupported Terraform Core version",
    `${module} does not support Terraform version ${have}. To proceed, either choose another supported Terraform version or update this version constraint. Version constraints are normally set for good reason, so updating the constraint may lead to other errors or unexpected behavior.`,
  );

export const importOutsideRoot = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid import configuration", "An import block was detected in a module. Import blocks are only allowed in the root module.");

export const invalidAddress = (problem: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid address", problem);

export const importNotManaged = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid import address", "Only managed resources can be imported.");

export const removedInstance = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Resource instance keys not allowed",
    'Resource address must be a resource (e.g. "test_instance.foo"), not a resource instance (e.g. "test_instance.foo[1]").',
  );

export const secondDataInCheck = (range: SourceRange): Diagnostic =>
  errorAt(range, "Multiple data resource blocks", "This check block already has a data resource defined.");

export const unreadableFile = (path: string, reason: string): Diagnostic =>
  errorAt(undefined, "Failed to read file", `The file "${path}" could not be read: ${reason}.`);

export const invalidModuleSource = (problem: { readonly registry: boolean; readonly detail: string }, range: SourceRange): Diagnostic =>
  errorAt(range, problem.registry ? "Invalid registry module source address" : "Invalid module source address", problem.detail);

export const moduleCallsItself = (name: string, folder: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Module calls itself", `The module call "${name}" leads back to "${folder}", the folder it stands in or one that called it, so that it would never end.`);

export const tooManyModules = (name: string, most: number, deepest: number, range: SourceRange): Diagnostic =>
  errorAt(range, "Too many module calls", `The module call "${name}" is not followed: a configuration may call modules ${most} times, and ${deepest} levels deep.`);

export const unreadableModule = (name: string, folder: string, { range, sourceRange }: { readonly range: SourceRange; readonly sourceRange: SourceRange }): Diagnostic => {
  const { file } = range.source;
  const { line } = range.source.position(range.start);
  return errorAt(sourceRange, "Unreadable module directory", `The directory ${folder} could not be read for module "${name}" at ${file}:${line}.`);
};

export const moduleUnavailable = ({ summary, detail }: { readonly summary: string; readonly detail: string }, range: SourceRange): Diagnostic => errorAt(range, summary, detail);

/** A saved plan without one of its own modules. */
export const moduleNotInPlan = (source: string): { readonly summary: string; readonly detail: string } => ({
  summary: "Module not installed",
  detail: `The plan does not hold the module ${source}.`,
});

export const noModulesFetched = (name: string, source: string): { readonly summary: string; readonly detail: string; readonly quoteCall?: boolean } => ({
  summary: "Module not installed",
  detail: `The module "${name}" comes from "${source}", which cannot be fetched here. Modules in local folders ("./…" or "../…") are supported.`,
});

export const unreadableObject = (type: string, problem: string): Diagnostic =>
  errorAt(undefined, "Failed to decode resource from state", `The state holds an object of type ${type} that does not fit its schema: ${problem}.`);

export const providerNotPassed = (source: string, name: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Missing required provider configuration",
    `The child module requires an additional configuration for provider ${source}, with the local name "${name}".\n\nRefer to the module's documentation to understand the intended purpose of this additional provider configuration, and then add an entry for ${name} in the "providers" meta-argument in the module block to choose which provider configuration the module should use for that purpose.`,
  );

export const passedProviderUnknown = (name: string, module: string, source: string, range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Reference to undefined provider",
    `There is no explicit declaration for local provider name "${name}" in ${module}, so it is taken to mean "${source}".\n\nIf you also control the child module, add a required_providers entry named "${name}" with the source address "${source}".`,
  );

export const passedProviderMismatch = (
  outside: { readonly name: string; readonly source: string; readonly module: string },
  inside: { readonly name: string; readonly source: string; readonly module: string },
  range: SourceRange,
): Diagnostic =>
  errorAt(
    range,
    "Provider type mismatch",
    `The local name "${outside.name}" in ${outside.module} represents provider "${outside.source}", but "${inside.name}" in ${inside.module} represents "${inside.source}".\n\nEach provider has its own distinct configuration schema and provider types, so this module's "${inside.name}" can be assigned only a configuration for ${inside.source}, which is not required by ${inside.module}.`,
  );
