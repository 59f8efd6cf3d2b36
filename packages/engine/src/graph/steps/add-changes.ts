import { blockText, changeKey, endKey, endsObject, makesObject } from "../apply-graph.ts";
import type { ApplyBuild, EndNodes } from "../apply-graph.ts";
import type { NodeId } from "../graph.ts";
import type { ResourceChange } from "../../plan/plan.ts";
import { nodeKey } from "../plan-node.ts";
import { printKey } from "../../address.ts";

/** What makes, changes and reads objects: after the block's needs, before the block is done. */
export function addChanges({ graph, input, begins, blocks, changes }: ApplyBuild): void {
  const nested: NodeId[] = [];
  for (const change of input.plan.changes) {
    if (!makesObject(change) || input.completed.has(changeKey(change))) continue;
    const id = graph.add({ kind: "change", change });
    changes.set(change.text, id);
    const block = blockText(change.address);
    const begin = begins.get(block);
    const end = blocks.get(block);
    if (begin !== undefined) graph.connect(id, begin);
    if (end !== undefined) graph.connect(end, id);
    if (change.reason === "read_because_check_nested") nested.push(id);
  }
  // What a check looks at is looked at when everything else is done.
  for (const id of nested) for (const other of changes.values()) if (!nested.includes(other)) graph.connect(id, other);
}

/** What names single instances waits for what makes these, or, when there are none of that name, for the whole block. */
export function connectInstances({ graph, input, begins, blocks, changes, waiting }: ApplyBuild): void {
  const instances = new Map<string, string[]>();
  for (const { address, text, deposed } of input.plan.changes) {
    if (deposed !== undefined) continue;
    const name = blockText(address) + printKey(address.key);
    instances.set(name, [...(instances.get(name) ?? []), text]);
  }
  for (const { id, block, keys } of waiting) {
    const names = [...keys].map((key) => instances.get(block + key));
    const begin = begins.get(block);
    if (begin !== undefined) graph.connect(id, begin);
    for (const texts of names) {
      const whole = blocks.get(block);
      if (texts) for (const text of texts) connectChange(graph, id, changes.get(text));
      else if (whole !== undefined) graph.connect(id, whole);
    }
  }
}

function connectChange(graph: ApplyBuild["graph"], id: NodeId, change: NodeId | undefined): void {
  if (change !== undefined) graph.connect(id, change);
}

/** What destroys objects. */
export function addEnds(build: ApplyBuild): void {
  const { graph, input, changes } = build;
  for (const change of input.plan.changes) {
    if (!endsObject(change) || input.completed.has(endKey(change))) continue;
    const ends = endsOf(build, blockText(change.address));
    const id = graph.add({ kind: "end", change });
    ends.nodes.push({ id, change, object: objectOf(build, change) });
    graph.connect(id, ends.before);
    graph.connect(ends.after, id);
    const provider = input.base.byKey.get(nodeKey([], change.provider));
    if (provider !== undefined) graph.connect(id, provider);
    const made = changes.get(change.text);
    if (made === undefined) continue;
    if (change.action === "create-delete") graph.connect(id, made);
    if (change.action === "delete-create") graph.connect(made, id);
  }
}

function objectOf({ input }: ApplyBuild, { address, deposed }: ResourceChange): ReturnType<ApplyBuild["input"]["state"]["current"]> {
  const instance = input.state.instance(address);
  return deposed === undefined ? instance?.current : instance?.deposed.get(deposed);
}

function endsOf({ graph, ends }: ApplyBuild, block: string): EndNodes {
  const known = ends.get(block);
  if (known) return known;
  const made: EndNodes = {
    before: graph.add({ kind: "gate", name: `${block} (before destroy)` }),
    after: graph.add({ kind: "gate", name: `${block} (after destroy)` }),
    nodes: [],
  };
  graph.connect(made.after, made.before);
  ends.set(block, made);
  return made;
}
