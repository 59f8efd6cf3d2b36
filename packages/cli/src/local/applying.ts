import { runApply, type Applied, type Plan, type State } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
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
  const saver = new StateSaver(held.file);
  const interrupted = (): void => view.note("\nInterrupt received. Finishing what is under way and saving the state; press Ctrl-C again to end at once.\n");
  call.signal.addEventListener("abort", interrupted, { once: true });
  const { value: applied, diagnostics } = await runApply({
    ...walkInput(project, variables, call, Date.parse(plan.timestamp), true),
    plan,
    now: () => new Date(),
    verify,
    runProvisioner: provisionersIn(project.folder),
    journal: held.journal,
    completed: held.completed,
    ...(held.resumes && held.state && { state: held.state }),
    onState: (state) => saver.offer(state),
    onEvent: (event) => view.event(event),
  });
  call.signal.removeEventListener("abort", interrupted);
  const unsaved = applied ? saver.save(applied.state) : [];
  // The journal goes only when the state on disk holds all that it says.
  if (unsaved.length === 0) held.journal.remove();
  view.diagnostics([...diagnostics, ...unsaved]);
  return { applied, failed: !applied || hasErrors([...diagnostics, ...unsaved]) };
}

/** A state as large as this is not written after every change: the journal has what came since. */
const largeState = 1000;
const pause = 1000;

/** Puts states on disk as they come: small ones each time, large ones at most once a second. */
class StateSaver {
  readonly #file: StateFile;
  #last = 0;
  #problem: readonly Diagnostic[] = [];

  constructor(file: StateFile) {
    this.#file = file;
  }

  offer(state: State): void {
    if (state.resources.length > largeState && Date.now() - this.#last < pause) return;
    this.#last = Date.now();
    this.#problem = this.#file.write(state).diagnostics;
  }

  /** The last one; says what kept it from the disk. */
  save(state: State): readonly Diagnostic[] {
    this.#problem = this.#file.write(state).diagnostics;
    return this.#problem;
  }
}
