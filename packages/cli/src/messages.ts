// Every message of the command line, in one place.
import type { Diagnostic } from "@lockstep/hcl";
import { errorCode } from "./local/files.ts";
import type { LockInfo } from "./local/state-lock.ts";

const error = (summary: string, detail: string): Diagnostic => ({ severity: "error", summary, detail });

const text = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

export const stateUnreadable = (path: string, problem: unknown): Diagnostic =>
  error("Failed to read state file", `The state file "${path}" could not be read: ${text(problem)}.`);

/** Something could not be written: says so, and what is safe. */
export function diskProblem(what: string, problem: unknown): Diagnostic {
  if (errorCode(problem) === "ENOSPC" || errorCode(problem) === "EDQUOT") {
    return error("No space left on disk", `There was no room to write ${what}. The file as it was before is untouched. Make room, and run the command again.`);
  }
  return error("Failed to write file", `Writing ${what} failed: ${text(problem)}. The file as it was before is untouched.`);
}

export function stateLocked(path: string, by: LockInfo | undefined): Diagnostic {
  const holder = by
    ? `\n\nLock Info:\n  ID:        ${by.ID}\n  Path:      ${by.Path}\n  Operation: ${by.Operation}\n  Who:       ${by.Who}\n  Version:   ${by.Version}\n  Created:   ${by.Created}`
    : "";
  return error(
    "Error acquiring the state lock",
    `Another process works on this state, and two at once would lose changes (${path} is held).${holder}\n\nWait for it to end, or let Lockstep wait:\n\n    lockstep plan -lock-timeout=5m\n\nWhen the process is gone and the lock was left behind, release it:\n\n    lockstep force-unlock ${by?.ID ?? "ID"}`,
  );
}

export const planFileUnreadable = (path: string, problem: unknown): Diagnostic =>
  error("Failed to read plan file", `The plan file "${path}" could not be read: ${text(problem)}.`);

export const noPlanFile = (path: string): Diagnostic =>
  error("Failed to load plan file", `There is no plan file "${path}". Make one with:\n\n    lockstep plan -out=${path}`);

export const noConfiguration = (folder: string): Diagnostic =>
  error("No configuration files", `The folder "${folder}" has no file that ends with .tf or .tf.json. Change to the folder of your configuration, or name it with -chdir.`);

export const noState = (): Diagnostic => error("No state file was found!", "There is no state in this folder yet. Apply a configuration first, or name the file with -state.");

export const noSuchOutput = (name: string, names: readonly string[]): Diagnostic =>
  error("Output not found", `The state has no output "${name}".${names.length > 0 ? ` It has: ${names.join(", ")}.` : " It has none."}`);

export const noAddressMatches = (address: string): Diagnostic =>
  error("No instance found for the given address!", `Nothing in the state has the address "${address}". To see what is there:\n\n    lockstep state list`);

export const staleSerial = (path: string): Diagnostic =>
  error("Failed to write state", `The state in "${path}" is older than the one in this folder, or has another lineage. To put it in place all the same:\n\n    lockstep state push -force ${path}`);

export const journalUnreadable = (path: string, problem: unknown): Diagnostic =>
  error("Failed to read the journal", `The journal "${path}" of an interrupted apply could not be read: ${text(problem)}. It says what that apply had under way, so nothing is changed before it can be read.`);

export const needsApproval = (what: string): Diagnostic =>
  error("Approval needed", `${what} has to be confirmed, and there is nobody to ask: standard input is not a terminal. Look at a saved plan and apply that, or say so beforehand with -auto-approve.`);
