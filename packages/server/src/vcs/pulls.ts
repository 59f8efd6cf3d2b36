import { isFinal, nextStatus } from "@lockstep/contract";
import { system } from "../actor.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { cancelRun, discardRun } from "../runs/service.ts";
import { publish } from "../events/publish.ts";
import { selectRun } from "../runs/queries.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { repositoryKey } from "./connection.ts";
import { mayPass, reasonOf } from "./hosts/failure.ts";
import type { PullRequest, VcsReviews } from "./hosts/host.ts";
import { branchOf, type Look } from "./look.ts";
import { selectOpenPulls, selectPull, type VcsFollow, type VcsPullRequest } from "./queries.ts";
import { vcsJobs } from "./job-names.ts";
import { takeCommit } from "./take-commit.ts";
import { isFiltering, isTouched } from "./triggers.ts";

/** What kept pull requests from being read. */
export interface PullsProblem {
  readonly said: string;
  /** The host is to be left alone for a while. */
  readonly later: boolean;
}

/** Brings the plans of pull requests up to date; gives what went wrong. */
export async function followPulls(look: Look, workspaces: readonly Workspace[]): Promise<PullsProblem | undefined> {
  const { reviews } = look.open.host;
  const known = await selectOpenPulls(look.server.db, look.open.connection.id, repositoryKey(look.open.connection, look.repository));
  const wanting = workspaces.filter(({ speculativeEnabled, vcsTagsRegex }) => speculativeEnabled && !vcsTagsRegex);
  if (!reviews || (wanting.length === 0 && known.length === 0)) return undefined;
  try {
    // The branch of a pull request says where it stands: the host's list may be a moment behind.
    const pulls = (await reviews.openPulls(look.repository)).map((pull) => ({ ...pull, headCommit: look.branches.get(pull.headBranch) ?? pull.headCommit }));
    const wanted = pulls.flatMap((pull) => wanting.filter((workspace) => branchOf(look, workspace) === pull.baseBranch).map((workspace) => ({ pull, workspace })));
    for (const row of known) if (!wanted.some(({ pull, workspace }) => pull.number === row.number && workspace.id === row.workspaceId)) await closePull(look, reviews, row);
    for (const { pull, workspace } of wanted) await planPull(look, reviews, workspace, pull, known.find((row) => row.number === pull.number && row.workspaceId === workspace.id));
    return undefined;
  } catch (problem) {
    const reason = reasonOf(problem);
    if (reason === undefined || look.signal.aborted) throw problem;
    return { said: `The pull requests could not be read: ${reason}`, later: mayPass(problem) };
  }
}

/** Plans a pull request for a workspace, unless this very commit was planned for it. */
async function planPull(look: Look, reviews: VcsReviews, workspace: Workspace, pull: PullRequest, known: VcsPullRequest | undefined): Promise<void> {
  if (known?.headCommit === pull.headCommit && known.title === pull.title) return;
  if (known?.headCommit === pull.headCommit) return transaction(look.server.db, async (trx) => storePull(look, trx, workspace, pull, known.runId));
  const touched = isTouched(workspace, isFiltering(workspace) ? await reviews.changedFiles(look.repository, pull) : undefined);
  const settle = async (trx: Transaction, runId: string | null): Promise<void> => {
    if (known?.runId) await endRun({ ...look.server, db: trx }, known.runId, `A newer commit came to pull request #${pull.number}.`);
    await storePull(look, trx, workspace, pull, runId);
    await look.server.jobs.enqueue(trx, vcsJobs.comment, pullKey(look, pull.number), { key: Object.values(pullKey(look, pull.number)).join(" ") });
  };
  if (!touched) return transaction(look.server.db, async (trx) => settle(trx, null));
  await takeCommit(look, workspace, {
    commit: await look.commits.fetch(pull.headCommit, pull.headBranch, workspace.vcsSubmodules),
    branch: pull.headBranch,
    pull,
    claim: async (trx) => ((await selectPull(trx, workspace.id, pull.number))?.headCommit === pull.headCommit ? "done" : "new"),
    reason: "pull-request",
    wantsRun: async () => true,
    settle: async (trx, run) => settle(trx, run?.id ?? null),
  });
}

