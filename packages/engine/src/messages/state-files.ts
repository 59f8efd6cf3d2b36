// What can be wrong with a state file or a saved plan.
import type { Diagnostic } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

const unsupportedState = (detail: string): Diagnostic => errorAt(undefined, "Unsupported state file format", detail);

export const stateNotJson = (problem: string): Diagnostic =>
  unsupportedState(
    `The state file could not be parsed as JSON: ${problem}. If it was cut off while it was being written, the version before it is kept beside it as a backup.`,
  );

export const stateEmpty = (): Diagnostic => unsupportedState("The state file is empty. The version before it is kept beside it as a backup.");

export const stateWithoutVersion = (): Diagnostic =>
  unsupportedState('The state file does not have a "version" attribute, which is required to identify the format version.');

export const stateTooNew = (version: number, writer: string): Diagnostic =>
  unsupportedState(
    `The state file uses format version ${version}, which this version of Lockstep cannot read; it reads version 4. It was written by ${writer || "a newer program"}: use that one, or upgrade Lockstep.`,
  );

export const stateTooOld = (version: number): Diagnostic =>
  unsupportedState(
    `The state file uses format version ${version}, from before Terraform 0.12. Run "terraform apply -refresh-only" with Terraform 1.x once: it writes version 4, which Lockstep reads.`,
  );

export const stateMalformed = (what: string): Diagnostic => unsupportedState(`The state file is not as version 4 should be: ${what}.`);

export const planFileUnreadable = (why: string): Diagnostic => errorAt(undefined, "Failed to read plan file", why);

export const planFileNotOurs = (): Diagnostic =>
  planFileUnreadable("The file is not a plan that Lockstep saved. Plans of Terraform itself cannot be carried out by Lockstep: make the plan again.");

export const planFileCut = (): Diagnostic =>
  planFileUnreadable("The file ends too early: it was cut off while it was being written or copied. Make the plan again.");

export const planFileTooNew = (version: number, supported: number): Diagnostic =>
  planFileUnreadable(`The plan was saved in format ${version}, by a newer version of Lockstep; this one reads format ${supported}. Make the plan again with this version, or upgrade.`);
