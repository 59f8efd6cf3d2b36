import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { driftJson, hasDrift, printStored, providerConfigs, scanDrift, type State } from "@lockstep/engine";
import { hasErrors, writeJson } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { walkInput } from "../local/project.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { fetchModules } from "./modules.ts";
import { failedWith, openPhase, readState, requestsOf } from "./open-phase.ts";

/** Looks for drift: of everything in the state, or of the objects that are named. Leaves the report in `drift.json`. */
export async function driftPhase(request: PhaseRequest, call: Call): Promise<PhaseResult> {
  const { project, variables, diagnostics } = openPhase(request, call, (await fetchModules(request, call)).resolve, { checked: false });
  const state = readState(request);
  const problems = [...diagnostics, ...state.diagnostics];
  showDiagnostics(call, problems);
  if (hasErrors(problems) || !state.value) return failedWith(problems, project);
  const looked = only(state.value, request.scanning?.addresses);
  const { configs, diagnostics: unconfigured } = await providerConfigs({ ...walkInput(project, variables, call, Date.now(), false), state: looked });
  const { value: report, diagnostics: found } = await scanDrift({ state: looked, providers: project.providers, configOf: (address) => configs.get(address), signal: call.signal, attribute: true });
  showDiagnostics(call, [...unconfigured, ...found]);
  if (!report) return failedWith([...unconfigured, ...found], project);
  writeFileSync(join(request.results, "drift.json"), writeJson(driftJson(report)), { mode: 0o600 });
  const errors = [...unconfigured, ...found];
  if (hasErrors(errors)) return { ...failedWith(errors, project), drifted: hasDrift(report) };
  return { ok: true, requests: requestsOf(project), drifted: hasDrift(report) };
}

/** The state with only these instances. */
function only(state: State, addresses: readonly string[] | undefined): State {
  if (!addresses) return state;
  const wanted = new Set(addresses);
  const resources = state.resources.flatMap((resource) => {
    const instances = resource.instances.filter(({ key }) => wanted.has(printStored(resource.module, resource, key)));
    return instances.length > 0 ? [{ ...resource, instances }] : [];
  });
  return { ...state, resources };
}
