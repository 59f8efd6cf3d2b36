import { printKey, printLocal } from "../address.ts";
import type { NodeId } from "../graph/graph.ts";
import type { GraphBuild, NamedInstances } from "../graph/plan-graph.ts";
import { nodeKey } from "../graph/plan-node.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import type { InstanceKey } from "../state/state.ts";

/** What is made before its predecessor is destroyed, by block (`a.b|type.name`). */
export interface ForcedOrder {
  /** Is this so for any instance of the block? */
  has(block: string): boolean;
  /** … for this instance? Where others name a single one by its key, only that one has to wait. */
  hasInstance(block: string, key: InstanceKey): boolean;
}

/** Blocks that wish it, and all that they depend on: what needs a thing cannot be made before it. */
export function forcedOrder(build: GraphBuild): ForcedOrder {
  const forced = new Map<string, NamedInstances>();
  const { graph } = build;
  const queue: NodeId[] = [];
  for (const id of graph.ids()) {
    const node = graph.node(id);
    // What targets leave out asks for nothing.
    if (build.without.has(id)) continue;
    if (node.kind !== "resource" || node.config.lifecycle.createBeforeDestroy !== true) continue;
    forced.set(blockOf(node), "all");
    queue.push(id);
  }
  const walked = new Set(queue);
  for (const id of queue) {
    for (const [other, keys] of neededBy(build, id)) {
      const node = graph.node(other);
      if (node.kind !== "resource" || node.config.mode !== "managed") continue;
      merge(forced, blockOf(node), keys);
      if (walked.has(other)) continue;
      walked.add(other);
      queue.push(other);
    }
  }
  return {
    has: (block) => forced.has(block),
    hasInstance: (block, key) => {
      const keys = forced.get(block);
      return keys !== undefined && (keys === "all" || keys.has(printKey(key)));
    },
  };
}

type ResourceNode = Extract<PlanNode, { kind: "resource" }>;

const blockOf = ({ module, config }: ResourceNode): string => nodeKey(module.path, printLocal(config));

function merge(forced: Map<string, NamedInstances>, block: string, keys: NamedInstances): void {
  const known = forced.get(block);
  if (known === "all" || keys === "all") forced.set(block, "all");
  else forced.set(block, known ? known.union(keys) : keys);
}

/** The blocks that one depends on, through values too, with the instances that it names itself. */
function neededBy({ graph, named }: GraphBuild, id: NodeId): Map<NodeId, NamedInstances> {
  const needed = new Map<NodeId, NamedInstances>();
  const seen = new Set<NodeId>();
  const stack = [...graph.dependencies(id)];
  for (const direct of stack) if (graph.node(direct).kind === "resource") needed.set(direct, named.get(id)?.get(direct) ?? "all");
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const kind = graph.node(at).kind;
    if (kind === "resource") {
      if (!needed.has(at)) needed.set(at, "all");
    } else if (kind !== "provider") stack.push(...graph.dependencies(at));
  }
  return needed;
}
