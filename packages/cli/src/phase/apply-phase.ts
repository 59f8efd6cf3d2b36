import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { isSameState, parsePlanFile, printState, readJournal, recoverApply, runApply, type Applied, type JournalRecord, type Plan, type RunProvisioner, type State } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { projectOf, walkInput, type Project } from "../local/project.ts";
import { provisionersIn } from "../local/provisioners.ts";
import { recovered } from "../messages.ts";
import { viewFor, type View } from "../views/view.ts";
import type { Channel } from "./channel.ts";
import { failedWith, readState, requestsOf } from "./open-phase.ts";

/** Carries out the plan that was confirmed; the worker has every journal record before its request is made, and every state after it. */
export async function applyPhase(request: PhaseRequest, call: Call, channel: Channel): Promise<PhaseResult> {
  const { plan: path, journal } = request.applying ?? { plan: "", journal: [] };
  const read = parsePlanFile(readFileSync(path));
  const state = readState(request);
  if (!read.value || hasErrors([...read.diagnostics, ...state.diagnostics])) return unreadable([...read.diagnostics, ...state.diagnostics]);
  const plan = read.value;
  const project = projectOf(call, plan.configuration);
  const view = viewFor(call, project);
  const keeper = new StateKeeper(request, channel, state.value);
  const before = await recover({ call, project, plan, view, keeper, records: journal as readonly JournalRecord[], state: state.value });
  if (!before.ok) return failedWith(before.diagnostics, project);
  const { value: applied, diagnostics } = await runApply({
    ...walkInput(project, new Map(plan.variables), call, Date.parse(plan.timestamp), true),
    plan,
    now: () => new Date(),
    verify: true,
    runProvisioner: request.allowProvisioners ? provisionersIn(project.folder) : refuseProvisioners,
    journal: { append: (record) => channel.settle({ kind: "journal", record }) },
    completed: before.completed,
    ...(before.state && { state: before.state }),
    ...(state.value && !before.state && { current: state.value }),
    onState: (now) => keeper.offer(now),
    onEvent: (event) => view.event(event),
  });
  if (applied) keeper.settle(applied.state);
  view.diagnostics(diagnostics);
  return conclude(plan, project, applied, diagnostics, view);
}

function conclude(plan: Plan, project: Project, applied: Applied | undefined, diagnostics: readonly Diagnostic[], view: View): PhaseResult {
  if (!applied) return failedWith(diagnostics, project);
  const { added, changed, destroyed, imported } = applied.counts;
  const counts = { add: added, change: changed, destroy: destroyed, import: imported };
  if (hasErrors([...diagnostics])) return { ...failedWith(diagnostics, project), counts };
  const cost = project.usage.summary();
  view.applied({ counts: { add: added, change: changed, remove: destroyed, importing: imported }, destroyed: plan.mode === "destroy", state: applied.state, ...(cost !== undefined && { cost }) });
  return { ok: true, counts, requests: requestsOf(project) };
}

interface Recovering {
  readonly call: Call;
  readonly project: Project;
  readonly plan: Plan;
  readonly view: View;
  readonly keeper: StateKeeper;
  readonly records: readonly JournalRecord[];
  readonly state: State | undefined;
}

interface Ready {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly completed: ReadonlySet<string>;
  /** Where the interrupted apply of this plan had come to. */
  readonly state?: State;
}

/** When another worker died while it carried out this plan: finds out how far it came. */
async function recover({ call, project, plan, view, keeper, records, state }: Recovering): Promise<Ready> {
  const journal = readJournal([...records]);
  if (!journal) return { ok: true, diagnostics: [], completed: new Set() };
  const { value, diagnostics } = await recoverApply({ ...walkInput(project, new Map(plan.variables), call, Date.now(), false), journal, state, plan });
  view.diagnostics(diagnostics);
  if (!value || hasErrors(diagnostics)) return { ok: false, diagnostics, completed: new Set() };
  view.note(recovered(value.found));
  keeper.settle(value.state);
  return { ok: true, diagnostics, completed: value.completed, ...(value.resumes && { state: value.state }) };
}

const refuseProvisioners: RunProvisioner = ({ type }) =>
  Promise.resolve({ problem: { summary: `${type} provisioner error`, detail: `This server runs no programs for a configuration. Its admin can allow it with the setting LOCKSTEP_ALLOW_PROVISIONERS.` } });

/** Large states are not sent after every change: the journal has what came since. */
const pause = 500;

/** Hands states to the worker as they come. */
class StateKeeper {
  readonly #path: string;
  readonly #channel: Channel;
  #known: State | undefined;
  #last = 0;

  constructor({ results }: PhaseRequest, channel: Channel, stored: State | undefined) {
    this.#path = join(results, "state.json");
    this.#channel = channel;
    this.#known = stored;
  }

  offer(state: State): void {
    if (Date.now() - this.#last < pause) return;
    this.#last = Date.now();
    this.#send(state, false);
  }

  settle(state: State): void {
    this.#send(state, true);
  }

  #send(state: State, last: boolean): void {
    // An apply that changed nothing leaves the state as it was, serial and all.
    if (this.#known ? isSameState(this.#known, state) : state.resources.length === 0 && state.outputs.size === 0) return;
    this.#known = state;
    writeFileSync(this.#path, printState(state), { mode: 0o600 });
    this.#channel.settle({ kind: "state", last });
  }
}

const unreadable = (diagnostics: readonly Diagnostic[]): PhaseResult => ({
  ok: false,
  requests: {},
  error: { summary: diagnostics[0]?.summary ?? "Plan cannot be read", detail: diagnostics[0]?.detail ?? "The stored plan is not one of this version. Make a new one." },
});
