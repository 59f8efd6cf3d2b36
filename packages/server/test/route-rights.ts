// What every route of the server takes, by the names of packages/contract/src/rights.ts. A route that is not in here fails rights.test.ts.
import type { OrganizationAction, WorkspaceAction } from "@lockstep/contract";

/**
 * Beside the actions: "open" asks nobody who they are; "secret" is reached only by who knows the address; "self" is about who asks and
 * nothing else; "site" is for admins of the site; "kept" for who looks after an account; "own token" for whose the token is.
 */
export type Needed = WorkspaceAction | OrganizationAction | "open" | "secret" | "self" | "site" | "kept" | "own token";

const table: Partial<Readonly<Record<Needed, string>>> = {
  open: `
    GET /api/v1/sign-in, POST /api/v1/setup, POST /api/v1/session, POST /api/v1/links/read, POST /api/v1/links/use, GET /api/v1/openapi.json,
    GET /auth/oidc, GET /auth/oidc/callback,
    GET /oauth/authorize, POST /oauth/authorize, POST /oauth/token, GET /app/settings/tokens, POST /app/settings/tokens`,
  secret: `
    GET /api/v1/okta-hooks/:address, POST /api/v1/okta-hooks/:address, POST /api/v1/vcs/:connection/webhook, PUT /api/v2/uploads/configuration/:address, PUT /api/v2/uploads/state/:address,
    PUT /api/v2/uploads/json-state/:address, GET /api/v2/plan-json/:address, GET /api/v2/logs/:address`,
  self: `
    GET /api/v1/session, DELETE /api/v1/session, GET /api/v1/account/sessions, DELETE /api/v1/account/sessions/:session, PUT /api/v1/account/password, PATCH /api/v1/account,
    GET /api/v1/account/tokens, POST /api/v1/account/tokens, DELETE /api/v1/account/tokens/:token, GET /api/v1/organizations,
    GET /api/v2/account/details, GET /api/v2/organizations, POST /api/v1/schedules/preview`,
  "own token": `
    GET /api/v2/users/:id/authentication-tokens, POST /api/v2/users/:id/authentication-tokens, GET /api/v2/authentication-tokens/:id, DELETE /api/v2/authentication-tokens/:id,
    GET /api/v2/organization/audit-trail`,
  site: `POST /api/v1/organizations, POST /api/v2/organizations, GET /api/v1/accounts, PUT /api/v1/accounts/:account/site-admin, GET /api/v1/audit-events`,
  kept: `GET /api/v1/accounts/:account, POST /api/v1/accounts/:account/link, POST /api/v1/accounts/:account/disable, POST /api/v1/accounts/:account/enable`,

  "organization.read": `
    GET /api/v1/organizations/:organization, GET /api/v2/organizations/:organization, GET /api/v2/organizations/:organization/entitlement-set, GET /api/v2/organizations/:organization/capacity,
    GET /api/v2/organizations/:organization/workspaces, GET /api/v1/organizations/:organization/workspaces, GET /api/v1/organizations/:organization/tags, GET /api/v1/organizations/:organization/runs, GET /api/v2/organizations/:organization/runs,
    GET /api/v2/organizations/:organization/runs/queue, GET /api/v1/organizations/:organization/drifts, GET /api/v1/organizations/:organization/drift-history, GET /api/v1/organizations/:organization/drift-matrix, GET /api/v1/organizations/:organization/events, GET /api/v2/users/:id`,
  "organization.update": `PATCH /api/v1/organizations/:organization, PATCH /api/v2/organizations/:organization`,
  "organization.delete": `DELETE /api/v1/organizations/:organization, DELETE /api/v2/organizations/:organization`,
  "organization.tokens": `
    GET /api/v1/organizations/:organization/token, POST /api/v1/organizations/:organization/token, DELETE /api/v1/organizations/:organization/token,
    GET /api/v2/organizations/:organization/authentication-token, POST /api/v2/organizations/:organization/authentication-token, DELETE /api/v2/organizations/:organization/authentication-token`,
  "audit.read": `GET /api/v1/organizations/:organization/audit-events, GET /api/v1/organizations/:organization/audit-events/download`,
  "project.read": `GET /api/v1/organizations/:organization/projects, GET /api/v1/projects/:project, GET /api/v2/organizations/:organization/projects, GET /api/v2/projects/:id`,
  "project.write": `
    POST /api/v1/organizations/:organization/projects, PATCH /api/v1/projects/:project, DELETE /api/v1/projects/:project,
    POST /api/v2/organizations/:organization/projects, PATCH /api/v2/projects/:id, DELETE /api/v2/projects/:id`,
  "okta-org.read": `GET /api/v1/organizations/:organization/okta-orgs, GET /api/v1/okta-orgs/:id, GET /api/v1/okta-orgs/:id/gauges, POST /api/v1/okta-orgs/:id/check`,
  "okta-org.write": `POST /api/v1/organizations/:organization/okta-orgs, PATCH /api/v1/okta-orgs/:id, DELETE /api/v1/okta-orgs/:id, GET /api/v1/okta-orgs/:id/hook`,
  "vcs.read": `
    GET /api/v1/organizations/:organization/vcs-connections, GET /api/v1/vcs-connections/:connection, GET /api/v1/vcs-connections/:connection/repositories, GET /api/v1/vcs-connections/:connection/branches, GET /api/v1/vcs-connections/:connection/events,
    GET /api/v2/organizations/:organization/oauth-clients, GET /api/v2/oauth-clients/:id, GET /api/v2/oauth-clients/:id/oauth-tokens,
    GET /api/v2/organizations/:organization/oauth-tokens, GET /api/v2/oauth-tokens/:id`,
  "vcs.write": `
    POST /api/v1/organizations/:organization/vcs-connections, PATCH /api/v1/vcs-connections/:connection, DELETE /api/v1/vcs-connections/:connection, POST /api/v1/vcs-connections/:connection/test,
    POST /api/v1/vcs-connections/:connection/webhook, POST /api/v2/organizations/:organization/oauth-clients, PATCH /api/v2/oauth-clients/:id, DELETE /api/v2/oauth-clients/:id,
    PATCH /api/v2/oauth-tokens/:id, DELETE /api/v2/oauth-tokens/:id`,
  "variable-set.read": `
    GET /api/v1/organizations/:organization/variable-sets, GET /api/v1/variable-sets/:set, GET /api/v2/organizations/:organization/varsets, GET /api/v2/varsets/:id, GET /api/v2/projects/:id/varsets,
    GET /api/v2/varsets/:id/relationships/vars, GET /api/v2/varsets/:id/relationships/vars/:variable`,
  "variable-set.write": `
    POST /api/v1/organizations/:organization/variable-sets, PATCH /api/v1/variable-sets/:set, DELETE /api/v1/variable-sets/:set, POST /api/v1/variable-sets/:set/variables,
    PATCH /api/v1/variable-sets/:set/variables/:variable, DELETE /api/v1/variable-sets/:set/variables/:variable, PUT /api/v1/variable-sets/:set/workspaces/:workspace,
    DELETE /api/v1/variable-sets/:set/workspaces/:workspace, PUT /api/v1/variable-sets/:set/projects/:project, DELETE /api/v1/variable-sets/:set/projects/:project,
    POST /api/v2/organizations/:organization/varsets, PUT /api/v2/varsets/:id, PATCH /api/v2/varsets/:id, DELETE /api/v2/varsets/:id, POST /api/v2/varsets/:id/relationships/vars,
    PATCH /api/v2/varsets/:id/relationships/vars/:variable, DELETE /api/v2/varsets/:id/relationships/vars/:variable, POST /api/v2/varsets/:id/relationships/workspaces,
    DELETE /api/v2/varsets/:id/relationships/workspaces, POST /api/v2/varsets/:id/relationships/projects, DELETE /api/v2/varsets/:id/relationships/projects`,
  "team.read": `
    GET /api/v1/organizations/:organization/teams, GET /api/v1/teams/:team, GET /api/v1/organizations/:organization/members, GET /api/v2/organizations/:organization/teams, GET /api/v2/teams/:id,
    GET /api/v2/organizations/:organization/organization-memberships, GET /api/v2/organization-memberships/:id, GET /api/v2/team-projects, GET /api/v2/team-projects/:id`,
  "team.write": `
    POST /api/v1/organizations/:organization/teams, PATCH /api/v1/teams/:team, DELETE /api/v1/teams/:team, PUT /api/v1/teams/:team/members/:account, DELETE /api/v1/teams/:team/members/:account,
    POST /api/v1/organizations/:organization/members, DELETE /api/v1/organizations/:organization/members/:account, GET /api/v1/teams/:team/tokens, POST /api/v1/teams/:team/tokens,
    DELETE /api/v1/teams/:team/tokens/:token, POST /api/v2/organizations/:organization/teams, PATCH /api/v2/teams/:id, DELETE /api/v2/teams/:id, POST /api/v2/teams/:id/relationships/users,
    DELETE /api/v2/teams/:id/relationships/users, POST /api/v2/teams/:id/relationships/organization-memberships, DELETE /api/v2/teams/:id/relationships/organization-memberships,
    POST /api/v2/organizations/:organization/organization-memberships, DELETE /api/v2/organization-memberships/:id, GET /api/v2/teams/:id/authentication-tokens, POST /api/v2/teams/:id/authentication-tokens,
    GET /api/v2/teams/:id/authentication-token, POST /api/v2/teams/:id/authentication-token, DELETE /api/v2/teams/:id/authentication-token, GET /api/v2/organizations/:organization/team-tokens`,
  "workspace.create": `
    POST /api/v1/organizations/:organization/workspaces, POST /api/v2/organizations/:organization/workspaces, PUT /api/v1/teams/:team/projects/:project, DELETE /api/v1/teams/:team/projects/:project,
    POST /api/v2/team-projects, PATCH /api/v2/team-projects/:id, DELETE /api/v2/team-projects/:id`,

  "workspace.read": `
    GET /api/v1/organizations/:organization/workspaces/:name, GET /api/v1/workspaces/:workspace, GET /api/v2/workspaces/:id/tag-bindings, GET /api/v2/workspaces/:id/effective-tag-bindings, GET /api/v2/workspaces/:id/relationships/tags,
    GET /api/v2/workspaces/:id/relationships/remote-state-consumers, GET /api/v1/workspaces/:workspace/state-consumers, GET /api/v1/workspaces/:workspace/run-triggers, GET /api/v2/workspaces/:id/run-triggers, GET /api/v2/run-triggers/:id, GET /api/v1/workspaces/:workspace/readme, GET /api/v1/workspaces/:workspace/objects,
    GET /api/v2/workspaces/:id, GET /api/v2/organizations/:organization/workspaces/:name, GET /api/v1/workspaces/:workspace/teams, GET /api/v2/team-workspaces, GET /api/v2/team-workspaces/:id,
    GET /api/v1/workspaces/:workspace/configuration-versions, GET /api/v1/configuration-versions/:version, GET /api/v1/configuration-versions/:version/files, GET /api/v1/configuration-versions/:version/file,
    GET /api/v1/configuration-versions/:version/download, GET /api/v2/configuration-versions/:id/download, GET /api/v2/workspaces/:id/current-state-version,
    GET /api/v2/workspaces/:id/state-versions, GET /api/v2/state-versions, GET /api/v2/state-versions/:id,
    GET /api/v2/workspaces/:id/configuration-versions, GET /api/v2/configuration-versions/:id, GET /api/v2/configuration-versions/:id/ingress-attributes,
    GET /api/v1/workspaces/:workspace/schedules, GET /api/v1/schedules/:id, GET /api/v1/workspaces/:workspace/vcs,
    GET /api/v1/workspaces/:workspace/state-versions, GET /api/v1/state-versions/:version, GET /api/v1/workspaces/:workspace/notifications, GET /api/v1/notifications/:id,
    GET /api/v1/notifications/:id/deliveries, GET /api/v1/deliveries/:id, GET /api/v2/workspaces/:id/notification-configurations, GET /api/v2/notification-configurations/:id`,
  "workspace.update": `PATCH /api/v1/workspaces/:workspace, PUT /api/v1/workspaces/:workspace/tags, PATCH /api/v2/workspaces/:id/tag-bindings, POST /api/v2/workspaces/:id/relationships/tags,
    DELETE /api/v2/workspaces/:id/relationships/tags, POST /api/v2/workspaces/:id/relationships/remote-state-consumers, PATCH /api/v2/workspaces/:id/relationships/remote-state-consumers,
    DELETE /api/v2/workspaces/:id/relationships/remote-state-consumers, PUT /api/v1/workspaces/:workspace/state-consumers, PATCH /api/v2/workspaces/:id, PATCH /api/v2/organizations/:organization/workspaces/:name`,
  "workspace.delete": `
    DELETE /api/v1/workspaces/:workspace, GET /api/v1/workspaces/:workspace/deletion,
    DELETE /api/v2/workspaces/:id, DELETE /api/v2/organizations/:organization/workspaces/:name, POST /api/v2/workspaces/:id/actions/safe-delete, POST /api/v2/organizations/:organization/workspaces/:name/actions/safe-delete`,
  "workspace.access": `PUT /api/v1/teams/:team/workspaces/:workspace, DELETE /api/v1/teams/:team/workspaces/:workspace, POST /api/v2/team-workspaces, PATCH /api/v2/team-workspaces/:id, DELETE /api/v2/team-workspaces/:id`,
  "workspace.lock": `POST /api/v1/workspaces/:workspace/lock, POST /api/v1/workspaces/:workspace/unlock, POST /api/v2/workspaces/:id/actions/lock, POST /api/v2/workspaces/:id/actions/unlock`,
  "workspace.force-unlock": `POST /api/v2/workspaces/:id/actions/force-unlock`,
  "variable.read": `
    GET /api/v1/workspaces/:workspace/variables, GET /api/v1/workspaces/:workspace/wanted-variables, GET /api/v2/workspaces/:id/vars, GET /api/v2/workspaces/:id/vars/:variable, GET /api/v2/workspaces/:id/all-vars, GET /api/v2/workspaces/:id/varsets`,
  "variable.write": `
    POST /api/v1/workspaces/:workspace/variables, PATCH /api/v1/workspaces/:workspace/variables/:variable, DELETE /api/v1/workspaces/:workspace/variables/:variable, POST /api/v2/workspaces/:id/vars,
    PATCH /api/v2/workspaces/:id/vars/:variable, DELETE /api/v2/workspaces/:id/vars/:variable`,
  "run.read": `
    GET /api/v1/workspaces/:workspace/runs, GET /api/v1/workspaces/:workspace/object-history, GET /api/v1/runs/:run, GET /api/v1/runs/:run/events, GET /api/v1/runs/:run/plan, GET /api/v1/runs/:run/logs/:phase, GET /api/v1/runs/:run/logs/:phase/raw,
    GET /api/v1/runs/:run/logs/:phase/stream, GET /api/v2/runs/:id, GET /api/v2/workspaces/:id/runs, GET /api/v2/runs/:id/comments, GET /api/v2/comments/:id, GET /api/v2/runs/:id/run-events,
    GET /api/v2/runs/:id/task-stages, GET /api/v2/runs/:id/policy-checks, GET /api/v2/plans/:id, GET /api/v2/runs/:id/plan, GET /api/v2/applies/:id, GET /api/v2/runs/:id/apply, GET /api/v2/plans/:id/json-output-redacted`,
  "plan.read-unredacted": `GET /api/v2/plans/:id/json-output, GET /api/v2/runs/:id/plan/json-output`,
  "run.queue": `
    POST /api/v1/workspaces/:workspace/runs, POST /api/v2/runs, POST /api/v1/workspaces/:workspace/configuration-versions, POST /api/v2/workspaces/:id/configuration-versions,
    POST /api/v1/workspaces/:workspace/drifts/set-back, POST /api/v1/workspaces/:workspace/vcs/look`,
  "run.comment": `POST /api/v1/runs/:run/comments, POST /api/v2/runs/:id/comments`,
  "run.apply": `POST /api/v1/runs/:run/confirm, POST /api/v2/runs/:id/actions/apply`,
  "run.discard": `POST /api/v1/runs/:run/discard, POST /api/v2/runs/:id/actions/discard, POST /api/v1/runs/:run/run-now, POST /api/v2/runs/:id/actions/force-execute`,
  "run.cancel": `POST /api/v1/runs/:run/cancel, POST /api/v2/runs/:id/actions/cancel`,
  "run.force-cancel": `POST /api/v1/runs/:run/force-cancel, POST /api/v2/runs/:id/actions/force-cancel`,
  "state.read-outputs": `
    GET /api/v1/workspaces/:workspace/outputs, GET /api/v2/workspaces/:id/current-state-version-outputs, GET /api/v2/state-versions/:id/outputs, GET /api/v2/state-version-outputs/:id`,
  "state.read": `
    GET /api/v1/workspaces/:workspace/object, GET /api/v1/state-versions/:version/difference, GET /api/v1/state-versions/:version/download, GET /api/v2/state-versions/:id/download`,
  "state.write": `POST /api/v1/state-versions/:version/rollback, POST /api/v2/workspaces/:id/state-versions, PATCH /api/v2/workspaces/:id/state-versions`,
  "drift.read": `
    GET /api/v1/drifts/:id, GET /api/v1/workspaces/:workspace/drift, GET /api/v1/workspaces/:workspace/drift-scans, GET /api/v1/drift-scans/:id,
    GET /api/v2/assessment-results/:id, GET /api/v2/workspaces/:id/current-assessment-result`,
  "drift.scan": `POST /api/v1/workspaces/:workspace/drift-scans, POST /api/v2/workspaces/:id/actions/assess`,
  "drift.accept": `POST /api/v1/drifts/:id/accept, POST /api/v1/drifts/:id/unaccept`,
  "schedule.write": `POST /api/v1/workspaces/:workspace/schedules, PATCH /api/v1/schedules/:id, DELETE /api/v1/schedules/:id, POST /api/v1/schedules/:id/run`,
  "run-trigger.write": `
    POST /api/v1/workspaces/:workspace/run-triggers, DELETE /api/v1/run-triggers/:trigger, POST /api/v2/workspaces/:id/run-triggers, DELETE /api/v2/run-triggers/:id`,
  "notification.write": `
    POST /api/v1/workspaces/:workspace/notifications, PATCH /api/v1/notifications/:id, DELETE /api/v1/notifications/:id, POST /api/v1/notifications/:id/test, POST /api/v1/deliveries/:id/redeliver,
    POST /api/v2/workspaces/:id/notification-configurations, PATCH /api/v2/notification-configurations/:id, DELETE /api/v2/notification-configurations/:id,
    POST /api/v2/notification-configurations/:id/actions/enable, POST /api/v2/notification-configurations/:id/actions/verify`,
};

/** What each route takes, by "METHOD /path". */
export const routeRights: ReadonlyMap<string, Needed> = new Map(Object.entries(table).flatMap(([needed, list]) => list.split(",").map((route) => [route.trim(), needed as Needed] as const)));
