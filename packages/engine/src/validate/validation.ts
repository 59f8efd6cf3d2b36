// A validation on its way: what it has found, and which objects are worth being referred to.
import { dynamicUnknown, hasErrors, references } from "@lockstep/hcl";
import type { Diagnostic, Expression, ScopeTraversalExpression, TraversalStep, Value } from "@lockstep/hcl";
import type { Module, ModuleCall, OutputConfig, ResourceConfig, VariableConfig } from "../config/configuration.ts";
import { parseReference } from "../config/reference.ts";
import { moduleChains } from "../graph/plan-graph.ts";
import { resolveProvider } from "../graph/providers.ts";
import type { ModuleChain } from "../graph/providers.ts";
import type { Provider, ProviderFactory } from "../provider.ts";
import type { BlockSchema, ResourceSchema } from "../schema/schema.ts";
import type { Evaluated, ModuleScope } from "../scope/module-scope.ts";
import type { View } from "../scope/names.ts";
import type { ObjectSource } from "../scope/surroundings.ts";
import * as messages from "../messages.ts";
import { isAboutObjects, referenceProblems } from "./static-references.ts";
import type { Place } from "./static-references.ts";
import type { ValidateRequest } from "./validate.ts";
import { validateArgument, validateCall } from "./validate-values.ts";
import { validateResource } from "./validate-resource.ts";

/** The factory of a resource's provider, with its source; no factory when it is not available. */
export interface FoundProvider {
  readonly source: string;
  readonly factory: ProviderFactory | undefined;
}

export class Validation implements ObjectSource {
  readonly diagnostics: Diagnostic[] = [];
  readonly #request: ValidateRequest;
  readonly #chains = new Map<Module, ModuleChain>();
  readonly #resources = new Map<ResourceConfig, boolean>();
  readonly #calls = new Map<ModuleCall, boolean>();
  // By the way to the module: declarations of a folder are shared by all calls of it.
  readonly #arguments = new Map<string, boolean>();
  readonly #brokenOutputs = new Set<string>();
  readonly #opened = new Map<ProviderFactory, Provider>();

  constructor(request: ValidateRequest) {
    this.#request = request;
    for (const chain of moduleChains(request.configuration.root)) this.#chains.set(chain.module, chain);
  }

  /** Notes problems; true when one is an error. */
  report(diagnostics: readonly Diagnostic[]): boolean {
    for (const diagnostic of diagnostics) this.diagnostics.push(diagnostic);
    return hasErrors([...diagnostics]);
  }

  /** The provider of a source, never configured: enough to ask about configurations. */
  open(factory: ProviderFactory): Provider {
    const provider = this.#opened.get(factory) ?? factory.open();
    this.#opened.set(factory, provider);
    return provider;
  }

  provider(source: string): ProviderFactory | undefined {
    return this.#request.providers.get(source);
  }

  providerOf(scope: ModuleScope, resource: ResourceConfig): FoundProvider | undefined {
    const chain = this.#chains.get(scope.module);
    const resolved = chain && resolveProvider(chain, resource);
    return resolved && { source: resolved.source, factory: this.provider(resolved.source) };
  }

  schemaOf(scope: ModuleScope, resource: ResourceConfig): ResourceSchema | undefined {
    const schemas = this.providerOf(scope, resource)?.factory?.schemas;
    if (resource.mode === "ephemeral") return undefined;
    return (resource.mode === "managed" ? schemas?.resourceTypes : schemas?.dataSources)?.get(resource.type);
  }

  place(scope: ModuleScope, by?: "count" | "for_each", self?: BlockSchema): Place {
    return { scope, by, self, schemaOf: (at, resource) => this.schemaOf(at, resource)?.block };
  }

  /** Looks at an expression's references and, if they are sound, evaluates it; problems are noted. */
  evaluate(expression: Expression, place: Place, view: View = {}): Evaluated {
    return this.checkTraversals(references(expression), place) ? this.note(place.scope.evaluate(expression, view)) : failed;
  }

  /**
   * A condition or its message. When an object that it mentions is not there, Terraform evaluates it nevertheless,
   * without any names, and so has something more to say about each name.
   */
  evaluateCondition(expression: Expression, place: Place, view: View): Evaluated {
    const traversals = references(expression);
    if (!this.dependenciesAreSound(traversals, place)) return failed;
    const problems = referenceProblems(traversals, place);
    if (problems.length === 0) return this.note(place.scope.evaluate(expression, view));
    const objects = problems.filter(isAboutObjects);
    this.report(objects.length > 0 ? objects : problems);
    if (objects.length > 0) this.report(traversals.map(({ root, rootRange }) => messages.unknownName(root, rootRange)));
    return failed;
  }

