// One instance of a module while it is walked: what its names are worth, worked out when they are first asked for.
import { dynamicUnknown, evaluate, hasErrors, numberType, stringValue, unknownValue } from "@lockstep/hcl";
import type { Body, BodyShape, Diagnostic, Expression, FunctionTable, Type, Value } from "@lockstep/hcl";
import { inModule, printModule } from "../address.ts";
import type { ModuleAddress } from "../address.ts";
import type { Module, ModuleCall, ResourceConfig } from "../config/configuration.ts";
import { convertValue } from "../config/conversion.ts";
import * as messages from "../messages.ts";
import { decodeBody } from "../schema/decode-body.ts";
import type { BlockSchema } from "../schema/schema.ts";
import type { InstanceKey } from "../state/state.ts";
import { functionsOf } from "./functions.ts";
import { Names } from "./names.ts";
import type { View } from "./names.ts";
import { countProblem, expandCount, expandForEach, failedExpansion, forEachProblem, MOST_INSTANCES, noRepetition, single, someRepetition } from "./repetition.ts";
import type { Expansion, Repetition } from "./repetition.ts";
import type { Surroundings } from "./surroundings.ts";
import { callValue, resourceValue, validatedCallValue } from "./whole-values.ts";
import { calledVariable, outputValue, unknownVariable } from "./variable-values.ts";

/** A value with what there is to say about it. `failed` when it, or something it mentions, could not be worked out. */
export interface Evaluated {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
}

/** Where a module instance comes from: the call, and the instance that calls. */
export interface Caller {
  readonly scope: ModuleScope;
  readonly call: ModuleCall;
  readonly repetition: Repetition;
}

/** How many instances a walk has made so far. */
const instancesMade = new WeakMap<Surroundings, number>();

export class ModuleScope {
  readonly surroundings: Surroundings;
  readonly module: Module;
  readonly address: ModuleAddress;
  /** The address as text. */
  readonly text: string;
  readonly caller: Caller | undefined;
  /** Values of the root's input variables; all others come from the call. */
  readonly #given: ReadonlyMap<string, Value>;
  readonly #cells = new Map<string, Evaluated>();
  readonly #expansions = new Map<ResourceConfig | ModuleCall, Expansion>();
  readonly #children = new Map<string, Map<InstanceKey, ModuleScope>>();
  readonly #objects = new Map<ResourceConfig, Evaluated>();
  #functions: FunctionTable | undefined;
  #paths: ReadonlyMap<string, Value> | undefined;

  private constructor(surroundings: Surroundings, module: Module, address: ModuleAddress, caller: Caller | undefined, given: ReadonlyMap<string, Value>) {
    this.surroundings = surroundings;
    this.module = module;
    this.address = address;
    this.text = printModule(address);
    this.caller = caller;
    this.#given = given;
  }

  /** The scope of the root module. `variables` are final: converted, checked, marked. */
  static root(surroundings: Surroundings, variables: ReadonlyMap<string, Value>): ModuleScope {
    return new ModuleScope(surroundings, surroundings.configuration.root, [], undefined, variables);
  }

  /** The functions that may be called. */
  get functions(): FunctionTable {
    this.#functions ??= functionsOf(this.module, this.surroundings.functions);
    return this.#functions;
  }

