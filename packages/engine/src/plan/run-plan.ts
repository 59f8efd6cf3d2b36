// Entry: configuration + state + providers → plan.
import { hasErrors } from "@lockstep/hcl";
import type { Diagnostic, Outcome } from "@lockstep/hcl";
import { printAddress, printResource } from "../address.ts";
import type { Address } from "../address.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import { planSteps } from "../graph/plan-steps.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import { walk } from "../graph/walk.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import { readTarget } from "../graph/steps/keep-targets.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import type { StoredResource } from "../state/store.ts";
import { dependenciesIn } from "./dependencies.ts";
import { finishPlan } from "./finish-plan.ts";
import { carryOutMoves, wrongMoves } from "./moving.ts";
import type { MovesDone } from "./moving.ts";
import { forcedOrder } from "./forced-order.ts";
import { importBlock, importsWithoutBlock } from "./imports.ts";
import { blockOf } from "./orphans.ts";
import type { Plan, PlanMode } from "./plan.ts";
import type { PlanSession } from "./plan-session.ts";
import { visitProvider } from "./plan-providers.ts";
import { forgottenBy, standingRemovals } from "./removed.ts";
import { makeSession } from "./session.ts";
import type { WalkInput } from "./session.ts";
import { closeProviders } from "./visit-provider.ts";
import { planEndOfOutputs, visitOutput } from "./visit-output.ts";
import { visitOrphan, visitResource } from "./visit-resource.ts";
import { visitCheck, visitLocal, visitModule, visitVariable } from "./visit-values.ts";

export interface PlanInput extends WalkInput {
  readonly state: State | undefined;
  readonly mode: PlanMode;
  /** false: the state is believed as it is. */
  readonly refresh: boolean;
  /** Addresses as the person gave them. */
  readonly targets: readonly string[];
  readonly forceReplace: readonly string[];
  /** Present moment, RFC 3339. */
  readonly timestamp: string;
  /** A new lineage, for a state that does not exist yet. */
  readonly newLineage: () => string;
  /** Given the root module with all that was worked out, when planning ended without errors: for a console. */
  readonly onScope?: (root: ModuleScope) => void;
}

/** Plans. With errors there is no plan, but all that is known of the problems. */
export async function runPlan(input: PlanInput): Promise<Outcome<Plan>> {
  const targets = readAddresses(input.targets, messages.invalidTarget);
  const replaced = readAddresses(input.forceReplace, messages.invalidReplace);
  const problems = [...targets.problems, ...replaced.problems, ...unfitForReplacement(replaced.addresses), ...contradictions(input), ...standingRemovals(input.configuration)];
  if (problems.length > 0) return { diagnostics: problems };
  const store = new StateStore(input.state);
  const moves = carryOutMoves(input.configuration, store);
  if (hasErrors(moves.diagnostics)) return { diagnostics: [...moves.diagnostics] };
  const chains = moduleChains(input.configuration.root);
  const build = buildGraph(planSteps, { configuration: input.configuration, chains, state: store, mode: input.mode, targets: targets.addresses });
  if (hasErrors(build.diagnostics)) return { diagnostics: build.diagnostics };
  const homeless = importsWithoutBlock(build);
  if (homeless.length > 0) return { diagnostics: homeless };
  const session = makePlanSession(input, store, moves, build, targets.addresses, new Set(replaced.addresses.map(printAddress)));
  await walk(build.graph, (node) => visit(session, node), { parallelism: input.parallelism, signal: input.signal, without: build.without });
  if (!hasErrors(session.diagnostics)) closeOutputs(session, input);
  const wrong = wrongMoves(session, moves);
  if (input.targets.length > 0) session.diagnostics.push(messages.targetingInEffect());
  session.diagnostics.push(...incompleteReplacements(session, replaced.addresses));
  await closeProviders(session);
  // They are likely the cause of whatever else went wrong.
  if (wrong.length > 0) return { diagnostics: [...wrong] };
  if (input.signal.aborted) session.diagnostics.push(messages.applyInterrupted());
  if (hasErrors(session.diagnostics)) return { diagnostics: session.diagnostics };
  input.onScope?.(session.root);
  return { value: finishPlan(session, input), diagnostics: session.diagnostics };
}

