import { allows, type AccessLevel } from "@lockstep/contract";
import type { Insertable, Updateable } from "kysely";
import type { Actor } from "../actor.ts";
import { accessTo, requireAccess, requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { getOrganization, defaultProject } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectWorkspace, selectWorkspaceByName } from "./queries.ts";
import { refuseLocked } from "./lock.ts";
import type { WorkspaceRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

type Needs = Pick<Server, "db" | "jobs" | "listeners" | "clock">;

/** A workspace with how much of it the actor has. */
export interface SeenWorkspace {
  readonly workspace: Workspace;
  readonly access: AccessLevel;
}

const seen = async (server: Pick<Server, "db">, actor: Actor, workspace: Workspace | undefined, name: string): Promise<SeenWorkspace> => {
  const there = found(workspace, "workspace", name);
  return { workspace: there, access: found(await accessTo(server, actor, there), "workspace", name) };
};

/** A workspace by its id, for who may see it. */
export const getWorkspace = async (server: Pick<Server, "db">, actor: Actor, id: string): Promise<SeenWorkspace> => seen(server, actor, await selectWorkspace(server.db, id), id);

/** A workspace by the names of its organization and itself. */
export const getWorkspaceByName = async (server: Pick<Server, "db">, actor: Actor, organization: string, name: string): Promise<SeenWorkspace> =>
  seen(server, actor, await selectWorkspaceByName(server.db, organization, name), name);

/** What of a workspace can be given when it is made or changed; what is not named stays. */
export type WorkspaceSettings = Partial<
  Pick<
    Insertable<WorkspaceRow>,
    | "name" | "description" | "projectId" | "executionMode" | "autoApply" | "autoApplyRunTrigger" | "queueAllRuns" | "speculativeEnabled" | "allowDestroyPlan" | "workingDirectory" | "terraformVersion"
    | "fileTriggersEnabled" | "triggerPrefixes" | "triggerPatterns" | "vcsConnectionId" | "vcsRepository" | "vcsBranch" | "vcsTagsRegex" | "vcsSubmodules" | "oktaOrgId" | "globalRemoteState" | "source"
  >
>;

/** Makes a workspace in an organization; without a project it goes into the first one. */
export async function createWorkspace(server: Needs, actor: Actor, organizationName: string, settings: WorkspaceSettings & { readonly name: string }, tags: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "workspace.create");
  const checked = checkSettings(settings);
  return transaction(server.db, async (trx) => {
    const projectId = settings.projectId ?? (await trx.selectFrom("projects").select("id").where("organizationId", "=", organization.id).where("name", "=", defaultProject).executeTakeFirstOrThrow()).id;
    await requireSameOrganization(trx, organization.id, { ...checked, projectId });
    const workspace = await trx
      .insertInto("workspaces")
      .values({ ...checked, id: newId("workspace"), organizationId: organization.id, projectId, name: settings.name })
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch(refuseTaken(settings.name));
    await setTags(trx, workspace.id, tags);
    await audit(trx, actor, { organizationId: organization.id, action: "workspace.create", subject: { kind: "workspace", id: workspace.id, name: workspace.name } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: organization.id, workspaceId: workspace.id, subjectId: workspace.id });
    return workspace;
  });
}

/** Changes settings of a workspace. */
export async function updateWorkspace(server: Needs, actor: Actor, workspace: Workspace, settings: WorkspaceSettings): Promise<Workspace> {
  // The command line tells its own version to a workspace that it may only plan in: nobody minds.
  await requireAccess(server, actor, workspace, "workspace.update");
  const checked = checkSettings(settings);
  return transaction(server.db, async (trx) => {
    await requireSameOrganization(trx, workspace.organizationId, checked);
    const updated = await trx.updateTable("workspaces").set({ ...(checked as Updateable<WorkspaceRow>), updatedAt: server.clock.now() }).where("id", "=", workspace.id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(settings.name ?? ""));
    const changed = Object.keys(checked).filter((key) => JSON.stringify(workspace[key as keyof Workspace]) !== JSON.stringify(updated[key as keyof Workspace]));
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "workspace.update", subject: { kind: "workspace", id: workspace.id, name: updated.name }, details: { changed } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: workspace.id, data: { changed } });
    return updated;
  });
}

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "workspace", name }, "/data/attributes/name") : problem;
};

