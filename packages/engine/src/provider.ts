// The contract a provider keeps: the one interface of the engine. It follows Terraform's provider protocol in
// what is asked and when, except that reading takes everything at once, so that a provider can read lists.
import type { Diagnostic, Outcome, Value } from "@lockstep/hcl";
import type { BlockSchema, ResourceSchema } from "./schema/schema.ts";

export interface ProviderSchemas {
  readonly provider: BlockSchema;
  readonly resourceTypes: ReadonlyMap<string, ResourceSchema>;
  readonly dataSources: ReadonlyMap<string, ResourceSchema>;
}

/** Makes the provider of one source address, unconfigured. Each configuration (alias) gets its own. */
export interface ProviderFactory {
  /** "registry.terraform.io/okta/okta", "terraform.io/builtin/terraform" */
  readonly source: string;
  readonly schemas: ProviderSchemas;
  open(): Provider;
}

/** Values given to a provider carry no marks and fit the schema's block type. Only where said may parts be unknown. */
export interface Provider {
  /** Static checks beyond the schema. Parts may be unknown. Problems carry `path` into the block. */
  validateProvider(config: Value): ProviderDiagnostic[];
  validateResource(type: string, config: Value): ProviderDiagnostic[];
  validateDataSource(type: string, config: Value): ProviderDiagnostic[];

  /** Parts may be unknown: then the provider keeps what it has and fails only when it is needed. */
  configure(config: Value, signal: AbortSignal): Promise<ProviderDiagnostic[]>;

  /** Attributes as some version of the state file holds them → as the present schema has them. */
  upgradeState(type: string, version: number, attributes: unknown): Outcome<Value>;

  /** What will be, from what was (null value when created), what core proposes, and what is written. Pure. Parts may be unknown. */
  planChange(type: string, request: PlanRequest): PlanResponse;

  /** Reads objects afresh, of any types, in as few requests as it can. One answer per request, in order. */
  read(requests: readonly ReadRequest[], signal: AbortSignal): Promise<ReadResponse[]>;

  readDataSource(type: string, config: Value, signal: AbortSignal): Promise<ProviderOutcome>;

  /** The object that an import id names; undefined value when there is none. */
  importObject(type: string, id: string, signal: AbortSignal): Promise<ProviderOutcome>;

  create(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderOutcome>;
  update(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderOutcome>;
  delete(type: string, request: ChangeRequest, signal: AbortSignal): Promise<ProviderDiagnostic[]>;

  /**
   * After a crash in the middle of `create`: the object it made, if it made one. `calls` are the journal's records of
   * the requests of that create. Undefined when nothing was made. Never guesses: an error when it cannot tell.
   */
  findCreated?(type: string, planned: Value, calls: readonly CallRecord[], signal: AbortSignal): Promise<ProviderOutcome>;

  /**
   * After a crash in the middle of `update` or `delete`: attributes that these requests of it may have left neither as
   * they were nor as they were to become, such as the status of what must be inactive to be deleted. Without requests:
   * those that the same apply's changes of other objects may have moved. Pure.
   */
  unsettledBy?(type: string, calls: readonly CallRecord[]): readonly string[];

  /** What the last use of this provider cost: requests by rate-limit bucket. */
  usage?(): ReadonlyMap<string, BucketUsage>;

  /** Requests by bucket that `read` of these would take, without asking anything. */
  forecast?(requests: readonly ReadRequest[], changes: readonly ForecastChange[]): ReadonlyMap<string, number>;

  /** Who changed these objects since the state was written. Never guesses: no entry when not known. Keyed by `key`. */
  attribute?(questions: readonly AttributionQuestion[], signal: AbortSignal): Promise<ReadonlyMap<string, Attribution>>;

  close?(): Promise<void>;
}

/** Path steps from the block's root: attribute names, list indexes, map keys; a set element by its value is left out. */
export type Path = readonly (string | number)[];

export interface ProviderDiagnostic {
  readonly severity: Diagnostic["severity"];
  readonly summary: string;
  readonly detail: string;
  /** Where in the block; the engine points at the argument in the source. */
  readonly path?: Path;
}

export interface ProviderOutcome {
  /** The object, also beside an error: what was made before it failed. */
  readonly value?: Value;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface PlanRequest {
  /** null value of the block's type when the object does not exist. */
  readonly prior: Value;
  /** Core's merge of prior and configuration (Terraform's "proposed new state"). */
  readonly proposed: Value;
  readonly config: Value;
}

export interface PlanResponse {
  readonly planned: Value;
  /** Paths whose change means that the object is replaced. */
  readonly requiresReplace: readonly Path[];
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ReadRequest {
  readonly type: string;
  /** The object as the state has it. */
  readonly prior: Value;
}

export interface ReadResponse {
  /** undefined: the object is gone. */
  readonly value: Value | undefined;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ChangeRequest {
  /** null value for create. */
  readonly prior: Value;
  /** null value for delete; unknown only where the provider said so in planChange. */
  readonly planned: Value;
  readonly config: Value;
  /** Called around every changing request, so that it is on disk before it is sent. */
  readonly journal: CallJournal;
}

export interface CallJournal {
  before(call: { method: string; path: string }): void;
  after(call: { method: string; path: string; status: number; id?: string }): void;
}

/** One changing request as the journal has it; without `status` it is not known whether it arrived. */
export interface CallRecord {
  readonly method: string;
  readonly path: string;
  readonly startedAt: string;
  readonly status?: number;
  readonly id?: string;
}

export interface BucketUsage {
  readonly requests: number;
  readonly limit?: number;
  readonly remaining?: number;
}

export interface ForecastChange {
  readonly type: string;
  readonly action: "create" | "update" | "delete";
}

export interface AttributionQuestion {
  readonly key: string;
  readonly type: string;
  readonly prior: Value;
  /** null value when the object is gone. */
  readonly live: Value;
  /** Names of the attributes that differ. */
  readonly changed: readonly string[];
}

export interface Attribution {
  /** The System Log event's uuid. */
  readonly eventId: string;
  readonly eventType: string;
  /** ISO 8601 */
  readonly time: string;
  readonly actor: { readonly type: string; readonly id: string; readonly name: string; readonly login?: string };
  /** console, token (with its name where known) or app (client id). */
  readonly by: "console" | "token" | "app" | "unknown";
  readonly byName?: string;
  readonly ipAddress?: string;
}