const visits: { readonly [K in PlanNode["kind"]]: (session: PlanSession, node: Extract<PlanNode, { kind: K }>) => Visit | Promise<Visit> } = {
  variable: visitVariable,
  local: visitLocal,
  output: visitOutput,
  provider: visitProvider,
  module: visitModule,
  "module-end": () => "done",
  resource: visitResource,
  orphan: visitOrphan,
  check: (session, node) => (session.mode === "destroy" ? "done" : visitCheck(session, node)),
};

function visit<K extends PlanNode["kind"]>(session: PlanSession, node: Extract<PlanNode, { kind: K }>): Visit | Promise<Visit> {
  const row: (session: PlanSession, node: Extract<PlanNode, { kind: K }>) => Visit | Promise<Visit> = visits[node.kind as K];
  return row(session, node);
}

function readAddresses(texts: readonly string[], problem: (text: string, why: string) => Diagnostic): { addresses: Address[]; problems: Diagnostic[] } {
  const read = texts.map((text) => ({ text, ...readTarget(text) }));
  return {
    addresses: read.flatMap(({ address }) => address ?? []),
    problems: read.flatMap(({ text, problem: why }) => (why === undefined ? [] : [problem(text, why)])),
  };
}

function unfitForReplacement(addresses: readonly Address[]): Diagnostic[] {
  return addresses.flatMap((address) => {
    const text = printAddress(address);
    if (address.kind === "module") return [messages.invalidReplace(text, "A resource instance address is required here. The module path must be followed by a resource instance specification.")];
    return address.mode === "managed" ? [] : [messages.invalidReplace(text, "Only managed resources can be used with the -replace=... option.")];
  });
}

// Modes exclude some options.
function contradictions({ mode, refresh, forceReplace }: PlanInput): Diagnostic[] {
  return [
    ...(mode === "refresh-only" && !refresh ? [messages.refreshOnlyWithoutRefresh()] : []),
    ...(mode !== "normal" && forceReplace.length > 0 ? [messages.replaceNeedsNormalMode()] : []),
  ];
}

// An address without a key does not mean all instances of a block.
function incompleteReplacements({ changes }: PlanSession, addresses: readonly Address[]): Diagnostic[] {
  return addresses.flatMap((address) => {
    const text = printAddress(address);
    if (address.kind !== "resource" || changes.has(text)) return [];
    const instances = [...changes.values()].filter((change) => change.deposed === undefined && change.address.key !== undefined && printResource(change.address) === text);
    return instances.length > 0 ? [messages.incompleteReplace(text, instances.map((change) => change.text))] : [];
  });
}

function makePlanSession(input: PlanInput, store: StateStore, moves: MovesDone, build: GraphBuild, targets: readonly Address[], forceReplace: ReadonlySet<string>): PlanSession {
  const session = makeSession(input, store, false, input.mode);
  session.diagnostics.push(...moves.diagnostics);
  return {
    ...session,
    mode: input.mode,
    refresh: input.refresh,
    targets,
    forceReplace,
    // What is destroyed is destroyed where it is now; where it came from and who disowned it is of no interest.
    moved: input.mode === "destroy" ? new Map() : moves.moved,
    byBlock: groupByBlock(store),
    createBeforeDestroy: forcedOrder(build),
    dependencies: dependenciesIn(build),
    importing: new Set(input.configuration.root.imports.flatMap((declared) => importBlock(declared) ?? [])),
    changes: new Map(),
    drift: [],
    outputChanges: new Map(),
    outputs: new Map(input.state?.outputs),
    isForgotten: input.mode === "destroy" ? () => false : forgottenBy(input.configuration),
    isWalked: (block) => !build.without.has(build.byKey.get(block) ?? -1),
    isDestroyed: (block) => build.wanted === undefined || build.wanted.has(build.byKey.get(block) ?? -1),
    moduleOutputs: [],
  };
}

function groupByBlock(store: StateStore): Map<string, StoredResource[]> {
  const groups = new Map<string, StoredResource[]>();
  for (const resource of store.resources.values()) {
    const block = blockOf(resource);
    const group = groups.get(block);
    if (group) group.push(resource);
    else groups.set(block, [resource]);
  }
  return groups;
}

function closeOutputs(session: PlanSession, { configuration, mode, targets }: PlanInput): void {
  if (mode === "destroy") {
    if (targets.length === 0) planEndOfOutputs(session, () => false);
  } else if (targets.length === 0) planEndOfOutputs(session, (name) => configuration.root.outputs.has(name));
}
