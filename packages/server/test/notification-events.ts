import type { AssessmentEvent, AssessmentResult, DriftEvent, NotificationEvent, RunEvent, VerificationEvent } from "../src/notifications/notification-event.ts";

const where = {
  deliveryId: "del-1", configurationId: "nc-1", configurationUrl: "https://lockstep.example/app/acme/workspaces/okta-prod/settings/notifications/nc-1", organization: "acme",
  workspace: { id: "ws-1", name: "okta-prod", url: "https://lockstep.example/app/acme/workspaces/okta-prod" },
};

const result: AssessmentResult = {
  id: "asmtres-2", url: "https://lockstep.example/app/acme/workspaces/okta-prod/health", succeeded: true, drifted: true, allChecksSucceeded: true,
  resourcesDrifted: 2, resourcesUndrifted: 40, checksPassed: 3, checksFailed: 0, checksErrored: 0, checksUnknown: 0, createdAt: "2026-11-02T14:00:00.000Z",
};

/** One event of each kind, for tests. */
export const sampleRun: RunEvent = {
  ...where, kind: "run", trigger: "run:needs_attention",
  run: {
    id: "run-1", url: "https://lockstep.example/app/acme/okta-prod/runs/run-1", message: "Add <admins> & *others*\nsecond line", createdAt: "2026-11-02T14:00:00.000Z", createdBy: "ada",
    status: "planned", updatedAt: "2026-11-02T14:01:00.000Z", updatedBy: "grace",
  },
  changes: { add: 1, change: 2, destroy: 3, import: 0 },
};
export const sampleAssessment: AssessmentEvent = { ...where, kind: "assessment", trigger: "assessment:drifted", result, prior: { ...result, id: "asmtres-1", drifted: false, resourcesDrifted: 0 } };
export const sampleDrift: DriftEvent = {
  ...where, kind: "drift", trigger: "drift:found", url: "https://lockstep.example/app/acme/workspaces/okta-prod/drift", total: 12, detectedAt: "2026-11-02T14:00:00.000Z",
  drifts: Array.from({ length: 12 }, (_, index) => ({ id: `drift-${index}`, address: `okta_group.g[${index}]`, action: "changed" as const, attributes: ["description"], actor: index === 0 ? "ada@example.com" : null, at: null })),
};
export const sampleVerification: VerificationEvent = { ...where, kind: "verification" };
export const sampleEvents: readonly NotificationEvent[] = [sampleRun, sampleAssessment, sampleDrift, sampleVerification];
