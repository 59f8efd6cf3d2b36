// Plans and applies in tests: a configuration on a shelf, what is planned for it, what becomes of it.
import { builtinFunctions, emptyContext } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import { runApply } from "../src/apply/run-apply.ts";
import type { Applied } from "../src/apply/run-apply.ts";
import type { ApplyInput } from "../src/apply/apply-session.ts";
import { collectInputs } from "../src/config/inputs/collect.ts";
import { resolveInputs } from "../src/config/inputs/resolve.ts";
import { runPlan } from "../src/plan/run-plan.ts";
import type { PlanInput } from "../src/plan/run-plan.ts";
import type { Plan } from "../src/plan/plan.ts";
import type { WalkInput } from "../src/plan/session.ts";
import { renderPlan } from "../src/render/plan-text.ts";
import { schemasOf } from "../src/render/schemas.ts";
import { plainStyle } from "../src/render/style.ts";
import type { State } from "../src/state/state.ts";
import { filesOf, load, providersWith, said } from "./check-config.ts";
import type { Shelf } from "./shelf.ts";

export type Source = string | Readonly<Record<string, string>>;

/** What all walks of tests are given. */
export function walkInput(source: Source, shelf?: Shelf, variables: readonly string[] = []): WalkInput {
  const configuration = load(source);
  const given = variables.map((text) => ({ kind: "var", text }) as const);
  const inputs = resolveInputs(configuration.root, collectInputs({ files: filesOf(source), folder: ".", environment: {}, given }).inputs);
  let key = 0;
  return {
    configuration,
    providers: providersWith(...(shelf ? [shelf.factory] : [])),
    variables: inputs.values,
    workspace: "default",
    functions: builtinFunctions,
    context: emptyContext,
    newKey: (digits) => String(++key).padStart(digits, "0"),
    parallelism: 4,
    signal: new AbortController().signal,
  };
}

export interface PlanOptions extends Partial<Pick<PlanInput, "mode" | "refresh" | "targets" | "forceReplace" | "state" | "onEvent" | "signal">> {
  readonly variables?: readonly string[];
}

/** The plan, or what was said instead. */
export async function planOf(source: Source, shelf?: Shelf, { variables, ...options }: PlanOptions = {}): Promise<{ plan: Plan | undefined; diagnostics: readonly Diagnostic[] }> {
  const { value, diagnostics } = await runPlan({
    ...walkInput(source, shelf, variables),
    state: undefined,
    mode: "normal",
    refresh: true,
    targets: [],
    forceReplace: [],
    timestamp: "2026-11-23T10:00:00Z",
    newLineage: () => "lineage",
    ...options,
  });
  return { plan: value, diagnostics };
}

/** `create shelf_box.a`, `delete-create shelf_box.b (replace_because_tainted)`; what is kept is left out. */
export async function checkPlan(source: Source, shelf?: Shelf, options?: PlanOptions): Promise<string[]> {
  const { plan, diagnostics } = await planOf(source, shelf, options);
  const changes = plan?.changes.filter(({ action, previousText }) => action !== "no-op" || previousText !== undefined) ?? [];
  return [
    ...changes.map(({ action, text, deposed, reason, previousText }) => `${action} ${text}${deposed === undefined ? "" : ` ${deposed}`}${previousText === undefined ? "" : ` from ${previousText}`}${reason ? ` (${reason})` : ""}`),
    ...said(diagnostics),
  ];
}

/** The plan as a person reads it. */
export async function checkPlanText(source: Source, shelf?: Shelf, options?: PlanOptions): Promise<string> {
  const { plan, diagnostics } = await planOf(source, shelf, options);
  if (!plan) return said(diagnostics).join("\n");
  return renderPlan(plan, { style: plainStyle, schemaOf: schemasOf(providersWith(...(shelf ? [shelf.factory] : []))).schemaOf }).trim();
}

export type ApplyOptions = PlanOptions & Partial<Pick<ApplyInput, "journal" | "onState" | "completed" | "halfDone" | "runProvisioner" | "verify">> & { readonly plan?: Plan; readonly now?: State };

/** Plans and carries out. */
export async function applyOf(source: Source, shelf?: Shelf, options: ApplyOptions = {}): Promise<{ applied: Applied | undefined; state: State; said: string[] }> {
  const { plan = (await planOf(source, shelf, options)).plan, journal, onState, completed, halfDone, runProvisioner, verify = true, now, variables, signal } = options;
  if (!plan) throw new Error(said((await planOf(source, shelf, options)).diagnostics).join("\n"));
  const { value, diagnostics } = await runApply({
    ...walkInput(source, shelf, variables),
    plan,
    now: () => new Date("2026-11-23T10:00:00Z"),
    verify,
    ...(signal && { signal }),
    ...(journal && { journal }),
    ...(onState && { onState }),
    ...(completed && { completed }),
    ...(halfDone && { halfDone }),
    ...(runProvisioner && { runProvisioner }),
    ...(now && { state: now }),
  });
  if (!value) throw new Error(said(diagnostics).join("\n"));
  return { applied: value, state: value.state, said: said(diagnostics) };
}

/** The addresses of a state's objects, with what is odd about them. */
export const objectsIn = (state: State): string[] =>
  state.resources.flatMap(({ module, mode, type, name, instances }) =>
    instances.map(({ key, tainted, deposed }) => `${module === "" ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}${tainted ? " tainted" : ""}${deposed === undefined ? "" : " deposed"}`),
  );
