import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { requireAccess, requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { selectVariablesOf, type VariableSet } from "./queries.ts";
import { rankedVariables, type RankedVariable } from "./resolve.ts";
import { changed, checkVariable, newVersionId, type Variable, type VariableChanges, type VariableValues } from "./variable.ts";

export type VariableServer = Pick<Server, "db" | "vault" | "jobs" | "listeners" | "clock">;

/** What a variable is of. */
export type Owner = { readonly kind: "workspace"; readonly workspace: Workspace } | { readonly kind: "set"; readonly set: VariableSet };

const ownerOf = (owner: Owner): Workspace | VariableSet => (owner.kind === "workspace" ? owner.workspace : owner.set);
const columnsOf = (owner: Owner) => (owner.kind === "workspace" ? { workspaceId: owner.workspace.id, variableSetId: null } : { workspaceId: null, variableSetId: owner.set.id });

async function requireVariables(server: Pick<Server, "db">, actor: Actor, owner: Owner, what: "read" | "write"): Promise<void> {
  if (owner.kind === "workspace") return void (await requireAccess(server, actor, owner.workspace, `variable.${what}`));
  const organization = found(await selectOrganization(server.db, owner.set.organizationId), "variable set", owner.set.id);
  await requireRight(server, actor, organization, `variable-set.${what}`);
}

/** The variables of a workspace or a set, by name; what is sensitive has no value. */
export async function listVariables(server: Pick<Server, "db">, actor: Actor, owner: Owner): Promise<readonly Variable[]> {
  await requireVariables(server, actor, owner, "read");
  const { workspaceId, variableSetId } = columnsOf(owner);
  return selectVariablesOf(server.db, { workspaceIds: workspaceId === null ? [] : [workspaceId], setIds: variableSetId === null ? [] : [variableSetId] });
}

/** One of them. */
export async function getVariable(server: Pick<Server, "db">, actor: Actor, owner: Owner, id: string): Promise<Variable> {
  return found((await listVariables(server, actor, owner)).find((each) => each.id === id), "variable", id);
}

/** A variable with what has the same name and wins. */
export interface EffectiveVariable {
  readonly variable: RankedVariable;
  readonly overriddenBy: string | null;
}

/** Everything that reaches a workspace, its own first, and which of it holds. */
export async function listEffective(server: Pick<Server, "db">, actor: Actor, workspace: Workspace): Promise<readonly EffectiveVariable[]> {
  await requireAccess(server, actor, workspace, "variable.read");
  const { ordinary, mine, above } = await rankedVariables(server, workspace);
  const winners = new Map([...ordinary, ...mine, ...above].map((variable) => [`${variable.category}/${variable.key}`, variable]));
  return [...mine, ...above.toReversed(), ...ordinary.toReversed()].map((variable) => {
    const winner = winners.get(`${variable.category}/${variable.key}`);
    return { variable, overriddenBy: winner && winner.id !== variable.id ? (winner.set?.name ?? workspace.name) : null };
  });
}

/** Adds a variable. */
export async function createVariable(server: VariableServer, actor: Actor, owner: Owner, values: VariableValues): Promise<Variable> {
  await requireVariables(server, actor, owner, "write");
  checkVariable(values);
  const id = newId("variable");
  const stored = await valueColumns(server, owner, id, values);
  return transaction(server.db, async (trx) => {
    const variable = await trx.insertInto("variables").values({ id, ...columnsOf(owner), ...values, ...stored, versionId: newVersionId() }).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(values.key));
    await tell(server, trx, actor, owner, variable, "create");
    return variable;
  });
}

/** Changes a variable; of a sensitive one only the value. */
export async function updateVariable(server: VariableServer, actor: Actor, owner: Owner, id: string, changes: VariableChanges): Promise<Variable> {
  await requireVariables(server, actor, owner, "write");
  const variable = await getVariable(server, actor, owner, id);
  const after = changed(variable, await currentValue(server, owner, variable), changes);
  checkVariable(after);
  const stored = await valueColumns(server, owner, id, after);
  return transaction(server.db, async (trx) => {
    const updated = found(
      await trx.updateTable("variables").set({ ...after, ...stored, versionId: newVersionId(), updatedAt: sql`now()` }).where("id", "=", id).where("versionId", "=", variable.versionId).returningAll().executeTakeFirst().catch(refuseTaken(after.key)),
      "variable",
      id,
    );
    await tell(server, trx, actor, owner, updated, "update");
    return updated;
  });
}

/** Deletes a variable. */
export async function deleteVariable(server: VariableServer, actor: Actor, owner: Owner, id: string): Promise<void> {
  await requireVariables(server, actor, owner, "write");
  const variable = await getVariable(server, actor, owner, id);
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("variables").where("id", "=", id).execute();
    await tell(server, trx, actor, owner, variable, "delete");
  });
}

async function currentValue({ vault }: VariableServer, owner: Owner, { id, value, valueSealed }: Variable): Promise<string> {
  if (!valueSealed) return value ?? "";
  return vault.openText(valueSealed, sealContext(owner, id));
}

async function valueColumns({ vault }: VariableServer, owner: Owner, id: string, { value, sensitive }: VariableValues): Promise<{ readonly value: string | null; readonly valueSealed: Buffer | null }> {
  return sensitive ? { value: null, valueSealed: await vault.seal(value, sealContext(owner, id)) } : { value, valueSealed: null };
}

const sealContext = (owner: Owner, row: string) => ({ organization: ownerOf(owner).organizationId, table: "variables", column: "value_sealed", row });

const refuseTaken = (key: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "variable", name: key }, "/data/attributes/key") : problem;
};

// The name is told, never the value.
async function tell(server: VariableServer, trx: Transaction, actor: Actor, owner: Owner, { id, key, category, sensitive }: Variable, what: "create" | "update" | "delete"): Promise<void> {
  const { organizationId, name } = ownerOf(owner);
  await audit(trx, actor, { organizationId, action: `variable.${what}`, subject: { kind: "variable", id, name: key }, details: { category, sensitive, [owner.kind === "set" ? "variableSet" : "workspace"]: name } });
  await publish(server, trx, { kind: "variable.changed", organizationId, workspaceId: columnsOf(owner).workspaceId, subjectId: id, data: { key, what } });
}
