// A directed graph and what can be asked of it. Knows nothing of Terraform: nodes are whatever the caller says.

/** Where a node stands in its graph; given out in order from 0. */
export type NodeId = number;

/** Nodes and what each depends on. Adding and connecting cost constant time; edges are kept once. */
export class Graph<N> {
  readonly #nodes: N[] = [];
  readonly #dependencies: Set<NodeId>[] = [];
  readonly #dependents: Set<NodeId>[] = [];

  add(node: N): NodeId {
    this.#dependencies.push(new Set());
    this.#dependents.push(new Set());
    return this.#nodes.push(node) - 1;
  }

  /** `from` waits for `to`. A node never waits for itself. */
  connect(from: NodeId, to: NodeId): void {
    if (from === to) return;
    this.#dependencies[from]?.add(to);
    this.#dependents[to]?.add(from);
  }

  disconnect(from: NodeId, to: NodeId): void {
    this.#dependencies[from]?.delete(to);
    this.#dependents[to]?.delete(from);
  }

  node(id: NodeId): N {
    const node = this.#nodes[id];
    if (node === undefined) throw new RangeError(`This is a bug in Lockstep. The graph has no node ${id}.`);
    return node;
  }

  get size(): number {
    return this.#nodes.length;
  }

  ids(): IterableIterator<NodeId> {
    return this.#nodes.keys();
  }

  dependencies(id: NodeId): ReadonlySet<NodeId> {
    return this.#dependencies[id] ?? none;
  }

  dependents(id: NodeId): ReadonlySet<NodeId> {
    return this.#dependents[id] ?? none;
  }
}

const none: ReadonlySet<NodeId> = new Set();

/** Everything reachable from the given nodes along `next`, the nodes themselves included. */
export function reachable(from: Iterable<NodeId>, next: (id: NodeId) => Iterable<NodeId>): Set<NodeId> {
  const seen = new Set<NodeId>(from);
  const stack = [...seen];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue;
      seen.add(other);
      stack.push(other);
    }
  }
  return seen;
}

/** The groups of nodes that depend on one another in a circle, each in the order in which they were added. */
export function findCycles<N>(graph: Graph<N>): NodeId[][] {
  return components(graph).filter((component) => component.length > 1).map((component) => component.sort((a, b) => a - b));
}

// Tarjan's strongly connected components, with its own stack: a chain of 50,000 blocks is deeper than the engine's.
function components<N>(graph: Graph<N>): NodeId[][] {
  const order = new Int32Array(graph.size).fill(-1);
  const low = new Int32Array(graph.size);
  const open: NodeId[] = [];
  const isOpen = new Uint8Array(graph.size);
  const found: NodeId[][] = [];
  let next = 0;
  const enter = (id: NodeId): Frame => {
    order[id] = low[id] = next++;
    open.push(id);
    isOpen[id] = 1;
    return { id, rest: graph.dependencies(id).values() };
  };
  for (const start of graph.ids()) {
    if (order[start] !== -1) continue;
    const frames = [enter(start)];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { value, done } = frame.rest.next();
      if (!done) {
        if (order[value] === -1) frames.push(enter(value));
        else if (isOpen[value]) low[frame.id] = Math.min(low[frame.id] ?? 0, order[value] ?? 0);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) low[parent.id] = Math.min(low[parent.id] ?? 0, low[frame.id] ?? 0);
      if (low[frame.id] === order[frame.id]) found.push(closeComponent(frame.id, open, isOpen));
    }
  }
  return found;
}

interface Frame {
  readonly id: NodeId;
  readonly rest: Iterator<NodeId, undefined>;
}

function closeComponent(root: NodeId, open: NodeId[], isOpen: Uint8Array): NodeId[] {
  const component: NodeId[] = [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    isOpen[id] = 0;
    component.push(id);
    if (id === root) break;
  }
  return component;
}
