import type { VcsKind } from "@lockstep/contract";
import type { Created, Default, Json, JsonDefault, Moment } from "../db/columns.ts";

export interface VcsConnectionRow {
  id: string;
  organizationId: string;
  name: string;
  kind: VcsKind;
  apiUrl: string | null;
  httpUrl: string;
  username: string | null;
  tokenSealed: Buffer | null;
  appId: string | null;
  installationId: string | null;
  privateKeySealed: Buffer | null;
  webhookSecretSealed: Buffer | null;
  sshKeySealed: Buffer | null;
  knownHosts: string | null;
  account: string | null;
  checkedAt: Moment | null;
  problem: string | null;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface VcsRepositoryRow {
  vcsConnectionId: string;
  name: string;
  defaultBranch: string | null;
  nextPollAt: Default<Date>;
  polledAt: Moment | null;
  webhookAt: Moment | null;
  failures: Default<number>;
  problem: string | null;
}

export interface VcsFollowRow {
  workspaceId: string;
  vcsConnectionId: string;
  repository: string;
  branch: string;
  tagsRegex: string;
  commitSha: string | null;
  tags: JsonDefault<Readonly<Record<string, string>>>;
  problem: string | null;
  lookedAt: Moment | null;
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
  vcsConnectionId: string | null;
  repository: string | null;
  title: Default<string>;
  url: Default<string>;
  author: Default<string>;
  headBranch: Default<string>;
  baseBranch: Default<string>;
  headCommit: string;
  runId: string | null;
  commentId: string | null;
  toldCommit: string | null;
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

export interface VcsRunRow {
  runId: string;
  workspaceId: string;
  vcsConnectionId: string;
  repository: string;
  commitSha: string;
  pullRequest: number | null;
  statusId: string | null;
  posted: string | null;
  createdAt: Created;
}

export interface VcsCommentRow {
  vcsConnectionId: string;
  repository: string;
  number: number;
  commentId: string | null;
  posted: string | null;
  updatedAt: Default<Date>;
}

export interface VcsTables {
  vcsConnections: VcsConnectionRow;
  vcsRepositories: VcsRepositoryRow;
  vcsFollows: VcsFollowRow;
  vcsEvents: VcsEventRow;
  vcsPullRequests: VcsPullRequestRow;
  vcsCommits: VcsCommitRow;
  vcsRuns: VcsRunRow;
  vcsComments: VcsCommentRow;
}
