import { variableRoutes } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { countReached, selectUses, type CountedSet } from "./queries.ts";
import { createVariable, deleteVariable, listEffective, listVariables, updateVariable, type Owner } from "./service.ts";
import { createSet, deleteSet, getSet, listSets, stopUsingSet, updateSet, useSet } from "./sets.ts";
import type { Variable } from "./variable.ts";

const view = ({ id, key, value, category, hcl, sensitive, description, updatedAt }: Variable) => ({ id, key, value, category, hcl, sensitive, description, updatedAt: updatedAt.toISOString() });

const setView = ({ id, name, description, global, priority, projectId, projectName, variables, workspaces, projects, updatedAt }: CountedSet) => ({
  id,
  name,
  description,
  global,
  priority,
  project: projectId === null ? null : { id: projectId, name: projectName ?? "" },
  variables,
  workspaces,
  projects,
  updatedAt: updatedAt.toISOString(),
});

/** Values for configurations and for the environment of runs. */
export function variableHandlers(server: Server): readonly Mounted[] {
  const ofWorkspace = async (actor: Actor, id: string): Promise<Owner> => ({ kind: "workspace", workspace: (await getWorkspace(server, actor, id)).workspace });
  const ofSet = async (actor: Actor, id: string): Promise<Owner> => ({ kind: "set", set: (await getSet(server, actor, id)).set });
  return handlers(variableRoutes, {
    listVariables: async ({ actor, params }) => {
      const all = await listEffective(server, actor, (await getWorkspace(server, actor, params.workspace)).workspace);
      return { items: all.map(({ variable, overriddenBy }) => ({ ...view(variable), overriddenBy, set: variable.set ? { id: variable.set.id, name: variable.set.name, priority: variable.set.priority } : null })) };
    },
    createVariable: async ({ actor, params, body }) => view(await createVariable(server, actor, await ofWorkspace(actor, params.workspace), body)),
    updateVariable: async ({ actor, params, body }) => view(await updateVariable(server, actor, await ofWorkspace(actor, params.workspace), params.variable, given(body))),
    deleteVariable: async ({ actor, params }) => deleteVariable(server, actor, await ofWorkspace(actor, params.workspace), params.variable),
    listVariableSets: async ({ actor, params, query }) => {
      const { items, total } = await listSets(server, actor, params.organization, query);
      return { items: items.map(setView), total };
    },
    createVariableSet: async ({ actor, params, body: { projectId = null, ...body } }) => setView(await createSet(server, actor, params.organization, { ...body, projectId })),
    readVariableSet: async ({ actor, params }) => {
      const { set } = await getSet(server, actor, params.set);
      const { workspaces, projects } = await selectUses(server.db, set.id);
      return { ...setView(set), items: (await listVariables(server, actor, { kind: "set", set })).map(view), usedBy: { workspaces: [...workspaces], projects: [...projects] }, reaches: await countReached(server.db, set) };
    },
    updateVariableSet: async ({ actor, params, body }) => setView(await updateSet(server, actor, params.set, given(body))),
    deleteVariableSet: async ({ actor, params }) => deleteSet(server, actor, params.set),
    createSetVariable: async ({ actor, params, body }) => view(await createVariable(server, actor, await ofSet(actor, params.set), body)),
    updateSetVariable: async ({ actor, params, body }) => view(await updateVariable(server, actor, await ofSet(actor, params.set), params.variable, given(body))),
    deleteSetVariable: async ({ actor, params }) => deleteVariable(server, actor, await ofSet(actor, params.set), params.variable),
    useSetInWorkspace: async ({ actor, params }) => useSet(server, actor, params.set, { workspaces: [params.workspace] }),
    removeSetFromWorkspace: async ({ actor, params }) => stopUsingSet(server, actor, params.set, { workspaces: [params.workspace] }),
    useSetInProject: async ({ actor, params }) => useSet(server, actor, params.set, { projects: [params.project] }),
    removeSetFromProject: async ({ actor, params }) => stopUsingSet(server, actor, params.set, { projects: [params.project] }),
  });
}

/** What was named; what was not stays as it is. */
const given = <T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
