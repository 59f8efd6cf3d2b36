// What is said when people import one object by the command.
import type { Diagnostic } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

export const invalidImportAddress = (text: string, problem: string): Diagnostic =>
  errorAt(undefined, "Invalid address", `${JSON.stringify(text)} is no address of a resource instance. ${problem}`);

export const importNeedsInstance = (text: string): Diagnostic =>
  errorAt(undefined, "Invalid address", `A resource instance address is required here. The module path ${JSON.stringify(text)} must be followed by a resource instance specification.`);

export const importNeedsManaged = (): Diagnostic => errorAt(undefined, "Invalid address", "A managed resource address is required. Importing into a data resource is not allowed.");

export const importIntoUnknownModule = (module: string): Diagnostic =>
  errorAt(undefined, "Import to non-existent module", `${module} is not defined in the configuration. Please add configuration for this module before importing into it.`);

export const importUnconfigured = (address: string, module: string, type: string, name: string): Diagnostic =>
  errorAt(
    undefined,
    "Configuration for import target does not exist",
    `The resource address ${JSON.stringify(address)} does not exist in the configuration.\n\nBefore importing this resource, please create its configuration in ${module}. For example:\n\n    resource ${JSON.stringify(type)} ${JSON.stringify(name)} {\n      # (resource arguments)\n    }`,
  );

export const alreadyManaged = (address: string): Diagnostic =>
  errorAt(
    undefined,
    "Resource already managed by Lockstep",
    `Lockstep is already managing a remote object for ${address}. To import to this address you must first remove the existing object from the state.`,
  );
