import type { Created, Default, Json, Moment } from "../db/columns.ts";
import type { StoredHealth } from "./okta-org.ts";

export interface OktaOrgRow {
  id: string;
  organizationId: string;
  name: string;
  orgName: string;
  baseUrl: string;
  authentication: "api_token" | "private_key";
  apiTokenSealed: Buffer | null;
  clientId: string | null;
  privateKeySealed: Buffer | null;
  privateKeyId: string | null;
  scopes: Default<string[]>;
  health: Json<StoredHealth> | null;
  checkedAt: Moment | null;
  createdAt: Created;
}

/** An org whose System Log is followed: once for each organization, however many connections and variables lead to it. */
export interface OrgWatchRow {
  id: string;
  organizationId: string;
  orgUrl: string;
  oktaOrgId: string | null;
  sourceWorkspaceId: string | null;
  nextUrl: string | null;
  since: Moment;
  lastEventAt: Moment | null;
  alertUntil: Moment | null;
  readAt: Moment | null;
  nextPollAt: Moment | null;
  failures: Default<number>;
  problem: string | null;
  createdAt: Created;
}

export interface OrgWatchWorkspaceRow {
  workspaceId: string;
  orgWatchId: string;
}

export interface OrgWatchRequestRow {
  orgWatchId: string;
  minute: Moment;
  count: number;
}

export interface OktaOrgTables {
  oktaOrgs: OktaOrgRow;
  orgWatches: OrgWatchRow;
  orgWatchWorkspaces: OrgWatchWorkspaceRow;
  orgWatchRequests: OrgWatchRequestRow;
}
