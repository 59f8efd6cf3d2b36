import { stateVersionRoutes, type Answer } from "@lockstep/contract";
import { requireAccess } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import { handlers, type Mounted } from "../http/call.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { compareObjects } from "./difference.ts";
import { readObjects, type StateObject } from "./objects.ts";
import { readState, type StateOutput } from "./read-state.ts";
import { downloadState, getStateVersion, rollBackNow, type StateVersion } from "./service.ts";
import { outputsOf, viewsOf, type StateVersionView } from "./view.ts";

/** Our own interface to states. */
export function stateVersionHandlers(server: Server): readonly Mounted[] {
  const viewOf = async (version: StateVersion): Promise<StateVersionView> => found((await viewsOf(server.db, [version]))[0], "state version", version.id);
  return handlers(stateVersionRoutes, {
    listStateVersions: async ({ actor, params, query: { page, size } }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      await requireAccess(server, actor, workspace, "state.read-outputs");
      const mine = server.db.selectFrom("stateVersions").where("workspaceId", "=", workspace.id).where("status", "=", "finalized");
      const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const versions = await mine.selectAll().orderBy("serial", "desc").orderBy("createdAt", "desc").limit(size).offset((page - 1) * size).execute();
      return { items: await viewsOf(server.db, versions), total };
    },
    readStateVersion: async ({ actor, params }) => {
      const { version } = await getStateVersion(server, actor, params.version);
      const resources = (version.resources ?? []).map(({ instances, ...resource }) => ({ ...resource, instances: [...instances] }));
      return { ...(await viewOf(version)), outputs: await outputsOf(server.db, version.id), resources };
    },
    compareStateVersions: async ({ actor, params, query }) => compare(server, actor, params.version, query.from, viewOf),
    downloadStateVersion: async ({ actor, params, reply }) => {
      const state = await downloadState(server, actor, params.version);
      await reply.header("content-type", "application/json").header("content-disposition", `attachment; filename="${params.version}.tfstate"`).send(state);
    },
    rollBackTo: async ({ actor, params, body }) => {
      const { version, workspace } = await getStateVersion(server, actor, params.version);
      return viewOf(await rollBackNow(server, actor, workspace, version.id, body.reason));
    },
    listOutputs: async ({ actor, params }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      await requireAccess(server, actor, workspace, "state.read-outputs");
      return { items: workspace.currentStateVersionId === null ? [] : await outputsOf(server.db, workspace.currentStateVersionId) };
    },
  });
}

type Difference = Answer<typeof stateVersionRoutes.compareStateVersions>;

async function compare(server: Server, actor: Actor, id: string, fromId: string | undefined, viewOf: (version: StateVersion) => Promise<StateVersionView>): Promise<Difference> {
  const { version, workspace } = await getStateVersion(server, actor, id);
  await requireAccess(server, actor, workspace, "state.read");
  const from = await earlier(server, version, fromId);
  const [old, now] = [from ? await content(server, from) : undefined, await content(server, version)];
  const { added, removed, changed } = compareObjects(old ? readObjects(old) : [], readObjects(now));
  return {
    from: from ? await viewOf(from) : null,
    to: await viewOf(version),
    added: added.map(shortOf),
    removed: removed.map(shortOf),
    changed: changed.map(({ object, attributes }) => ({ ...shortOf(object), attributes })),
    outputs: compareOutputs(old ? readState(old).outputs : [], readState(now).outputs),
  };
}

const shortOf = ({ address, mode, type, id }: StateObject) => ({ address, mode, type, id });

/** The version that is named, or else the one before. */
async function earlier({ db }: Pick<Server, "db">, version: StateVersion, id: string | undefined): Promise<StateVersion | undefined> {
  const others = db.selectFrom("stateVersions").selectAll().where("workspaceId", "=", version.workspaceId).where("status", "=", "finalized").where("id", "!=", version.id);
  if (id !== undefined) return found(await others.where("id", "=", id).executeTakeFirst(), "state version", id);
  return others.where("createdAt", "<", version.createdAt).orderBy("createdAt", "desc").limit(1).executeTakeFirst();
}

async function content(server: Pick<Server, "db" | "vault">, { id, blobId }: StateVersion): Promise<Buffer> {
  const bytes = blobId === null ? undefined : await readBlob(server, blobId);
  if (!bytes) throw new Problem("state-pending");
  return found(bytes, "state", id);
}

function compareOutputs(before: readonly StateOutput[], after: readonly StateOutput[]): Difference["outputs"] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.find((each) => each.name === name), after.find((each) => each.name === name)];
    if (old && now && JSON.stringify(old.value) === JSON.stringify(now.value) && old.sensitive === now.sensitive) return [];
    const sensitive = Boolean(old?.sensitive || now?.sensitive);
    return [{ name, action: old ? (now ? "update" : "delete") : "create", sensitive, ...(!sensitive && old && { before: old.value }), ...(!sensitive && now && { after: now.value }) } as const];
  });
}
