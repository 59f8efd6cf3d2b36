// Source files → a configuration: the root module and all modules that it calls.
import { hasErrors } from "@lockstep/hcl";
import type { Diagnostic, SourceRange, SourceText } from "@lockstep/hcl";
import type { Files } from "../files.ts";
import * as messages from "../messages.ts";
import type { Configuration, Module, ModuleCall } from "./configuration.ts";
import { isLocalSource, sourceProblem } from "./module-source.ts";
import type { ModuleParts } from "./parts.ts";
import { joinPath } from "./paths.ts";
import { readFolder } from "./read-folder.ts";
import { readModule } from "./read-module.ts";
import { loadRules } from "./rules/index.ts";
import { requiredVersion } from "./rules/required-version.ts";

export interface LoadRequest {
  readonly files: Files;
  /** The root module's folder: "." when it is the working directory. */
  readonly folder: string;
  /** Finds the folder of a module that is not named by a local path. */
  readonly resolveModule?: ModuleResolver;
}

/** Where a module's files are, or why they cannot be had. */
export type ModuleResolver = (request: ModuleRequest) => { readonly folder: string } | { readonly problem: ModuleProblem };

/** Why a module cannot be had, as the message at its call says it. */
export interface ModuleProblem {
  readonly summary: string;
  readonly detail: string;
  /** The line with the source holds a secret: the head of the call is quoted in its place. */
  readonly quoteCall?: boolean;
}

export interface ModuleRequest {
  readonly source: string;
  readonly version: string | undefined;
  /** Names of the calls from the root to this one. */
  readonly path: readonly string[];
  /** The folder of the module that calls. */
  readonly caller: string;
  /** The call, for messages about it. */
  readonly callRange: SourceRange;
}

/** What was loaded, also when it has errors: as much as could be read. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the root module and all that it calls. */
export function loadConfiguration(request: LoadRequest): LoadedConfiguration {
  const loading: Loading = { request, folders: new Map(), sources: new Map(), diagnostics: [], calls: 0 };
  const root = loadModule(loading, request.folder, [], []) ?? emptyModule(request.folder);
  const configuration = { root, sources: loading.sources };
  // Said in any case: what was written for another version may well look wrong to this one.
  loading.diagnostics.push(...requiredVersion(configuration));
  if (!hasErrors(loading.diagnostics)) for (const rule of loadRules) loading.diagnostics.push(...rule(configuration));
  return { configuration, diagnostics: loading.diagnostics };
}

interface Loading {
  readonly request: LoadRequest;
  /** What each folder declares: a module that is called twice is read once. */
  readonly folders: Map<string, ModuleParts | undefined>;
  readonly sources: Map<string, SourceText>;
  readonly diagnostics: Diagnostic[];
  /** How many calls were followed. */
  calls: number;
}

/** A few modules that call each other twice make more calls than memory holds; nobody needs so many, nor so deep ones. */
const MOST_CALLS = 20_000;
const DEEPEST_CALL = 200;

function loadModule(loading: Loading, folder: string, path: readonly string[], above: readonly string[]): Module | undefined {
  const parts = folderParts(loading, folder);
  if (!parts) return undefined;
  const inside = [...above, folder];
  const calls = new Map([...parts.calls].map(([name, call]) => [name, loadCall(loading, call, folder, path, inside)] as const));
  return makeModule(parts, folder, path, calls);
}

function folderParts(loading: Loading, folder: string): ModuleParts | undefined {
  if (loading.folders.has(folder)) return loading.folders.get(folder);
  const bodies = readFolder(loading.request.files, folder);
  const parts = bodies && readModule(bodies);
  loading.folders.set(folder, parts);
  for (const [file, source] of bodies?.sources ?? []) loading.sources.set(file, source);
  for (const diagnostic of parts?.diagnostics ?? []) loading.diagnostics.push(diagnostic);
  return parts;
}

function makeModule(parts: ModuleParts, folder: string, path: readonly string[], calls: ReadonlyMap<string, ModuleCall>): Module {
  const { requiredVersion, requiredProviders, backend, cloud } = parts;
  return {
    path,
    folder,
    settings: { requiredVersion, requiredProviders, ...(backend && { backend }), ...(cloud && { cloud }) },
    providers: parts.providers,
    variables: parts.variables,
    locals: parts.locals,
    outputs: parts.outputs,
    resources: parts.resources,
    dataSources: parts.dataSources,
    ephemerals: parts.ephemerals,
    calls,
    checks: parts.checks,
    moved: parts.moved,
    imports: parts.imports,
    removed: parts.removed,
  };
}

function loadCall(loading: Loading, call: ModuleCall, caller: string, path: readonly string[], above: readonly string[]): ModuleCall {
  if (call.source === "") return call;
  const callPath = [...path, call.name];
  const folder = callFolder(loading, call, caller, callPath);
  if (folder === undefined) return call;
  if (above.includes(folder)) {
    loading.diagnostics.push(messages.moduleCallsItself(call.name, folder, call.sourceRange));
    return call;
  }
  if (loading.calls >= MOST_CALLS || above.length >= DEEPEST_CALL) {
    // Said once: all the calls behind it would say the same.
    if (loading.calls < Infinity) loading.diagnostics.push(messages.tooManyModules(call.name, MOST_CALLS, DEEPEST_CALL, call.sourceRange));
    loading.calls = Infinity;
    return call;
  }
  loading.calls++;
  const module = loadModule(loading, folder, callPath, above);
  if (!module) loading.diagnostics.push(messages.unreadableModule(call.name, folder, call));
  return module ? { ...call, module } : call;
}

function callFolder(loading: Loading, call: ModuleCall, caller: string, path: readonly string[]): string | undefined {
  const invalid = sourceProblem(call.source, call.version);
  if (invalid) {
    loading.diagnostics.push(messages.invalidModuleSource(invalid, call.sourceRange));
    return undefined;
  }
  if (isLocalSource(call.source)) return joinPath(caller, call.source);
  const { resolveModule } = loading.request;
  const found = resolveModule?.({ source: call.source, version: call.version, path, caller, callRange: call.range });
  if (found && "folder" in found) return found.folder;
  const problem = found?.problem ?? messages.noModulesFetched(call.name, call.source);
  loading.diagnostics.push(messages.moduleUnavailable(problem, problem.quoteCall ? call.range : call.sourceRange));
  return undefined;
}

const emptyModule = (folder: string): Module => makeModule(readModule({ primary: [], override: [], diagnostics: [], sources: new Map() }), folder, [], new Map());
