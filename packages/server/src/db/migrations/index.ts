import type { Migration } from "kysely/migration";
import * as organizations from "./0001-organizations.ts";
import * as workspaces from "./0002-workspaces.ts";
import * as runs from "./0003-runs.ts";
import * as watching from "./0004-watching.ts";
import * as identity from "./0010-identity.ts";
import * as eventOrder from "./0020-event-order.ts";
import * as runModules from "./0030-run-modules.ts";
import * as followingOrgs from "./0040-following-orgs.ts";
import * as repositories from "./0050-repositories.ts";
import * as toldPullRequests from "./0051-told-pull-requests.ts";
import * as driftMessages from "./0060-drift-messages.ts";
import * as runDiagnostics from "./0070-run-diagnostics.ts";
import * as stateConsumers from "./0080-state-consumers.ts";

/** Every migration by its name, in order. One that was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-organizations": organizations,
  "0002-workspaces": workspaces,
  "0003-runs": runs,
  "0004-watching": watching,
  "0010-identity": identity,
  "0020-event-order": eventOrder,
  "0030-run-modules": runModules,
  "0040-following-orgs": followingOrgs,
  "0050-repositories": repositories,
  "0051-told-pull-requests": toldPullRequests,
  "0060-drift-messages": driftMessages,
  "0070-run-diagnostics": runDiagnostics,
  "0080-state-consumers": stateConsumers,
};
