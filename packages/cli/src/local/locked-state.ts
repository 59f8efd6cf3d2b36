import { dirname, join, resolve, basename } from "node:path";
import type { State } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import { parseDuration, textOf } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import { diskProblem, stateLocked } from "../messages.ts";
import { terraformVersion } from "../version.ts";
import { JournalFile } from "./journal-file.ts";
import { StateFile } from "./state-file.ts";
import { lockPath, lockState } from "./state-lock.ts";

/** A state that this process holds: nobody else changes it until it is released. */
export interface LockedState {
  readonly file: StateFile;
  readonly journal: JournalFile;
  /** As it is on disk; undefined when there is none yet. */
  readonly state: State | undefined;
  readonly release: () => void;
}

/** The state file that a command is about: -state, or terraform.tfstate in its folder. */
export const statePathOf = ({ folder, flags }: Pick<Call, "folder" | "flags">): string => resolve(folder, textOf(flags, "state") ?? "terraform.tfstate");

/** Takes the lock (unless -lock=false) and reads the state. */
export async function openState(call: Call, operation: string): Promise<{ value?: LockedState; diagnostics: readonly Diagnostic[] }> {
  const path = statePathOf(call);
  const lock = call.flags["lock"] === false ? undefined : await takeLock(call, path, operation);
  if (lock && "problem" in lock) return { diagnostics: [lock.problem] };
  const release = lock?.release ?? (() => {});
  const file = new StateFile(path);
  const read = file.read();
  if (hasErrors(read.diagnostics)) {
    release();
    return { diagnostics: read.diagnostics };
  }
  const journal = new JournalFile(join(dirname(path), `.${basename(path)}.journal`));
  return { value: { file, journal, state: read.value, release }, diagnostics: read.diagnostics };
}

async function takeLock(call: Call, path: string, operation: string): Promise<{ release: () => void } | { problem: Diagnostic }> {
  const patience = parseDuration(textOf(call.flags, "lock-timeout") ?? "0s");
  try {
    const result = await lockState(path, operation, terraformVersion, patience);
    return result.held ? { release: result.release } : { problem: stateLocked(lockPath(path), result.by) };
  } catch (problem) {
    return { problem: diskProblem("the state's lock", problem) };
  }
}
