import type { Server } from "../server.ts";
import { listDocument, type Document } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import { getWorkspace } from "./service.ts";
import { changeStateConsumers, listStateConsumers } from "./state-consumers.ts";

const path = "/workspaces/:id/relationships/remote-state-consumers";

/** HCP Terraform's remote state consumers: which workspaces may read this one's state, where not all of the organization may. */
export function consumerTfe(server: Server): readonly TfeRoute[] {
  const change = (way: "add" | "remove" | "replace") => async ({ actor, params, body }: TfeCall): Promise<undefined> => {
    const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
    await changeStateConsumers(server, actor, workspace, way, body.members.flatMap(({ id }) => (typeof id === "string" ? [id] : [])));
    return undefined;
  };
  return [
    { method: "GET", path, handle: async (call) => list(server, call) },
    { method: "POST", path, handle: change("add") },
    { method: "PATCH", path, handle: change("replace") },
    { method: "DELETE", path, handle: change("remove") },
  ];
}

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const consumers = await listStateConsumers(server, actor, workspace);
  const { page, size } = query.paging;
  return listDocument(consumers.slice((page - 1) * size, page * size).map(({ id, name }) => ({ id, type: "workspaces", attributes: { name } })), query.paging, consumers.length);
}
