// A module while its blocks are read, one after the other.
import type { Block, Diagnostic, SourceRange } from "@lockstep/hcl";
import type { DuplicateWords } from "../messages/configuration.ts";
import * as messages from "../messages.ts";
import type {
  CheckConfig,
  ImportConfig,
  LocalConfig,
  ModuleCall,
  MovedConfig,
  OutputConfig,
  ProviderConfig,
  RemovedConfig,
  RequiredProvider,
  ResourceConfig,
  VariableConfig,
} from "./configuration.ts";

/** All that the files of one folder declare; calls do not know the modules that they call yet. */
export interface ModuleParts {
  readonly diagnostics: Diagnostic[];
  readonly requiredVersion: { readonly constraint: string; readonly range: SourceRange }[];
  readonly requiredProviders: Map<string, RequiredProvider>;
  requiredProvidersRange?: SourceRange;
  backend?: Block;
  cloud?: Block;
  readonly providers: Map<string, ProviderConfig>;
  readonly variables: Map<string, VariableConfig>;
  readonly locals: Map<string, LocalConfig>;
  readonly outputs: Map<string, OutputConfig>;
  readonly resources: Map<string, ResourceConfig>;
  readonly dataSources: Map<string, ResourceConfig>;
  readonly ephemerals: Map<string, ResourceConfig>;
  readonly calls: Map<string, ModuleCall>;
  readonly checks: Map<string, CheckConfig>;
  readonly moved: MovedConfig[];
  readonly imports: ImportConfig[];
  readonly removed: RemovedConfig[];
}

/** One kind of block at the top of a file: copy blocks/check.ts for another. */
export interface BlockKind {
  readonly type: string;
  readonly labels: readonly string[];
  /** Reads a block with the right labels into the module. */
  add(block: Block, module: ModuleParts): void;
}

/** A module in which nothing is declared. */
export function emptyParts(): ModuleParts {
  return {
    diagnostics: [],
    requiredVersion: [],
    requiredProviders: new Map(),
    providers: new Map(),
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    dataSources: new Map(),
    ephemerals: new Map(),
    calls: new Map(),
    checks: new Map(),
    moved: [],
    imports: [],
    removed: [],
  };
}

/** Enters a thing under its name; the first one stays when the name is taken. */
export function declare<T extends { readonly range: SourceRange }>(
  into: Map<string, T>,
  name: string,
  thing: T,
  module: ModuleParts,
  words: DuplicateWords,
): void {
  const earlier = into.get(name);
  if (earlier) module.diagnostics.push(messages.duplicate(words, earlier.range, thing.range));
  else into.set(name, thing);
}

const namePattern = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Whether a text may name a thing. */
export const isName = (text: string): boolean => namePattern.test(text);

/** The label's text; says so when it is no name. `what` is "resource name", "output name" … */
export function labelName(block: Block, at: number, what: string, module: ModuleParts): string {
  const label = block.labels[at];
  if (!label) return "";
  if (!isName(label.value)) module.diagnostics.push(messages.invalidName(what, label.range));
  return label.value;
}
