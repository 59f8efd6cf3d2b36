import { runRoutes, type Answer } from "@lockstep/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { accessTo } from "../access/access.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import type { Actor } from "../actor.ts";
import { handlers, type Mounted } from "../http/call.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { objectHistory } from "./object-history.ts";
import { readPiece, streamLog } from "./log-reading.ts";
import { objectsById } from "./plan-names.ts";
import { openPlan } from "./plan-reading.ts";
import { planPageOf } from "./plan-view.ts";
import { logLength, readLog } from "./queries.ts";
import { searchRuns, type RunFilter } from "./search.ts";
import { cancelRun, commentOnRun, confirmRun, createRun, discardRun, executeNow, forceCancelRun, getRun } from "./service.ts";
import { openStream } from "./open-streams.ts";
import type { LogPhase } from "./tables.ts";
import { summaryOf, viewOf } from "./view.ts";

type RunView = Answer<typeof runRoutes.readRun>;

/** Our own interface to runs. */
export function runHandlers(server: Server): readonly Mounted[] {
  const show = async (actor: Actor, id: string): Promise<RunView> => {
    const { run, workspace } = await getRun(server, actor, id);
    return viewOf(server, actor, run, workspace, found(await accessTo(server, actor, workspace), "run", id));
  };
  type Act = typeof confirmRun;
  const action = (act: Act) => async ({ actor, params, body }: { readonly actor: Actor; readonly params: { readonly run: string }; readonly body: { readonly comment?: string | undefined } }): Promise<RunView> => {
    const { run } = await getRun(server, actor, params.run);
    await act(server, actor, run, body.comment);
    return show(actor, params.run);
  };
  const list = async (filter: RunFilter) => {
    const { items, total } = await searchRuns(server.db, filter);
    return { items: items.map(summaryOf), total };
  };
  return handlers(runRoutes, {
    listRuns: async ({ actor, params, query: { workspace: workspaceName, ...query } }) => {
      const organization = await getOrganization(server, actor, params.organization);
      const visible = await visibleWorkspaces(server, actor, organization.id);
      return list({ ...query, workspaceName, workspaceIds: [...visible.keys()] });
    },
    listWorkspaceRuns: async ({ actor, params, query }) => list({ ...query, workspaceIds: [(await getWorkspace(server, actor, params.workspace)).workspace.id] }),
    listObjectHistory: async ({ actor, params, query }) => objectHistory(server, (await getWorkspace(server, actor, params.workspace)).workspace, query.address),
    createRun: async ({ actor, params, body }) => {
      const { workspace, access } = await getWorkspace(server, actor, params.workspace);
      const { configurationVersion, autoApply, ...wanted } = body;
      const run = await createRun(server, actor, workspace, { ...wanted, source: "lockstep", ...(configurationVersion !== undefined && { configurationVersionId: configurationVersion }), ...(autoApply !== undefined && { autoApply }) });
      return viewOf(server, actor, run, workspace, access);
    },
    readRun: async ({ actor, params }) => show(actor, params.run),
    listRunEvents: async ({ actor, params }) => ({ items: await eventsOf(server, (await getRun(server, actor, params.run)).run.id) }),
    readPlan: async ({ actor, params, query }) => {
      const { run, workspace } = await getRun(server, actor, params.run);
      const plan = await openPlan(server, found(run.redactedPlanBlobId, "plan of run", run.id));
      return planPageOf(plan, query, await objectsById(server, workspace));
    },
    readLog: async ({ actor, params, query }) => readPiece(server, (await getRun(server, actor, params.run)).run.id, phaseOf(params.phase), query.offset, query.limit),
    downloadLog: async ({ actor, params, reply }) => {
      const { run } = await getRun(server, actor, params.run);
      const phase = phaseOf(params.phase);
      const bytes = await readLog(server.db, run.id, phase, 0, await logLength(server.db, run.id, phase));
      // Without the marks for its beginning and its end.
      await reply.header("content-type", "text/plain; charset=utf-8").send(Buffer.from(bytes.toString("utf8").replace(/^\u0002|\u0003$/g, "")));
    },
    followLog: async ({ actor, params, query, request, reply }) => {
      const { run } = await getRun(server, actor, params.run);
      await follow(server, { reply, runId: run.id, phase: phaseOf(params.phase), offset: query.offset ?? lastOffset(request) });
    },
    confirmRun: action(confirmRun),
    discardRun: action(discardRun),
    cancelRun: action(cancelRun),
    forceCancelRun: action(forceCancelRun),
    executeRunNow: action(async (_server, actor, run, comment) => {
      const moved = await executeNow(server, actor, run);
      if (comment) await commentOnRun(server, actor, run, comment);
      return moved;
    }),
    commentOnRun: async ({ actor, params, body }) => ({ id: await commentOnRun(server, actor, (await getRun(server, actor, params.run)).run, body.body) }),
  });
}

function phaseOf(text: string): LogPhase {
  if (text === "plan" || text === "apply") return text;
  throw new Problem("not-found", { kind: "phase", name: text });
}

async function eventsOf({ db }: Pick<Server, "db">, runId: string): Promise<Answer<typeof runRoutes.listRunEvents>["items"]> {
  const rows = await db.selectFrom("runEvents").leftJoin("comments", "comments.id", "runEvents.commentId").selectAll("runEvents").select("comments.body").where("runEvents.runId", "=", runId).orderBy("runEvents.createdAt").execute();
  return rows.map(({ id, action, description, actorKind, actorId, actorName, createdAt, body }) => ({ id, action, description, by: { kind: actorKind, id: actorId, name: actorName }, at: createdAt.toISOString(), comment: body }));
}

function lastOffset({ headers }: FastifyRequest): number {
  const offset = Number(headers["last-event-id"] ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

interface Follow {
  readonly reply: FastifyReply;
  readonly runId: string;
  readonly phase: LogPhase;
  readonly offset: number;
}

async function follow(server: Server, { reply, runId, phase, offset }: Follow): Promise<void> {
  const stream = openStream(server);
  reply.hijack();
  const { raw } = reply;
  raw.once("close", stream.end);
  try {
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" });
    await streamLog(server, runId, phase, offset, raw, stream.signal);
  } catch (err) {
    server.log.error({ err, run: runId }, "a log could not be followed");
  } finally {
    stream.end();
    raw.end();
  }
}

