import type { JsonObject } from "./json.ts";

/** One object of the org. What Okta never shows (secrets, bookkeeping) is apart, in `hidden`. */
export interface Stored {
  readonly id: string;
  /** The object it lies under: a policy of a rule, an app of a key. Empty at the top. */
  readonly parent: string;
  body: JsonObject;
  hidden: JsonObject;
}

interface Change {
  id: string;
  at: number;
  before: Stored | undefined;
}

// Nothing lags longer than this, so older changes are forgotten.
const longestLag = 60_000;

/** Objects of one kind, in the order they were made, found by id or by what they lie under. */
export class Collection {
  readonly #objects = new Map<string, Stored>();
  readonly #children = new Map<string, Set<string>>();
  readonly #changes: Change[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#objects.size;
  }

  add(id: string, body: JsonObject, place: { parent?: string; hidden?: JsonObject } = {}): Stored {
    const stored = { id, parent: place.parent ?? "", body, hidden: place.hidden ?? {} };
    this.#remember(id);
    this.#objects.set(id, stored);
    this.#childrenOf(stored.parent).add(id);
    return stored;
  }

  get(id: string): Stored | undefined {
    return this.#objects.get(id);
  }

  replace(stored: Stored, body: JsonObject, hidden: JsonObject = stored.hidden): Stored {
    this.#remember(stored.id);
    stored.body = body;
    stored.hidden = hidden;
    return stored;
  }

  remove(id: string): void {
    const stored = this.#objects.get(id);
    if (!stored) return;
    this.#remember(id);
    this.#objects.delete(id);
    this.#childrenOf(stored.parent).delete(id);
  }

  all(): Stored[] {
    return [...this.#objects.values()];
  }

  /** The objects under another one. */
  under(parent: string): Stored[] {
    return [...(this.#children.get(parent) ?? [])].flatMap((id) => this.#objects.get(id) ?? []);
  }

  find(holds: (stored: Stored) => boolean): Stored | undefined {
    for (const stored of this.#objects.values()) if (holds(stored)) return stored;
    return undefined;
  }

  /** What a list or a search saw some milliseconds ago: Okta's indexes lag behind its objects. */
  asOf(lag: number, parent?: string): Stored[] {
    const current = parent === undefined ? this.all() : this.under(parent);
    if (lag <= 0) return current;
    const late = new Map<string, Stored | undefined>();
    for (const change of this.#changes) {
      if (change.at > this.#now() - lag && !late.has(change.id)) late.set(change.id, change.before);
    }
    const kept = current.flatMap((stored) => (late.has(stored.id) ? (late.get(stored.id) ?? []) : stored));
    const gone = [...late].flatMap(([id, before]) => (this.#objects.has(id) ? [] : (before ?? [])));
    return [...kept, ...gone.filter((stored) => parent === undefined || stored.parent === parent)];
  }

  #remember(id: string): void {
    const stored = this.#objects.get(id);
    const at = this.#now();
    this.#changes.push({ id, at, before: stored ? { ...stored } : undefined });
    while (this.#changes.length > 0 && at - (this.#changes[0]?.at ?? at) > longestLag) this.#changes.shift();
  }

  #childrenOf(parent: string): Set<string> {
    const children = this.#children.get(parent) ?? new Set();
    this.#children.set(parent, children);
    return children;
  }
}
