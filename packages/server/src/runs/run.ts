import { holdsWorkspace, isFinal, type PhaseDiagnostic, type PhaseVariable, type RunOperation, type RunStatus } from "@lockstep/contract";
import type { Selectable } from "kysely";
import type { RunRow } from "./tables.ts";

export type Run = Selectable<RunRow>;

/** How many objects are or were changed, in what way. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

/** Requests to the org by rate-limit bucket. */
export interface RequestCounts {
  readonly plan?: Readonly<Record<string, number>>;
  /** What the apply was reckoned to need. */
  readonly forecast?: Readonly<Record<string, number>>;
  readonly apply?: Readonly<Record<string, number>>;
}

/** Why a run failed: the first error, as its diagnostic says it. */
export interface RunError {
  readonly summary: string;
  readonly detail: string;
}

/** A problem that a phase came upon. */
export interface RunDiagnostic extends PhaseDiagnostic {
  readonly phase: "plan" | "apply";
}

/** How far an apply has come: changes that are done and that failed, and the addresses that are being changed. */
export interface RunProgress {
  readonly done: number;
  readonly failed: number;
  readonly current: readonly string[];
}

/** What is asked for when a run is created. */
export interface RunRequest {
  readonly operation: RunOperation;
  readonly configurationVersionId?: string;
  readonly message?: string;
  readonly source: string;
  readonly triggerReason?: string;
  /** Undefined: as the workspace says. */
  readonly autoApply?: boolean;
  readonly refresh?: boolean;
  readonly targets?: readonly string[];
  readonly replaces?: readonly string[];
  /** Of this run alone; values are HCL. */
  readonly variables?: readonly PhaseVariable[];
  readonly logFormat?: "json" | "text";
  readonly driftIds?: readonly string[];
  readonly triggeringRunId?: string;
}

/** Values as they were when the run was created. */
export interface RunInputs {
  readonly variables: readonly PhaseVariable[];
  readonly environment: Readonly<Record<string, string>>;
  /** Values that no log may show. */
  readonly secrets: readonly string[];
}

/** Does this run keep others of its workspace from starting? */
export const isActive = ({ status, operation }: { readonly status: RunStatus; readonly operation: RunOperation }): boolean => holdsWorkspace(status, operation);

/** Did the plan come to its end? */
export const isPlanned = ({ statusTimes }: Pick<Run, "statusTimes">): boolean => ["planned", "planned_and_finished", "planned_and_saved"].some((status) => status in statusTimes);

/** Was the apply ever started? */
export const hasApplied = ({ statusTimes }: Pick<Run, "statusTimes">): boolean => "applying" in statusTimes;

/** A normal end may be forced ten seconds after it was asked for. */
export const forceCancelAfterSeconds = 10;

/** When the run may be ended by force; undefined: it cannot. */
export const forceCancelableAt = ({ status, cancelRequestedAt }: Pick<Run, "status" | "cancelRequestedAt">): Date | undefined =>
  isFinal(status) || !cancelRequestedAt ? undefined : new Date(cancelRequestedAt.getTime() + forceCancelAfterSeconds * 1000);
