import type { FunctionContext, FunctionTable } from "../functions/function.ts";
import type { TraversalStep } from "../syntax/tree.ts";
import type { Value } from "../values/value.ts";

/** What the names in an expression mean. Asked for one reference at a time, so that nothing is built that is not mentioned. */
export interface Scope {
  /** The value of a root name, or of the name with some of the steps behind it. Undefined when there is no such name. */
  resolve(root: string, steps: readonly TraversalStep[]): Resolved | undefined;
  /** The names there are, for suggestions. */
  names(): Iterable<string>;
  /** The functions that may be called; undefined where none may. */
  readonly functions: FunctionTable | undefined;
  readonly context: FunctionContext;
}

/** A value, and how many of the steps lead to it; the rest are taken from it. */
export interface Resolved {
  readonly value: Value;
  readonly steps: number;
}

/** For expressions without names, and functions that touch nothing outside. */
export const emptyContext: FunctionContext = {
  read: () => ({ problem: "missing" }),
  stat: () => undefined,
  list: () => [],
  workingDirectory: "/",
  home: undefined,
  now: undefined,
  planTime: undefined,
  random: undefined,
};

/** A scope of these values, and of nothing else. */
export function scopeOf(values: ReadonlyMap<string, Value>, functions?: FunctionTable, context: FunctionContext = emptyContext): Scope {
  return {
    resolve(root) {
      const value = values.get(root);
      return value && { value, steps: 0 };
    },
    names: () => values.keys(),
    functions,
    context,
  };
}

/** Names made by a `for`, before those of the scope around it. The values change from one round to the next. */
export class LoopScope implements Scope {
  readonly functions: FunctionTable | undefined;
  readonly context: FunctionContext;
  readonly #outer: Scope;
  readonly #keyName: string | undefined;
  readonly #valueName: string;
  #key: Value;
  #value: Value;

  constructor(outer: Scope, keyName: string | undefined, valueName: string, key: Value, value: Value) {
    this.functions = outer.functions;
    this.context = outer.context;
    this.#outer = outer;
    this.#keyName = keyName;
    this.#valueName = valueName;
    this.#key = key;
    this.#value = value;
  }

  set(key: Value, value: Value): void {
    this.#key = key;
    this.#value = value;
  }

  resolve(root: string, steps: readonly TraversalStep[]): Resolved | undefined {
    if (root === this.#valueName) return { value: this.#value, steps: 0 };
    if (root === this.#keyName) return { value: this.#key, steps: 0 };
    return this.#outer.resolve(root, steps);
  }

  *names(): Iterable<string> {
    yield this.#valueName;
    if (this.#keyName !== undefined) yield this.#keyName;
    yield* this.#outer.names();
  }
}
