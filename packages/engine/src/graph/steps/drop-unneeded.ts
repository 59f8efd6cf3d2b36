import type { ApplyBuild } from "../apply-graph.ts";
import { reachable } from "../graph.ts";
import type { NodeId } from "../graph.ts";

/** What is not walked: what the plan left out, and, when all is destroyed, all that only building needs. */
export function dropUnneeded(build: ApplyBuild): void {
  const { graph, input } = build;
  const without = new Set<NodeId>(input.base.without);
  if (input.plan.mode === "destroy") {
    const ends = [...graph.ids()].filter((id) => graph.node(id).kind === "end");
    const needed = reachable(ends, (id) => graph.dependencies(id));
    for (const id of graph.ids()) if (!needed.has(id)) without.add(id);
  }
  for (const [text, begin] of build.begins) if (input.base.without.has(build.blocks.get(text) ?? -1)) without.add(begin);
  build.without = without;
}
