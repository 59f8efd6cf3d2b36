import type { Graph, NodeId } from "./graph.ts";

/** How a visit ended; what depends on a failed or skipped node is skipped. */
export type Visit = "done" | "failed";

export interface WalkOptions {
  /** How many visits that wait for something may run at once. */
  readonly parallelism: number;
  /** When it is aborted no further node is begun; running visits are waited for. */
  readonly signal: AbortSignal;
  /** These nodes are passed over as if they were done. */
  readonly without?: ReadonlySet<NodeId>;
}

export interface WalkResult {
  readonly failed: ReadonlySet<NodeId>;
  /** Not visited: something below failed, or the walk was aborted. */
  readonly skipped: ReadonlySet<NodeId>;
}

/**
 * Visits every node after all it depends on. A visit that returns at once costs no promise, so that a graph of
 * fifty thousand nodes that only compute is walked in one go.
 */
export function walk<N>(
  graph: Graph<N>,
  visit: (node: N, id: NodeId) => Visit | Promise<Visit>,
  options: WalkOptions,
): Promise<WalkResult> {
  return new Promise((resolve, reject) => new Walk(graph, visit, options, resolve, reject).start());
}

class Walk<N> {
  readonly #graph: Graph<N>;
  readonly #visit: (node: N, id: NodeId) => Visit | Promise<Visit>;
  readonly #options: WalkOptions;
  readonly #resolve: (result: WalkResult) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #waiting: Int32Array;
  readonly #ready: NodeId[] = [];
  #next = 0;
  #running = 0;
  readonly #failed = new Set<NodeId>();
  readonly #skipped = new Set<NodeId>();
  #thrown: { readonly reason: unknown } | undefined;

  constructor(
    graph: Graph<N>,
    visit: (node: N, id: NodeId) => Visit | Promise<Visit>,
    options: WalkOptions,
    resolve: (result: WalkResult) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#graph = graph;
    this.#visit = visit;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#waiting = new Int32Array(graph.size);
  }

  start(): void {
    for (const id of this.#graph.ids()) {
      this.#waiting[id] = this.#graph.dependencies(id).size;
      if (this.#waiting[id] === 0) this.#ready.push(id);
    }
    this.#advance();
  }

  #advance(): void {
    try {
      while (!this.#thrown && this.#next < this.#ready.length && this.#running < this.#options.parallelism) {
        const id = this.#ready[this.#next++];
        if (id !== undefined) this.#begin(id);
      }
    } catch (reason) {
      this.#stop(reason);
    }
    if (this.#running > 0) return;
    if (this.#thrown) this.#reject(this.#thrown.reason);
    else this.#resolve({ failed: this.#failed, skipped: this.#skipped });
  }

  // A visit that throws ends the walk, but not before what is under way has ended and been taken down.
  #stop(reason: unknown): void {
    this.#thrown ??= { reason };
  }

  #begin(id: NodeId): void {
    if (this.#options.without?.has(id)) return this.#finish(id);
    if (this.#options.signal.aborted || this.#isBlocked(id)) {
      this.#skipped.add(id);
      return this.#finish(id);
    }
    const visit = this.#visit(this.#graph.node(id), id);
    if (typeof visit === "string") return this.#settle(id, visit);
    this.#running++;
    visit.then(
      (end) => {
        this.#running--;
        this.#settle(id, end);
        this.#advance();
      },
      (reason: unknown) => {
        this.#running--;
        this.#stop(reason);
        this.#advance();
      },
    );
  }

  #isBlocked(id: NodeId): boolean {
    if (this.#failed.size === 0 && this.#skipped.size === 0) return false;
    for (const other of this.#graph.dependencies(id)) {
      if (this.#failed.has(other) || this.#skipped.has(other)) return true;
    }
    return false;
  }

  #settle(id: NodeId, end: Visit): void {
    if (end === "failed") this.#failed.add(id);
    this.#finish(id);
  }

  #finish(id: NodeId): void {
    for (const other of this.#graph.dependents(id)) {
      const left = (this.#waiting[other] ?? 0) - 1;
      this.#waiting[other] = left;
      if (left === 0) this.#ready.push(other);
    }
  }
}
