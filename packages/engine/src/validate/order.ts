import type { Graph, NodeId } from "../graph/graph.ts";

/** All nodes, each behind those that it depends on. Without the call stack: chains may be as long as there are blocks. */
export function dependenciesFirst<N>(graph: Graph<N>): NodeId[] {
  const ordered: NodeId[] = [];
  const entered = new Uint8Array(graph.size);
  for (const start of graph.ids()) {
    if (entered[start]) continue;
    entered[start] = 1;
    const stack = [{ id: start, rest: graph.dependencies(start).values() }];
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const { value, done } = frame.rest.next();
      if (done) {
        ordered.push(frame.id);
        stack.pop();
      } else if (!entered[value]) {
        entered[value] = 1;
        stack.push({ id: value, rest: graph.dependencies(value).values() });
      }
    }
  }
  return ordered;
}
