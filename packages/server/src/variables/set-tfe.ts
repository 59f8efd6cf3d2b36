import { getProject } from "../projects/service.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import { record, type TfeBody, type TfeCall, type TfeRoute } from "../tfe/routes.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { selectUses, selectVariablesOf, type CountedSet } from "./queries.ts";
import { createSet, deleteSet, getSet, listSets, stopUsingSet, updateSet, useSet, type Uses } from "./sets.ts";
import { variableResource } from "./tfe.ts";

/** HCP Terraform's variable sets. */
export const variableSetTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/organizations/:organization/varsets", handle: async (call) => list(server, call, call.params["organization"] ?? "") },
  { method: "POST", path: "/organizations/:organization/varsets", status: 201, handle: async (call) => create(server, call) },
  { method: "GET", path: "/workspaces/:id/varsets", handle: async (call) => listOfWorkspace(server, call) },
  { method: "GET", path: "/projects/:id/varsets", handle: async (call) => listOfProject(server, call) },
  { method: "GET", path: "/varsets/:id", handle: async ({ actor, params, query }) => show(server, (await getSet(server, actor, params["id"] ?? "")).set, query.include) },
  { method: "PUT", path: "/varsets/:id", handle: async (call) => change(server, call) },
  { method: "PATCH", path: "/varsets/:id", handle: async (call) => change(server, call) },
  {
    method: "DELETE",
    path: "/varsets/:id",
    handle: async ({ actor, params }) => {
      await deleteSet(server, actor, params["id"] ?? "");
      return undefined;
    },
  },
  ...(["workspaces", "projects"] as const).flatMap((kind): TfeRoute[] => [
    { method: "POST", path: `/varsets/:id/relationships/${kind}`, handle: async (call) => use(server, call, kind, useSet) },
    { method: "DELETE", path: `/varsets/:id/relationships/${kind}`, handle: async (call) => use(server, call, kind, stopUsingSet) },
  ]),
];

async function use(server: Server, { actor, params, body }: TfeCall, kind: "workspaces" | "projects", act: typeof useSet): Promise<undefined> {
  await act(server, actor, params["id"] ?? "", { [kind]: idsOf(body.members) });
  return undefined;
}

const idsOf = (members: readonly Readonly<Record<string, unknown>>[]): string[] => members.flatMap(({ id }) => (typeof id === "string" ? [id] : []));

async function list(server: Server, { actor, query }: TfeCall, organizationName: string, reaching: { readonly workspaceId?: string; readonly projectId?: string } = {}): Promise<Document> {
  const { items, total } = await listSets(server, actor, organizationName, { ...query.paging, search: query.get("q"), ...reaching });
  const resources = await Promise.all(items.map((set) => setResource(server, set)));
  return listDocument(resources, query.paging, total);
}

async function listOfWorkspace(server: Server, call: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, call.actor, call.params["id"] ?? "");
  const organization = found(await selectOrganization(server.db, workspace.organizationId), "workspace", workspace.id);
  return list(server, call, organization.name, { workspaceId: workspace.id });
}

async function listOfProject(server: Server, call: TfeCall): Promise<Document> {
  const { project, organization } = await getProject(server, call.actor, call.params["id"] ?? "");
  return list(server, call, organization.name, { projectId: project.id });
}

async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const values = { name: body.string("name") ?? "", description: body.string("description") ?? "", global: body.boolean("global") ?? false, priority: body.boolean("priority") ?? false, projectId: ownerOf(body) };
  return show(server, await createSet(server, actor, params["organization"] ?? "", values, usesOf(body)), new Set());
}

async function change(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const [name, description, global, priority] = [body.string("name"), body.string("description"), body.boolean("global"), body.boolean("priority")];
  const changes = { ...(name !== undefined && { name }), ...(description !== undefined && { description }), ...(global !== undefined && { global }), ...(priority !== undefined && { priority }) };
  return show(server, await updateSet(server, actor, params["id"] ?? "", changes, usesOf(body)), new Set());
}

// The parent is an organization, by its name, or a project.
function ownerOf(body: TfeBody): string | null {
  const parent = record(record(record(record(record(body.raw)["data"])["relationships"])["parent"])["data"]);
  return parent["type"] === "projects" && typeof parent["id"] === "string" ? parent["id"] : null;
}

function usesOf(body: TfeBody): Uses {
  const [workspaces, projects] = [body.relations("workspaces"), body.relations("projects")];
  return { ...(workspaces && { workspaces: idsOf(workspaces) }), ...(projects && { projects: idsOf(projects) }) };
}

async function show(server: Server, set: CountedSet, include: ReadonlySet<string>): Promise<Document> {
  const included: Resource[] = [];
  if (include.has("vars")) included.push(...(await selectVariablesOf(server.db, { workspaceIds: [], setIds: [set.id] })).map((variable) => variableResource(variable, { kind: "set", set })));
  return document(await setResource(server, set), included);
}

/** A variable set as HCP Terraform's API shows it. */
async function setResource({ db }: Pick<Server, "db">, set: CountedSet): Promise<Resource> {
  const { id, name, description, global, priority, organizationId, projectId, updatedAt, variables, workspaces, projects } = set;
  const [organization, uses, own] = [await selectOrganization(db, organizationId), await selectUses(db, id), await selectVariablesOf(db, { workspaceIds: [], setIds: [id] })];
  return {
    id,
    type: "varsets",
    attributes: { name, description, global, priority, "updated-at": moment(updatedAt), "var-count": variables, "workspace-count": workspaces, "project-count": projects },
    relationships: {
      organization: toOne("organizations", organization?.name),
      parent: projectId === null ? toOne("organizations", organization?.name) : toOne("projects", projectId),
      vars: toMany("vars", own.map((variable) => variable.id)),
      workspaces: toMany("workspaces", uses.workspaces.map((workspace) => workspace.id)),
      projects: toMany("projects", uses.projects.map((project) => project.id)),
    },
    links: { self: `/api/v2/varsets/${id}` },
  };
}
