import type { Server } from "../server.ts";
import { listDocument, type Document, type Resource } from "../tfe/document.ts";
import { record, type TfeCall, type TfeRoute } from "../tfe/routes.ts";
import { getWorkspace, removeTags, replaceTags } from "./service.ts";
import type { Workspace } from "./workspace.ts";

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** HCP Terraform's tags: bindings of a key to a value, and the older plain ones; here they are one thing. */
export function tagTfe(server: Server): readonly TfeRoute[] {
  const find = async ({ actor, params }: TfeCall): Promise<Workspace> => (await getWorkspace(server, actor, params["id"] ?? "")).workspace;
  return [
    { method: "GET", path: "/workspaces/:id/tag-bindings", handle: async (call) => bindings(server, await find(call), "tag-bindings") },
    { method: "GET", path: "/workspaces/:id/effective-tag-bindings", handle: async (call) => bindings(server, await find(call), "effective-tag-bindings") },
    {
      method: "PATCH",
      path: "/workspaces/:id/tag-bindings",
      handle: async (call) => {
        const workspace = await find(call);
        await replaceTags(server, call.actor, workspace, tagsOf(call), { instead: false });
        return bindings(server, workspace, "tag-bindings");
      },
    },
    { method: "GET", path: "/workspaces/:id/relationships/tags", handle: async (call) => plainTags(server, call, await find(call)) },
    {
      method: "POST",
      path: "/workspaces/:id/relationships/tags",
      handle: async (call) => {
        await replaceTags(server, call.actor, await find(call), tagsOf(call), { instead: false });
        return undefined;
      },
    },
    {
      method: "DELETE",
      path: "/workspaces/:id/relationships/tags",
      handle: async (call) => {
        await removeTags(server, call.actor, await find(call), tagsOf(call).map(({ key }) => key));
        return undefined;
      },
    },
  ];
}

/** The tags of a request: with key and value, or by a name alone. A plain tag's id is "tag-" and its name. */
function tagsOf({ body }: TfeCall): readonly Tag[] {
  return body.members.flatMap(({ id, attributes }) => {
    const { key, name, value } = record(attributes);
    const word = key ?? name ?? (typeof id === "string" ? id.replace(/^tag-/, "") : undefined);
    return typeof word === "string" ? [{ key: word, value: typeof value === "string" ? value : "" }] : [];
  });
}

const selectTags = async ({ db }: Pick<Server, "db">, { id }: Workspace): Promise<Tag[]> => db.selectFrom("workspaceTags").select(["key", "value"]).where("workspaceId", "=", id).orderBy("key").execute();

async function bindings(server: Server, workspace: Workspace, type: string): Promise<Document> {
  const tags = await selectTags(server, workspace);
  const resources = tags.map(({ key, value }): Resource => ({ id: `${workspace.id}/${key}`, type, attributes: { key, value } }));
  return listDocument(resources, { page: 1, size: Math.max(resources.length, 1) }, resources.length);
}

async function plainTags(server: Server, { query }: TfeCall, workspace: Workspace): Promise<Document> {
  const tags = await selectTags(server, workspace);
  const { page, size } = query.paging;
  const resources = tags.map(({ key, value }): Resource => ({ id: `tag-${key}`, type: "tags", attributes: { name: value === "" ? key : `${key}:${value}` } }));
  return listDocument(resources.slice((page - 1) * size, page * size), query.paging, resources.length);
}