/** What a job about a pull request is given. */
export const pullKey = ({ open, repository }: Pick<Look, "open" | "repository">, number: number) => ({ connectionId: open.connection.id, repository: repositoryKey(open.connection, repository), number });

async function storePull(look: Look, trx: Transaction, workspace: Workspace, pull: PullRequest, runId: string | null): Promise<void> {
  const { open, repository } = look;
  const { title, url, author, headBranch, baseBranch, headCommit } = pull;
  const values = { vcsConnectionId: open.connection.id, repository: repositoryKey(open.connection, repository), title, url, author, headBranch, baseBranch, headCommit, runId, state: "open" as const, updatedAt: look.server.clock.now() };
  await trx.insertInto("vcsPullRequests").values({ workspaceId: workspace.id, number: pull.number, commentId: null, toldCommit: null, ...values }).onConflict((row) => row.columns(["workspaceId", "number"]).doUpdateSet(values)).execute();
  await publishPull(look, trx, workspace.id, { number: pull.number, state: values.state, commit: headCommit, title, author, runId });
}

/** Says what has become of a pull request. */
async function publishPull({ server, open }: Look, trx: Transaction, workspaceId: string, data: { readonly number: number; readonly state: VcsPullRequest["state"] } & Readonly<Record<string, unknown>>): Promise<void> {
  await publish(server, trx, { kind: "vcs.pull-request", organizationId: open.connection.organizationId, workspaceId, subjectId: workspaceId, data });
}

/** A pull request that is no longer open, or no longer this workspace's: what it left is ended. Opened again, it is planned again. */
async function closePull(look: Look, reviews: VcsReviews, row: VcsPullRequest): Promise<void> {
  const found = await reviews.pullState(look.repository, row.number);
  const state = found === "open" ? "closed" : found;
  await transaction(look.server.db, async (trx) => {
    if (row.runId) await endRun({ ...look.server, db: trx }, row.runId, `Pull request #${row.number} was ${state}.`);
    await trx.updateTable("vcsPullRequests").set({ state, updatedAt: look.server.clock.now() }).where("workspaceId", "=", row.workspaceId).where("number", "=", row.number).execute();
    await publishPull(look, trx, row.workspaceId, { number: row.number, state });
  });
}

/** A workspace that no longer follows a repository: plans of its pull requests end, and nothing of it is remembered. */
export async function leaveRepository(server: Server, { workspaceId, vcsConnectionId, repository }: VcsFollow): Promise<void> {
  await transaction(server.db, async (trx) => {
    const rows = await trx.selectFrom("vcsPullRequests").selectAll().where("workspaceId", "=", workspaceId).where("vcsConnectionId", "=", vcsConnectionId).where("repository", "=", repository).execute();
    for (const { runId } of rows) if (runId) await endRun({ ...server, db: trx }, runId, "The workspace no longer follows the repository.");
    await trx.deleteFrom("vcsPullRequests").where("workspaceId", "=", workspaceId).where("vcsConnectionId", "=", vcsConnectionId).where("repository", "=", repository).execute();
    await trx.deleteFrom("vcsFollows").where("workspaceId", "=", workspaceId).where("vcsConnectionId", "=", vcsConnectionId).where("repository", "=", repository).execute();
    await trx.updateTable("workspaces").set({ vcsCommit: null }).where("id", "=", workspaceId).where((row) => row.or([row("vcsConnectionId", "is", null), row("vcsConnectionId", "!=", vcsConnectionId)])).execute();
  });
}

async function endRun(server: Server, runId: string, why: string): Promise<void> {
  const run = await selectRun(server.db, runId);
  if (!run || isFinal(run.status) || run.cancelRequestedAt) return;
  if (nextStatus(run.status, "discard") !== undefined) await discardRun(server, system("Git"), run, why);
  else await cancelRun(server, system("Git"), run, why);
}
