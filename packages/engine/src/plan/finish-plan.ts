import { compareInstances } from "../address.ts";
import * as messages from "../messages.ts";
import { isSameState } from "../state/state-file.ts";
import type { State } from "../state/state.ts";
import { terraformVersion } from "../version.ts";
import type { Plan, ResourceChange } from "./plan.ts";
import { isChange } from "./plan.ts";
import type { PlanSession } from "./plan-session.ts";
import { relevantAttributes } from "./relevant-attributes.ts";
import type { PlanInput } from "./run-plan.ts";

/** The plan that a walk without errors came to. */
export function finishPlan(session: PlanSession, input: PlanInput): Plan {
  const changes = [...session.changes.values()].sort((a, b) => compareInstances(a.address, b.address) || (a.deposed ?? "").localeCompare(b.deposed ?? ""));
  const forgotten = changes.filter(({ action }) => action === "forget").map(({ text }) => text);
  if (forgotten.length > 0) session.diagnostics.push(messages.someForgotten(forgotten));
  const priorState = makePriorState(session, input);
  const plan: Plan = {
    mode: input.mode,
    configuration: input.configuration,
    variables: input.variables,
    workspace: input.workspace,
    targets: input.targets,
    forceReplace: input.forceReplace,
    previousState: input.state,
    priorState,
    changes,
    drift: session.drift,
    outputChanges: session.outputChanges,
    checks: session.checks.results(),
    relevantAttributes: [],
    timestamp: input.timestamp,
    applyable: isApplyable(session, changes, priorState, input),
    complete: input.targets.length === 0,
    errored: false,
  };
  return { ...plan, relevantAttributes: relevantAttributes(session, plan) };
}

function makePriorState(session: PlanSession, { state, newLineage }: PlanInput): State {
  return {
    lineage: state?.lineage ?? newLineage(),
    serial: state?.serial ?? 0,
    terraformVersion,
    outputs: session.outputs,
    resources: session.store.toResources(),
    checkResults: state?.checkResults ?? null,
  };
}

function isApplyable(session: PlanSession, changes: readonly ResourceChange[], priorState: State, { mode, state }: PlanInput): boolean {
  const outputsChange = [...session.outputChanges.values()].some(isChange);
  // Recording what is there takes no output away.
  if (mode === "refresh-only") return [...session.outputChanges.values()].some((change) => isChange(change) && change.action !== "delete") || (state !== undefined && !isSameState({ ...state, outputs: priorState.outputs }, { ...priorState, checkResults: state.checkResults }));
  return outputsChange || changes.some((change) => isChange(change) || change.previousText !== undefined || change.importing !== undefined);
}

