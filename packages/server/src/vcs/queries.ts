import { sql, type Selectable, type Updateable } from "kysely";
import type { Sql, Transaction } from "../db/connect.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { VcsConnection } from "./connection.ts";
import type { VcsConnectionRow, VcsFollowRow, VcsPullRequestRow, VcsRepositoryRow, VcsRunRow } from "./tables.ts";

export type VcsFollow = Selectable<VcsFollowRow>;
export type VcsRepository = Selectable<VcsRepositoryRow>;
export type VcsRun = Selectable<VcsRunRow>;
export type VcsPullRequest = Selectable<VcsPullRequestRow>;

export const selectConnection = async (db: Sql, id: string): Promise<VcsConnection | undefined> => db.selectFrom("vcsConnections").selectAll().where("id", "=", id).executeTakeFirst();

/** The connections of an organization, with how many workspaces use each and when it was last told something. */
export const selectConnections = async (db: Sql, organizationId: string, id?: string) =>
  db
    .selectFrom("vcsConnections")
    .selectAll()
    .select((connection) => [
      connection.selectFrom("workspaces").select((row) => row.fn.countAll<number>().as("count")).whereRef("workspaces.vcsConnectionId", "=", "vcsConnections.id").as("workspaces"),
      connection.selectFrom("vcsEvents").select((row) => row.fn.max("receivedAt").as("at")).whereRef("vcsEvents.vcsConnectionId", "=", "vcsConnections.id").as("lastWebhookAt"),
    ])
    .where("organizationId", "=", organizationId)
    .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
    .orderBy("name")
    .execute();

export const countWorkspaces = async (db: Sql, id: string): Promise<number> => (await db.selectFrom("workspaces").select((row) => row.fn.countAll<number>().as("count")).where("vcsConnectionId", "=", id).executeTakeFirstOrThrow()).count;

/** The first key that a host showed is the one it must show from then on. */
export const keepKnownHosts = async (db: Sql, id: string, knownHosts: string): Promise<void> => void (await db.updateTable("vcsConnections").set({ knownHosts }).where("id", "=", id).where("knownHosts", "is", null).execute());

export const setConnection = async (db: Sql, id: string, changes: Updateable<VcsConnectionRow>): Promise<void> => void (await db.updateTable("vcsConnections").set(changes).where("id", "=", id).execute());

/** The repositories of a connection that workspaces name. */
export async function usedRepositories(db: Sql, connectionId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom("workspaces").select("vcsRepository").distinct().where("vcsConnectionId", "=", connectionId).where("vcsRepository", "is not", null).execute();
  return rows.flatMap(({ vcsRepository }) => (vcsRepository === null ? [] : [vcsRepository]));
}

/** Workspaces that follow a repository, whatever the case of its name where the host does not mind. */
export const followersOf = async (db: Sql, { id, kind }: Pick<VcsConnection, "id" | "kind">, repository: string): Promise<readonly Workspace[]> =>
  db
    .selectFrom("workspaces")
    .selectAll()
    .where("vcsConnectionId", "=", id)
    .where(kind === "git" ? sql<boolean>`vcs_repository = ${repository}` : sql<boolean>`lower(vcs_repository) = ${repository.toLowerCase()}`)
    .orderBy("createdAt")
    .execute();

export const selectFollow = async (db: Sql, workspaceId: string): Promise<VcsFollow | undefined> => db.selectFrom("vcsFollows").selectAll().where("workspaceId", "=", workspaceId).executeTakeFirst();

/** Writes down what a workspace follows now. */
export async function storeFollow(db: Sql, follow: Omit<VcsFollow, "tags"> & { readonly tags: Readonly<Record<string, string>> }): Promise<void> {
  const { workspaceId, ...rest } = follow;
  const values = { ...rest, tags: JSON.stringify(follow.tags) };
  // A workspace that has left its connection while the repository was looked at follows nothing any more.
  const there = await db.selectFrom("workspaces").select("id").where("id", "=", workspaceId).where("vcsConnectionId", "=", follow.vcsConnectionId).executeTakeFirst();
  if (!there) return;
  await db.insertInto("vcsFollows").values({ workspaceId, ...values }).onConflict((row) => row.column("workspaceId").doUpdateSet(values)).execute();
  await db.updateTable("workspaces").set({ vcsCommit: follow.commitSha }).where("id", "=", workspaceId).where("vcsCommit", "is distinct from", follow.commitSha).execute();
}

/** What keeps each of these workspaces from following its repository; null: nothing. */
export async function selectProblems(db: Sql, workspaces: readonly { readonly id: string }[]): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db
    .selectFrom("vcsFollows")
    .leftJoin("vcsRepositories", (join) => join.onRef("vcsRepositories.vcsConnectionId", "=", "vcsFollows.vcsConnectionId").onRef("vcsRepositories.name", "=", "vcsFollows.repository"))
    .select(({ fn }) => ["vcsFollows.workspaceId", fn.coalesce("vcsFollows.problem", "vcsRepositories.problem").as("problem")])
    .where("vcsFollows.workspaceId", "in", workspaces.map(({ id }) => id))
    .execute();
  return new Map(rows.map(({ workspaceId, problem }) => [workspaceId, problem]));
}

