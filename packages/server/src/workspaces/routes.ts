import { isFinal, workspaceRoutes, type Body } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireAccess, requireRight } from "../access/access.ts";
import { handlers, type Mounted } from "../http/call.ts";
import { getOrganization } from "../organizations/service.ts";
import { advanceWorkspace } from "../runs/transition.ts";
import type { Server } from "../server.ts";
import { lockWorkspace, unlockWorkspace } from "./lock.ts";
import { listObjects, managedTypes, readObject } from "./objects.ts";
import { selectAllTags, selectOverview } from "./overview.ts";
import { readmeOf } from "./readme.ts";
import { createWorkspace, deleteWorkspace, getWorkspace, getWorkspaceByName, replaceTags, updateWorkspace, type WorkspaceSettings } from "./service.ts";
import { changeStateConsumers, listStateConsumers } from "./state-consumers.ts";
import { detailOf, summaryOf } from "./view.ts";
import { lockHolder, type Workspace } from "./workspace.ts";

/** Workspaces. */
export function workspaceHandlers(server: Server): readonly Mounted[] {
  const find = async (actor: Actor, id: string): Promise<Workspace> => (await getWorkspace(server, actor, id)).workspace;
  return handlers(workspaceRoutes, {
    listWorkspaces: async ({ actor, params, query }) => {
      const organization = await getOrganization(server, actor, params.organization);
      const { items, total, counts } = await selectOverview(server.db, await requireRight(server, actor, organization, "organization.read"), organization.id, query);
      return { items: items.map(summaryOf), total, counts };
    },
    createWorkspace: async ({ actor, params, body: { tags, ...body } }) => {
      const settings = { ...settingsOf(body), name: body.name, source: "lockstep-ui" };
      return detailOf(server, actor, await createWorkspace(server, actor, params.organization, settings, Object.fromEntries(tags.map(({ key, value }) => [key, value]))));
    },
    readWorkspaceByName: async ({ actor, params }) => detailOf(server, actor, (await getWorkspaceByName(server, actor, params.organization, params.name)).workspace),
    readWorkspace: async ({ actor, params }) => detailOf(server, actor, await find(actor, params.workspace)),
    updateWorkspace: async ({ actor, params, body }) => detailOf(server, actor, await updateWorkspace(server, actor, await find(actor, params.workspace), settingsOf(body))),
    readDeletion: async ({ actor, params }) => {
      const workspace = await find(actor, params.workspace);
      // It names workspaces that follow this one, which not everybody may see.
      await requireAccess(server, actor, workspace, "workspace.delete");
      return deletionOf(server, workspace);
    },
    deleteWorkspace: async ({ actor, params, query }) => deleteWorkspace(server, actor, await find(actor, params.workspace), { safe: !query.force }),
    lockWorkspace: async ({ actor, params, body }) => detailOf(server, actor, await lockWorkspace(server, actor, await find(actor, params.workspace), body.reason)),
    unlockWorkspace: async ({ actor, params, body }) => detailOf(server, actor, await unlockWorkspace(server, actor, await find(actor, params.workspace), body.force, async (trx, { id }) => advanceWorkspace(server, trx, id))),
    setTags: async ({ actor, params, body }) => ({ tags: [...(await replaceTags(server, actor, await find(actor, params.workspace), body.tags))] }),
    listStateConsumers: async ({ actor, params }) => ({ items: [...(await listStateConsumers(server, actor, await find(actor, params.workspace)))] }),
    setStateConsumers: async ({ actor, params, body }) => {
      const workspace = await find(actor, params.workspace);
      await changeStateConsumers(server, actor, workspace, "replace", body.workspaces);
      return { items: [...(await listStateConsumers(server, actor, workspace))] };
    },
    listTags: async ({ actor, params }) => {
      const organization = await getOrganization(server, actor, params.organization);
      return { items: [...(await selectAllTags(server.db, await requireRight(server, actor, organization, "organization.read"), organization.id))] };
    },
    readReadme: async ({ actor, params }) => readmeOf(server, await find(actor, params.workspace)),
    listObjects: async ({ actor, params, query }) => listObjects(server, actor, await find(actor, params.workspace), query),
    readObject: async ({ actor, params, query }) => readObject(server, actor, await find(actor, params.workspace), query.address, query.deposed),
  });
}

/** Settings as the service names them; what is not named stays. */
function settingsOf({ repository, ...plain }: Body<(typeof workspaceRoutes)["updateWorkspace"]>): WorkspaceSettings {
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as WorkspaceSettings;
  if (repository === undefined) return given;
  if (repository === null) return { ...given, vcsConnectionId: null, vcsRepository: null, vcsBranch: null, vcsTagsRegex: null };
  const { connectionId, identifier, branch, tagsRegex, submodules } = repository;
  return { ...given, vcsConnectionId: connectionId, vcsRepository: identifier, vcsBranch: branch, vcsTagsRegex: tagsRegex, vcsSubmodules: submodules };
}

async function deletionOf(server: Pick<Server, "db">, workspace: Workspace) {
  const types = await managedTypes(server, workspace);
  const objects = types.reduce((sum, { count }) => sum + count, 0);
  const current = workspace.currentRunId === null ? undefined : await server.db.selectFrom("runs").select(["id", "status"]).where("id", "=", workspace.currentRunId).executeTakeFirst();
  const followers = await server.db.selectFrom("runTriggers").innerJoin("workspaces", "workspaces.id", "runTriggers.workspaceId").select(["workspaces.id", "workspaces.name"]).where("sourceWorkspaceId", "=", workspace.id).execute();
  const activeRun = current && !isFinal(current.status) ? current.id : null;
  const lockedBy = lockHolder(workspace) ?? null;
  return { objects, types, activeRun, followers, lockedBy, safe: objects === 0 && activeRun === null && lockedBy === null };
}
