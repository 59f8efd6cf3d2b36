import type { JsonObject } from "./json.ts";

/** One pair: a group and its user, an app and its group. */
export interface Pair {
  readonly left: string;
  readonly right: string;
  body: JsonObject;
}

/** Which objects belong to which, found from either side in the order they were added. */
export class Relation {
  readonly #byLeft = new Map<string, Map<string, Pair>>();
  readonly #byRight = new Map<string, Map<string, Pair>>();

  set(left: string, right: string, body: JsonObject = {}): Pair {
    const known = this.get(left, right);
    if (known) {
      known.body = body;
      return known;
    }
    const pair = { left, right, body };
    entriesOf(this.#byLeft, left).set(right, pair);
    entriesOf(this.#byRight, right).set(left, pair);
    return pair;
  }

  get(left: string, right: string): Pair | undefined {
    return this.#byLeft.get(left)?.get(right);
  }

  has(left: string, right: string): boolean {
    return this.get(left, right) !== undefined;
  }

  remove(left: string, right: string): boolean {
    this.#byRight.get(right)?.delete(left);
    return this.#byLeft.get(left)?.delete(right) ?? false;
  }

  /** The pairs of a left side. */
  of(left: string): Pair[] {
    return [...(this.#byLeft.get(left)?.values() ?? [])];
  }

  /** The pairs of a right side. */
  with(right: string): Pair[] {
    return [...(this.#byRight.get(right)?.values() ?? [])];
  }

  all(): Pair[] {
    return [...this.#byLeft.values()].flatMap((pairs) => [...pairs.values()]);
  }

  /** Forgets an object, whichever side it stood on. */
  forget(id: string): void {
    for (const pair of [...this.of(id), ...this.with(id)]) this.remove(pair.left, pair.right);
  }
}

const entriesOf = (index: Map<string, Map<string, Pair>>, key: string): Map<string, Pair> => {
  const entries = index.get(key) ?? new Map<string, Pair>();
  index.set(key, entries);
  return entries;
};
