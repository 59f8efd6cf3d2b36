import type { Actor } from "../actor.ts";
import { configurationVersionResource } from "../configuration-versions/tfe.ts";
import { organizationResource } from "../organizations/tfe.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { runResource } from "../runs/tfe.ts";
import type { Server } from "../server.ts";
import { stateVersionResource } from "../state-versions/tfe.ts";
import type { Resource } from "../tfe/document.ts";
import { readmeOf } from "./readme.ts";
import type { SeenWorkspace } from "./service.ts";

type Included = (server: Server, items: readonly SeenWorkspace[], actor: Actor) => Promise<readonly Resource[]>;

const idsOf = (items: readonly SeenWorkspace[], idOf: (workspace: SeenWorkspace["workspace"]) => string | null): string[] => [...new Set(items.flatMap(({ workspace }) => idOf(workspace) ?? []))];

/** What can be asked for beside workspaces, each with one question for all of them. */
const known: Readonly<Record<string, Included>> = {
  organization: async (server, items, actor) => {
    const organizations = await Promise.all(idsOf(items, ({ organizationId }) => organizationId).map((id) => selectOrganization(server.db, id)));
    return Promise.all(organizations.flatMap((organization) => (organization ? [organizationResource(server, actor, organization)] : [])));
  },
  project: async ({ db }, items) => {
    const projects = await db.selectFrom("projects").select(["id", "name", "description"]).where("id", "in", [...idsOf(items, ({ projectId }) => projectId), ""]).execute();
    return projects.map(({ id, name, description }) => ({ id, type: "projects", attributes: { name, description } }));
  },
  current_run: async (server, items) => {
    const runs = await server.db.selectFrom("runs").selectAll().where("id", "in", [...idsOf(items, ({ currentRunId }) => currentRunId), ""]).execute();
    const accessOf = new Map(items.map(({ workspace, access }) => [workspace.id, access]));
    return Promise.all(runs.map((run) => runResource(server, run, accessOf.get(run.workspaceId) ?? "read")));
  },
  current_configuration_version: async (server, items) => {
    const versions = await server.db.selectFrom("configurationVersions").selectAll().where("id", "in", [...idsOf(items, ({ currentConfigurationVersionId }) => currentConfigurationVersionId), ""]).execute();
    return Promise.all(versions.map((version) => configurationVersionResource(server, version)));
  },
  current_state_version: async (server, items) => {
    const versions = await server.db.selectFrom("stateVersions").selectAll().where("id", "in", [...idsOf(items, ({ currentStateVersionId }) => currentStateVersionId), ""]).execute();
    return Promise.all(versions.map((version) => stateVersionResource(server, version)));
  },
  locked_by: async (_server, items) =>
    items.flatMap(({ workspace: { lockedByKind, lockedById, lockedByName } }) => (lockedByKind === "account" && lockedById !== null ? [{ id: lockedById, type: "users", attributes: { username: lockedByName ?? "" } }] : [])),
  readme: async (server, items) => {
    const readmes = await Promise.all(items.map(async ({ workspace }) => ({ workspace, readme: await readmeOf(server, workspace) })));
    return readmes.flatMap(({ workspace, readme }) => (readme ? [{ id: workspace.id, type: "workspace-readme", attributes: { "raw-markdown": readme.text } }] : []));
  },
};

const others: Readonly<Record<string, string>> = { "current_run.plan": "current_run", "current_run.configuration_version": "current_run" };

/** What was asked for, as far as there is such a thing. */
export async function includedWith(server: Server, actor: Actor, items: readonly SeenWorkspace[], include: ReadonlySet<string>): Promise<Resource[]> {
  const wanted = new Set([...include].map((name) => others[name] ?? name));
  const asked = [...wanted].flatMap((name) => known[name] ?? []);
  const lists = await Promise.all(asked.map((of) => of(server, items, actor)));
  return lists.flat();
}
