import { printLocal } from "../../address.ts";
import type { ApplyBuild } from "../apply-graph.ts";
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
  for (const id of base.graph.ids()) for (const other of base.graph.dependencies(id)) graph.connect(id, other);
  addBegins(build);
}

function addBegins({ graph, input, begins, blocks }: ApplyBuild): void {
  for (const [text, block] of blocks) {
    const node = input.base.graph.node(block);
    if (node.kind !== "resource") continue;
    const begin = graph.add({ kind: "begin", resource: node });
    for (const other of input.base.graph.dependencies(block)) graph.connect(begin, other);
    graph.connect(block, begin);
    begins.set(text, begin);
  }
}
