import type { NotificationTrigger } from "@lockstep/contract";

/** What people are told of a run. */
export type RunTrigger = Extract<NotificationTrigger, `run:${string}`>;
/** What people are told of health checks, in HCP Terraform's words. */
export type AssessmentTrigger = Extract<NotificationTrigger, `assessment:${string}`>;
/** What people are told of a drift, once when it is found and once when it is gone. */
export type DriftTrigger = Extract<NotificationTrigger, `drift:${string}`>;
/** How much a plan changes. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

interface Where {
  /** The same for every try of one delivery, so that a receiver can tell a repetition. */
  readonly deliveryId: string;
  readonly configurationId: string;
  /** Where the configuration can be seen. */
  readonly configurationUrl: string;
  readonly workspace: { readonly id: string; readonly name: string; readonly url: string };
  readonly organization: string;
}

export interface RunEvent extends Where {
  readonly kind: "run";
  readonly trigger: RunTrigger;
  readonly run: {
    readonly id: string;
    readonly url: string;
    readonly message: string;
    readonly createdAt: string;
    readonly createdBy: string;
    readonly status: string;
    readonly updatedAt: string;
    readonly updatedBy: string | null;
  };
  readonly changes?: ChangeCounts;
}

/** A health check's result, as HCP Terraform tells it. */
export interface AssessmentResult {
  readonly id: string;
  readonly url: string;
  readonly succeeded: boolean;
  readonly drifted: boolean;
  readonly allChecksSucceeded: boolean;
  readonly resourcesDrifted: number;
  readonly resourcesUndrifted: number;
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly checksErrored: number;
  readonly checksUnknown: number;
  readonly createdAt: string;
}

export interface AssessmentEvent extends Where {
  readonly kind: "assessment";
  readonly trigger: AssessmentTrigger;
  readonly result: AssessmentResult;
  readonly prior: AssessmentResult | null;
}

/** One drifted object; names only, never values. */
export interface DriftLine {
  readonly id: string;
  readonly address: string;
  readonly action: "changed" | "missing" | "unmanaged";
  /** Names of the attributes that differ. */
  readonly attributes: readonly string[];
  /** Who did it, where the org's log tells. */
  readonly actor: string | null;
  readonly at: string | null;
}

export interface DriftEvent extends Where {
  readonly kind: "drift";
  readonly trigger: DriftTrigger;
  readonly url: string;
  readonly drifts: readonly DriftLine[];
  readonly total: number;
  readonly detectedAt: string;
}

/** Sent when a configuration is saved or tested. */
export interface VerificationEvent extends Where {
  readonly kind: "verification";
}

/** What happened, as it is told: names, counts and links, nothing that is sensitive. It is stored as JSON until it is delivered: times are ISO 8601. */
export type NotificationEvent = RunEvent | AssessmentEvent | DriftEvent | VerificationEvent;
