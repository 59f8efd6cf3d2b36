import { createHmac } from "node:crypto";
import { notificationTriggers } from "@lockstep/contract";
import type { AssessmentEvent, AssessmentResult, DriftEvent, NotificationEvent, RunEvent, VerificationEvent } from "../notification-event.ts";
import type { Destination } from "./destination.ts";

/** A webhook with HCP Terraform's payloads and signature ("Notification configurations API", section "Notification payload"). */
export const generic: Destination = {
  type: "generic",
  needs: "url",
  signs: true,
  render: (event, { url, token }) => {
    const body = JSON.stringify(payload(event));
    const signature = token === "" ? {} : { "X-TFE-Notification-Signature": createHmac("sha512", token).update(body, "utf8").digest("hex") };
    // The delivery's id lets a receiver tell a second try from a second event.
    const headers = { "Content-Type": "application/json", "X-Lockstep-Delivery": event.deliveryId, ...signature };
    return { kind: "request", url, headers, body };
  },
};

function payload(event: NotificationEvent): unknown {
  switch (event.kind) {
    case "run": return runPayload(event);
    case "assessment": return assessmentPayload(event);
    case "drift": return driftPayload(event);
    case "verification": return verificationPayload(event);
    default: return event satisfies never;
  }
}

const runPayload = ({ configurationId, run, workspace, organization, trigger }: RunEvent): unknown => ({
  payload_version: 1,
  notification_configuration_id: configurationId,
  run_url: run.url,
  run_id: run.id,
  run_message: run.message,
  run_created_at: run.createdAt,
  run_created_by: run.createdBy,
  workspace_id: workspace.id,
  workspace_name: workspace.name,
  organization_name: organization,
  notifications: [{ message: notificationTriggers[trigger], trigger, run_status: run.status, run_updated_at: run.updatedAt, run_updated_by: run.updatedBy }],
});

const verificationPayload = ({ configurationId }: VerificationEvent): unknown => ({
  payload_version: 1,
  notification_configuration_id: configurationId,
  run_url: null,
  run_id: null,
  run_message: null,
  run_created_at: null,
  run_created_by: null,
  workspace_id: null,
  workspace_name: null,
  organization_name: null,
  notifications: [{ message: "Verification of notification configuration", trigger: "verification", run_status: null, run_updated_at: null, run_updated_by: null }],
});

const assessmentPayload = ({ configurationId, configurationUrl, trigger, result, prior, workspace, organization }: AssessmentEvent): unknown => ({
  payload_version: "2",
  notification_configuration_id: configurationId,
  notification_configuration_url: configurationUrl,
  trigger_scope: "assessment",
  trigger,
  message: notificationTriggers[trigger],
  details: {
    new_assessment_result: resultPayload(result),
    prior_assessment_result: prior === null ? null : resultPayload(prior),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    organization_name: organization,
  },
});

const resultPayload = (result: AssessmentResult): unknown => ({
  id: result.id,
  url: result.url,
  succeeded: result.succeeded,
  drifted: result.drifted,
  all_checks_succeeded: result.allChecksSucceeded,
  resources_drifted: result.resourcesDrifted,
  resources_undrifted: result.resourcesUndrifted,
  checks_passed: result.checksPassed,
  checks_failed: result.checksFailed,
  checks_errored: result.checksErrored,
  checks_unknown: result.checksUnknown,
  created_at: result.createdAt,
});

/** Ours, in the manner of version "2": HCP Terraform tells of no single drift. */
const driftPayload = ({ configurationId, configurationUrl, trigger, url, drifts, total, detectedAt, workspace, organization }: DriftEvent): unknown => ({
  payload_version: "2",
  notification_configuration_id: configurationId,
  notification_configuration_url: configurationUrl,
  trigger_scope: "drift",
  trigger,
  message: notificationTriggers[trigger],
  details: {
    url,
    total,
    detected_at: detectedAt,
    drifts: drifts.map(({ id, address, action, attributes, actor, at }) => ({ id, address, action, attributes, actor, at })),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    organization_name: organization,
  },
});
