import { readFileSync } from "node:fs";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { parsePlanFile, runApply, type Applied, type Plan, type RunProvisioner } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { projectOf, walkInput, type Project } from "../local/project.ts";
import { provisionersIn } from "../local/provisioners.ts";
import { viewFor, type View } from "../views/view.ts";
import type { Channel } from "./channel.ts";
import { failedWith, readState, requestsOf } from "./open-phase.ts";
import { recoverInterrupted } from "./recover.ts";
import { StateKeeper } from "./state-keeper.ts";

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
  const before = await recoverInterrupted({ call, project, variables: new Map(plan.variables), plan, view, keeper, records: journal, state: state.value });
  if (!before.ok) return failedWith(before.diagnostics, project);
  const { value: applied, diagnostics } = await runApply({
    ...walkInput(project, new Map(plan.variables), call, Date.parse(plan.timestamp), true),
    plan,
    now: () => new Date(),
    verify: true,
    runProvisioner: request.allowProvisioners ? provisionersIn(project.folder) : refuseProvisioners,
    journal: { append: (record) => channel.settle({ kind: "journal", record }) },
    completed: before.completed,
    ...(before.halfDone && { halfDone: before.halfDone }),
    ...(before.resumes && before.state && { state: before.state }),
    ...(state.value && !before.resumes && { current: state.value }),
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

const refuseProvisioners: RunProvisioner = ({ type }) =>
  Promise.resolve({ problem: { summary: `${type} provisioner error`, detail: `This server runs no programs for a configuration. Its admin can allow it with the setting LOCKSTEP_ALLOW_PROVISIONERS.` } });

const unreadable = (diagnostics: readonly Diagnostic[]): PhaseResult => ({
  ok: false,
  requests: {},
  error: { summary: diagnostics[0]?.summary ?? "Plan cannot be read", detail: diagnostics[0]?.detail ?? "The stored plan is not one of this version. Make a new one." },
});
