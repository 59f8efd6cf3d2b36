// What can be said about a configuration without variables, state or org: what `validate` prints, and what comes
// before every plan. Each thing is evaluated once with unknown values; what depends on something wrong is passed over.
import { hasErrors, references } from "@lockstep/hcl";
import type { Diagnostic, FunctionContext, FunctionTable } from "@lockstep/hcl";
import type { Configuration, ImportConfig, Module, ModuleCall } from "../config/configuration.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import { addModules } from "../graph/steps/add-modules.ts";
import { addProviders } from "../graph/steps/add-providers.ts";
import { addResources } from "../graph/steps/add-resources.ts";
import { addChecks, addLocals, addOutputs, addVariables } from "../graph/steps/add-values.ts";
import { connectProviders } from "../graph/steps/connect-providers.ts";
import { connectReferences } from "../graph/steps/connect-references.ts";
import { refuseCycles } from "../graph/steps/refuse-cycles.ts";
import type { ProviderFactory } from "../provider.ts";
import { someRepetition } from "../scope/repetition.ts";
import { ModuleScope } from "../scope/module-scope.ts";
import { StateStore } from "../state/store.ts";
import { callProblems } from "./call-arguments.ts";
import { dependenciesFirst } from "./order.ts";
import { Validation } from "./validation.ts";
import { validateCheck, validateLocal, validateOutput, validateProvider, validateVariable } from "./validate-values.ts";

export interface ValidateRequest {
  readonly configuration: Configuration;
  /** By source address. */
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  readonly workspace?: string;
}

/** Everything that is wrong with a configuration that was loaded without errors. */
export function validateConfiguration(request: ValidateRequest): readonly Diagnostic[] {
  const structure = readStructure(request.configuration);
  if (hasErrors(structure.diagnostics) || !structure.build) return structure.diagnostics;
  const validation = new Validation(request);
  const scopes = new Scopes(validatedScope(request, validation));
  const { graph } = structure.build;
  // What is mentioned comes before what mentions it, so that a long chain is not followed from its far end.
  for (const id of dependenciesFirst(graph)) validateNode(validation, graph.node(id), scopes);
  for (const declared of request.configuration.root.imports) validateImport(validation, scopes, declared);
  return [...structure.diagnostics, ...validation.diagnostics];
}

/** The root module where variables and objects have a type only: what a validation sees. */
export function validatedScope(request: ValidateRequest, objects = new Validation(request)): ModuleScope {
  const { configuration, functions, context, workspace = "default" } = request;
  return ModuleScope.root({ configuration, functions, context, workspace, applying: false, validating: true, objects }, new Map());
}

/** What keeps the things of a configuration from being put in order, or their graph. */
function readStructure(configuration: Configuration): { readonly diagnostics: Diagnostic[]; readonly build?: GraphBuild } {
  const chains = moduleChains(configuration.root);
  const problems = chains.flatMap(({ call, module }) => (call ? callProblems(call, module) : []));
  if (hasErrors(problems)) return { diagnostics: problems };
  const steps = [addModules, addVariables, addLocals, addResources, addOutputs, addChecks, addProviders, connectReferences, connectProviders, refuseCycles];
  const build = buildGraph(steps, { configuration, chains, state: new StateStore(undefined), mode: "normal", targets: [] });
  return { diagnostics: [...problems, ...build.diagnostics], build };
}

/** The one scope that each module has while validating. */
class Scopes {
  readonly root: ModuleScope;
  readonly #byModule = new Map<Module, ModuleScope>();

  constructor(root: ModuleScope) {
    this.root = root;
    this.#byModule.set(root.module, root);
  }

  /** Undefined for a module of which it is not known whether it has instances. */
  get(module: Module): ModuleScope | undefined {
    return this.#byModule.get(module);
  }

  /** Makes the scope of a called module known. */
  enter(parent: ModuleScope, call: ModuleCall): void {
    const [child] = parent.children(call.name).values();
    if (child) this.#byModule.set(child.module, child);
  }
}

function validateImport(validation: Validation, scopes: Scopes, { id, forEach }: ImportConfig): void {
  const root = scopes.root;
  if (forEach && !validation.checkTraversals(references(forEach.expression), validation.place(root))) return;
  validation.evaluate(id, validation.place(root, forEach && "for_each"), { repetition: someRepetition(forEach && "for_each") });
}

function validateNode(validation: Validation, node: PlanNode, scopes: Scopes): void {
  if (node.kind === "orphan" || node.kind === "module-end") return;
  const parent = node.kind === "module" ? scopes.get(node.parent) : undefined;
  if (node.kind === "module" && parent) {
    if (validation.call(parent, node.call)) scopes.enter(parent, node.call);
  }
  const scope = scopes.get(node.module);
  if (!scope) return;
  if (node.kind === "variable") {
    const caller = node.parent && scopes.get(node.parent);
    if (caller && node.call) validation.argument(caller, node.call, node.config);
    validateVariable(validation, scope, node.config);
  } else if (node.kind === "provider") {
    if (node.config) validateProvider(validation, scope, node.config);
  } else if (node.kind === "local") validateLocal(validation, scope, node.config);
  else if (node.kind === "resource") validation.resource(scope, node.config);
  else if (node.kind === "output") validateOutput(validation, scope, node.config);
  else if (node.kind === "check") validateCheck(validation, scope, node.config);
}