function checkSettings<S extends WorkspaceSettings>(settings: S): S {
  const { name, workingDirectory, triggerPrefixes, triggerPatterns, vcsTagsRegex } = settings;
  if (name !== undefined && !/^[A-Za-z0-9_-]{1,90}$/.test(name)) throw new Problem("invalid", { detail: "A workspace's name has up to 90 letters, digits, dashes and underscores." }, "/data/attributes/name");
  if (workingDirectory !== undefined && workingDirectory.split(/[\\/]/).includes("..")) throw new Problem("invalid", { detail: "The working directory lies within the repository: it has no \"..\"." }, "/data/attributes/working-directory");
  if (triggerPrefixes && triggerPrefixes.length > 0 && triggerPatterns && triggerPatterns.length > 0) throw new Problem("invalid", { detail: "Runs are triggered by prefixes or by patterns, not by both." }, "/data/attributes/trigger-patterns");
  if (vcsTagsRegex && !isRegex(vcsTagsRegex)) throw new Problem("invalid", { detail: `"${vcsTagsRegex}" is not a regular expression.` }, "/data/attributes/vcs-repo");
  return { ...settings, ...(workingDirectory !== undefined && { workingDirectory: workingDirectory.replace(/^[./]+|\/+$/g, "") }) };
}

function isRegex(text: string): boolean {
  try {
    return text.length < 500 && Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

// What a workspace points to must be of its own organization: an id alone opens nothing.
async function requireSameOrganization(trx: Transaction, organizationId: string, { projectId, oktaOrgId, vcsConnectionId }: WorkspaceSettings): Promise<void> {
  const pointers = [
    ["projects", "project", projectId],
    ["oktaOrgs", "Okta org", oktaOrgId],
    ["vcsConnections", "VCS connection", vcsConnectionId],
  ] as const;
  for (const [table, kind, id] of pointers) {
    if (!id) continue;
    found(await trx.selectFrom(table).select("id").where("id", "=", id).where("organizationId", "=", organizationId).executeTakeFirst(), kind, id);
  }
}

/** Deletes a workspace; a safe deletion refuses while it manages anything. Objects in the org stay as they are. */
export async function deleteWorkspace(server: Needs, actor: Actor, workspace: Workspace, { safe }: { readonly safe: boolean }): Promise<void> {
  await requireAccess(server, actor, workspace, "workspace.delete");
  refuseLocked(workspace);
  await transaction(server.db, async (trx) => {
    const count = await countResources(trx, workspace);
    if (safe) await refuseProcessing(trx, workspace);
    if (safe && count > 0) throw new Problem("workspace-in-use", { name: workspace.name, count });
    await trx.updateTable("runs").set({ planBlobId: null, planJsonBlobId: null, redactedPlanBlobId: null }).where("workspaceId", "=", workspace.id).execute();
    await trx.deleteFrom("runs").where("workspaceId", "=", workspace.id).execute();
    await trx.deleteFrom("workspaces").where("id", "=", workspace.id).execute();
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "workspace.delete", subject: { kind: "workspace", id: workspace.id, name: workspace.name }, details: { resources: count, safe } });
    await publish(server, trx, { kind: "workspace.changed", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: workspace.id, data: { deleted: true } });
  });
}

// What a state that is on its way will manage is not known yet.
async function refuseProcessing(trx: Transaction, { id, name }: Workspace): Promise<void> {
  const newest = await trx.selectFrom("stateVersions").select("status").where("workspaceId", "=", id).orderBy("createdAt", "desc").limit(1).executeTakeFirst();
  if (newest?.status === "pending") throw new Problem("processing-state", { name });
}

