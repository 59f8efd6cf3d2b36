// Every message of the command line, in one place.
import type { ModuleProblem } from "@lockstep/engine";
import type { Diagnostic, SourceRange } from "@lockstep/hcl";
import { errorCode } from "./local/files.ts";
import { FetchProblem } from "./modules/fetch-problem.ts";
import type { LockInfo } from "./local/state-lock.ts";

const error = (summary: string, detail: string): Diagnostic => ({ severity: "error", summary, detail });

const text = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

export const twoPlanModes = (): Diagnostic => error("Incompatible plan mode options", "The -destroy and -refresh-only options are mutually-exclusive.");

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

export const noSuchFile = (path: string): Diagnostic => error("No such file", `There is no file or folder "${path}".`);

/** A module that init could not get. */
export function moduleNotFetched(name: string, { source, start }: SourceRange, address: string, { summary, message, remedy }: FetchProblem): ModuleProblem {
  const place = `${source.file}:${source.position(start).line}`;
  return { summary, detail: `Could not download module "${name}" (${place}) source code from "${address}": ${message.replace(/\.$/, "")}.${remedy === undefined ? "" : `\n\n${remedy}`}` };
}

const runInit = 'Run "lockstep init" to install all modules required by this configuration.';

export const moduleNotInstalled = (): ModuleProblem => ({ summary: "Module not installed", detail: `This module is not yet installed. ${runInit}` });

export const moduleSourceChanged = (): ModuleProblem => ({ summary: "Module source has changed", detail: `The source address was changed since this module was installed. ${runInit}` });

export const moduleCacheGone = (folder: string): ModuleProblem => ({ summary: "Module not installed", detail: `This module's local cache directory ${folder} could not be read. ${runInit}` });

export const moduleVersionChanged = (installed: string): ModuleProblem => ({
  summary: "Module version requirements have changed",
  detail: `The version requirements have changed since this module was installed and the installed version (${installed}) is no longer acceptable. ${runInit}`,
});

export const moduleLockChanged = (lockFile: string): ModuleProblem => ({ summary: "Module lock has changed", detail: `What is installed of this module is not what ${lockFile} has for it. ${runInit}` });

const upgradeInstead = "If the change is wanted, take it and lock it:\n\n    lockstep init -upgrade";

export const tagMoved = (tag: string, now: string, locked: string): FetchProblem =>
  new FetchProblem(`the tag "${tag}" was moved. It stands on commit ${now}, and ${locked} is locked`, "Module content has changed", upgradeInstead);

export const archiveChanged = (now: string, locked: string): FetchProblem =>
  new FetchProblem(`the archive is not the one that was locked: its SHA-256 is ${now}, and ${locked} is locked`, "Module content has changed", upgradeInstead);

export const commitLost = (commit: string): FetchProblem => new FetchProblem(`the commit ${commit}, which is locked, is not there any more`, "Module content has changed", upgradeInstead);

export const lockUnreadable = (name: string, problem: unknown): Diagnostic =>
  error("Failed to read module lock", `The file "${name}" could not be read: ${text(problem)}. If a merge left its marks there, keep one side; to write it anew:\n\n    rm ${name} && lockstep init`);

export const noOutputs = (): Diagnostic => ({
  severity: "warning",
  summary: "No outputs found",
  detail: "The state has no output values, or there is no state yet. Outputs are there after the configuration that declares them was applied.",
});

export const noRawOutput = (name: string): Diagnostic =>
  error("Unsupported value for raw output", `The output "${name}" is no text, number or bool that could be written as it is. Use -json for it.`);

export const lockHasOtherId = (held: LockInfo): Diagnostic =>
  error("Failed to unlock state", `The lock has the id ${held.ID} (${held.Who}, since ${held.Created}). Give that id when you are sure that its process is gone.`);

export const noLock = (path: string): Diagnostic => error("Failed to unlock state", `The state is not locked: there is no "${path}".`);

/** What was found out about an apply that was interrupted. */
export const recovered = (found: readonly string[]): string =>
  found.length === 0
    ? "An apply was interrupted before. Nothing of it was left open."
    : `An apply was interrupted before. What it left open was looked up and is in the state now:\n${found.map((line) => `  ${line}`).join("\n")}\n`;

export const fileUnreadable = (path: string, problem: unknown): Diagnostic => error("Failed to read file", `The file "${path}" could not be read: ${text(problem)}.`);

export const someResultsMayBeWrong = (): Diagnostic => ({ severity: "warning", summary: "Some expressions have no value", detail: "Because of the problems above, what depends on them cannot be worked out here." });

export const planStale = (): Diagnostic =>
  error("Saved plan is stale", "The plan was made from another state than the one that is here now: something was applied since. What it says may not be right any more. Make a new plan:\n\n    lockstep plan -out=FILE");

/** Nothing may be changed that is not in the journal first. */
export function journalProblem(name: string, problem: unknown): Diagnostic {
  const { summary, detail } = diskProblem(`the journal "${name}"`, problem);
  return error(summary, `${detail.replace(" The file as it was before is untouched.", "")} Every change is written there before it is made, so nothing further was changed. What was under way is looked up at the next run.`);
}

/** The state of an apply could not be kept: what was done is in the journal alone. */
export const stateUnsaved = ({ summary, detail }: Diagnostic, journal: string): Diagnostic =>
  error(summary, `${detail.replace(" Make room, and run the command again.", "")} No further change was begun; what was done, and is not in the state, is in the journal "${journal}". Make room and run the command again: it looks up what was done and goes on from there.`);

/** The same, when the last state could be written after all. */
export const applyStopped = ({ summary, detail }: Diagnostic): Diagnostic =>
  error(summary, `${detail.replace(" Make room, and run the command again.", "")} No further change was begun. By now the state could be written, and holds all that was done. Run the command again to carry out the rest.`);

export const journalPending = (): Diagnostic =>
  error("An apply was interrupted", "An apply of this state was killed, and what it had under way is not in the state yet. Let the next plan look it up before the state is changed by hand:\n\n    lockstep plan");

/** A process of the server that cannot start, in the words of whoever noticed. */
export const cannotStart = (detail: string): Diagnostic => error("Lockstep cannot start", detail);

export const addressInUse = (setting: string, { host, port }: { readonly host: string; readonly port: number }): Diagnostic =>
  error("Lockstep cannot start", `Another program listens at ${host.includes(":") ? `[${host}]` : host}:${port}. Stop it, or set ${setting} to another address, such as "127.0.0.1:${port + 1}".`);

/** A refusal in the server's own words. */
export const refusedByServer = ({ title, message }: { readonly title: string; readonly message: string }): Diagnostic => error(title.slice(0, 1).toUpperCase() + title.slice(1), message);
