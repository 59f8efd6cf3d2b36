import type { Actor } from "../actor.ts";
import { requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { selectOrganization, type Organization } from "../organizations/queries.ts";
import { defaultProject, getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectProject, selectProjects, type Project, type ProjectFilter } from "./queries.ts";

/** A page of an organization's projects. */
export async function listProjects(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: ProjectFilter): Promise<{ readonly organization: Organization; readonly items: readonly Project[]; readonly total: number }> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "project.read");
  return { organization, ...(await selectProjects(server.db, organization.id, filter)) };
}

/** A project by its id, for who belongs to its organization. */
export async function getProject(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly project: Project; readonly organization: Organization }> {
  const project = found(await selectProject(server.db, id), "project", id);
  const organization = found(await selectOrganization(server.db, project.organizationId), "project", id);
  // Who may not see the organization is told of the project, not of that.
  await requireRight(server, actor, organization, "project.read").catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "project", name: id }) : problem;
  });
  return { project, organization };
}

/** What of a project can be given. */
export interface ProjectSettings {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

function checkName(name: string | undefined): void {
  if (name !== undefined && !/^[\w -]{3,40}$/.test(name)) throw new Problem("invalid", { detail: "A project's name has 3 to 40 letters, digits, spaces, dashes and underscores." }, "/data/attributes/name");
}

/** Makes a project. */
export async function createProject(server: Pick<Server, "db">, actor: Actor, organizationName: string, { name = "", description = "" }: ProjectSettings): Promise<Project> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "project.write");
  checkName(name);
  return transaction(server.db, async (trx) => {
    const row = await trx.insertInto("projects").values({ id: newId("project"), organizationId: organization.id, name, description }).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(name));
    await audit(trx, actor, { organizationId: organization.id, action: "project.create", subject: { kind: "project", id: row.id, name } });
    return { ...row, workspaces: 0 };
  });
}

/** Changes name or description. The first project keeps its name: workspaces that name none go there. */
export async function updateProject(server: Pick<Server, "db">, actor: Actor, id: string, settings: ProjectSettings): Promise<Project> {
  const { project, organization } = await getProject(server, actor, id);
  await requireRight(server, actor, organization, "project.write");
  checkName(settings.name);
  if (isDefault(project) && settings.name !== undefined && settings.name !== project.name) throw new Problem("invalid", { detail: `The project "${defaultProject}" keeps its name.` }, "/data/attributes/name");
  const { name, description } = { ...project, ...(settings.name !== undefined && { name: settings.name }), ...(settings.description !== undefined && { description: settings.description }) };
  return transaction(server.db, async (trx) => {
    const row = await trx.updateTable("projects").set({ name, description }).where("id", "=", id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(name));
    await audit(trx, actor, { organizationId: organization.id, action: "project.update", subject: { kind: "project", id, name }, ...(name !== project.name && { details: { before: project.name } }) });
    return { ...row, workspaces: project.workspaces };
  });
}

/** Deletes a project that has no workspaces and is not the first one. */
export async function deleteProject(server: Pick<Server, "db">, actor: Actor, id: string): Promise<void> {
  const { project, organization } = await getProject(server, actor, id);
  await requireRight(server, actor, organization, "project.write");
  if (isDefault(project)) throw new Problem("invalid", { detail: `The project "${defaultProject}" cannot be deleted: workspaces that name none go there.` });
  await transaction(server.db, async (trx) => {
    const { workspaces } = found(await selectProject(trx, id), "project", id);
    if (workspaces > 0) throw new Problem("project-in-use", { name: project.name, count: workspaces });
    // A workspace that is put into it at this very moment keeps it: the database refuses to part them.
    await trx.deleteFrom("projects").where("id", "=", id).execute().catch((problem: unknown) => {
      throw codeOf(problem) === "23503" ? new Problem("project-in-use", { name: project.name, count: 1 }) : problem;
    });
    await audit(trx, actor, { organizationId: organization.id, action: "project.delete", subject: { kind: "project", id, name: project.name } });
  });
}

/** Is it the project that every organization begins with? */
export const isDefault = ({ name }: Pick<Project, "name">): boolean => name === defaultProject;

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "project", name }, "/data/attributes/name") : problem;
};
