import { readJournal, recoverApply, type HalfDone, type Plan } from "@lockstep/engine";
import { hasErrors } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import type { Ready } from "../commands/planning.ts";
import { journalUnreadable, recovered } from "../messages.ts";
import type { LockedState } from "./locked-state.ts";
import { walkInput } from "./project.ts";

/** A held state, and which changes of the plan at hand an interrupted apply has already carried out. */
export interface Recovered extends LockedState {
  /** The interrupted apply was one of the plan at hand: it goes on where that one ended. */
  readonly resumes: boolean;
  readonly completed: ReadonlySet<string>;
  /** Changes of that plan that it had begun; given when it goes on. */
  readonly halfDone?: HalfDone;
}

/**
 * When an apply was killed, its journal lies beside the state: finds out what became of it, takes that into the state,
 * and only then lets the command go on. Undefined when it could not be found out; then nothing was changed.
 */
export async function recoverJournal(call: Call, { project, variables, locked, view }: Ready, plan?: Plan): Promise<Recovered | undefined> {
  if (!locked.journal.exists) return { ...locked, resumes: false, completed: new Set() };
  let records;
  try {
    records = locked.journal.read();
  } catch (problem) {
    view.diagnostics([journalUnreadable(locked.journal.path, problem)]);
    return undefined;
  }
  const journal = readJournal(records);
  if (!journal) {
    locked.journal.remove();
    return { ...locked, resumes: false, completed: new Set() };
  }
  const { value, diagnostics } = await recoverApply({ ...walkInput(project, variables, call, Date.now(), false), journal, state: locked.state, ...(plan && { plan }) });
  view.diagnostics(diagnostics);
  if (!value || hasErrors(diagnostics)) return undefined;
  const { resumes, completed, halfDone } = value;
  const nothing = !locked.state && value.state.resources.length === 0;
  const written = nothing ? { value: undefined, diagnostics: [] } : locked.file.write(value.state);
  view.diagnostics(written.diagnostics);
  if (hasErrors(written.diagnostics)) return undefined;
  locked.journal.remove();
  view.note(recovered(value.found));
  return { ...locked, state: written.value, resumes, completed, ...(resumes && { halfDone }) };
}
