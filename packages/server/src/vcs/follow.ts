import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { transaction } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { repositoryKey } from "./connection.ts";
import { openConnection } from "./credentials.ts";
import { enqueueLook } from "./jobs.ts";
import { selectConnection, selectFollow, selectRepository, syncRepositories } from "./queries.ts";

/** What a workspace follows: where that stands, what is wrong with it, and its open pull requests. */
export async function readFollow(server: Pick<Server, "db" | "vault" | "settings" | "clock">, actor: Actor, workspaceId: string) {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  const { vcsConnectionId, vcsRepository: repository } = workspace;
  const connection = vcsConnectionId === null ? undefined : await selectConnection(server.db, vcsConnectionId);
  const nothing = { connection: null, repository: null, repositoryUrl: null, branch: null, tagsRegex: null, commit: null, commitUrl: null, lookedAt: null, nextLookAt: null, problem: null, pullRequests: [] };
  if (!connection || repository === null) return nothing;
  const [follow, seen] = [await selectFollow(server.db, workspace.id), await selectRepository(server.db, connection.id, repositoryKey(connection, repository))];
  const { pages } = (await openConnection(server, connection)).host;
  const current = follow?.vcsConnectionId === connection.id && follow.repository === repositoryKey(connection, repository) ? follow : undefined;
  return {
    connection: { id: connection.id, name: connection.name, kind: connection.kind },
    repository,
    repositoryUrl: pages.repository(repository),
    branch: workspace.vcsBranch ?? seen?.defaultBranch ?? null,
    tagsRegex: workspace.vcsTagsRegex,
    commit: current?.commitSha ?? null,
    commitUrl: current?.commitSha ? pages.commit(repository, current.commitSha) : null,
    lookedAt: current?.lookedAt?.toISOString() ?? null,
    nextLookAt: seen?.nextPollAt.toISOString() ?? null,
    problem: current?.problem ?? seen?.problem ?? null,
    pullRequests: await pullRequests(server, workspace.id),
  };
}

const pullRequests = async ({ db }: Pick<Server, "db">, workspaceId: string) =>
  db
    .selectFrom("vcsPullRequests")
    .leftJoin("runs", "runs.id", "vcsPullRequests.runId")
    .select(["vcsPullRequests.number", "title", "url", "author", "headBranch", "headCommit", "vcsPullRequests.runId", "runs.status as runStatus"])
    .where("vcsPullRequests.workspaceId", "=", workspaceId)
    .where("state", "=", "open")
    .orderBy("vcsPullRequests.number", "desc")
    .execute();

/** Looks at a workspace's repository now, whatever the timer says. */
export async function lookNow(server: Pick<Server, "db" | "jobs">, actor: Actor, workspaceId: string): Promise<boolean> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  await requireAccess(server, actor, workspace, "run.queue");
  const connection = workspace.vcsConnectionId === null ? undefined : await selectConnection(server.db, workspace.vcsConnectionId);
  if (!connection || workspace.vcsRepository === null) throw new Problem("invalid", { detail: `The workspace "${workspace.name}" follows no repository. Connect it in its settings.` });
  await syncRepositories(server.db);
  const name = repositoryKey(connection, workspace.vcsRepository);
  return transaction(server.db, async (trx) => enqueueLook(server, trx, connection.id, name));
}
