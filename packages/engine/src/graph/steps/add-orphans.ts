import { printLocal } from "../../address.ts";
import type { StoredResource } from "../../state/store.ts";
import { addNode } from "../plan-graph.ts";
import type { GraphBuild } from "../plan-graph.ts";
import { nodeKey } from "../plan-node.ts";

/** Resources of the state that no block declares. Instances that are too many are found by the block's own node. */
export function addOrphans(build: GraphBuild): void {
  const groups = new Map<string, StoredResource[]>();
  for (const resource of build.input.state.resources.values()) {
    const key = nodeKey(pathOf(resource), printLocal(resource.address));
    if (build.byKey.has(key)) continue;
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  for (const resources of groups.values()) {
    const [first] = resources;
    if (!first) continue;
    const local = printLocal(first.address);
    addNode(build, pathOf(first), local, { kind: "orphan", modulePath: pathOf(first), local, provider: first.provider, resources });
  }
}

const pathOf = ({ address }: StoredResource): string[] => address.module.map(({ name }) => name);
