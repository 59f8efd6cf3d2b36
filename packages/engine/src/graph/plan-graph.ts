import type { Diagnostic } from "@lockstep/hcl";
import type { Address } from "../address.ts";
import type { Configuration, Module } from "../config/configuration.ts";
import type { PlanMode } from "../plan/plan.ts";
import type { StateStore } from "../state/store.ts";
import { Graph } from "./graph.ts";
import type { NodeId } from "./graph.ts";
import { nodeKey } from "./plan-node.ts";
import type { PlanGraph, PlanNode } from "./plan-node.ts";
import type { ModuleChain } from "./providers.ts";

/** What the steps build a graph from. */
export interface GraphInput {
  readonly configuration: Configuration;
  readonly chains: readonly ModuleChain[];
  /** After moves. */
  readonly state: StateStore;
  readonly mode: PlanMode;
  readonly targets: readonly Address[];
}

/** A graph while steps add to it. */
export interface GraphBuild extends PlanGraph {
  readonly input: GraphInput;
  readonly diagnostics: Diagnostic[];
  /** With targets: what was meant by them, without what it needs. Undefined: everything. */
  wanted?: ReadonlySet<NodeId>;
  /** From a node to a block: the instances that it names by constant keys, printed, where it names no others. */
  readonly named: Map<NodeId, Map<NodeId, NamedInstances>>;
  /** Nodes that the walk passes over. */
  without: ReadonlySet<NodeId>;
}

/** All instances of a block, or only those with these printed keys. */
export type NamedInstances = "all" | ReadonlySet<string>;

/** One step on the way to a graph; it changes the graph that it is given. */
export type GraphStep = (build: GraphBuild) => void;

/** Takes the steps, one after the other. */
export function buildGraph(steps: readonly GraphStep[], input: GraphInput): GraphBuild {
  const build: GraphBuild = { graph: new Graph<PlanNode>(), byKey: new Map(), input, diagnostics: [], named: new Map(), without: new Set() };
  for (const step of steps) step(build);
  return build;
}

/** Adds a node that can be found again by its name in its module. */
export function addNode(build: PlanGraph, module: readonly string[], local: string, node: PlanNode): NodeId {
  const id = build.graph.add(node);
  build.byKey.set(nodeKey(module, local), id);
  return id;
}

/** The root and every module called, each with the way to it, callers first. */
export function moduleChains(root: Module): ModuleChain[] {
  const chains: ModuleChain[] = [{ module: root }];
  for (const chain of chains) {
    for (const call of chain.module.calls.values()) if (call.module) chains.push({ module: call.module, call, parent: chain });
  }
  return chains;
}
