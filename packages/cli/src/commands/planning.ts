import { randomUUID } from "node:crypto";
import { runPlan, type Plan, type PlanMode, type ResolvedInput } from "@lockstep/engine";
import { hasErrors, type Diagnostic } from "@lockstep/hcl";
import { isOn, manyOf } from "../arguments.ts";
import { loadProject, readVariables, walkInput, type Project } from "../local/project.ts";
import { recoverJournal, type Recovered } from "../local/recovery.ts";
import { openState, type LockedState } from "../local/locked-state.ts";
import * as messages from "../messages.ts";
import { viewFor, type View } from "../views/view.ts";
import type { Call } from "./command.ts";

/** A plan that was made, with the state it was made from still held. */
export interface Planned {
  readonly project: Project;
  readonly variables: ReadonlyMap<string, ResolvedInput>;
  readonly plan: Plan;
  readonly locked: Recovered;
  readonly view: View;
}

/** What is ready to be planned, on a state as it was found. */
export type Ready = Omit<Planned, "plan" | "locked"> & { readonly locked: LockedState };

/** Loads, refreshes and plans as the flags say; undefined when errors were shown. The caller releases the state. */
export async function planCommand(call: Call, operation: string, mode: PlanMode): Promise<Planned | undefined> {
  const { project, diagnostics } = loadProject(call);
  const view = viewFor(call, project);
  const problems = [...modeProblems(call), ...diagnostics];
  view.diagnostics(problems);
  if (hasErrors(problems)) return undefined;
  const variables = await readVariables(project, call);
  view.diagnostics(variables.diagnostics);
  if (hasErrors([...variables.diagnostics])) return undefined;
  const opened = await openState(call, operation);
  view.diagnostics(opened.diagnostics);
  if (!opened.value) return undefined;
  const planned = await planOn(call, { project, variables: variables.values, locked: opened.value, view }, mode).catch((problem: unknown) => {
    opened.value?.release();
    throw problem;
  });
  if (!planned) opened.value.release();
  return planned;
}

async function planOn(call: Call, ready: Ready, mode: PlanMode): Promise<Planned | undefined> {
  const { project, view, variables } = ready;
  const locked = await recoverJournal(call, ready);
  if (!locked) return undefined;
  const now = new Date();
  const { value: plan, diagnostics } = await runPlan({
    ...walkInput(project, variables, call, now.getTime(), false),
    state: locked.state,
    mode,
    refresh: call.flags["refresh"] !== false,
    targets: manyOf(call.flags, "target"),
    forceReplace: manyOf(call.flags, "replace"),
    timestamp: now.toISOString().replace(/\.\d+Z$/, "Z"),
    newLineage: randomUUID,
    onEvent: (event) => view.event(event),
  });
  if (plan) view.plan(plan);
  view.diagnostics(diagnostics);
  return plan && !plan.errored ? { ...ready, locked, plan } : undefined;
}

/** Flags that ask for two modes at once. */
export const modeProblems = ({ flags }: Pick<Call, "flags">): Diagnostic[] => (isOn(flags, "destroy") && isOn(flags, "refresh-only") ? [messages.twoPlanModes()] : []);

/** The mode that the flags ask for. */
export const modeOf = ({ flags }: Call): PlanMode => (isOn(flags, "destroy") ? "destroy" : isOn(flags, "refresh-only") ? "refresh-only" : "normal");
