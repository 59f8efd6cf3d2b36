// The whole of our own interface: the tables of all domains. A domain that is not in this list has no documentation and no client.
import { accessTokenRoutes } from "./access-tokens.ts";
import { accountRoutes } from "./accounts.ts";
import { auditRoutes } from "./audit-log.ts";
import { eventRoutes } from "./events.ts";
import { organizationRoutes } from "./organizations.ts";
import { projectRoutes } from "./projects.ts";
import type { Routes } from "./routes.ts";
import { teamRoutes } from "./teams.ts";

/** The routes of our own interface, by domain. */
export const api = {
  accounts: accountRoutes,
  accessTokens: accessTokenRoutes,
  organizations: organizationRoutes,
  projects: projectRoutes,
  teams: teamRoutes,
  auditLog: auditRoutes,
  events: eventRoutes,
} as const satisfies Readonly<Record<string, Routes>>;
