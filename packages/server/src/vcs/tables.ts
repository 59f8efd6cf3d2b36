import type { Created, Default, Json } from "../db/columns.ts";

export interface VcsConnectionRow {
  id: string;
  organizationId: string;
  name: string;
  kind: "github_app" | "github_token" | "gitlab" | "git";
  apiUrl: string | null;
  httpUrl: string;
  tokenSealed: Buffer | null;
  appId: string | null;
  installationId: string | null;
  privateKeySealed: Buffer | null;
  webhookSecretSealed: Buffer | null;
  sshKeySealed: Buffer | null;
  knownHosts: string | null;
  createdAt: Created;
}

export interface VcsEventRow {
  id: string;
  vcsConnectionId: string;
  deliveryId: string;
  kind: string;
  repository: string | null;
  data: Json<Record<string, unknown>>;
  status: Default<"received" | "handled" | "ignored" | "failed">;
  problem: string | null;
  receivedAt: Created;
}

export interface VcsPullRequestRow {
  workspaceId: string;
  number: number;
  headCommit: string;
  runId: string | null;
  commentId: string | null;
  state: Default<"open" | "closed" | "merged">;
  updatedAt: Default<Date>;
}

export interface VcsCommitRow {
  workspaceId: string;
  commitSha: string;
  purpose: string;
  runId: string | null;
  createdAt: Created;
}

export interface VcsTables {
  vcsConnections: VcsConnectionRow;
  vcsEvents: VcsEventRow;
  vcsPullRequests: VcsPullRequestRow;
  vcsCommits: VcsCommitRow;
}

