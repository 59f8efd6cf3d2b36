import { z } from "zod";
import { transaction, type Transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { repositoryKey } from "./connection.ts";
import { vcsJobs } from "./job-names.ts";
import { lookAtRepository } from "./look-at-repository.ts";
import { leaveRepository } from "./pulls.ts";
import { selectConnection, selectFollow, selectVcsRun } from "./queries.ts";
import { reportComment, reportStatus } from "./report.ts";

const repository = z.object({ connectionId: z.string(), repository: z.string() });
const event = z.object({ subjectId: z.string(), workspaceId: z.string().nullable() });

/** One look waits and one runs for each repository: what comes while one runs is seen by the next. */
const oneOfEach = { rule: "one of each", retries: 8, retrySeconds: 3, longestRetrySeconds: 600, lookSeconds: 2 } as const;

/** What workers do for repositories. */
export const vcsWork = (server: Server): readonly JobHandler[] => [
  jobHandler({ ...oneOfEach, name: vcsJobs.look, limitSeconds: 1800, concurrency: 4, data: repository, handle: async ({ data }, signal) => lookAtRepository(server, data.connectionId, data.repository, signal) }),
  jobHandler({ ...oneOfEach, name: vcsJobs.status, concurrency: 4, data: z.object({ runId: z.string() }), handle: async ({ data }, signal) => reportStatus(server, data.runId, signal) }),
  jobHandler({ ...oneOfEach, name: vcsJobs.comment, concurrency: 2, data: repository.extend({ number: z.number() }), handle: async ({ data }, signal) => reportComment(server, data, signal) }),
  jobHandler({ name: vcsJobs.runChanged, concurrency: 2, data: event, handle: async ({ data }) => onRunChanged(server, data.subjectId) }),
  jobHandler({ name: vcsJobs.workspaceChanged, concurrency: 2, data: event, handle: async ({ data }) => onWorkspaceChanged(server, data.workspaceId ?? data.subjectId) }),
];

/** Asks for a look at a repository, as soon as a worker has time. */
export async function enqueueLook(server: Pick<Server, "jobs">, trx: Transaction, connectionId: string, name: string): Promise<boolean> {
  return (await server.jobs.enqueue(trx, vcsJobs.look, { connectionId, repository: name }, { key: `${connectionId} ${name}` })) !== undefined;
}

async function onRunChanged(server: Server, runId: string): Promise<void> {
  const told = await selectVcsRun(server.db, runId);
  if (!told) return;
  const connection = await selectConnection(server.db, told.vcsConnectionId);
  if (!connection) return;
  await transaction(server.db, async (trx) => {
    await server.jobs.enqueue(trx, vcsJobs.status, { runId }, { key: runId });
    if (told.pullRequest === null) return;
    const place = { connectionId: connection.id, repository: repositoryKey(connection, told.repository), number: told.pullRequest };
    await server.jobs.enqueue(trx, vcsJobs.comment, place, { key: Object.values(place).join(" ") });
  });
}

/** A workspace that follows something else than it did leaves what it had there, and is brought to where the other stands. */
async function onWorkspaceChanged(server: Server, workspaceId: string): Promise<void> {
  const workspace = await selectWorkspace(server.db, workspaceId);
  if (!workspace) return;
  const { vcsConnectionId, vcsRepository } = workspace;
  const connection = vcsConnectionId ? await selectConnection(server.db, vcsConnectionId) : undefined;
  const name = connection && vcsRepository ? repositoryKey(connection, vcsRepository) : undefined;
  const known = await selectFollow(server.db, workspaceId);
  const stays = known !== undefined && known.vcsConnectionId === connection?.id && known.repository === name;
  if (known && !stays) await leaveRepository(server, known);
  if (!connection || name === undefined || (stays && known.branch === (workspace.vcsBranch ?? "") && known.tagsRegex === (workspace.vcsTagsRegex ?? ""))) return;
  await transaction(server.db, async (trx) => enqueueLook(server, trx, connection.id, name));
}
