import { parseAddress, printLocal } from "../../address.ts";
import type { Address, ModuleAddress } from "../../address.ts";
import { reachable } from "../graph.ts";
import type { NodeId } from "../graph.ts";
import type { GraphBuild } from "../plan-graph.ts";
import type { PlanNode } from "../plan-node.ts";

/**
 * With targets only these are walked: what is targeted, all it depends on, and root outputs that need nothing else.
 * When destroying, what depends on a target goes with it.
 */
export function keepTargets(build: GraphBuild): void {
  const { graph, input } = build;
  if (input.targets.length === 0) return;
  const targeted = [...graph.ids()].filter((id) => input.targets.some((target) => isTargeted(graph.node(id), target) && (input.mode !== "destroy" || isThere(build, graph.node(id), target))));
  const wanted = input.mode === "destroy" ? reachable(targeted, (id) => dependents(build, id)) : new Set(targeted);
  build.wanted = wanted;
  const kept = reachable(wanted, (id) => graph.dependencies(id));
  for (const id of graph.ids()) if (isRootOutput(graph.node(id)) && needsOnly(build, id, kept)) for (const other of reachable([id], (at) => graph.dependencies(at))) kept.add(other);
  build.without = new Set([...graph.ids()].filter((id) => !kept.has(id)));
}

// Only resources are destroyed; the way from one to another leads through values.
function dependents({ graph }: GraphBuild, id: NodeId): NodeId[] {
  return [...graph.dependents(id)].filter((other) => {
    const { kind } = graph.node(other);
    return kind !== "provider" && kind !== "module-end";
  });
}

const isRootOutput = (node: PlanNode): boolean => node.kind === "output" && node.module.path.length === 0;

function needsOnly({ graph }: GraphBuild, id: NodeId, kept: ReadonlySet<NodeId>): boolean {
  const resources = [...reachable([id], (at) => graph.dependencies(at))].filter((other) => graph.node(other).kind === "resource");
  return resources.length > 0 && resources.every((other) => kept.has(other));
}

function isTargeted(node: PlanNode, target: Address): boolean {
  if (node.kind === "orphan") return node.resources.some(({ address }) => isWithin(address.module.map(({ name }) => name), node.local, target));
  return node.kind === "resource" && isWithin(node.module.path, printLocal(node.config), target);
}

// Destroying begins with objects of the state: what meets none of them takes nothing with it.
function isThere({ input }: GraphBuild, node: PlanNode, target: Address): boolean {
  if (node.kind !== "resource") return true;
  return [...input.state.resources.values()].some(
    ({ address, instances }) =>
      printLocal(address) === printLocal(node.config) &&
      isSamePath(address.module, node.module.path) &&
      [...instances.values()].some(({ key }) => isInstanceTargeted([target], address.module, printLocal(address), key)),
  );
}

const isSamePath = (module: ModuleAddress, path: readonly string[]): boolean => module.length === path.length && path.every((name, at) => module[at]?.name === name);

function isWithin(module: readonly string[], local: string, target: Address): boolean {
  const inside = target.module.every(({ name }, at) => module[at] === name);
  if (!inside) return false;
  return target.kind === "module" || (module.length === target.module.length && printLocal(target) === local);
}

/** Is this instance among the targets (or, without a key, any of the resource)? */
export function isInstanceTargeted(targets: readonly Address[], module: ModuleAddress, local: string, key: string | number | undefined): boolean {
  return targets.some((target) => {
    const last = target.module.length - 1;
    // A module that is itself the target stands for all its instances; one on the way to a resource is the one without a key.
    const isOpen = (at: number): boolean => target.kind === "module" && at === last;
    const inside = target.module.every((step, at) => module[at]?.name === step.name && (module[at]?.key === step.key || (step.key === undefined && isOpen(at))));
    if (!inside || target.kind === "module") return inside;
    if (module.length !== target.module.length || printLocal(target) !== local) return false;
    return target.kind === "resource" || target.key === key;
  });
}

/** The addresses of `-target` and `-replace`, read. */
export const readTarget = parseAddress;
