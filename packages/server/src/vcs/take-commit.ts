import { system } from "../actor.ts";
import { createConfigurationVersion, uploadConfiguration } from "../configuration-versions/service.ts";
import type { Ingress } from "../configuration-versions/configuration-version.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import type { Run } from "../runs/run.ts";
import { createRun } from "../runs/service.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { repositoryUrl } from "./connection.ts";
import type { Fetched } from "./fetch.ts";
import type { PullRequest } from "./hosts/host.ts";
import type { Look } from "./look.ts";

/** What becomes of a commit in a workspace. */
export interface Taking {
  readonly commit: Fetched;
  readonly branch: string;
  readonly tag?: string;
  readonly pull?: PullRequest;
  /** The commit before it, for the page that compares the two. */
  readonly before?: string | null;
  /** Is it new to the workspace? "seen": it becomes the configuration and is not run again; "done": somebody was here a moment before. */
  readonly claim: (trx: Transaction) => Promise<"new" | "seen" | "done">;
  readonly reason: "git-push" | "git-tag" | "pull-request" | "workspace-connected";
  readonly wantsRun: (trx: Transaction, workspace: Workspace) => Promise<boolean>;
  /** Written in the same transaction, with the run or without one: a crash leaves all of it or nothing. */
  readonly settle: (trx: Transaction, run: Run | undefined) => Promise<void>;
}

/** Makes a commit the workspace's configuration (of a pull request: one that can only be planned), and starts its run. */
export async function takeCommit(look: Look, workspace: Workspace, taking: Taking): Promise<Run | undefined> {
  const { commit, pull, settle } = taking;
  const { server } = look;
  return transaction(server.db, async (trx) => {
    const inside: Server = { ...server, db: trx };
    const actor = system(commit.info.author.name || "Git");
    // Who holds the workspace is alone with it: two workers may look at a repository when one of them was thought lost.
    const held = await workspaceForUpdate(trx, workspace.id);
    // It was told to follow something else meanwhile: that has a look of its own.
    if (!follows(held, workspace)) return undefined;
    const claimed = await taking.claim(trx);
    if (claimed === "done") return undefined;
    const version = await createConfigurationVersion(inside, actor, workspace, { speculative: pull !== undefined, autoQueueRuns: false, source: sources[look.open.connection.kind], ingress: ingressOf(look, taking) });
    await uploadConfiguration(inside, version.id, commit.archive);
    const run = claimed === "new" && (await taking.wantsRun(trx, held)) ? await startRun(look, inside, held, taking, version.id) : undefined;
    await settle(trx, run);
    // What becomes of a pull request is said where it is written down (pulls.ts).
    if (!pull)
      await publish(inside, trx, {
        kind: "vcs.push",
        organizationId: workspace.organizationId,
        workspaceId: workspace.id,
        subjectId: workspace.id,
        data: { commit: commit.info.commit, title: commit.info.title, author: commit.info.author.name, runId: run?.id ?? null },
      });
    return run;
  });
}

const follows = (a: Workspace, b: Workspace): boolean => a.vcsConnectionId === b.vcsConnectionId && a.vcsRepository === b.vcsRepository && a.vcsBranch === b.vcsBranch && a.vcsTagsRegex === b.vcsTagsRegex;

const sources = { github_app: "github", github_token: "github", gitlab: "gitlab", git: "git" } as const;

async function startRun(look: Look, inside: Server, workspace: Workspace, { commit, pull, reason }: Taking, configurationVersionId: string): Promise<Run> {
  const actor = system(commit.info.author.name || "Git");
  const run = await createRun(inside, actor, workspace, { operation: pull ? "plan_only" : "plan_and_apply", configurationVersionId, message: commit.info.title, source: "tfe-configuration-version", triggerReason: reason });
  const told = { runId: run.id, workspaceId: workspace.id, vcsConnectionId: look.open.connection.id, repository: look.repository, commitSha: commit.info.commit, pullRequest: pull?.number ?? null, statusId: null, posted: null };
  await inside.db.insertInto("vcsRuns").values(told).execute();
  await inside.db.updateTable("vcsCommits").set({ runId: run.id }).where("workspaceId", "=", workspace.id).where("commitSha", "=", commit.info.commit).execute();
  return run;
}

function ingressOf({ open, repository, defaultBranch }: Look, { commit, branch, tag, pull, before }: Taking): Ingress {
  const { pages } = open.host;
  const { info } = commit;
  return {
    branch,
    cloneUrl: repositoryUrl(open.connection, repository),
    commitSha: info.commit,
    commitMessage: info.body === "" ? info.title : `${info.title}\n\n${info.body}`,
    commitUrl: pages.commit(repository, info.commit),
    compareUrl: before ? pages.compare(repository, before, info.commit) : null,
    identifier: repository,
    isPullRequest: pull !== undefined,
    onDefaultBranch: pull === undefined && branch === defaultBranch,
    pullRequestNumber: pull?.number ?? null,
    pullRequestUrl: pull?.url ?? null,
    pullRequestTitle: pull?.title ?? null,
    tag: tag ?? null,
    senderUsername: pull?.author ?? info.author.name,
    senderAvatarUrl: pull?.authorAvatarUrl ?? null,
  };
}
