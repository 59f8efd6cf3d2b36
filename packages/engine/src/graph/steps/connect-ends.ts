// In which order things are destroyed, beside others that are made. The rules are those of Terraform's documented
// behaviour: what needs a thing goes before it; a replacement destroys first, unless create_before_destroy says otherwise.
import type { ApplyBuild, EndNodes } from "../apply-graph.ts";
import { blockText } from "../apply-graph.ts";
import type { NodeId } from "../graph.ts";
import { reachable } from "../graph.ts";
import { isReplace } from "../../plan/plan.ts";

/** A thing is destroyed after everything that needed it, by what the state remembers. */
export function connectEnds(build: ApplyBuild): void {
  const { graph, ends } = build;
  for (const [block, { nodes, after }] of ends) {
    for (const needed of dependenciesOf(nodes)) {
      const other = needed === block ? undefined : ends.get(needed);
      if (other) graph.connect(other.before, after);
    }
  }
}

const dependenciesOf = (nodes: EndNodes["nodes"]): Set<string> => new Set(nodes.flatMap(({ object }) => object?.dependencies ?? []));

/** What is changed waits until what it needed before is destroyed; where the order is turned round, the other way. */
export function connectChangesWithEnds(build: ApplyBuild): void {
  const { graph, changes, input, ends, blocks } = build;
  const turned = new Set<string>();
  for (const change of input.plan.changes) {
    const made = changes.get(change.text);
    const object = input.state.current(change.address);
    if (made === undefined || !object) continue;
    const own = blockText(change.address);
    for (const needed of object.dependencies) {
      const other = needed === own ? undefined : ends.get(needed);
      if (!other) continue;
      connectChange(graph, made, other);
      if (turned.has(`${own} ${needed}`)) continue;
      turned.add(`${own} ${needed}`);
      const done = blocks.get(own) ?? made;
      for (const end of other.nodes) if (isTurnedRound(end)) graph.connect(end.id, done);
    }
  }
}

function connectChange(graph: ApplyBuild["graph"], made: NodeId, other: EndNodes): void {
  if (!other.nodes.some(isTurnedRound)) graph.connect(made, other.after);
  else for (const end of other.nodes) if (!isTurnedRound(end)) graph.connect(made, end.id);
}

const isTurnedRound = ({ change, object }: EndNodes["nodes"][number]): boolean =>
  isReplace(change.action) ? change.action === "create-delete" : object?.createBeforeDestroy === true;

/** What was made before its predecessor is destroyed: everything that needs it moves over first. */
export function connectAfterDependents(build: ApplyBuild): void {
  const { graph, ends, blocks } = build;
  const turned = [...ends].filter(([block, { nodes }]) => blocks.has(block) && nodes.some(isTurnedRound));
  if (turned.length === 0) return;
  const gates = mirror(build, turned.flatMap(([block]) => blocks.get(block) ?? []));
  for (const [block, { nodes }] of turned) {
    const gate = gates.get(blocks.get(block) ?? -1);
    if (gate !== undefined) for (const end of nodes) if (isTurnedRound(end)) graph.connect(end.id, gate);
  }
}

// For every node that needs one of these, a gate that opens when it and all that need it are done: linear, where
// edges from each destruction to each dependent would not be.
function mirror({ graph, input }: ApplyBuild, from: readonly NodeId[]): Map<NodeId, NodeId> {
  const { base } = input;
  const gates = new Map<NodeId, NodeId>();
  const concerned = reachable(from, (id) => base.graph.dependents(id));
  for (const id of concerned) {
    const gate = graph.add({ kind: "gate", name: "(after all that needs it)" });
    graph.connect(gate, id);
    gates.set(id, gate);
  }
  for (const id of concerned) {
    const gate = gates.get(id);
    for (const other of base.graph.dependents(id)) {
      const later = gates.get(other);
      if (gate !== undefined && later !== undefined) graph.connect(gate, later);
    }
  }
  return gates;
}

/** What a provider's configuration is made from is destroyed after all that the provider has to destroy. */
export function keepProviders(build: ApplyBuild): void {
  const { graph, ends, blocks, input } = build;
  const { base } = input;
  const blockOf = new Map([...blocks].map(([text, id]) => [id, text] as const));
  for (const id of base.graph.ids()) {
    const node = base.graph.node(id);
    if (node.kind !== "provider") continue;
    for (const other of reachable([id], (at) => base.graph.dependencies(at))) {
      const needed = ends.get(blockOf.get(other) ?? "");
      if (!needed) continue;
      for (const [block, { after, nodes }] of ends) {
        if (block !== blockOf.get(other) && nodes.some(({ change }) => change.provider === node.address)) graph.connect(needed.before, after);
      }
    }
  }
}
