// What may be done, in words: of a workspace by level of access, of an organization by right.
import { accessLevels, workspaceActions, type AccessLevel, type OrganizationRight, type WorkspaceAction } from "@lockstep/contract";

const actionWords: Readonly<Record<WorkspaceAction, string>> = {
  "workspace.read": "See the workspace and its settings",
  "run.read": "See runs, their plans and logs",
  "variable.read": "See variables, but no sensitive values",
  "state.read-outputs": "See outputs",
  "drift.read": "See drift, and who caused it",
  "run.queue": "Start plans",
  "run.comment": "Comment on runs",
  "drift.scan": "Start drift scans",
  "state.read": "Download states, with everything in them",
  "state.write": "Upload states and roll back to older ones",
  "run.apply": "Confirm and apply plans",
  "run.discard": "Discard plans",
  "run.cancel": "Cancel runs",
  "run.destroy": "Start runs that destroy everything",
  "variable.write": "Set variables",
  "workspace.lock": "Lock and unlock",
  "drift.accept": "Accept drift until a date",
  "run.force-cancel": "Force-cancel runs",
  "workspace.force-unlock": "Unlock what somebody else has locked",
  "workspace.update": "Change settings",
  "workspace.delete": "Delete the workspace",
  "workspace.access": "Give teams access",
  "plan.read-unredacted": "Download plans with sensitive values",
  "schedule.write": "Set schedules",
  "notification.write": "Set notifications",
  "run-trigger.write": "Let runs of other workspaces start runs here",
};

/** How the levels of access are called. */
export const levelLabels: Readonly<Record<AccessLevel, string>> = { read: "Read", plan: "Plan", write: "Write", admin: "Admin" };

/** What a level allows beyond the one before it, in words. */
export const wordsOfLevel = (level: AccessLevel): readonly string[] => Object.entries(workspaceActions).flatMap(([action, needed]) => (needed === level ? [actionWords[action as WorkspaceAction]] : []));

/** The level that is included in this one; read includes none. */
export const levelBelow = (level: AccessLevel): AccessLevel | undefined => accessLevels[accessLevels.indexOf(level) - 1];

/** Rights over an organization: how each is called, and what it allows. */
export const rightWords: Readonly<Record<OrganizationRight, { readonly label: string; readonly detail: string }>> = {
  "read-workspaces": { label: "See all workspaces", detail: "Read access to every workspace, also to those made later." },
  "manage-workspaces": { label: "Manage all workspaces", detail: "Make workspaces, admin access to every one, and variable sets." },
  "manage-projects": { label: "Manage projects", detail: "Make, rename and delete projects." },
  "manage-okta-orgs": { label: "Manage Okta orgs", detail: "Connect Okta orgs, replace their credentials, disconnect them." },
  "manage-vcs": { label: "Manage version control", detail: "Connect Git hosts, replace their credentials, renew webhooks." },
  "manage-teams": { label: "Manage teams and people", detail: "Make teams with no more rights than one's own, invite and remove people, make team tokens." },
  "read-audit-log": { label: "Read the audit log", detail: "See and download who changed what, when and from where." },
};