  /** Whether all that is mentioned is there and sound. What is mentioned and not sound is not reported again. */
  checkTraversals(traversals: readonly ScopeTraversalExpression[], place: Place): boolean {
    return this.dependenciesAreSound(traversals, place) && !this.report(referenceProblems(traversals, place));
  }

  /** Whether nothing is wrong with what is mentioned: otherwise the mention is passed over. */
  dependenciesAreSound(traversals: readonly ScopeTraversalExpression[], { scope }: Place): boolean {
    return traversals.every((traversal) => {
      const { reference } = parseReference(traversal);
      const subject = reference?.subject;
      if (subject?.kind === "local") return scope.local(subject.name)?.failed !== true;
      if (subject?.kind === "resource") {
        const resource = scope.findResource(subject.address);
        return !resource || this.resource(scope, resource);
      }
      if (subject?.kind === "variable") return this.#arguments.get(keyOf(scope.module.path, subject.name)) !== false;
      return subject?.kind !== "module" || this.#isOutputSound(scope, subject.name, reference?.rest ?? []);
    });
  }

  // A reference to one output waits for that output, any other for all that is in the module.
  #isOutputSound(scope: ModuleScope, name: string, rest: readonly TraversalStep[]): boolean {
    const call = scope.module.calls.get(name);
    if (!call) return true;
    const step = rest[0]?.kind === "index" ? rest[1] : rest[0];
    const output = step?.kind === "attribute" ? step.name : "";
    if (!call.module?.outputs.has(output)) return !this.isBroken(scope, call);
    return this.call(scope, call) && !this.#brokenOutputs.has(keyOf([...scope.module.path, name], output));
  }

  /** Notes the problems of a value. */
  note(evaluated: Evaluated): Evaluated {
    this.report(evaluated.diagnostics);
    return evaluated;
  }

  /** Looks at a resource, once; false when something is wrong with it. */
  resource(scope: ModuleScope, resource: ResourceConfig): boolean {
    const known = this.#resources.get(resource);
    if (known !== undefined) return known;
    // Within its own block a reference to the resource counts as sound.
    this.#resources.set(resource, true);
    const sound = validateResource(this, scope, resource);
    this.#resources.set(resource, sound);
    return sound;
  }

  /** Looks at a call's own arguments, once; false when it is not known which instances it has. */
  call(scope: ModuleScope, call: ModuleCall): boolean {
    const known = this.#calls.get(call);
    if (known !== undefined) return known;
    this.#calls.set(call, true);
    const sound = validateCall(this, scope, call);
    this.#calls.set(call, sound);
    return sound;
  }

  /** Looks at what a call gives one of the module's variables, once; false when the variable has no value. */
  argument(scope: ModuleScope, call: ModuleCall, config: VariableConfig): boolean {
    const key = keyOf([...scope.module.path, call.name], config.name);
    const known = this.#arguments.get(key);
    if (known !== undefined) return known;
    this.#arguments.set(key, true);
    const sound = validateArgument(this, scope, call, config);
    this.#arguments.set(key, sound);
    return sound;
  }

  /** Something is wrong with an output, so what refers to it is passed over. */
  markBroken({ module }: ModuleScope, output: OutputConfig): void {
    this.#brokenOutputs.add(keyOf(module.path, output.name));
  }

  isBroken(scope: ModuleScope, call: ModuleCall): boolean {
    if (!this.call(scope, call)) return true;
    return [...(call.module?.variables.values() ?? [])].some((config) => !this.argument(scope, call, config));
  }

  instance(): Value | undefined {
    return undefined;
  }

  // Terraform says of no object even its type here; that an attribute is in the schema was seen before.
  whole(scope: ModuleScope, resource: ResourceConfig): Evaluated {
    return this.resource(scope, resource) && this.schemaOf(scope, resource) ? { value: dynamicUnknown, diagnostics: [], failed: false } : failed;
  }
}

const keyOf = (path: readonly string[], name: string): string => [...path, name].join(".");

const failed: Evaluated = { value: dynamicUnknown, diagnostics: [], failed: true };
