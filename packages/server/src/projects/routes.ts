import { projectRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import type { Project } from "./queries.ts";
import { createProject, deleteProject, getProject, isDefault, listProjects, updateProject } from "./service.ts";

const view = (project: Project) => ({ ...project, isDefault: isDefault(project), createdAt: project.createdAt.toISOString() });

/** Projects, which hold workspaces. */
export const projectHandlers = (server: Server): readonly Mounted[] =>
  handlers(projectRoutes, {
    listProjects: async ({ actor, params, query }) => {
      const { items, total } = await listProjects(server, actor, params.organization, query);
      return { items: items.map(view), total };
    },
    createProject: async ({ actor, params, body }) => view(await createProject(server, actor, params.organization, body)),
    readProject: async ({ actor, params }) => view((await getProject(server, actor, params.project)).project),
    updateProject: async ({ actor, params, body }) => view(await updateProject(server, actor, params.project, body)),
    deleteProject: async ({ actor, params }) => deleteProject(server, actor, params.project),
  });
