import { membershipOf } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { selectOrganization } from "../organizations/queries.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import type { Project } from "./queries.ts";
import { createProject, deleteProject, getProject, isDefault, listProjects, updateProject, type ProjectSettings } from "./service.ts";

/** HCP Terraform's projects. */
export const projectTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/organizations/:organization/projects", handle: async (call) => list(server, call) },
  {
    method: "POST",
    path: "/organizations/:organization/projects",
    status: 201,
    handle: async ({ actor, params, body }) => shown(server, actor, await createProject(server, actor, params["organization"] ?? "", settingsOf(body))),
  },
  { method: "GET", path: "/projects/:id", handle: async ({ actor, params }) => shown(server, actor, (await getProject(server, actor, params["id"] ?? "")).project) },
  { method: "PATCH", path: "/projects/:id", handle: async ({ actor, params, body }) => shown(server, actor, await updateProject(server, actor, params["id"] ?? "", settingsOf(body))) },
  { method: "DELETE", path: "/projects/:id", handle: async ({ actor, params }) => deleteProject(server, actor, params["id"] ?? "") },
];

const settingsOf = (body: TfeBody): ProjectSettings => ({ name: body.string("name"), description: body.string("description") });

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const filter = { ...query.paging, names: query.list("filter[names]"), search: query.get("q") };
  const { organization, items, total } = await listProjects(server, actor, params["organization"] ?? "", filter);
  const writes = await mayWrite(server, actor, organization.id);
  return listDocument(items.map((project) => resource(project, organization.name, writes)), query.paging, total);
}

async function shown(server: Server, actor: Actor, project: Project): Promise<Document> {
  const organization = await selectOrganization(server.db, project.organizationId);
  return document(resource(project, organization?.name ?? "", await mayWrite(server, actor, project.organizationId)));
}

async function mayWrite(server: Server, actor: Actor, organizationId: string): Promise<boolean> {
  const membership = await membershipOf(server, actor, organizationId);
  return membership !== undefined && (membership.owner || membership.rights.has("manage-projects"));
}

const resource = (project: Project, organization: string, writes: boolean): Resource => ({
  id: project.id,
  type: "projects",
  attributes: {
    name: project.name,
    description: project.description,
    "created-at": moment(project.createdAt),
    "workspace-count": project.workspaces,
    "is-unified": false,
    permissions: { "can-read": true, "can-update": writes, "can-destroy": writes && !isDefault(project), "can-create-workspace": writes },
  },
  relationships: { organization: toOne("organizations", organization) },
  links: { self: `/api/v2/projects/${project.id}` },
});
