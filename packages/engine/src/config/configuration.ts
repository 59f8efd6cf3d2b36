// A configuration as data: what `load` makes of source files and everything after it reads.
import type { Attribute, Block, Body, Expression, SourceRange, SourceText, Type, Value } from "@lockstep/hcl";

/** The root module and, below it, every module that is called, each once (instances come with the walk). */
export interface Configuration {
  readonly root: Module;
  /** By file name, for excerpts. */
  readonly sources: ReadonlyMap<string, SourceText>;
}

export interface Module {
  /** Names of the calls that lead here from the root: []. */
  readonly path: readonly string[];
  /** The folder as the caller names it: "." or "./modules/applications". */
  readonly folder: string;
  readonly settings: TerraformSettings;
  readonly providers: ReadonlyMap<string, ProviderConfig>; // by "okta" or "okta.alias"
  readonly variables: ReadonlyMap<string, VariableConfig>;
  readonly locals: ReadonlyMap<string, LocalConfig>;
  readonly outputs: ReadonlyMap<string, OutputConfig>;
  /** Managed resources by "okta_group.admins". */
  readonly resources: ReadonlyMap<string, ResourceConfig>;
  /** Data sources by "data.okta_group.everyone". */
  readonly dataSources: ReadonlyMap<string, ResourceConfig>;
  readonly ephemerals: ReadonlyMap<string, ResourceConfig>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly checks: ReadonlyMap<string, CheckConfig>;
  readonly moved: readonly MovedConfig[];
  readonly imports: readonly ImportConfig[];
  readonly removed: readonly RemovedConfig[];
}

export interface TerraformSettings {
  readonly requiredVersion: readonly { readonly constraint: string; readonly range: SourceRange }[];
  /** By local name. */
  readonly requiredProviders: ReadonlyMap<string, RequiredProvider>;
  readonly backend?: Block;
  readonly cloud?: Block;
}

export interface RequiredProvider {
  /** "registry.terraform.io/okta/okta" */
  readonly source: string;
  readonly version?: string;
  readonly configurationAliases: readonly string[];
  readonly range: SourceRange;
}

export interface ProviderConfig {
  readonly localName: string;
  readonly alias?: string;
  readonly body: Body;
  readonly version?: string;
  readonly range: SourceRange;
}

/** "okta" or "okta.prod" as written in `provider = …` or `providers = { … }`. */
export interface ProviderReference {
  readonly localName: string;
  readonly alias?: string;
  readonly range: SourceRange;
}

export interface VariableConfig {
  readonly name: string;
  readonly description?: string;
  /** The constraint, with optional attributes; dynamic when not given. */
  readonly type: Type;
  readonly typeDefaults?: TypeDefaults;
  /** How a text from -var or the environment is read: as it is, or as an expression. */
  readonly parsing: "literal" | "expression";
  /** Converted to the type; undefined when required. */
  readonly default?: Value;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly nullable: boolean;
  readonly validations: readonly CheckRule[];
  readonly range: SourceRange;
}

/** Defaults of optional(…) attributes, wherever they stand in a type constraint. */
export interface TypeDefaults {
  readonly values: ReadonlyMap<string, Value>;
  /** By attribute name, or "" for the element of a collection, or the index of a tuple as text. */
  readonly children: ReadonlyMap<string, TypeDefaults>;
}

export interface LocalConfig {
  readonly name: string;
  readonly expression: Expression;
  readonly range: SourceRange;
}

export interface OutputConfig {
  readonly name: string;
  readonly description?: string;
  readonly value: Expression;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly dependsOn: readonly Expression[];
  readonly preconditions: readonly CheckRule[];
  readonly range: SourceRange;
}

export interface CheckRule {
  readonly condition: Expression;
  readonly errorMessage: Expression;
  readonly range: SourceRange;
}

export interface ResourceConfig {
  readonly mode: "managed" | "data" | "ephemeral";
  readonly type: string;
  readonly name: string;
  readonly typeRange: SourceRange;
  readonly nameRange: SourceRange;
  /** The whole body; meta-arguments are taken out by decode. */
  readonly body: Body;
  readonly count?: Attribute;
  readonly forEach?: Attribute;
  readonly dependsOn: readonly Expression[];
  readonly provider?: ProviderReference;
  readonly lifecycle: Lifecycle;
  readonly provisioners: readonly Block[];
  readonly range: SourceRange;
}

export interface Lifecycle {
  readonly createBeforeDestroy?: boolean;
  readonly preventDestroy?: boolean;
  readonly ignoreChanges: readonly Expression[] | "all";
  readonly replaceTriggeredBy: readonly Expression[];
  readonly preconditions: readonly CheckRule[];
  readonly postconditions: readonly CheckRule[];
  readonly range?: SourceRange;
}

export interface ModuleCall {
  readonly name: string;
  readonly source: string;
  readonly version?: string;
  readonly body: Body;
  readonly count?: Attribute;
  readonly forEach?: Attribute;
  readonly dependsOn: readonly Expression[];
  /** Name inside the module ("okta", "okta.alias") → what it is called here. Empty: inherited. */
  readonly providers: ReadonlyMap<string, ProviderReference>;
  /** The module called; undefined when it could not be loaded (a diagnostic says so). */
  readonly module?: Module;
  readonly range: SourceRange;
  readonly sourceRange: SourceRange;
}

export interface CheckConfig {
  readonly name: string;
  readonly asserts: readonly CheckRule[];
  /** A nested data source, also listed in `dataSources`. */
  readonly dataSource?: ResourceConfig;
  readonly range: SourceRange;
}

export interface MovedConfig {
  readonly from: Expression;
  readonly to: Expression;
  readonly range: SourceRange;
}

export interface ImportConfig {
  readonly to: Expression;
  readonly id: Expression;
  readonly forEach?: Attribute;
  readonly provider?: ProviderReference;
  readonly range: SourceRange;
}

export interface RemovedConfig {
  readonly from: Expression;
  /** lifecycle { destroy = … }: false forgets. */
  readonly destroy: boolean;
  readonly provisioners: readonly Block[];
  readonly range: SourceRange;
}
