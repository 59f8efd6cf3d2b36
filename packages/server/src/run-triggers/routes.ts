import { runTriggerRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import type { RunTrigger } from "./queries.ts";
import { createRunTrigger, deleteRunTrigger, listRunTriggers } from "./service.ts";

const view = ({ id, workspaceId, workspaceName, sourceWorkspaceId, sourceName, createdAt }: RunTrigger) => ({ id, workspace: { id: workspaceId, name: workspaceName }, source: { id: sourceWorkspaceId, name: sourceName }, createdAt: createdAt.toISOString() });

/** Which workspaces follow which. */
export const runTriggerHandlers = (server: Server): readonly Mounted[] =>
  handlers(runTriggerRoutes, {
    listRunTriggers: async ({ actor, params }) => ({
      follows: (await listRunTriggers(server, actor, params.workspace, "inbound")).map(view),
      followedBy: (await listRunTriggers(server, actor, params.workspace, "outbound")).map(view),
    }),
    createRunTrigger: async ({ actor, params, body }) => view(await createRunTrigger(server, actor, params.workspace, body.sourceId)),
    deleteRunTrigger: async ({ actor, params }) => deleteRunTrigger(server, actor, params.trigger),
  });