  /** What stands behind `path.`. */
  get paths(): ReadonlyMap<string, Value> {
    this.#paths ??= new Map([
      ["module", stringValue(this.module.folder)],
      ["root", stringValue(this.surroundings.configuration.root.folder)],
      ["cwd", stringValue(this.surroundings.context.workingDirectory)],
    ]);
    return this.#paths;
  }

  /** An address of this module as text, with the module in front. */
  qualify(local: string): string {
    return inModule(this.text, local);
  }

  /** The value of an expression, of any type. */
  evaluate(expression: Expression, view: View = {}): Evaluated {
    const names = new Names(this, view);
    const { value, diagnostics } = evaluate(expression, names);
    // What depends on something that failed is not reported as well: it was not evaluated, as far as people can see.
    if (names.failed) return { value: dynamicUnknown, diagnostics: [], failed: true };
    return { value, diagnostics, failed: hasErrors(diagnostics) };
  }

  /** The value of an expression as a type. */
  evaluateAs(expression: Expression, type: Type, view: View = {}): Evaluated {
    const evaluated = this.evaluate(expression, view);
    if (evaluated.failed) return { ...evaluated, value: unknownValue(type) };
    const { value, problem } = convertValue(evaluated.value, type);
    if (value) return { ...evaluated, value };
    const diagnostics = [...evaluated.diagnostics, messages.incorrectValue(problem, expression.range)];
    return { value: unknownValue(type), diagnostics, failed: true };
  }

  /** A body's value by a schema. `besides` are arguments and blocks that the schema does not know and others read. */
  evaluateBody(body: Body, schema: BlockSchema, view: View = {}, besides?: BodyShape): Evaluated {
    let failed = false;
    const { value, diagnostics } = decodeBody({
      body,
      schema,
      ...(besides && { besides }),
      evaluate: (expression, names) => {
        const evaluated = this.evaluate(expression, names ? { ...view, names } : view);
        if (evaluated.failed && evaluated.diagnostics.length === 0) failed = true;
        return evaluated;
      },
    });
    return { value, diagnostics, failed: failed || hasErrors([...diagnostics]) };
  }

  /** An input variable. */
  variable(name: string): Evaluated | undefined {
    const config = this.module.variables.get(name);
    if (!config) return undefined;
    return this.#cell(`var.${name}`, () => {
      if (this.surroundings.validating) return unknownVariable(config);
      const value = this.#given.get(name);
      if (value) return { value, diagnostics: [], failed: false };
      return this.caller ? calledVariable(config, this.caller, this.address) : { value: unknownValue(config.type), diagnostics: [], failed: true };
    });
  }

  /** A local value. */
  local(name: string): Evaluated | undefined {
    const config = this.module.locals.get(name);
    return config && this.#cell(`local.${name}`, () => this.evaluate(config.expression));
  }

  /** An output value, as the module that calls sees it. */
  output(name: string): Evaluated {
    const config = this.module.outputs.get(name);
    if (!config) return { value: dynamicUnknown, diagnostics: [], failed: true };
    return this.#cell(`output.${name}`, () => outputValue(config, this.evaluate(config.value), this.caller !== undefined));
  }

  // While a value is being worked out, asking for it again means a cycle, which the graph reports.
  #cell(key: string, work: () => Evaluated): Evaluated {
    const known = this.#cells.get(key);
    if (known) return known;
    this.#cells.set(key, { value: dynamicUnknown, diagnostics: [], failed: true });
    const evaluated = work();
    this.#cells.set(key, evaluated);
    return evaluated;
  }

  /** Says that an output has this value, whatever its expression gives: after an apply, or from a state. */
  setOutput(name: string, value: Value): void {
    this.#cells.set(`output.${name}`, { value, diagnostics: [], failed: false });
  }

  /** The instances of a resource or of a module call. */
  expand(block: ResourceConfig | ModuleCall): Expansion {
    const known = this.#expansions.get(block);
    if (known) return known;
    this.#expansions.set(block, failedExpansion(undefined, []));
    const expansion = this.#expand(block);
    this.#expansions.set(block, expansion);
    return expansion;
  }

  #expand({ count, forEach }: ResourceConfig | ModuleCall): Expansion {
    const by = count ?? forEach;
    if (!by) return single;
    return this.#bounded(count ? this.#expandCount(by.expression) : this.#expandForEach(by.expression), by.expression);
  }

  /** Modules that are repeated repeat what is in them: only together the instances are too many. Said once. */
  #bounded(expansion: Expansion, { range }: Expression): Expansion {
    const before = instancesMade.get(this.surroundings) ?? 0;
    const made = before + expansion.instances.size;
    instancesMade.set(this.surroundings, made > MOST_INSTANCES ? Infinity : made);
    if (made <= MOST_INSTANCES) return expansion;
    return failedExpansion(expansion.by, before === Infinity ? [] : [messages.tooManyInstances(MOST_INSTANCES, range)]);
  }

  #expandCount(expression: Expression): Expansion {
    const { value, diagnostics, failed } = this.evaluateAs(expression, numberType);
    if (failed) return failedExpansion("count", diagnostics);
    if (!this.surroundings.validating) return expandCount(value, expression);
    const problem = countProblem(value, expression);
    return problem ? failedExpansion("count", [problem]) : someInstance("count");
  }

  #expandForEach(expression: Expression): Expansion {
    const { value, diagnostics, failed } = this.evaluate(expression);
    if (failed) return failedExpansion("for_each", diagnostics);
    if (!this.surroundings.validating) return expandForEach(value, expression);
    const problem = forEachProblem(value, expression.range, true);
    return problem ? failedExpansion("for_each", [problem]) : someInstance("for_each");
  }

  /** What count.index and each are in an instance, also in one that is no longer configured. */
  repetition(block: ResourceConfig | ModuleCall, key: InstanceKey): Repetition {
    return this.expand(block).instances.get(key) ?? noRepetition;
  }

  /** The instances of a called module, by key. */
  children(callName: string): ReadonlyMap<InstanceKey, ModuleScope> {
    const known = this.#children.get(callName);
    if (known) return known;
    const scopes = new Map<InstanceKey, ModuleScope>();
    this.#children.set(callName, scopes);
    const call = this.module.calls.get(callName);
    if (!call?.module) return scopes;
    for (const [key, repetition] of this.expand(call).instances) {
      const address = [...this.address, { name: callName, key }];
      scopes.set(key, new ModuleScope(this.surroundings, call.module, address, { scope: this, call, repetition }, noValues));
    }
    return scopes;
  }

  /** One instance of a called module, when it is known to exist. */
  findChild(callName: string, key: InstanceKey): ModuleScope | undefined {
    return this.surroundings.validating ? undefined : this.children(callName).get(key);
  }

  /** A resource, data source or ephemeral resource by its address in the module. */
  findResource(address: string): ResourceConfig | undefined {
    const { resources, dataSources, ephemerals } = this.module;
    return resources.get(address) ?? dataSources.get(address) ?? ephemerals.get(address);
  }

  /** One object, when it is known that it is configured. */
  instanceValue(resource: ResourceConfig, key: InstanceKey): Value | undefined {
    if (this.surroundings.objects.whole || !this.expand(resource).instances.has(key)) return undefined;
    return this.surroundings.objects.instance(this, resource, key);
  }

  /** What a reference to a resource is worth: an object, or a tuple or an object of them. */
  resourceValue(resource: ResourceConfig): Evaluated {
    const known = this.#objects.get(resource);
    if (known) return known;
    const value = resourceValue(this, resource);
    this.#objects.set(resource, value);
    return value;
  }

  /** Forgets what a reference to a resource is worth, after one of its objects changed. */
  invalidate(resource: ResourceConfig): void {
    this.#objects.delete(resource);
  }

  /** What a reference to a whole module call is worth. */
  callValue(callName: string): Evaluated {
    const call = this.module.calls.get(callName);
    if (!call) return { value: dynamicUnknown, diagnostics: [], failed: true };
    return this.#cell(`module.${callName}`, () => (this.surroundings.validating ? validatedCallValue(this, call) : callValue(this, call)));
  }
}

const noValues: ReadonlyMap<string, Value> = new Map();

const someInstance = (by: "count" | "for_each"): Expansion => ({
  by,
  instances: new Map([[undefined, someRepetition(by)]]),
  diagnostics: [],
  failed: false,
});
