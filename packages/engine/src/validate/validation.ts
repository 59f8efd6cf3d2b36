// A validation on its way: what it has found, and which objects are worth being referred to.
import { dynamicUnknown, hasErrors, references, unknownValue } from "@lockstep/hcl";
import type { Diagnostic, Expression, ScopeTraversalExpression, Value } from "@lockstep/hcl";
import type { Module, ModuleCall, ResourceConfig } from "../config/configuration.ts";
import { parseReference } from "../config/reference.ts";
import { moduleChains } from "../graph/plan-graph.ts";
import { resolveProvider } from "../graph/providers.ts";
import type { ModuleChain } from "../graph/providers.ts";
import type { Provider, ProviderFactory } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { BlockSchema, ResourceSchema } from "../schema/schema.ts";
import type { Evaluated, ModuleScope } from "../scope/module-scope.ts";
import type { View } from "../scope/names.ts";
import type { ObjectSource } from "../scope/surroundings.ts";
import * as messages from "../messages.ts";
import { isAboutObjects, referenceProblems } from "./static-references.ts";
import type { Place } from "./static-references.ts";
import type { ValidateRequest } from "./validate.ts";
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
  readonly #broken = new Set<ModuleCall>();
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
      const subject = parseReference(traversal).reference?.subject;
      if (subject?.kind === "local") return scope.local(subject.name)?.failed !== true;
      if (subject?.kind === "resource") {
        const resource = scope.findResource(subject.address);
        return !resource || this.resource(scope, resource);
      }
      if (subject?.kind === "variable") return scope.variable(subject.name)?.failed !== true;
      const call = subject?.kind === "module" ? scope.module.calls.get(subject.name) : undefined;
      return !call || !this.isBroken(scope, call);
    });
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

  markBroken(call: ModuleCall): void {
    this.#broken.add(call);
  }

  isBroken(_scope: ModuleScope, call: ModuleCall): boolean {
    return this.#broken.has(call);
  }

  instance(): Value | undefined {
    return undefined;
  }

  whole(scope: ModuleScope, resource: ResourceConfig): Evaluated {
    if (!this.resource(scope, resource)) return failed;
    if (resource.count || resource.forEach) return { value: dynamicUnknown, diagnostics: [], failed: false };
    const schema = this.schemaOf(scope, resource);
    return schema ? { value: unknownValue(impliedType(schema.block)), diagnostics: [], failed: false } : failed;
  }
}

const failed: Evaluated = { value: dynamicUnknown, diagnostics: [], failed: true };
