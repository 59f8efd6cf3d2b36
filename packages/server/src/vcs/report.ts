import { createHash } from "node:crypto";
import type { Server } from "../server.ts";
import { selectRun } from "../runs/queries.ts";
import { readBlob } from "../storage/blobs.ts";
import { changedObjects, commentMark, commentText, statusOf, type CommentRow, type ToldRun } from "./comment.ts";
import { openConnection } from "./credentials.ts";
import { mayPass, reasonOf } from "./hosts/failure.ts";
import type { VcsReviews } from "./hosts/host.ts";
import { selectConnection, selectOpenDrifts, selectPullRows, selectVcsRun, storeLook } from "./queries.ts";

const runAddress = ({ settings }: Pick<Server, "settings">, organization: string, workspace: string, runId: string): string => `${settings.publicUrl}/app/${organization}/${workspace}/runs/${runId}`;

async function reviewsOf(server: Server, connectionId: string, signal: AbortSignal): Promise<VcsReviews | undefined> {
  const connection = await selectConnection(server.db, connectionId);
  return connection && (await openConnection(server, connection, signal)).host.reviews;
}

/** Does something at the host; what will not pass by itself is written down with the repository and not tried again. */
async function telling(server: Server, connectionId: string, repository: string, what: string, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (problem) {
    const reason = reasonOf(problem);
    if (reason === undefined || mayPass(problem)) throw problem;
    server.log.info({ connection: connectionId, repository, reason }, what);
    await storeLook(server.db, connectionId, repository, { problem: `${what}: ${reason}` });
  }
}

/** Tells the host how the run of a commit stands: the newest it knows is what is true when this is done. */
export async function reportStatus(server: Server, runId: string, signal: AbortSignal): Promise<void> {
  const [told, run] = [await selectVcsRun(server.db, runId), await selectRun(server.db, runId)];
  const reviews = told && (await reviewsOf(server, told.vcsConnectionId, signal));
  if (!told || !run || !reviews) return;
  const place = await server.db.selectFrom("workspaces").innerJoin("organizations", "organizations.id", "workspaces.organizationId").select(["workspaces.name as workspace", "organizations.name as organization"]).where("workspaces.id", "=", told.workspaceId).executeTakeFirstOrThrow();
  const { state, description } = statusOf(run);
  const posted = `${state} ${description}`;
  if (posted === told.posted) return;
  await telling(server, told.vcsConnectionId, told.repository, "A commit's status could not be set", async () => {
    const status = { commit: told.commitSha, name: `lockstep/${place.organization}/${place.workspace}`, state, description, url: runAddress(server, place.organization, place.workspace, runId), runId };
    const statusId = await reviews.setStatus(told.repository, status, told.statusId);
    await server.db.updateTable("vcsRuns").set({ posted, statusId: statusId ?? told.statusId }).where("runId", "=", runId).execute();
  });
}

/** Which pull request a comment is about. */
export interface CommentPlace {
  readonly connectionId: string;
  readonly repository: string;
  readonly number: number;
}

/** Writes the one comment on a pull request, or brings it up to date. */
export async function reportComment(server: Server, { connectionId, repository, number }: CommentPlace, signal: AbortSignal): Promise<void> {
  const rows = await selectPullRows(server.db, connectionId, repository, number);
  await tellUntouched(server, { connectionId, repository, number }, rows, signal);
  const commit = rows.find(({ runId }) => runId !== null)?.headCommit;
  const stored = await server.db.selectFrom("vcsComments").selectAll().where("vcsConnectionId", "=", connectionId).where("repository", "=", repository).where("number", "=", number).executeTakeFirst();
  // A change that concerns no workspace is not worth a comment; one that is there is brought up to date.
  if (rows.length === 0 || (commit === undefined && !stored?.commentId)) return;
  const reviews = await reviewsOf(server, connectionId, signal);
  if (!reviews) return;
  const mark = commentMark(connectionId);
  const body = commentText(mark, commit ?? rows[0]?.headCommit ?? "", await commentRows(server, rows));
  const posted = createHash("sha256").update(body).digest("hex");
  if (stored?.commentId && stored.posted === posted) return;
  await telling(server, connectionId, repository, "A pull request's comment could not be written", async () => {
    const known = stored?.commentId ?? (await reviews.findComment(repository, number, mark)) ?? null;
    const updated = known !== null && (await reviews.updateComment(repository, number, known, body));
    const commentId = updated ? known : await reviews.createComment(repository, number, body);
    const values = { commentId, posted, updatedAt: server.clock.now() };
    await server.db.insertInto("vcsComments").values({ vcsConnectionId: connectionId, repository, number, ...values }).onConflict((row) => row.columns(["vcsConnectionId", "repository", "number"]).doUpdateSet(values)).execute();
  });
}

type PullRow = Awaited<ReturnType<typeof selectPullRows>>[number];

/** A check that a host waits for must be told that there is nothing to wait for. */
async function tellUntouched(server: Server, { connectionId, repository, number }: CommentPlace, rows: readonly PullRow[], signal: AbortSignal): Promise<void> {
  const waiting = rows.filter(({ runId, state, toldCommit, headCommit }) => runId === null && state === "open" && toldCommit !== headCommit);
  const reviews = waiting.length === 0 ? undefined : await reviewsOf(server, connectionId, signal);
  if (!reviews) return;
  for (const { workspaceId, organization, workspace, headCommit, url } of waiting) {
    await telling(server, connectionId, repository, "A commit's status could not be set", async () => {
      await reviews.setStatus(repository, { commit: headCommit, name: `lockstep/${organization}/${workspace}`, state: "success", description: "Not touched by this change", url, runId: workspaceId }, null);
      await server.db.updateTable("vcsPullRequests").set({ toldCommit: headCommit }).where("workspaceId", "=", workspaceId).where("number", "=", number).execute();
    });
  }
}

async function commentRows(server: Server, rows: readonly PullRow[]): Promise<readonly CommentRow[]> {
  const drifts = await selectOpenDrifts(server.db, rows.map(({ workspaceId }) => workspaceId));
  return Promise.all(
    rows.map(async (row): Promise<CommentRow> => {
      const { runId, status, planCounts, hasChanges, error, organization, workspace } = row;
      const run: ToldRun | null = status === null ? null : { status, planCounts, hasChanges, error };
      const plan = run && row.redactedPlanBlobId ? await readBlob(server, row.redactedPlanBlobId) : undefined;
      return {
        workspace: `${organization}/${workspace}`,
        url: runId === null ? null : runAddress(server, organization, workspace, runId),
        run,
        changes: plan ? changedObjects(plan.toString("utf8")) : [],
        drifts: run === null ? [] : drifts.filter(({ workspaceId }) => workspaceId === row.workspaceId).map(({ address, attribution }) => ({ address, by: attribution?.actor ?? null })),
      };
    }),
  );
}