/** Whether this commit is new for the workspace and this purpose: it is written down that it no longer is. */
export async function claimCommit(trx: Transaction, workspaceId: string, commitSha: string, purpose: string): Promise<boolean> {
  const claimed = await trx.insertInto("vcsCommits").values({ workspaceId, commitSha, purpose, runId: null }).onConflict((row) => row.doNothing()).returning("commitSha").executeTakeFirst();
  return claimed !== undefined;
}

/** Has anybody ever started a run of this workspace that could have been applied? */
export const hasRun = async (db: Sql, workspaceId: string): Promise<boolean> =>
  (await db.selectFrom("runs").select("id").where("workspaceId", "=", workspaceId).where("planOnly", "=", false).limit(1).executeTakeFirst()) !== undefined;

/** Makes rows for the repositories that workspaces follow, and removes those that none does. */
export async function syncRepositories(db: Sql): Promise<void> {
  await sql`
    insert into vcs_repositories (vcs_connection_id, name)
    select distinct c.id, case when c.kind = 'git' then w.vcs_repository else lower(w.vcs_repository) end
    from workspaces w join vcs_connections c on c.id = w.vcs_connection_id
    where w.vcs_repository is not null and w.vcs_repository <> ''
    on conflict do nothing`.execute(db);
  await sql`
    delete from vcs_repositories r
    where not exists (select from workspaces w where w.vcs_connection_id = r.vcs_connection_id and lower(w.vcs_repository) = lower(r.name))`.execute(db);
}

/** Repositories whose time has come; they are due again only later, whoever asks. */
export const takeDue = async (db: Sql, now: Date, quiet: number, listening: number): Promise<readonly VcsRepository[]> =>
  db
    .updateTable("vcsRepositories")
    .set({ nextPollAt: sql`${now}::timestamptz + make_interval(secs => least(3600, case when webhook_at > ${now}::timestamptz - interval '7 days' then ${listening}::float8 else ${quiet}::float8 end * power(2, least(failures, 10))))` })
    .where("nextPollAt", "<=", now)
    .returningAll()
    .execute();

export const storeLook = async (db: Sql, connectionId: string, name: string, changes: Updateable<VcsRepositoryRow>): Promise<void> => {
  const key = { vcsConnectionId: connectionId, name };
  await db.insertInto("vcsRepositories").values({ ...key, defaultBranch: null, polledAt: null, webhookAt: null, problem: null, ...(changes as object) }).onConflict((row) => row.columns(["vcsConnectionId", "name"]).doUpdateSet(changes)).execute();
};

export const selectRepository = async (db: Sql, connectionId: string, name: string): Promise<VcsRepository | undefined> =>
  db.selectFrom("vcsRepositories").selectAll().where("vcsConnectionId", "=", connectionId).where("name", "=", name).executeTakeFirst();

/** Open pull requests of a repository, as they were last seen: one for each workspace. */
export const selectOpenPulls = async (db: Sql, connectionId: string, repository: string): Promise<readonly VcsPullRequest[]> =>
  db.selectFrom("vcsPullRequests").selectAll().where("vcsConnectionId", "=", connectionId).where("repository", "=", repository).where("state", "=", "open").execute();

/** An open pull request, as it was last planned for a workspace. */
export const selectPull = async (db: Sql, workspaceId: string, number: number): Promise<VcsPullRequest | undefined> =>
  db.selectFrom("vcsPullRequests").selectAll().where("workspaceId", "=", workspaceId).where("number", "=", number).where("state", "=", "open").executeTakeFirst();

/** What a pull request means to each workspace, with names and runs. */
export const selectPullRows = async (db: Sql, connectionId: string, repository: string, number: number) =>
  db
    .selectFrom("vcsPullRequests")
    .innerJoin("workspaces", "workspaces.id", "vcsPullRequests.workspaceId")
    .innerJoin("organizations", "organizations.id", "workspaces.organizationId")
    .leftJoin("runs", "runs.id", "vcsPullRequests.runId")
    .select(["vcsPullRequests.workspaceId", "vcsPullRequests.headCommit", "vcsPullRequests.state", "vcsPullRequests.runId", "vcsPullRequests.toldCommit", "vcsPullRequests.url", "workspaces.name as workspace", "organizations.name as organization", "runs.status", "runs.planCounts", "runs.hasChanges", "runs.error", "runs.redactedPlanBlobId"])
    .where("vcsPullRequests.vcsConnectionId", "=", connectionId)
    .where("vcsPullRequests.repository", "=", repository)
    .where("vcsPullRequests.number", "=", number)
    .orderBy("workspaces.name")
    .execute();

/** Drift that is on record and open, by workspace. */
export const selectOpenDrifts = async (db: Sql, workspaceIds: readonly string[]) =>
  workspaceIds.length === 0 ? [] : db.selectFrom("drifts").select(["workspaceId", "address", "kind", "attribution"]).where("workspaceId", "in", workspaceIds).where("status", "=", "open").orderBy("address").execute();

export const selectVcsRun = async (db: Sql, runId: string): Promise<VcsRun | undefined> => db.selectFrom("vcsRuns").selectAll().where("runId", "=", runId).executeTakeFirst();
