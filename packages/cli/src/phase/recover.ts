import { readJournal, recoverApply, type HalfDone, type JournalRecord, type Plan, type ResolvedInput, type State } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { walkInput, type Project } from "../local/project.ts";
import { recovered } from "../messages.ts";
import type { View } from "../views/view.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** An apply that was interrupted, and what it takes to find out how far it came. */
export interface Interrupted {
  readonly call: Call;
  readonly project: Project;
  readonly variables: ReadonlyMap<string, ResolvedInput>;
  readonly view: View;
  readonly keeper: StateKeeper;
  readonly records: readonly unknown[];
  readonly state: State | undefined;
  /** What is to be carried out next; none: it is planned anew. */
  readonly plan?: Plan;
}

/** Where things stand after it. */
export interface Ready {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly completed: ReadonlySet<string>;
  /** Changes of `plan` that it had begun; given when it is to be gone on with. */
  readonly halfDone?: HalfDone;
  /** There was something to find out; the worker has the state that came of it. */
  readonly state?: State;
  /** It was an apply of `plan`, which goes on where that one ended. */
  readonly resumes: boolean;
}

const nothingOpen: Ready = { ok: true, diagnostics: [], completed: new Set(), resumes: false };

/** When a worker died while it applied, or was ended by force: asks the org what became of it, and brings the state up to date. */
export async function recoverInterrupted({ call, project, variables, view, keeper, records, state, plan }: Interrupted): Promise<Ready> {
  // What the pipe brings are the records that this program's own apply has written.
  const journal = readJournal(records as readonly JournalRecord[]);
  if (!journal) return nothingOpen;
  const { value, diagnostics } = await recoverApply({ ...walkInput(project, variables, call, Date.now(), false), journal, state, ...(plan && { plan }) });
  view.diagnostics(diagnostics);
  if (!value || hasErrors(diagnostics)) return { ...nothingOpen, ok: false, diagnostics };
  view.note(recovered(value.found));
  keeper.settle(value.state);
  return { ok: true, diagnostics, completed: value.completed, state: value.state, resumes: value.resumes, ...(value.resumes && { halfDone: value.halfDone }) };
}
