import type { NodeId } from "../graph.ts";
import type { GraphBuild } from "../plan-graph.ts";

/** Provider configurations that nothing uses are not evaluated, much less contacted. */
export function dropUnused(build: GraphBuild): void {
  const unused = new Set<NodeId>(build.without);
  for (const id of build.graph.ids()) {
    if (build.graph.node(id).kind !== "provider") continue;
    if ([...build.graph.dependents(id)].every((other) => build.without.has(other))) unused.add(id);
  }
  build.without = unused;
}
