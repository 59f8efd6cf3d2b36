// Entry: plan → new state. What was approved is what is done.
import { hasErrors } from "@lockstep/hcl";
import type { Outcome } from "@lockstep/hcl";
import { printResource } from "../address.ts";
import type { ApplyNode } from "../graph/apply-node.ts";
import { buildApplyGraph, changeKey, makesObject } from "../graph/apply-graph.ts";
import type { ApplyBuild } from "../graph/apply-graph.ts";
import { applySteps } from "../graph/apply-steps.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import { planSteps } from "../graph/plan-steps.ts";
import { readTarget } from "../graph/steps/keep-targets.ts";
import { walk } from "../graph/walk.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import { dependenciesIn } from "../plan/dependencies.ts";
import { forcedOrder } from "../plan/forced-order.ts";
import { makeSession } from "../plan/session.ts";
import type { Plan } from "../plan/plan.ts";
import { closeProviders } from "../plan/visit-provider.ts";
import { visitCheck, visitLocal, visitModule, visitVariable } from "../plan/visit-values.ts";
import { checkResultsJson } from "../render/checks-json.ts";
import { isSameState } from "../state/state-file.ts";
import type { State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import { terraformVersion } from "../version.ts";
import { record } from "./apply-session.ts";
import type { AppliedCounts, ApplyInput, ApplySession } from "./apply-session.ts";
import { CallerStopped } from "./caller-stopped.ts";
import { endObject } from "./end-object.ts";
import { applyOutput, visitBegin, visitBlock, visitChange, visitProviderToApply } from "./visit-apply.ts";

/** What an apply came to: also with errors there is a state, with all that was done. */
export interface Applied {
  readonly state: State;
  readonly counts: AppliedCounts;
}

/** Names a plan, so that an interrupted apply of it can be told from another. */
export const planIdentity = ({ priorState, timestamp }: Plan): string => `${priorState.lineage}/${priorState.serial}/${timestamp}`;

/** Carries out a plan. */
export async function runApply(input: ApplyInput): Promise<Outcome<Applied>> {
  const { plan } = input;
  const store = new StateStore(input.state ?? plan.priorState);
  const base = baseGraph(input, store);
  const build = buildApplyGraph(applySteps, { plan, state: store, base, completed: input.completed ?? new Set() });
  const session = makeApplySession(input, store, base);
  const problems = [...base.diagnostics, ...build.diagnostics, ...(isStale(input) ? [messages.planStale()] : [])];
  if (hasErrors(problems)) return { value: finish(session, input), diagnostics: problems };
  record(session, { kind: "apply-started", plan: planIdentity(plan), lineage: plan.priorState.lineage, serial: plan.priorState.serial, ...(input.completed?.size && { completed: [...input.completed] }), ...(input.halfDone?.size && { halfDone: Object.fromEntries(input.halfDone) }), at: input.now().toISOString() });
  await walkAll(session, build, input);
  endWithout(session, input);
  if (input.signal.aborted && !(input.signal.reason instanceof CallerStopped)) session.diagnostics.push(messages.applyInterrupted());
  if (plan.targets.length > 0) session.diagnostics.push(messages.appliedIncompletely());
  await closeProviders(session);
  const value = finish(session, input);
  input.onState?.(value.state);
  record(session, { kind: "apply-ended" });
  return { value, diagnostics: session.diagnostics };
}

// What an interrupted apply of this very plan wrote does not count.
function isStale({ plan: { previousState }, current, completed }: ApplyInput): boolean {
  if (!current || (completed?.size ?? 0) > 0) return false;
  return previousState ? current.lineage !== previousState.lineage || current.serial !== previousState.serial : current.resources.length > 0;
}

function baseGraph({ plan, configuration }: ApplyInput, store: StateStore): GraphBuild {
  const targets = plan.targets.flatMap((text) => readTarget(text).address ?? []);
  return buildGraph(planSteps, { configuration, chains: moduleChains(configuration.root), state: store, mode: plan.mode, targets });
}

async function walkAll(session: ApplySession, build: ApplyBuild, { parallelism, signal }: ApplyInput): Promise<void> {
  await walk(build.graph, (node) => visit(session, node), { parallelism, signal, without: build.without });
}

const visits: { readonly [K in ApplyNode["kind"]]: (session: ApplySession, node: Extract<ApplyNode, { kind: K }>) => Visit | Promise<Visit> } = {
  variable: visitVariable,
  local: visitLocal,
  module: visitModule,
  "module-end": () => "done",
  check: visitCheck,
  output: applyOutput,
  provider: visitProviderToApply,
  orphan: () => "done",
  begin: visitBegin,
  change: visitChange,
  resource: visitBlock,
  end: async (session, { change }) => ((await endObject(session, change)) ? "done" : "failed"),
  gate: () => "done",
};

function visit<K extends ApplyNode["kind"]>(session: ApplySession, node: Extract<ApplyNode, { kind: K }>): Visit | Promise<Visit> {
  const row: (session: ApplySession, node: Extract<ApplyNode, { kind: K }>) => Visit | Promise<Visit> = visits[node.kind as K];
  return row(session, node);
}

function makeApplySession(input: ApplyInput, store: StateStore, base: GraphBuild): ApplySession {
  const { plan } = input;
  const session: ApplySession = {
    ...makeSession(input, store, true, plan.mode),
    plan,
    runProvisioner: input.runProvisioner,
    journal: input.journal,
    now: input.now,
    refused: new Map(),
    gone: new Set(),
    verify: input.verify,
    outputs: new Map([...plan.priorState.outputs].filter(([name]) => plan.outputChanges.get(name)?.action !== "delete")),
    dependencies: dependenciesIn(base),
    createBeforeDestroy: forcedOrder(base),
    begun: [],
    pending: new Set(plan.changes.filter((change) => makesObject(change) && !input.completed?.has(changeKey(change))).map(({ text }) => text)),
    counters: { change: 0, done: { added: 0, changed: 0, destroyed: 0, imported: plan.changes.filter(({ importing }) => importing).length, forgotten: 0 } },
    save: () => input.onState?.(stateNow(session, input)),
    completed: input.completed ?? new Set(),
    halfDone: input.halfDone,
    uncut: new AbortController().signal,
  };
  for (const check of plan.checks) {
    const checkable = { kind: check.kind, module: check.module, address: check.configAddress, local: check.local };
    session.checks.declare(checkable);
    for (const { address, module, key } of check.objects) session.checks.expect(checkable, address, module, key);
  }
  return session;
}

// When all is destroyed, what was only read and what was only shown goes too.
function endWithout(session: ApplySession, { plan }: ApplyInput): void {
  if (plan.mode !== "destroy" || plan.targets.length > 0) return;
  for (const resource of [...session.store.resources.values()]) if (resource.address.mode === "data") session.store.removeResource(resource.text);
  session.outputs.clear();
}

function stateNow(session: ApplySession, { plan }: ApplyInput): State {
  return {
    lineage: plan.priorState.lineage,
    serial: plan.priorState.serial + 1,
    terraformVersion,
    outputs: new Map(session.outputs),
    resources: session.store.toResources(),
    checkResults: checkResultsJson(session.checks.results()),
  };
}

// A block whose instances failed stands in the state without any, as Terraform has it: its place is known.
function leaveHusks({ store, begun, diagnostics }: ApplySession): void {
  if (!hasErrors(diagnostics)) return;
  for (const { address, provider } of begun) if (!store.resource(printResource(address))) store.ensureResource(address, provider);
}

function finish(session: ApplySession, input: ApplyInput): Applied {
  leaveHusks(session);
  const state = stateNow(session, input);
  const before = input.plan.previousState;
  const isUnchanged = before !== undefined && isSameState(before, state);
  return { state: isUnchanged ? { ...state, serial: before.serial } : state, counts: session.counters.done };
}

