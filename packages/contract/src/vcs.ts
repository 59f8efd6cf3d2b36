import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";

export const vcsKindNames = ["github_app", "github_token", "gitlab", "git"] as const;
export type VcsKind = (typeof vcsKindNames)[number];

/** What of a connection is given by who makes it. */
export type VcsField = "apiUrl" | "httpUrl" | "username" | "token" | "appId" | "installationId" | "privateKey" | "sshKey" | "knownHosts";

interface VcsKindRow {
  readonly label: string;
  readonly needs: readonly VcsField[];
  readonly takes: readonly VcsField[];
  /** Where the host is when nothing else is said. */
  readonly httpUrl?: string;
  /** Are there pull requests, statuses and comments? */
  readonly reviews: boolean;
}

/** Kinds of connection, and what each is made of. */
export const vcsKinds: Readonly<Record<VcsKind, VcsKindRow>> = {
  github_app: { label: "GitHub (app)", needs: ["appId", "installationId", "privateKey"], takes: ["apiUrl", "httpUrl"], httpUrl: "https://github.com", reviews: true },
  github_token: { label: "GitHub (token)", needs: ["token"], takes: ["apiUrl", "httpUrl"], httpUrl: "https://github.com", reviews: true },
  gitlab: { label: "GitLab", needs: ["token"], takes: ["apiUrl", "httpUrl"], httpUrl: "https://gitlab.com", reviews: true },
  git: { label: "Git", needs: ["httpUrl"], takes: ["username", "token", "sshKey", "knownHosts"], reviews: false },
};

const text = (most: number) => z.string().trim().min(1).max(most);

const fields = z.object({
  /** Where the host's interface answers, such as https://github.example.com/api/v3. */
  apiUrl: text(500).nullable().optional(),
  /** Where repositories are cloned from: https://github.com, ssh://git@host, git@host:team, or a folder of the server. */
  httpUrl: text(500).optional(),
  username: text(200).nullable().optional(),
  token: text(2000).nullable().optional(),
  appId: text(40).optional(),
  installationId: text(40).optional(),
  privateKey: text(20_000).optional(),
  sshKey: text(20_000).nullable().optional(),
  /** Lines of a known_hosts file; without them the first key that a host shows is kept. */
  knownHosts: text(20_000).nullable().optional(),
});

const name = z.string().trim().regex(/^[\w][\w .-]{0,89}$/, "has up to 90 letters, digits, blanks, dots, dashes and underscores");
const repository = z.string().trim().max(500);

/** A connection to where repositories are. What proves us to the host is never given back. */
export const vcsConnection = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(vcsKindNames),
  label: z.string(),
  apiUrl: z.string().nullable(),
  httpUrl: z.string(),
  username: z.string().nullable(),
  appId: z.string().nullable(),
  installationId: z.string().nullable(),
  hasToken: z.boolean(),
  hasPrivateKey: z.boolean(),
  hasSshKey: z.boolean(),
  knownHosts: z.string().nullable(),
  /** Who the host says we are. */
  account: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  /** Why the last check did not work; null: it did. */
  problem: z.string().nullable(),
  reviews: z.boolean(),
  webhookUrl: z.string(),
  lastWebhookAt: z.iso.datetime().nullable(),
  workspaces: z.number().int(),
  createdAt: z.iso.datetime(),
});

/** A webhook's address and its secret, which is shown this once. */
export const vcsWebhook = z.object({ url: z.string(), secret: z.string(), events: z.array(z.string()) });

const followedPull = z.object({ number: z.number().int(), title: z.string(), url: z.string(), author: z.string(), headBranch: z.string(), headCommit: z.string(), runId: z.string().nullable(), runStatus: z.string().nullable() });

/** What a workspace follows, and how that goes. */
export const vcsFollow = z.object({
  connection: z.object({ id: z.string(), name: z.string(), kind: z.enum(vcsKindNames) }).nullable(),
  repository: z.string().nullable(),
  repositoryUrl: z.string().nullable(),
  branch: z.string().nullable(),
  tagsRegex: z.string().nullable(),
  commit: z.string().nullable(),
  commitUrl: z.string().nullable(),
  lookedAt: z.iso.datetime().nullable(),
  nextLookAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
  pullRequests: z.array(followedPull),
});

const connectionOf = "/api/v1/vcs-connections/:connection";

/** Connections to Git hosts, and what workspaces follow there. */
export const vcsRoutes = routes({
  listVcsConnections: { method: "GET", path: "/api/v1/organizations/:organization/vcs-connections", summary: "The connections to Git hosts", answer: z.object({ items: z.array(vcsConnection) }) },
  createVcsConnection: {
    method: "POST",
    path: "/api/v1/organizations/:organization/vcs-connections",
    summary: "Connects a Git host; checked at once, with a repository if one is named",
    body: fields.extend({ name, kind: z.enum(vcsKindNames), repository: repository.optional() }),
    answer: z.object({ connection: vcsConnection, webhook: vcsWebhook }),
  },
  readVcsConnection: { method: "GET", path: connectionOf, summary: "A connection", answer: vcsConnection },
  updateVcsConnection: { method: "PATCH", path: connectionOf, summary: "Changes a connection; what is not named stays. It is checked before it is kept", body: fields.extend({ name: name.optional(), repository: repository.optional() }), answer: vcsConnection },
  deleteVcsConnection: { method: "DELETE", path: connectionOf, summary: "Deletes a connection that no workspace uses" },
  testVcsConnection: { method: "POST", path: `${connectionOf}/test`, summary: "Asks the host, and reads a repository's branches if one is named", body: z.object({ repository: repository.optional() }), answer: z.object({ ok: z.boolean(), account: z.string().nullable(), problem: z.string().nullable() }) },
  listVcsRepositories: {
    method: "GET",
    path: `${connectionOf}/repositories`,
    summary: "Repositories that the connection sees; of plain Git those in its folder, or those that are in use",
    query: paging.extend({ search: z.string().max(200).default("") }),
    answer: pageOf(z.object({ name: z.string(), description: z.string(), url: z.string().nullable(), defaultBranch: z.string().nullable(), private: z.boolean() })),
  },
  listVcsBranches: {
    method: "GET",
    path: `${connectionOf}/branches`,
    summary: "Branches of a repository",
    query: z.object({ repository: repository.min(1), search: z.string().max(200).default("") }),
    answer: z.object({ defaultBranch: z.string().nullable(), items: z.array(z.object({ name: z.string(), commit: z.string() })) }),
  },
  renewVcsWebhook: { method: "POST", path: `${connectionOf}/webhook`, summary: "Gives the webhook a new secret, shown this once", body: z.object({}), answer: vcsWebhook },
  listVcsEvents: {
    method: "GET",
    path: `${connectionOf}/events`,
    summary: "Webhooks that came, the newest first",
    query: paging,
    answer: pageOf(z.object({ id: z.string(), deliveryId: z.string(), kind: z.string(), repository: z.string().nullable(), status: z.enum(["received", "handled", "ignored", "failed"]), problem: z.string().nullable(), receivedAt: z.iso.datetime() })),
  },
  readVcsFollow: { method: "GET", path: "/api/v1/workspaces/:workspace/vcs", summary: "What the workspace follows: commit, problem, open pull requests", answer: vcsFollow },
  lookAtVcs: { method: "POST", path: "/api/v1/workspaces/:workspace/vcs/look", summary: "Looks at the workspace's repository now", body: z.object({}), answer: z.object({ queued: z.boolean() }) },
});
