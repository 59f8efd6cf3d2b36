import { readFileSync } from "node:fs";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { collectInputs, parseState, resolveInputs, type ModuleResolver, type ResolvedInput, type State } from "@lockstep/engine";
import type { Diagnostic, Outcome } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import { filesIn } from "../local/files.ts";
import { loadProject, openProject, type Project } from "../local/project.ts";
import { givenVariables } from "./call.ts";

/** A configuration that was loaded for a phase, with the values of its input variables. */
export interface OpenPhase {
  readonly project: Project;
  readonly call: Call;
  readonly variables: ReadonlyMap<string, ResolvedInput>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the configuration and resolves its variables; what is checked when a plan is made need not be checked to look for drift. */
export function openPhase(request: PhaseRequest, call: Call, resolveModule: ModuleResolver, { checked } = { checked: true }): OpenPhase {
  const { project, diagnostics } = checked ? loadProject(call, resolveModule) : openProject(call, resolveModule);
  const { root } = project.configuration;
  const files = filesIn(call.folder);
  const inFolder = collectInputs({ files, folder: ".", environment: call.environment, given: [] });
  const given = givenVariables(request, new Set(root.variables.keys()), new Set(inFolder.inputs.keys()));
  const { inputs, diagnostics: unread } = collectInputs({ files, folder: ".", environment: call.environment, given });
  const resolved = resolveInputs(root, inputs);
  return { project, call: { ...call, given }, variables: resolved.values, diagnostics: [...diagnostics, ...unread, ...resolved.diagnostics] };
}

/** The state that the worker gave; no value: there is none yet. */
export const readState = ({ state }: PhaseRequest): Outcome<State> => (state === undefined ? { diagnostics: [] } : parseState(readFileSync(state, "utf8")));

/** Requests by rate-limit bucket of all providers of a project. */
export const requestsOf = ({ usage }: Project): Readonly<Record<string, number>> =>
  Object.fromEntries([...usage.buckets()].filter(([, { requests }]) => requests > 0).map(([bucket, { requests }]) => [bucket, requests]));

/** A phase that ended with errors. */
export function failedWith(diagnostics: readonly Diagnostic[], project: Project): PhaseResult {
  const error = diagnostics.find(({ severity }) => severity === "error");
  return { ok: false, requests: requestsOf(project), ...(error && { error: { summary: error.summary, detail: error.detail } }) };
}
