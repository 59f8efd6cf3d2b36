// A plan as data: what is shown, saved, guarded, approved and carried out.
import type { Diagnostic, SourceRange, Value } from "@lockstep/hcl";
import type { InstanceAddress } from "../address.ts";
import type { Configuration } from "../config/configuration.ts";
import type { Path } from "../provider.ts";
import type { State } from "../state/state.ts";

export type PlanMode = "normal" | "destroy" | "refresh-only";

/** What is to be done with one object. The two replacements say which comes first. */
export type Action = "no-op" | "create" | "read" | "update" | "delete-create" | "create-delete" | "delete" | "forget";

/** Why it is that action, in the words of the plan's JSON form. */
export type ActionReason =
  | "replace_because_tainted"
  | "replace_because_cannot_update"
  | "replace_by_request"
  | "replace_by_triggers"
  | "delete_because_no_resource_config"
  | "delete_because_wrong_repetition"
  | "delete_because_count_index"
  | "delete_because_each_key"
  | "delete_because_no_module"
  | "delete_because_no_move_target"
  | "read_because_config_unknown"
  | "read_because_dependency_pending"
  | "read_because_check_nested";

/** One object and what becomes of it. */
export interface ResourceChange {
  readonly address: InstanceAddress;
  /** Printed. */
  readonly text: string;
  /** Where the object was before a `moved` block. */
  readonly previousText?: string;
  /** Set when it is about an object that was left over by a replacement. */
  readonly deposed?: string;
  /** The provider configuration, as the state names it. */
  readonly provider: string;
  readonly action: Action;
  readonly reason?: ActionReason;
  /** The null value where there is no object. Marks are on it. */
  readonly before: Value;
  /** Parts may be unknown. Marks are on it. */
  readonly after: Value;
  /** The arguments because of which the object is replaced. */
  readonly replacePaths: readonly Path[];
  readonly importing?: { readonly id: string | undefined };
  /** Planned with an older schema version in the state: apply starts from the upgraded object. */
  readonly schemaVersion: number;
}

export interface OutputChange {
  readonly name: string;
  readonly action: "no-op" | "create" | "update" | "delete";
  readonly before: Value;
  readonly after: Value;
  readonly sensitive: boolean;
}

/** A resource's attribute that some change was worked out from. */
export interface RelevantAttribute {
  readonly resource: string;
  readonly attribute: readonly (string | number)[];
}

export type CheckStatus = "pass" | "fail" | "error" | "unknown";
export type CheckKind = "resource" | "output_value" | "check" | "var";

/** All conditions of one resource, output, variable or check block, instance by instance. */
export interface CheckResult {
  readonly kind: CheckKind;
  /** Without instance keys: `module.a.okta_group.b`. */
  readonly configAddress: string;
  /** What the address is made of, for the plan's JSON form. */
  readonly module: readonly string[];
  readonly local: { readonly mode?: "managed" | "data"; readonly type?: string; readonly name: string };
  readonly status: CheckStatus;
  readonly objects: readonly CheckObject[];
}

export interface CheckObject {
  readonly address: string;
  readonly module: string;
  readonly key: string | number | undefined;
  readonly status: CheckStatus;
  readonly failures: readonly string[];
}

/** A root variable's value as it was given, for the plan's JSON form and for apply. */
export interface PlannedVariable {
  readonly value: Value;
  readonly fromDefault: boolean;
  /** Before it was converted. */
  readonly given?: Value;
}

export interface Plan {
  readonly mode: PlanMode;
  readonly configuration: Configuration;
  readonly variables: ReadonlyMap<string, PlannedVariable>;
  readonly workspace: string;
  readonly targets: readonly string[];
  readonly forceReplace: readonly string[];
  /** The state as it was read. */
  readonly previousState: State | undefined;
  /** After moves and refresh: what the changes start from. */
  readonly priorState: State;
  readonly changes: readonly ResourceChange[];
  /** What was changed outside since the state was written; includes objects that only moved. */
  readonly drift: readonly ResourceChange[];
  readonly outputChanges: ReadonlyMap<string, OutputChange>;
  readonly checks: readonly CheckResult[];
  readonly relevantAttributes: readonly RelevantAttribute[];
  /** RFC 3339. */
  readonly timestamp: string;
  readonly applyable: boolean;
  /** Nothing was left out by targets or errors. */
  readonly complete: boolean;
  readonly errored: boolean;
}

/** An event of a walk, for progress and for machine-readable output. */
export type EngineEvent =
  | { readonly type: "refresh_start" | "refresh_complete"; readonly address: InstanceAddress; readonly text: string; readonly idKey?: string; readonly idValue?: string }
  | ApplyEvent
  | ProvisionEvent
  | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic }
  | { readonly type: "planned"; readonly change: ResourceChange };

export interface ApplyEvent {
  readonly type: "apply_start" | "apply_progress" | "apply_complete" | "apply_errored";
  readonly address: InstanceAddress;
  readonly text: string;
  readonly deposed?: string;
  readonly action: "create" | "update" | "delete" | "read" | "forget";
  readonly idKey?: string;
  readonly idValue?: string;
  readonly elapsedMilliseconds: number;
}

export interface ProvisionEvent {
  readonly type: "provision_start" | "provision_progress" | "provision_complete" | "provision_errored";
  readonly address: InstanceAddress;
  readonly text: string;
  readonly provisioner: string;
  readonly output?: string;
}

/** Does the change do anything but keep? */
export const isChange = (change: { readonly action: string }): boolean => change.action !== "no-op";

/** Is the object destroyed and made again? */
export const isReplace = (action: Action): boolean => action === "delete-create" || action === "create-delete";

/** A place in the source for a diagnostic, when there is one. */
export type Place = SourceRange | undefined;
