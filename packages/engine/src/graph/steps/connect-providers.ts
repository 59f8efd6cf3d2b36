import type { GraphBuild } from "../plan-graph.ts";
import { nodeKey } from "../plan-node.ts";

/** A resource waits for its provider's configuration; so do objects of the state that it is to read or delete. */
export function connectProviders(build: GraphBuild): void {
  for (const id of build.graph.ids()) {
    const node = build.graph.node(id);
    const providers = node.kind === "resource" ? [node.provider] : node.kind === "orphan" ? node.resources.map(({ provider }) => provider) : [];
    for (const provider of providers) {
      const to = build.byKey.get(nodeKey([], provider));
      if (to !== undefined) build.graph.connect(id, to);
    }
  }
}
