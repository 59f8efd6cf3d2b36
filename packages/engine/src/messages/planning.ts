// What is said while planning and applying. Summaries are Terraform's own, because people and tools look them up.
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorAt, warningAt } from "./problem.ts";

const bug = (text: string): string => `${text}\n\nThis is a bug in the provider; please report it.`;

export const cycle = (names: readonly string[]): Diagnostic => errorAt(undefined, `Cycle: ${names.join(", ")}`, "");

export const providerNotConfigured = (resource: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Provider configuration not present", `To work with ${resource} its provider configuration is required, but nothing declares it in this module or passes it in. Add a provider block with this alias, or pass it by "providers" in the module call.`);

export const providerConfigurationGone = (address: string, provider: string): Diagnostic =>
  errorAt(
    undefined,
    "Provider configuration not present",
    `To work with ${address} (orphan) its original provider configuration at ${provider} is required, but it has been removed. This occurs when a provider configuration is removed while objects created by that provider still exist in the state. Re-add the provider configuration to destroy ${address} (orphan), after which you can remove the provider configuration again.`,
  );

export const providerUnknown = (source: string): Diagnostic =>
  errorAt(undefined, "Provider not available", `The configuration needs the provider ${source}, which is not part of Lockstep. Lockstep works with the Okta provider and the built-in one.`);

export const schemaUnknown = (address: string, type: string, source: string): Diagnostic =>
  errorAt(undefined, "No schema available", `The state has ${address}, but the provider ${source} has no resource type "${type}". Remove it from the state with "lockstep state rm", or use a version that knows it.`);

export const stateDoesNotFit = (address: string): Diagnostic =>
  errorAt(undefined, "Invalid resource instance data in state", `The attributes that the state has for ${address} do not fit the provider's schema.`);

export const instanceCannotBeDestroyed = (address: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Instance cannot be destroyed",
    `Resource ${address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan using the -target option.`,
  );

export const targetingInEffect = (): Diagnostic =>
  warningAt(
    undefined,
    "Resource targeting is in effect",
    "You are creating a plan with the -target option, which means that the result of this plan may not represent all of the changes requested by the current configuration.\n\nThe -target option is not for routine use, and is provided only for exceptional situations such as recovering from errors or mistakes, or when Lockstep specifically suggests to use it as part of an error message.",
  );

export const appliedIncompletely = (): Diagnostic =>
  warningAt(
    undefined,
    "Applied changes may be incomplete",
    "The plan was created with the -target option in effect, so some changes requested in the configuration may have been ignored and the output values may not be fully updated. Run the following command to verify that no other changes are pending:\n    lockstep plan\n\nNote that the -target option is not suitable for routine use, and is provided only for exceptional situations such as recovering from errors or mistakes, or when Lockstep specifically suggests to use it as part of an error message.",
  );

export const invalidTarget = (text: string, problem: string): Diagnostic => errorAt(undefined, `Invalid target ${JSON.stringify(text)}`, problem);

export const invalidReplace = (text: string, problem: string): Diagnostic => errorAt(undefined, `Invalid force-replace address ${JSON.stringify(text)}`, problem);

export const blockedMoves = (moves: readonly { readonly from: string; readonly to: string }[]): Diagnostic =>
  warningAt(
    undefined,
    "Unresolved resource instance address changes",
    `Lockstep tried to adjust resource instance addresses in the prior state based on change information recorded in the configuration, but some adjustments did not succeed due to existing objects already at the intended addresses:${moves.map(({ from, to }) => `\n  - ${from} could not move to ${to}`).join("")}\n\nLockstep has planned to destroy these objects. If the proposed changes aren't appropriate, you must first resolve the conflicts using the "state" commands and then create a new plan.`,
  );

export const cyclicMoves = (moves: readonly string[]): Diagnostic =>
  errorAt(
    undefined,
    "Cyclic dependency in move statements",
    `The following chained move statements form a cycle, and so there is no final location to move objects to:${moves.map((move) => `\n  - ${move}`).join("")}\n\nA chain of move statements must end with an address that doesn't appear in any other statements, and which typically also refers to an object still declared in the configuration.`,
  );

export const movedStillExists = (from: string, to: string, declaredAt: string, noun: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Moved object still exists",
    `This statement declares a move from ${from}, but that ${noun} is still declared at ${declaredAt}.\n\nChange your configuration so that this ${noun} will be declared as ${to} instead.`,
  );

export const someForgotten = (addresses: readonly string[]): Diagnostic =>
  warningAt(
    undefined,
    "Some objects will no longer be managed by Terraform",
    `If you apply this plan, Lockstep will discard its tracking information for the following objects, but it will not delete them:${addresses.map((address) => `\n - ${address}`).join("")}\n\nAfter applying this plan, Lockstep will no longer manage these objects. You will need to import them to manage them again.`,
  );

export const importTargetMissing = (address: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Configuration for import target does not exist",
    `The configuration for the given import target ${address} does not exist. All target instances must have an associated configuration to be imported.`,
  );

export const importUnknownObject = (address: string, id: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Cannot import non-existent remote object",
    `While attempting to import an existing object to "${address}", the provider detected that no object exists with the id ${JSON.stringify(id)}. Only pre-existing objects can be imported; check that the id is correct and that it is associated with the org that the provider is configured for.`,
  );

export const invalidImportId = (detail: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid import id argument", detail);

export const duplicateImport = (address: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Duplicate import configuration for ${JSON.stringify(address)}`, `An import block for the resource ${JSON.stringify(address)} was already declared. A resource can have only one import block.`);

export const invalidPlanFromProvider = (provider: string, address: string, problem: string): Diagnostic =>
  errorAt(undefined, "Provider produced invalid plan", bug(`Provider ${provider} planned an invalid value for ${address}: ${problem}.`));

export const invalidObjectFromProvider = (provider: string, address: string, problem: string): Diagnostic =>
  errorAt(undefined, "Provider returned invalid result object after apply", bug(`After the apply operation, the provider ${provider} gave back an object for ${address} that is not complete: ${problem}.`));

export const finalPlanDiffers = (provider: string, address: string, problem: string): Diagnostic =>
  errorAt(undefined, "Provider produced inconsistent final plan", bug(`When expanding the plan for ${address} to include new values learned so far during apply, provider ${provider} produced a different plan: ${problem}.`));

export const objectChangedSincePlan = (address: string, differences: readonly { readonly path: string; readonly planned: string; readonly now: string }[]): Diagnostic =>
  errorAt(
    undefined,
    "Object changed since the plan",
    `${address} is not any more what it was when the plan was made, so its change was not carried out:${differences.map(({ path, planned, now }) => `\n  - ${path}: was ${planned} in the plan, is ${now} now`).join("")}\n\nMake a new plan: it starts from what is there now.`,
  );

export const objectGoneSincePlan = (address: string): Diagnostic =>
  errorAt(undefined, "Object changed since the plan", `${address} was there when the plan was made and is gone now, so its change was not carried out. Make a new plan: it starts from what is there now.`);

export const outputRefersToSensitive = (name: string, range: SourceRange): Diagnostic =>
  errorAt(
    range,
    "Output refers to sensitive values",
    `To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Lockstep requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent.\n\nIf you do intend to export this data, annotate the output value "${name}" as sensitive by adding the following argument:\n    sensitive = true`,
  );

export const ephemeralNotAllowed = (where: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(range, "Ephemeral value not allowed", `This ${where} is not declared as returning an ephemeral value, so it cannot be set to a result derived from an ephemeral value.`);

export const lastingInEphemeralOutput = (range: SourceRange): Diagnostic =>
  errorAt(range, "Value not allowed in ephemeral output", "This output value is declared as returning an ephemeral value, so it can only be set to an ephemeral value.");

export const ephemeralInResource = (name: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(range, "Invalid use of ephemeral value", `Ephemeral values are not valid for "${name}", because it is not a write-only attribute and must be persisted to state.`);

export const ephemeralRootOutput = (range: SourceRange): Diagnostic => errorAt(range, "Ephemeral output not allowed", "Ephemeral outputs are not allowed in context of a root module");

export const undeclaredTrigger = (address: string, module: string, range: SourceRange): Diagnostic =>
  errorAt(range, "Reference to undeclared resource", `A resource ${address} has not been declared in ${module}`);

export const conditionFailed = (summary: string, detail: string, range: SourceRange, severity: "error" | "warning"): Diagnostic =>
  severity === "error" ? errorAt(range, summary, detail) : warningAt(range, summary, detail);

export const failedWithInvalidMessage = "This check failed, but has an invalid error message as described in the other accompanying messages.";

export const invalidConditionResult = (detail: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid condition result", detail);

export const invalidErrorMessage = (detail: string, range: SourceRange): Diagnostic => errorAt(range, "Invalid error message", detail);

export const messageRefersToSensitive = (range: SourceRange): Diagnostic =>
  warningAt(
    range,
    "Error message refers to sensitive values",
    "The error expression used to explain this condition refers to sensitive values, so Lockstep will not display the resulting message.\n\nYou can correct this by removing references to sensitive values, or by carefully using the nonsensitive() function if the expression will not reveal the sensitive data.",
  );

export const ephemeralMessage = "Error message refers to ephemeral values";

export const messageRefersToEphemeral = (range: SourceRange): Diagnostic =>
  warningAt(
    range,
    ephemeralMessage,
    "The error expression used to explain this condition refers to ephemeral values, so Lockstep will not display the resulting message.\n\nYou can correct this by removing references to ephemeral values, or by using the ephemeralasnull() function on the references to not reveal ephemeral data.",
  );

export const checkKnownAfterApply = (range: SourceRange): Diagnostic =>
  warningAt(range, "Check block assertion known after apply", "The condition could not be evaluated at this time, a result will be known when this plan is applied.");

export const redundantMove = (address: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(range, "Redundant move statement", `This statement declares a move from ${address} to the same address, which is the same as not declaring this move at all.`);

export const ambiguousMoveFrom = (from: string, earlier: { readonly at: string; readonly to: string }, to: string, noun: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Ambiguous move statements",
    `A statement at ${earlier.at} declared that ${from} moved to ${earlier.to}, but this statement instead declares that it moved to ${to}.\n\nEach ${noun} can move to only one destination ${noun}.`,
  );

export const ambiguousMoveTo = (to: string, earlier: { readonly at: string; readonly from: string }, from: string, noun: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(
    range,
    "Ambiguous move statements",
    `A statement at ${earlier.at} declared that ${earlier.from} moved to ${to}, but this statement instead declares that ${from} moved there.\n\nEach ${noun} can have moved from only one source ${noun}.`,
  );

export const mixedMove = (range: SourceRange | undefined): Diagnostic =>
  errorAt(range, 'Invalid "moved" addresses', 'The "from" and "to" addresses must either both refer to resources or both refer to modules.');

export const moveAcrossTypes = (from: string, to: string, range: SourceRange | undefined): Diagnostic =>
  errorAt(range, "Unsupported `moved` across resource types", `An object of the type "${from}" cannot become one of the type "${to}": the provider does not support moving objects from one resource type to another.`);

export const removedStillDeclared = (address: string, noun: string, range: SourceRange): Diagnostic =>
  errorAt(range, `Removed ${noun} still exists`, `This statement declares that ${address} was removed, but it is still declared in configuration.`);

export const incompleteReplace = (address: string, instances: readonly string[]): Diagnostic =>
  warningAt(
    undefined,
    "Incompletely-matched force-replace resource instance",
    instances.length === 1
      ? `Your force-replace request for ${address} doesn't match any resource instances because it lacks an instance key.\n\nTo force replacement of the single declared instance, use the following option instead:\n  -replace=${JSON.stringify(instances[0])}`
      : `Your force-replace request for ${address} doesn't match any resource instances because it lacks an instance key.\n\nTo force replacement of particular instances, use one or more of the following options instead:${instances.map((instance) => `\n  -replace=${JSON.stringify(instance)}`).join("")}`,
  );

export const planStale = (): Diagnostic =>
  errorAt(
    undefined,
    "Saved plan is stale",
    "The given plan file can no longer be applied because the state was changed by another operation after the plan was created.",
  );

export const applyInterrupted = (): Diagnostic => errorAt(undefined, "Execution halted", "The operation was interrupted. What was done is in the state; run apply again to carry out the rest.");

export const creationUnclear = (address: string, detail: string): Diagnostic =>
  errorAt(undefined, "Interrupted creation", `An earlier apply was interrupted while it created ${address}, and it is not clear whether the object was made: ${detail}`);

export const stateObjectTooNew = (address: string, version: number, supported: number): Diagnostic =>
  errorAt(
    undefined,
    "Resource instance managed by newer provider version",
    `The current state of ${address} was created by a newer provider version (schema ${version}) than this one (schema ${supported}). Upgrade to work with it.`,
  );
