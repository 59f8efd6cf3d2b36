// What one walk works with and adds to: the same for planning and for applying.
import type { Diagnostic, FunctionContext, FunctionTable } from "@lockstep/hcl";
import type { InstanceAddress, ModuleAddress } from "../address.ts";
import type { Configuration, ResourceConfig } from "../config/configuration.ts";
import type { Provider, ProviderFactory } from "../provider.ts";
import { ModuleScope } from "../scope/module-scope.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { StateStore } from "../state/store.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import { Checks } from "./checks.ts";
import { declareChecks } from "./declare-checks.ts";
import { KnownObjects } from "./known-objects.ts";
import type { EngineEvent, PlanMode, PlannedVariable } from "./plan.ts";

/** What the caller of a walk gives to it. */
export interface WalkInput {
  readonly configuration: Configuration;
  /** By source address. */
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  /** Final values of the root's input variables: converted, with defaults and marks. */
  readonly variables: ReadonlyMap<string, PlannedVariable>;
  readonly workspace: string;
  readonly functions: FunctionTable;
  /** Files, clock and randomness for functions. */
  readonly context: FunctionContext;
  /** A key of so many hexadecimal digits that was not given before, for objects that wait to be destroyed. */
  readonly newKey: (digits: number) => string;
  readonly parallelism: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** A provider configuration that is open. */
export interface OpenProvider {
  readonly factory: ProviderFactory;
  readonly provider: Provider;
}

/** One walk on its way. */
export interface Session {
  readonly input: WalkInput;
  readonly root: ModuleScope;
  readonly objects: KnownObjects;
  readonly store: StateStore;
  readonly checks: Checks;
  readonly diagnostics: Diagnostic[];
  /** Check blocks whose data source could not be read, by printed address: their conditions are not looked at. */
  readonly blindChecks: Set<string>;
  /** By address. */
  readonly open: Map<string, OpenProvider>;
  readonly scopes: Map<string, readonly ModuleScope[]>;
  /** false while everything is destroyed: then no condition is looked at. */
  readonly conditions: boolean;
  /** What a condition that does not hold is: where only is recorded what is there, it stops nothing. */
  readonly failing: "error" | "warning";
}

/** Begins a walk on a state. */
export function makeSession(input: WalkInput, store: StateStore, applying: boolean, mode: PlanMode = "normal"): Session {
  const objects = new KnownObjects();
  const { configuration, functions, context, workspace } = input;
  const variables = new Map([...input.variables].map(([name, { value }]) => [name, value] as const));
  const root = ModuleScope.root({ configuration, functions, context, workspace, applying, validating: false, objects }, variables);
  const checks = new Checks();
  declareChecks(checks, configuration);
  return { input, root, objects, store, checks, diagnostics: [], blindChecks: new Set(), open: new Map(), scopes: new Map(), conditions: mode !== "destroy", failing: mode === "refresh-only" ? "warning" : "error" };
}

/** All instances of a module. */
export function instancesOf(session: Session, path: readonly string[]): readonly ModuleScope[] {
  const key = path.join(".");
  const known = session.scopes.get(key);
  if (known) return known;
  const name = path.at(-1);
  const scopes = name === undefined ? [session.root] : instancesOf(session, path.slice(0, -1)).flatMap((parent) => [...parent.children(name).values()]);
  session.scopes.set(key, scopes);
  return scopes;
}

/** The instance of a module at an address; undefined when it is not configured. */
export function scopeAt(session: Session, module: ModuleAddress): ModuleScope | undefined {
  let scope: ModuleScope | undefined = session.root;
  for (const { name, key } of module) scope = scope?.children(name).get(key);
  return scope;
}

/** Notes problems; true when one of them is an error. */
export function report(session: Session, diagnostics: readonly Diagnostic[], address?: string): boolean {
  let failed = false;
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === "error") failed = true;
    session.diagnostics.push(address === undefined || diagnostic.address !== undefined ? diagnostic : { ...diagnostic, address });
  }
  return failed;
}

/** The factory of the provider that an address of the state names. */
const factoryOf = (session: Session, provider: string): ProviderFactory | undefined => session.input.providers.get(parseProviderAddress(provider)?.source ?? "");

/** The schema of a resource or data source. */
export function schemaOf(session: Session, provider: string, address: Pick<InstanceAddress | ResourceConfig, "mode" | "type">): ResourceSchema | undefined {
  const schemas = factoryOf(session, provider)?.schemas;
  return (address.mode === "data" ? schemas?.dataSources : schemas?.resourceTypes)?.get(address.type);
}
