// What each block depends on, directly or not, as states name it.
import { compareStrings } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import type { NodeId } from "../graph/graph.ts";
import { inModulePath } from "../graph/plan-node.ts";

/** Answers for a block (`module.a.okta_group.b`); each answer is worked out once. */
export function dependenciesIn({ graph }: GraphBuild): (block: string) => readonly string[] {
  const blocks = new Map<string, NodeId>();
  const names = new Map<NodeId, string>();
  for (const id of graph.ids()) {
    const node = graph.node(id);
    if (node.kind !== "resource") continue;
    const text = inModulePath(node.module.path, printLocal(node.config));
    blocks.set(text, id);
    names.set(id, text);
  }
  const known = new Map<string, readonly string[]>();
  return (block) => {
    const answer = known.get(block) ?? workOut(graph, names, blocks.get(block));
    known.set(block, answer);
    return answer;
  };
}

// Terraform lists all. In a chain of thousands of blocks the lists would outgrow everything else (5,000 blocks: 12
// million entries), and the far ones say nothing that the lists of the near ones do not say.
const mostListed = 250;

function workOut(graph: GraphBuild["graph"], names: ReadonlyMap<NodeId, string>, block: NodeId | undefined): readonly string[] {
  if (block === undefined) return none;
  const found: string[] = [];
  const queue = [block];
  const seen = new Set(queue);
  for (const id of queue) {
    const name = id === block ? undefined : names.get(id);
    if (name !== undefined && found.push(name) >= mostListed) break;
    for (const other of graph.dependencies(id)) {
      // Through a provider's configuration nothing is handed on that the object itself would need.
      if (seen.has(other) || graph.node(other).kind === "provider") continue;
      seen.add(other);
      queue.push(other);
    }
  }
  return found.length === 0 ? none : found.sort(compareStrings);
}

const none: readonly string[] = [];
