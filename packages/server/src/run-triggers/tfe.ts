import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import type { RunTrigger } from "./queries.ts";
import { createRunTrigger, deleteRunTrigger, getRunTrigger, listRunTriggers } from "./service.ts";

/** HCP Terraform's run triggers. */
export const runTriggerTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/workspaces/:id/run-triggers", handle: async (call) => list(server, call) },
  { method: "POST", path: "/workspaces/:id/run-triggers", status: 201, handle: async (call) => create(server, call) },
  { method: "GET", path: "/run-triggers/:id", handle: async ({ actor, params }) => document(resource((await getRunTrigger(server, actor, params["id"] ?? "")).trigger)) },
  {
    method: "DELETE",
    path: "/run-triggers/:id",
    handle: async ({ actor, params }) => {
      await deleteRunTrigger(server, actor, params["id"] ?? "");
      return undefined;
    },
  },
];

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const direction = query.get("filter[run-trigger][type]");
  if (direction !== "inbound" && direction !== "outbound") throw new Problem("bad-request", { detail: 'filter[run-trigger][type] is "inbound" (what the workspace follows) or "outbound" (what follows it).' });
  const triggers = await listRunTriggers(server, actor, params["id"] ?? "", direction);
  const { page, size } = query.paging;
  return listDocument(triggers.slice((page - 1) * size, page * size).map(resource), query.paging, triggers.length);
}

async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const source = body.relation("sourceable");
  if (!source) throw new Problem("param-missing", { name: "sourceable" });
  return document(resource(await createRunTrigger(server, actor, params["id"] ?? "", source)));
}

const resource = ({ id, workspaceId, workspaceName, sourceWorkspaceId, sourceName, createdAt }: RunTrigger): Resource => ({
  id,
  type: "run-triggers",
  attributes: { "workspace-name": workspaceName, "sourceable-name": sourceName, "created-at": moment(createdAt) },
  relationships: { workspace: toOne("workspaces", workspaceId), sourceable: toOne("workspaces", sourceWorkspaceId) },
  links: { self: `/api/v2/run-triggers/${id}` },
});
