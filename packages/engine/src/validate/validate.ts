// What can be said about a configuration without variables, state or org: what `validate` prints, and what comes
// before every plan. Each thing is evaluated once with unknown values; what depends on something wrong is passed over.
import { hasErrors } from "@lockstep/hcl";
import type { Diagnostic, FunctionContext, FunctionTable } from "@lockstep/hcl";
import type { Configuration, Module } from "../config/configuration.ts";
import { buildGraph, moduleChains } from "../graph/plan-graph.ts";
import { addModules } from "../graph/steps/add-modules.ts";
import { addProviders } from "../graph/steps/add-providers.ts";
import { addResources } from "../graph/steps/add-resources.ts";
import { addChecks, addLocals, addOutputs, addVariables } from "../graph/steps/add-values.ts";
import { connectProviders } from "../graph/steps/connect-providers.ts";
import { connectReferences } from "../graph/steps/connect-references.ts";
import { refuseCycles } from "../graph/steps/refuse-cycles.ts";
import type { ProviderFactory } from "../provider.ts";
import { ModuleScope } from "../scope/module-scope.ts";
import { StateStore } from "../state/store.ts";
import { callProblems } from "./call-arguments.ts";
import { Validation } from "./validation.ts";
import { validateCall, validateCheck, validateLocal, validateOutput, validateProvider, validateVariable } from "./validate-values.ts";

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
  const structure = structuralProblems(request.configuration);
  if (hasErrors(structure)) return structure;
  const validation = new Validation(request);
  const { configuration, functions, context, workspace = "default" } = request;
  const surroundings = { configuration, functions, context, workspace, applying: false, validating: true, objects: validation };
  validateModule(validation, ModuleScope.root(surroundings, new Map()));
  return [...structure, ...validation.diagnostics];
}

/** What keeps the things of a configuration from being put in order. */
function structuralProblems(configuration: Configuration): Diagnostic[] {
  const chains = moduleChains(configuration.root);
  const problems = chains.flatMap(({ call, module }) => (call ? callProblems(call, module) : []));
  if (hasErrors(problems)) return problems;
  const steps = [addModules, addVariables, addLocals, addResources, addOutputs, addChecks, addProviders, connectReferences, connectProviders, refuseCycles];
  const build = buildGraph(steps, { configuration, chains, state: new StateStore(undefined), mode: "normal", targets: [] });
  return [...problems, ...build.diagnostics];
}

function validateModule(validation: Validation, scope: ModuleScope): void {
  const { module } = scope;
  // Calls first: what refers to a call with wrong arguments is not looked at.
  for (const call of module.calls.values()) validateCall(validation, scope, call);
  for (const provider of module.providers.values()) validateProvider(validation, scope, provider);
  for (const variable of module.variables.values()) validateVariable(validation, scope, variable);
  for (const local of module.locals.values()) validateLocal(validation, scope, local);
  for (const resource of resourcesOf(module)) validation.resource(scope, resource);
  for (const output of module.outputs.values()) validateOutput(validation, scope, output);
  for (const check of module.checks.values()) validateCheck(validation, scope, check);
  for (const call of module.calls.values()) {
    for (const child of scope.children(call.name).values()) validateModule(validation, child);
  }
}

function* resourcesOf({ resources, dataSources, ephemerals }: Module) {
  yield* resources.values();
  yield* dataSources.values();
  yield* ephemerals.values();
}
