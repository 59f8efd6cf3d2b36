import { basename } from "node:path";
import { CallerStopped, runApply, type Applied, type Plan, type State } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { applyStopped, stateUnsaved } from "../messages.ts";
import type { View } from "../views/view.ts";
import { walkInput, type Project } from "./project.ts";
import { provisionersIn } from "./provisioners.ts";
import type { Recovered } from "./recovery.ts";
import type { StateFile } from "./state-file.ts";

/** What an apply came to; `failed` also when a part of it was done. */
export interface ApplyResult {
  readonly applied: Applied | undefined;
  readonly failed: boolean;
}

/** Carries out a plan: the state goes to disk after each change, the journal around each request. `verify` reads again what is changed. */
export async function applyPlan(call: Call, project: Project, plan: Plan, held: Recovered, view: View, verify: boolean): Promise<ApplyResult> {
  const variables = new Map(plan.variables);
  // When the state cannot be kept nothing further is begun: the longer it goes on, the more would have to be found again.
  const full = new AbortController();
  const saver = new StateSaver(held.file, () => full.abort(new CallerStopped()));
  const interrupted = (): void => view.note("\nInterrupt received. Finishing what is under way and saving the state; press Ctrl-C again to end at once.\n");
  call.signal.addEventListener("abort", interrupted, { once: true });
  const { value: applied, diagnostics } = await runApply({
    ...walkInput(project, variables, call, Date.parse(plan.timestamp), true),
    signal: AbortSignal.any([call.signal, full.signal]),
    plan,
    now: () => new Date(),
    verify,
    runProvisioner: provisionersIn(project.folder),
    journal: held.journal,
    completed: held.completed,
    ...(held.halfDone && { halfDone: held.halfDone }),
    ...(held.resumes && held.state && { state: held.state }),
    onState: (state) => saver.offer(state),
    onEvent: (event) => view.event(event),
  }).finally(() => call.signal.removeEventListener("abort", interrupted));
  const saved = applied !== undefined && saver.save(applied.state);
  // The journal goes only when the state on disk holds all that it says.
  if (saved) held.journal.remove();
  const unsaved = saver.problem ? [saved ? applyStopped(saver.problem) : stateUnsaved(saver.problem, basename(held.journal.path))] : [];
  view.diagnostics([...diagnostics, ...unsaved]);
  return { applied, failed: !applied || hasErrors([...diagnostics, ...unsaved]) };
}

/** A state as large as this is not written after every change: the journal has what came since. */
const largeState = 1000;
const pause = 1000;

/** Puts states on disk as they come: small ones each time, large ones at most once a second. */
class StateSaver {
  readonly #file: StateFile;
  readonly #onProblem: () => void;
  #last = 0;
  #problem: Diagnostic | undefined;

  constructor(file: StateFile, onProblem: () => void) {
    this.#file = file;
    this.#onProblem = onProblem;
  }

  /** What first kept a state from the disk. */
  get problem(): Diagnostic | undefined {
    return this.#problem;
  }

  offer(state: State): void {
    if (state.resources.length > largeState && Date.now() - this.#last < pause) return;
    this.#last = Date.now();
    this.save(state);
  }

  /** Whether the state is on disk now. */
  save(state: State): boolean {
    const [problem] = this.#file.write(state).diagnostics;
    this.#problem ??= problem;
    if (problem) this.#onProblem();
    return problem === undefined;
  }
}
