// The whole of our own interface: the tables of all domains. A domain that is not in this list has no documentation and no client.
import { accessTokenRoutes } from "./access-tokens.ts";
import { accountRoutes } from "./accounts.ts";
import { auditRoutes } from "./audit-log.ts";
import { configurationVersionRoutes } from "./configuration-versions.ts";
import { driftRoutes } from "./drift.ts";
import { eventRoutes } from "./events.ts";
import { notificationRoutes } from "./notifications.ts";
import { oktaOrgRoutes } from "./okta-orgs.ts";
import { organizationRoutes } from "./organizations.ts";
import { projectRoutes } from "./projects.ts";
import type { Routes } from "./routes.ts";
import { runTriggerRoutes } from "./run-triggers.ts";
import { runRoutes } from "./runs.ts";
import { scheduleRoutes } from "./schedules.ts";
import { stateVersionRoutes } from "./state-versions.ts";
import { teamRoutes } from "./teams.ts";
import { variableRoutes } from "./variables.ts";
import { vcsRoutes } from "./vcs.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** The routes of our own interface, by domain. */
export const api = {
  accounts: accountRoutes,
  accessTokens: accessTokenRoutes,
  organizations: organizationRoutes,
  projects: projectRoutes,
  teams: teamRoutes,
  auditLog: auditRoutes,
  configurationVersions: configurationVersionRoutes,
  workspaces: workspaceRoutes,
  variables: variableRoutes,
  runs: runRoutes,
  runTriggers: runTriggerRoutes,
  stateVersions: stateVersionRoutes,
  events: eventRoutes,
  oktaOrgs: oktaOrgRoutes,
  drift: driftRoutes,
  schedules: scheduleRoutes,
  notifications: notificationRoutes,
  vcs: vcsRoutes,
} as const satisfies Readonly<Record<string, Routes>>;
