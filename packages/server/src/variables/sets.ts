import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { selectOrganization, type Organization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectSet, selectSets, type CountedSet, type SetFilter, type VariableSet } from "./queries.ts";
import type { VariableServer } from "./service.ts";

/** The variable sets of an organization. */
export async function listSets(server: Pick<Server, "db">, actor: Actor, organizationName: string, filter: SetFilter): Promise<{ readonly organization: Organization; readonly items: readonly CountedSet[]; readonly total: number }> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "variable-set.read");
  return { organization, ...(await selectSets(server.db, organization.id, filter)) };
}

/** A set with its organization, for who may see or change it. */
export async function getSet(server: Pick<Server, "db">, actor: Actor, id: string, what: "read" | "write" = "read"): Promise<{ readonly set: CountedSet; readonly organization: Organization }> {
  const set = found(await selectSet(server.db, id), "variable set", id);
  const organization = found(await selectOrganization(server.db, set.organizationId), "variable set", id);
  await requireRight(server, actor, organization, `variable-set.${what}`).catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "variable set", name: id }) : problem;
  });
  return { set, organization };
}

/** What a set is made of. */
export interface SetValues {
  readonly name: string;
  readonly description: string;
  readonly global: boolean;
  readonly priority: boolean;
  /** The project that owns it. */
  readonly projectId: string | null;
}

/** Where a set is used. */
export interface Uses {
  readonly workspaces?: readonly string[];
  readonly projects?: readonly string[];
}

/** Makes a variable set. */
export async function createSet(server: VariableServer, actor: Actor, organizationName: string, values: SetValues, uses: Uses = {}): Promise<CountedSet> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "variable-set.write");
  checkSet(values);
  return transaction(server.db, async (trx) => {
    if (values.projectId !== null) found(await trx.selectFrom("projects").select("id").where("id", "=", values.projectId).where("organizationId", "=", organization.id).executeTakeFirst(), "project", values.projectId);
    const set = await trx.insertInto("variableSets").values({ id: newId("variableSet"), organizationId: organization.id, ...values }).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(values.name));
    await addUses(trx, set, uses);
    await tell(server, trx, actor, set, "create");
    return found(await selectSet(trx, set.id), "variable set", set.id);
  });
}

function checkSet({ name, global, projectId }: SetValues): void {
  if (name.trim() === "" || name.length > 90) throw new Problem("invalid", { detail: "The name of a variable set has 1 to 90 characters." }, "/data/attributes/name");
  if (global && projectId !== null) throw new Problem("invalid", { detail: "A set that a project owns is for that project: it cannot be global." }, "/data/attributes/global");
}

/** Changes a set; `uses` replaces where it is used, as far as it is named. */
export async function updateSet(server: VariableServer, actor: Actor, id: string, changes: Partial<Omit<SetValues, "projectId">>, uses: Uses = {}): Promise<CountedSet> {
  const { set } = await getSet(server, actor, id, "write");
  const { name, description, global, priority, projectId } = { ...set, ...changes };
  checkSet({ name, description, global, priority, projectId });
  return transaction(server.db, async (trx) => {
    const updated = await trx.updateTable("variableSets").set({ name, description, global, priority, updatedAt: sql`now()` }).where("id", "=", id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(name));
    if (uses.workspaces) await trx.deleteFrom("variableSetWorkspaces").where("variableSetId", "=", id).execute();
    if (uses.projects) await trx.deleteFrom("variableSetProjects").where("variableSetId", "=", id).execute();
    await addUses(trx, updated, uses);
    await tell(server, trx, actor, updated, "update");
    return found(await selectSet(trx, id), "variable set", id);
  });
}

/** Deletes a set with its variables. */
export async function deleteSet(server: VariableServer, actor: Actor, id: string): Promise<void> {
  const { set } = await getSet(server, actor, id, "write");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("variableSets").where("id", "=", id).execute();
    await tell(server, trx, actor, set, "delete");
  });
}

/** Lets workspaces and projects use a set. */
export async function useSet(server: VariableServer, actor: Actor, id: string, uses: Uses): Promise<void> {
  const { set } = await getSet(server, actor, id, "write");
  await transaction(server.db, async (trx) => {
    await addUses(trx, set, uses);
    await tell(server, trx, actor, set, "use", uses);
  });
}

/** Ends that. */
export async function stopUsingSet(server: VariableServer, actor: Actor, id: string, { workspaces = [], projects = [] }: Uses): Promise<void> {
  const { set } = await getSet(server, actor, id, "write");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("variableSetWorkspaces").where("variableSetId", "=", id).where("workspaceId", "in", [...workspaces, ""]).execute();
    await trx.deleteFrom("variableSetProjects").where("variableSetId", "=", id).where("projectId", "in", [...projects, ""]).execute();
    await tell(server, trx, actor, set, "stop-using", { workspaces, projects });
  });
}

// An id alone opens nothing: what uses a set is of its organization, and of its project where one owns it.
async function addUses(trx: Transaction, { id, organizationId, projectId }: VariableSet, { workspaces = [], projects = [] }: Uses): Promise<void> {
  for (const workspaceId of workspaces) {
    const workspace = found(await trx.selectFrom("workspaces").select(["id", "projectId", "name"]).where("id", "=", workspaceId).where("organizationId", "=", organizationId).executeTakeFirst(), "workspace", workspaceId);
    if (projectId !== null && workspace.projectId !== projectId) throw new Problem("invalid", { detail: `The set belongs to another project than the workspace "${workspace.name}". Use a set of the organization, or one of that project.` });
    await trx.insertInto("variableSetWorkspaces").values({ variableSetId: id, workspaceId }).onConflict((row) => row.doNothing()).execute();
  }
  for (const each of projects) {
    const project = found(await trx.selectFrom("projects").select(["id", "name"]).where("id", "=", each).where("organizationId", "=", organizationId).executeTakeFirst(), "project", each);
    if (projectId !== null && projectId !== each) throw new Problem("invalid", { detail: `The set belongs to another project than "${project.name}".` });
    await trx.insertInto("variableSetProjects").values({ variableSetId: id, projectId: each }).onConflict((row) => row.doNothing()).execute();
  }
}

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "variable set", name }, "/data/attributes/name") : problem;
};

async function tell(server: VariableServer, trx: Transaction, actor: Actor, { id, name, organizationId }: VariableSet, what: string, details: object = {}): Promise<void> {
  await audit(trx, actor, { organizationId, action: `variable-set.${what}`, subject: { kind: "variable set", id, name }, details: { ...details } });
  await publish(server, trx, { kind: "variable.changed", organizationId, workspaceId: null, subjectId: id, data: { what } });
}
