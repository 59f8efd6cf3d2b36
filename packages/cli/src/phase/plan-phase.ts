import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PhaseCounts, PhaseRequest, PhaseResult } from "@lockstep/contract";
import { countChanges, planJson, printPlanFile, redactedPlanJson, runPlan, schemasOf, type Plan, type State } from "@lockstep/engine";
import { hasErrors, writeJson } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { walkInput, type Project } from "../local/project.ts";
import { terraformVersion } from "../version.ts";
import { viewFor, type View } from "../views/view.ts";
import { forecastApply } from "./apply-forecast.ts";
import type { Channel } from "./channel.ts";
import { fetchModules } from "./modules.ts";
import { failedWith, openPhase, readState, requestsOf, type OpenPhase } from "./open-phase.ts";
import { recoverInterrupted } from "./recover.ts";
import { StateKeeper } from "./state-keeper.ts";

/** Plans and leaves the plan in three forms: as it is applied, as `show -json` prints it, and without secrets for those who look. */
export async function planPhase(request: PhaseRequest, call: Call, channel: Channel): Promise<PhaseResult> {
  const modules = await fetchModules(request, call);
  const opened = openPhase(request, call, modules.resolve);
  const state = readState(request);
  const { project, variables } = opened;
  const view = viewFor(call, project);
  view.diagnostics([...opened.diagnostics, ...state.diagnostics]);
  if (hasErrors([...opened.diagnostics, ...state.diagnostics])) return failedWith([...opened.diagnostics, ...state.diagnostics], project);
  const before = await recoverInterrupted({ call: opened.call, project, variables, view, keeper: new StateKeeper(request, channel, state.value), records: request.recovering ?? [], state: state.value });
  if (!before.ok) return failedWith(before.diagnostics, project);
  const planned = await makePlan(request, { ...opened, view, state: before.state ?? state.value });
  return { ...planned, fetchedModules: modules.fetched, ...(request.recovering && { recovered: true }) };
}

async function makePlan(request: PhaseRequest, { project, variables, call, view, state }: OpenPhase & { readonly view: View; readonly state: State | undefined }): Promise<PhaseResult> {
  const { mode, refresh, targets, replaces } = request.planning ?? { mode: "normal", refresh: true, targets: [], replaces: [] };
  const now = new Date();
  const { value: plan, diagnostics } = await runPlan({
    ...walkInput(project, variables, call, now.getTime(), false),
    state,
    mode,
    refresh,
    targets,
    forceReplace: replaces,
    timestamp: now.toISOString().replace(/\.\d+Z$/, "Z"),
    newLineage: randomUUID,
    onEvent: (event) => view.event(event),
  });
  if (plan) view.plan(plan);
  view.diagnostics(diagnostics);
  if (!plan || plan.errored || hasErrors([...diagnostics])) return failedWith(diagnostics, project);
  save(request, project, plan);
  const cost = project.usage.summary();
  view.planned({ applyable: false, ...(cost !== undefined && { cost }) });
  const failedChecks = plan.checks.flatMap(({ objects }) => objects).filter(({ status }) => status === "fail").length;
  return { ok: true, counts: countsOf(plan), applyable: plan.applyable, requests: requestsOf(project), failedChecks, forecast: forecastApply(plan, project.providers) };
}

function save({ results }: PhaseRequest, { providers }: Project, plan: Plan): void {
  const options = { ...schemasOf(providers), terraformVersion };
  const secret = { mode: 0o600 };
  writeFileSync(join(results, "plan"), printPlanFile(plan), secret);
  writeFileSync(join(results, "plan.json"), writeJson(planJson(plan, options)), secret);
  writeFileSync(join(results, "redacted.json"), writeJson(redactedPlanJson(plan, providers, options)), secret);
}

export function countsOf(plan: Pick<Plan, "changes">): PhaseCounts {
  const { add, change, remove, importing } = countChanges(plan.changes);
  return { add, change, destroy: remove, import: importing };
}
