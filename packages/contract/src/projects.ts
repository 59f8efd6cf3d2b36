import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";

/** A project and how many workspaces it has. */
export const project = z.object({ id: z.string(), name: z.string(), description: z.string(), workspaces: z.number().int(), isDefault: z.boolean(), createdAt: z.iso.datetime() });

const name = z.string().trim().regex(/^[\w -]{3,40}$/, "has 3 to 40 letters, digits, spaces, dashes and underscores");
const description = z.string().max(256);

/** Projects, which hold workspaces. */
export const projectRoutes = routes({
  listProjects: { method: "GET", path: "/api/v1/organizations/:organization/projects", summary: "The projects of an organization", query: paging.extend({ search: z.string().max(100).optional() }), answer: pageOf(project) },
  createProject: { method: "POST", path: "/api/v1/organizations/:organization/projects", summary: "Makes a project", body: z.object({ name, description: description.default("") }), answer: project },
  readProject: { method: "GET", path: "/api/v1/projects/:project", summary: "A project by its id", answer: project },
  updateProject: { method: "PATCH", path: "/api/v1/projects/:project", summary: "Changes name or description", body: z.object({ name: name.optional(), description: description.optional() }), answer: project },
  deleteProject: { method: "DELETE", path: "/api/v1/projects/:project", summary: "Deletes a project without workspaces" },
});
