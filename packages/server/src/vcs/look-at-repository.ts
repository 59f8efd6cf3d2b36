import { listRefs } from "../git/repository.ts";
import { ArchiveError } from "../archives/failure.ts";
import { transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { checkRepositoryName, repositoryKey, type VcsConnection } from "./connection.ts";
import { openConnection, type OpenConnection } from "./credentials.ts";
import { CommitReader } from "./fetch.ts";
import { mayPass, reasonOf } from "./hosts/failure.ts";
import { branchOf, type Look } from "./look.ts";
import { followPulls } from "./pulls.ts";
import { claimCommit, followersOf, hasRun, selectConnection, selectFollow, selectProblems, selectRepository, setConnection, storeFollow, storeLook, type VcsFollow } from "./queries.ts";
import { takeCommit } from "./take-commit.ts";
import { isFiltering, isTouched, matchingTags } from "./triggers.ts";

/**
 * Looks at a repository and brings every workspace that follows it up to date. It is the same after a webhook, on a timer and after a
 * workspace was connected: what matters is where the branches stand, so nothing that was missed is lost and nothing is done twice.
 */
export async function lookAtRepository(server: Server, connectionId: string, name: string, signal: AbortSignal): Promise<void> {
  const connection = await selectConnection(server.db, connectionId);
  if (!connection) return;
  const workspaces = await followersOf(server.db, connection, name);
  if (workspaces.length === 0) return;
  const before = await selectProblems(server.db, workspaces);
  await bringUpToDate(server, connection, name, workspaces, signal);
  const after = await selectProblems(server.db, workspaces);
  const changed = workspaces.filter(({ id }) => before.get(id) !== after.get(id));
  if (changed.length === 0) return;
  await transaction(server.db, async (trx) => {
    for (const { id, organizationId } of changed) await publish(server, trx, { kind: "vcs.changed", organizationId, workspaceId: id, subjectId: id });
  });
}

async function bringUpToDate(server: Server, connection: VcsConnection, name: string, workspaces: readonly Workspace[], signal: AbortSignal): Promise<void> {
  const connectionId = connection.id;
  const repository = workspaces[0]?.vcsRepository ?? name;
  const began = server.clock.now();
  const key = repositoryKey(connection, name);
  const failures = ((await selectRepository(server.db, connectionId, key))?.failures ?? 0) + 1;
  try {
    checkRepositoryName(repository);
    const look = await begin(server, await openConnection(server, connection, signal), repository, signal);
    for (const workspace of workspaces) await followBranch(look, workspace);
    const problem = await followPulls(look, workspaces);
    await storeLook(server.db, connectionId, key, { polledAt: began, failures: problem?.later ? failures : 0, problem: problem?.said ?? null, defaultBranch: look.defaultBranch ?? null });
    if (connection.problem !== null && problem === undefined) await setConnection(server.db, connectionId, { problem: null, checkedAt: began });
    await markEvents(server, connectionId, key, began, "handled", null);
  } catch (problem) {
    const reason = problem instanceof Problem ? problem.message : reasonOf(problem);
    if (reason === undefined || signal.aborted) throw problem;
    server.log.info({ connection: connectionId, repository: key, reason }, "a repository could not be read");
    await storeLook(server.db, connectionId, key, { polledAt: began, problem: reason, failures });
    await markEvents(server, connectionId, key, began, "failed", reason);
  }
}

async function begin(server: Server, open: OpenConnection, repository: string, signal: AbortSignal): Promise<Look> {
  const { refs, defaultBranch } = await listRefs(await open.source(repository), open.settings);
  const below = (prefix: string): ReadonlyMap<string, string> => new Map(refs.flatMap(({ name, commit }) => (name.startsWith(prefix) ? [[name.slice(prefix.length), commit]] : [])));
  return { server, open, repository, branches: below("refs/heads/"), tags: below("refs/tags/"), defaultBranch, commits: new CommitReader(open, repository), signal };
}

const markEvents = async (server: Server, connectionId: string, repository: string, before: Date, status: "handled" | "failed", problem: string | null): Promise<void> =>
  void (await server.db.updateTable("vcsEvents").set({ status, problem }).where("vcsConnectionId", "=", connectionId).where("repository", "=", repository).where("status", "=", "received").where("receivedAt", "<=", before).execute());

/** Where a workspace should stand. */
interface Target {
  readonly commit: string;
  readonly branch: string;
  readonly tag?: string;
}

/** Brings one workspace to where its branch or its tags stand. What goes wrong is kept with it, and stops no other workspace. */
async function followBranch(look: Look, workspace: Workspace): Promise<void> {
  const { server } = look;
  const known = await selectFollow(server.db, workspace.id);
  const before = known && isSame(look, known, workspace) ? known : undefined;
  const base = { ...placeOf(look, workspace), commitSha: before?.commitSha ?? null, tags: before?.tags ?? {}, lookedAt: server.clock.now() };
  let target: Target | string | undefined;
  try {
    target = targetOf(look, workspace, before);
    if (typeof target === "string") return await storeFollow(server.db, { ...base, problem: target });
    if (target === undefined) return await storeFollow(server.db, { ...base, problem: before?.commitSha ? (before.problem ?? null) : null, tags: seenTags(look, workspace) });
    await advance(look, workspace, base, target, before);
  } catch (problem) {
    const reason = problem instanceof Problem || problem instanceof ArchiveError ? problem.message : reasonOf(problem);
    if (reason === undefined || look.signal.aborted) throw problem;
    // What the next look would meet again is not tried until there is another commit.
    const lasting = problem instanceof Problem || problem instanceof ArchiveError || !mayPass(problem);
    await storeFollow(server.db, { ...base, problem: reason, ...(lasting && typeof target === "object" && { commitSha: target.commit }) });
  }
}

const placeOf = ({ open, repository }: Look, { id, vcsBranch, vcsTagsRegex }: Workspace) => ({ workspaceId: id, vcsConnectionId: open.connection.id, repository: repositoryKey(open.connection, repository), branch: vcsBranch ?? "", tagsRegex: vcsTagsRegex ?? "" });

/** Does the workspace still follow what it followed when it was last looked at? */
function isSame(look: Look, known: VcsFollow, workspace: Workspace): boolean {
  const now = placeOf(look, workspace);
  return known.vcsConnectionId === now.vcsConnectionId && known.repository === now.repository && known.branch === now.branch && known.tagsRegex === now.tagsRegex;
}

const seenTags = (look: Look, { vcsTagsRegex }: Workspace): Readonly<Record<string, string>> => (vcsTagsRegex ? Object.fromEntries(look.tags) : {});

/** Where the workspace should stand; words: there is no such place; undefined: nothing is new. */
function targetOf(look: Look, workspace: Workspace, before: VcsFollow | undefined): Target | string | undefined {
  if (workspace.vcsTagsRegex) {
    const tags = matchingTags(workspace.vcsTagsRegex, look.tags.keys()).filter((tag) => before === undefined || before.tags[tag] !== look.tags.get(tag));
    const [tag] = tags;
    const commit = tag === undefined ? undefined : look.tags.get(tag);
    return tag === undefined || commit === undefined ? undefined : { commit, tag, branch: branchOf(look, workspace) ?? "" };
  }
  const branch = branchOf(look, workspace);
  const commit = branch === undefined ? undefined : look.branches.get(branch);
  if (branch === undefined || commit === undefined) return `The repository has no branch${branch === undefined ? "es yet" : ` "${branch}"`}. Push to it, or choose another branch.`;
  return commit === before?.commitSha ? undefined : { commit, branch };
}

type Base = Omit<VcsFollow, "problem">;

async function advance(look: Look, workspace: Workspace, base: Base, target: Target, before: VcsFollow | undefined): Promise<void> {
  const { server, commits } = look;
  const { commit, branch, tag } = target;
  const follow: VcsFollow = { ...base, commitSha: commit, problem: null, tags: seenTags(look, workspace) };
  const from = before?.commitSha ?? null;
  const touched = from === null || tag !== undefined || isTouched(workspace, isFiltering(workspace) ? await commits.changed(from, commit) : undefined);
  if (!touched) return storeFollow(server.db, follow);
  const first = before === undefined || (from === null && tag === undefined);
  await takeCommit(look, workspace, {
    commit: await commits.fetch(commit, branch, workspace.vcsSubmodules),
    branch,
    ...(tag !== undefined && { tag }),
    before: from,
    claim: async (trx) => ((await claimCommit(trx, workspace.id, commit, tag === undefined ? "push" : "tag")) ? "new" : "seen"),
    reason: first ? "workspace-connected" : tag === undefined ? "git-push" : "git-tag",
    // The first run is started by hand, unless the workspace says that all are started by themselves.
    wantsRun: async (trx, { id, queueAllRuns }) => queueAllRuns || (!first && (await hasRun(trx, id))),
    settle: async (trx) => storeFollow(trx, follow),
  });
}