/** How many objects the workspace's state has. */
export async function countResources(db: Server["db"], { currentStateVersionId }: Pick<Workspace, "currentStateVersionId">): Promise<number> {
  if (currentStateVersionId === null) return 0;
  const version = await db.selectFrom("stateVersions").select("resources").where("id", "=", currentStateVersionId).executeTakeFirst();
  return (version?.resources ?? []).filter(({ mode }) => mode === "managed").reduce((sum, { instances }) => sum + instances.length, 0);
}

/** Sets the tags of a workspace: those that are named, beside those it has. */
export async function setTags(trx: Transaction, workspaceId: string, tags: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, value] of Object.entries(tags)) {
    checkTag(key, value);
    await trx.insertInto("workspaceTags").values({ workspaceId, key, value }).onConflict((row) => row.columns(["workspaceId", "key"]).doUpdateSet({ value })).execute();
  }
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Adds tags to those a workspace has, or with `instead` sets them in their place; gives all it has then. */
export async function replaceTags(server: Needs, actor: Actor, workspace: Workspace, tags: readonly Tag[], { instead = true }: { readonly instead?: boolean } = {}): Promise<readonly Tag[]> {
  await requireAccess(server, actor, workspace, "workspace.update");
  return transaction(server.db, async (trx) => {
    if (instead) await trx.deleteFrom("workspaceTags").where("workspaceId", "=", workspace.id).execute();
    await setTags(trx, workspace.id, Object.fromEntries(tags.map(({ key, value }) => [key, value])));
    await tagsChanged(server, trx, actor, workspace, tags.map(({ key }) => key));
    return trx.selectFrom("workspaceTags").select(["key", "value"]).where("workspaceId", "=", workspace.id).orderBy("key").execute();
  });
}

/** Takes tags away by their names. */
export async function removeTags(server: Needs, actor: Actor, workspace: Workspace, keys: readonly string[]): Promise<void> {
  await requireAccess(server, actor, workspace, "workspace.update");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("workspaceTags").where("workspaceId", "=", workspace.id).where("key", "in", [...keys, ""]).execute();
    await tagsChanged(server, trx, actor, workspace, keys);
  });
}

async function tagsChanged(server: Needs, trx: Transaction, actor: Actor, { id, organizationId, name }: Workspace, keys: readonly string[]): Promise<void> {
  await audit(trx, actor, { organizationId, action: "workspace.tags", subject: { kind: "workspace", id, name }, details: { keys } });
  await publish(server, trx, { kind: "workspace.changed", organizationId, workspaceId: id, subjectId: id, data: { changed: ["tags"] } });
}

function checkTag(key: string, value: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_:. -]{0,127}$/u.test(key) || key.endsWith(":")) throw new Problem("invalid", { detail: `"${key.slice(0, 50)}" cannot be a tag: it has up to 128 letters, digits, spaces, dashes, underscores, dots and colons.` });
  if (value.length > 256) throw new Problem("invalid", { detail: "The value of a tag has up to 256 characters." });
}

/** What an access level lets its holder do, in the words of HCP Terraform's API. */
export const permissionsOf = (access: AccessLevel): Readonly<Record<string, boolean>> => ({
  "can-update": allows(access, "workspace.update"),
  "can-destroy": allows(access, "workspace.delete"),
  "can-force-delete": allows(access, "workspace.delete"),
  "can-queue-run": allows(access, "run.queue"),
  "can-queue-apply": allows(access, "run.apply"),
  "can-queue-destroy": allows(access, "run.destroy"),
  "can-lock": allows(access, "workspace.lock"),
  "can-unlock": allows(access, "workspace.lock"),
  "can-force-unlock": allows(access, "workspace.force-unlock"),
  "can-read-settings": allows(access, "workspace.read"),
  "can-read-run": allows(access, "run.read"),
  "can-read-variable": allows(access, "variable.read"),
  "can-update-variable": allows(access, "variable.write"),
  "can-read-state-versions": allows(access, "state.read"),
  "can-read-state-outputs": allows(access, "state.read-outputs"),
  "can-create-state-versions": allows(access, "state.write"),
  "can-manage-run-tasks": false,
  "can-manage-tags": allows(access, "workspace.update"),
  "can-manage-assessments": allows(access, "schedule.write"),
  "can-read-assessment-results": allows(access, "drift.read"),
});
