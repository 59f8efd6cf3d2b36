import { printLocal } from "../address.ts";
import { reachable } from "../graph/graph.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import { nodeKey } from "../graph/plan-node.ts";

/** The blocks whose replacements are made first: by their own wish, or because one that needs them wishes it. */
export function forcedOrder({ graph }: GraphBuild): Set<string> {
  const wishing = [...graph.ids()].filter((id) => {
    const node = graph.node(id);
    return node.kind === "resource" && node.config.lifecycle.createBeforeDestroy === true;
  });
  const forced = new Set<string>();
  for (const id of reachable(wishing, (at) => graph.dependencies(at))) {
    const node = graph.node(id);
    if (node.kind === "resource" && node.config.mode === "managed") forced.add(nodeKey(node.module.path, printLocal(node.config)));
  }
  return forced;
}
