// What the names in one expression mean: the view of a module instance that its repetition and `self` complete.
import { boolValue, dynamicUnknown, EPHEMERAL, stringValue, withMarks } from "@lockstep/hcl";
import type { FunctionContext, FunctionTable, Resolved, Scope, TraversalStep, Value } from "@lockstep/hcl";
import type { Repetition } from "./repetition.ts";
import type { ModuleScope } from "./module-scope.ts";

/** What an expression sees besides the names of its module. */
export interface View {
  readonly repetition?: Repetition;
  readonly self?: Value;
  /** Names that dynamic blocks make. */
  readonly names?: ReadonlyMap<string, Value>;
}

type Root = (names: Names, steps: readonly TraversalStep[]) => Resolved | undefined;

const roots: ReadonlyMap<string, Root> = new Map<string, Root>([
  ["var", (names, steps) => names.cell(steps, (name) => names.scope.variable(name))],
  ["local", (names, steps) => names.cell(steps, (name) => names.scope.local(name))],
  ["module", (names, steps) => names.module(steps)],
  ["data", (names, steps) => names.resource("data.", steps)],
  ["ephemeral", (names, steps) => names.resource("ephemeral.", steps)],
  ["resource", (names, steps) => names.resource("", steps)],
  ["path", (names, steps) => names.attribute(steps, names.scope.paths)],
  ["terraform", (names, steps) => names.terraform(steps)],
  ["count", (names, steps) => names.repeated(steps, { index: names.view.repetition?.countIndex })],
  ["each", (names, steps) => names.repeated(steps, { key: names.view.repetition?.eachKey, value: names.view.repetition?.eachValue })],
  ["self", (names) => (names.view.self ? { value: names.view.self, steps: 0 } : undefined)],
]);

/** The names of one evaluation. `failed` tells afterwards whether it met something that could not be worked out. */
export class Names implements Scope {
  readonly scope: ModuleScope;
  readonly view: View;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  failed = false;

  constructor(scope: ModuleScope, view: View) {
    this.scope = scope;
    this.view = view;
    this.functions = scope.functions;
    this.context = scope.surroundings.context;
  }

  resolve(root: string, steps: readonly TraversalStep[]): Resolved | undefined {
    const made = this.view.names?.get(root);
    if (made) return { value: made, steps: 0 };
    const known = roots.get(root);
    if (known) return known(this, steps);
    const [name] = steps;
    return name?.kind === "attribute" ? this.#object(`${root}.${name.name}`, steps, 1) : this.#unknown(steps);
  }

  names(): Iterable<string> {
    return [...(this.view.names?.keys() ?? []), ...roots.keys()];
  }

  /** A variable or a local value by its first step. */
  cell(steps: readonly TraversalStep[], find: (name: string) => { readonly value: Value; readonly failed: boolean } | undefined): Resolved {
    const [name] = steps;
    const found = name?.kind === "attribute" ? find(name.name) : undefined;
    if (!found) return this.#unknown(steps);
    if (found.failed) this.failed = true;
    return { value: found.value, steps: 1 };
  }

  /** One attribute of a small object such as `path`. */
  attribute(steps: readonly TraversalStep[], values: ReadonlyMap<string, Value>): Resolved {
    const [name] = steps;
    const value = name?.kind === "attribute" ? values.get(name.name) : undefined;
    return value ? { value, steps: 1 } : this.#unknown(steps);
  }

  terraform(steps: readonly TraversalStep[]): Resolved {
    const { workspace, applying } = this.scope.surroundings;
    return this.attribute(steps, new Map([["workspace", stringValue(workspace)], ["applying", withMarks(boolValue(applying), EPHEMERAL)]]));
  }

  /** count.index, each.key or each.value; where there is none, a static check has said so. */
  repeated(steps: readonly TraversalStep[], values: Readonly<Record<string, Value | undefined>>): Resolved {
    const [name] = steps;
    const value = name?.kind === "attribute" ? values[name.name] : undefined;
    return value ? { value, steps: 1 } : this.#unknown(steps);
  }

  /** `data.TYPE.NAME…` and its like. */
  resource(prefix: string, steps: readonly TraversalStep[]): Resolved {
    const [type, name] = steps;
    if (type?.kind !== "attribute" || name?.kind !== "attribute") return this.#unknown(steps);
    return this.#object(`${prefix}${type.name}.${name.name}`, steps, 2);
  }

  // A constant key goes straight to its instance: no value of all instances is made for it.
  #object(address: string, steps: readonly TraversalStep[], used: number): Resolved {
    const resource = this.scope.findResource(address);
    if (!resource) return this.#unknown(steps);
    const key = steps[used]?.kind === "index" ? keyOf(steps[used]) : undefined;
    const instance = key === undefined ? undefined : this.scope.instanceValue(resource, key);
    if (instance) return { value: instance, steps: used + 1 };
    const { value, failed } = this.scope.resourceValue(resource);
    if (failed) this.failed = true;
    return { value, steps: used };
  }

  module(steps: readonly TraversalStep[]): Resolved {
    const [name, second, third] = steps;
    if (name?.kind !== "attribute") return this.#unknown(steps);
    const key = second?.kind === "index" ? keyOf(second) : undefined;
    const output = key === undefined ? second : third;
    const child = output?.kind === "attribute" ? this.scope.findChild(name.name, key) : undefined;
    if (child && output?.kind === "attribute" && child.module.outputs.has(output.name)) {
      const { value, failed } = child.output(output.name);
      if (failed) this.failed = true;
      return { value, steps: key === undefined ? 2 : 3 };
    }
    const { value, failed } = this.scope.callValue(name.name);
    if (failed) this.failed = true;
    return { value, steps: 1 };
  }

  #unknown(steps: readonly TraversalStep[]): Resolved {
    this.failed = true;
    return { value: dynamicUnknown, steps: steps.length };
  }
}

function keyOf(step: TraversalStep): string | number | undefined {
  const raw = step.kind === "index" ? step.key.raw : undefined;
  return typeof raw === "string" || typeof raw === "number" ? raw : undefined;
}
