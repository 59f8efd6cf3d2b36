import { printLocal } from "../../address.ts";
import type { ApplyBuild } from "../apply-graph.ts";
import type { NodeId } from "../graph.ts";
import { inModulePath } from "../plan-node.ts";

/** The configuration's nodes and edges, as the plan had them; before each block a node that waits for all it needs. */
export function copyConfiguration(build: ApplyBuild): void {
  const { graph, input, blocks } = build;
  const { base } = input;
  for (const id of base.graph.ids()) {
    const node = base.graph.node(id);
    graph.add(node);
    if (node.kind === "resource") blocks.set(inModulePath(node.module.path, printLocal(node.config)), id);
  }
  for (const id of base.graph.ids()) copyNeeds(build, id, id);
  addBegins(build);
}

function addBegins(build: ApplyBuild): void {
  const { graph, input, begins, blocks } = build;
  for (const [text, block] of blocks) {
    const node = input.base.graph.node(block);
    if (node.kind !== "resource") continue;
    const begin = graph.add({ kind: "begin", resource: node });
    copyNeeds(build, block, begin);
    graph.connect(block, begin);
    begins.set(text, begin);
  }
}

// Where single instances are named, the other ones need not be done, nor succeed.
function copyNeeds({ graph, input: { base }, waiting }: ApplyBuild, of: NodeId, to: NodeId): void {
  for (const other of base.graph.dependencies(of)) {
    const node = base.graph.node(other);
    const keys = base.named.get(of)?.get(other) ?? "all";
    if (keys === "all" || node.kind !== "resource") graph.connect(to, other);
    else waiting.push({ id: to, block: inModulePath(node.module.path, printLocal(node.config)), keys });
  }
}
