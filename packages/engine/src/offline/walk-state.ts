// A walk that plans nothing and asks nobody: names are worth what configuration, variables and state say.
import { hasErrors } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import type { Address } from "../address.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import { planSteps } from "../graph/plan-steps.ts";
import { walk } from "../graph/walk.ts";
import type { Visit } from "../graph/walk.ts";
import { instancesOf, makeSession, report } from "../plan/session.ts";
import type { Session, WalkInput } from "../plan/session.ts";
import { visitLocal, visitModule, visitVariable } from "../plan/visit-values.ts";
import { ModuleScope } from "../scope/module-scope.ts";
import type { State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import { StateSource } from "./state-source.ts";

export interface StateWalkInput extends WalkInput {
  readonly state: State | undefined;
}

/** A session in which references to objects are worth what the state has. Nothing is worked out before it is asked for. */
export function stateSession(input: StateWalkInput): Session {
  const { configuration, functions, context, workspace, providers, state } = input;
  const store = new StateStore(state);
  const objects = new StateSource(store, providers);
  const variables = new Map([...input.variables].map(([name, { value }]) => [name, value] as const));
  const root = ModuleScope.root({ configuration, functions, context, workspace, applying: false, validating: false, objects }, variables);
  return { ...makeSession(input, store, false), root };
}

/**
 * Works out everything there is, or only what some addresses need, and says what is wrong with it.
 * The order of the graph keeps long chains of values from being worked out one inside the other.
 */
export async function walkState(session: Session, only: readonly Address[] = []): Promise<readonly Diagnostic[]> {
  const { configuration, parallelism, signal } = session.input;
  // Objects that nothing declares any more are of no interest here: the graph is that of an empty state.
  const build = buildGraph(planSteps, { configuration, chains: moduleChains(configuration.root), state: new StateStore(), mode: "normal", targets: only });
  if (hasErrors(build.diagnostics)) return build.diagnostics;
  await walk(build.graph, (node) => visit(session, node), { parallelism, signal, without: build.without });
  return session.diagnostics;
}

type Visits = { readonly [K in PlanNode["kind"]]?: (session: Session, node: Extract<PlanNode, { kind: K }>) => Visit };

const visits: Visits = { variable: visitVariable, local: visitLocal, module: visitModule, output: visitOutput, resource: visitResource };

function visit<K extends PlanNode["kind"]>(session: Session, node: Extract<PlanNode, { kind: K }>): Visit {
  const row: ((session: Session, node: Extract<PlanNode, { kind: K }>) => Visit) | undefined = visits[node.kind as K];
  return row?.(session, node) ?? "done";
}

function visitOutput(session: Session, { module, config }: Extract<PlanNode, { kind: "output" }>): Visit {
  let failed = false;
  for (const scope of instancesOf(session, module.path)) {
    const output = scope.output(config.name);
    failed = report(session, output.diagnostics) || output.failed || failed;
  }
  return failed ? "failed" : "done";
}

function visitResource(session: Session, { module, config }: Extract<PlanNode, { kind: "resource" }>): Visit {
  let failed = false;
  for (const scope of instancesOf(session, module.path)) {
    const expansion = scope.expand(config);
    failed = report(session, expansion.diagnostics) || expansion.failed || failed;
  }
  return failed ? "failed" : "done";
}
