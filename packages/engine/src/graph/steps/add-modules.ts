import { addNode } from "../plan-graph.ts";
import type { GraphBuild } from "../plan-graph.ts";

/** For each module called: a node that finds its instances, and one that waits for all in it. */
export function addModules(build: GraphBuild): void {
  for (const { module, call, parent } of build.input.chains) {
    if (call && parent) addNode(build, module.path, "(expand)", { kind: "module", module, call, parent: parent.module });
    addNode(build, module.path, "(close)", { kind: "module-end", module });
  }
}
