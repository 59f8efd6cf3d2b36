/** What can go wrong on demand. */
export type FaultKind = "latency" | "status" | "drop-before" | "drop-after" | "late";

/** One fault: which requests it strikes, and what happens to them. */
export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** Only this method. */
  readonly method?: string;
  /** Only paths that match this; a star stands for one part of a path, two for any number. */
  readonly path?: string;
  /** Lets so many matching requests pass first. */
  readonly skip?: number;
  /** Strikes so many times; always when it is left out. */
  readonly times?: number;
  /** latency: how long to wait; late: how far lists lag behind, both in milliseconds. */
  readonly milliseconds?: number;
  /** status: what to answer, 429 or 500 or another. */
  readonly status?: number;
}

interface Armed {
  fault: Fault;
  pattern: RegExp | undefined;
  passed: number;
  struck: number;
}

/** The faults an org was told to have. */
export class Faults {
  #armed: Armed[] = [];

  add(fault: Fault): void {
    this.#armed.push({ fault, pattern: fault.path ? patternOf(fault.path) : undefined, passed: 0, struck: 0 });
  }

  remove(id: string): void {
    this.#armed = this.#armed.filter(({ fault }) => fault.id !== id);
  }

  clear(): void {
    this.#armed = [];
  }

  get all(): readonly Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** The faults that strike this request. Counts it. */
  striking(method: string, path: string): Fault[] {
    return this.#armed.filter((armed) => strikes(armed, method, path)).map(({ fault }) => fault);
  }

  /** How far lists and searches lag behind now, in milliseconds. */
  get lag(): number {
    return Math.max(0, ...this.#armed.filter(({ fault }) => fault.kind === "late").map(({ fault }) => fault.milliseconds ?? 0));
  }
}

const strikes = (armed: Armed, method: string, path: string): boolean => {
  const { fault, pattern } = armed;
  if (fault.kind === "late") return false;
  if (fault.method && fault.method.toUpperCase() !== method) return false;
  if (pattern && !pattern.test(path)) return false;
  armed.passed += 1;
  if (armed.passed <= (fault.skip ?? 0)) return false;
  if (fault.times !== undefined && armed.struck >= fault.times) return false;
  armed.struck += 1;
  return true;
};

const patternOf = (path: string): RegExp => {
  const parts = path.split(/(\*\*|\*)/).map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`);
};
