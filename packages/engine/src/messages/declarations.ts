// What is said of declarations that cannot stand as they are (removed, check, connection and provisioner blocks, triggers),
// and of options that exclude one another.
import { printRange } from "@lockstep/hcl";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

export const removedDataSource = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Data source address not allowed",
    "Data sources are never destroyed, so they are not valid targets of removed blocks. To remove the data source from state, remove the data source block from configuration.",
  );

export const removedModuleInstance = (range: SourceRange): Diagnostic =>
  errorAt(range, "Module instance keys not allowed", 'Module address must be a module (e.g. "module.foo"), not a module instance (e.g. "module.foo[1]").');

export const provisionerNotForDestroy = (range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Invalid provisioner block",
    'Only destroy-time provisioners are valid in "removed" blocks. To declare a destroy-time provisioner, use:\n    when = destroy',
  );

export const provisionerOfModule = (range: SourceRange): Diagnostic =>
  errorAt(range, "Invalid provisioner block", "Provisioners are valid only when a removed block targets a managed resource.");

/** `owner` is 'This resource', 'This "removed" block', 'This provisioner'. */
export const secondConnection = (owner: string, first: SourceRange, range: SourceRange): Diagnostic =>
  errorAt(range, "Duplicate connection block", `${owner} already has a connection block at ${printRange(first)}.`);

export const repeatedInCheck = (argument: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Invalid "${argument}" attribute`, 'The "count" and "for_each" meta-arguments are not supported within nested data blocks.');

export const cannotOverrideValidation = (range: SourceRange): Diagnostic =>
  errorAt(range, "Can't override validation blocks", 'Override files cannot override "validation" blocks.');

/** `resource` and `module` as messages name them: "okta_group.a[0]", "the root module". */
export const noChangeFound = (resource: string, module: string): Diagnostic => errorAt(undefined, `no change found for ${resource} in ${module}`, "");

export const importNeedsKey = (): Diagnostic => errorAt(undefined, "Invalid address", "A resource instance address is required here. The module path must be followed by a resource instance specification.");

export const refreshOnlyWithoutRefresh = (): Diagnostic =>
  errorAt(undefined, "Incompatible refresh options", "It doesn't make sense to use -refresh-only at the same time as -refresh=false, because Lockstep would have nothing to do.");

export const replaceNeedsNormalMode = (): Diagnostic =>
  errorAt(undefined, "Unsupported plan mode", "Forcing resource instance replacement (with -replace=...) is allowed only in normal planning mode.");
