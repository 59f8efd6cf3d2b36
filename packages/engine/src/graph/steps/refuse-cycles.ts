import * as messages from "../../messages.ts";
import { findCycles } from "../graph.ts";
import type { GraphBuild } from "../plan-graph.ts";
import { nodeName } from "../plan-node.ts";

/** What depends on itself cannot be worked out. */
export function refuseCycles({ graph, diagnostics }: GraphBuild): void {
  for (const cycle of findCycles(graph)) diagnostics.push(messages.cycle(cycle.map((id) => nodeName(graph.node(id)))));
}
