import type { Actor } from "../actor.ts";
import { membershipsOf, requireRight, requireSiteAdmin } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { countManaged, deleteOrganizationRow, selectCounted, selectOrganizationByName, type CountedOrganization, type Organization } from "./queries.ts";

/** An organization by its name, for who belongs to it. */
export async function getOrganization(server: Pick<Server, "db">, actor: Actor, name: string): Promise<Organization> {
  const organization = found(await selectOrganizationByName(server.db, name), "organization", name);
  await requireRight(server, actor, organization, "organization.read");
  return organization;
}

/** The name every organization's first project has. */
export const defaultProject = "Default Project";

const refusedName = (pointer: string): Problem => new Problem("invalid", { detail: "An organization's name has 3 to 40 letters, digits, dashes and underscores." }, pointer);
const isName = (name: string): boolean => /^[A-Za-z0-9][\w-]{2,39}$/.test(name);

/** Makes an organization with its owners' team and first project; who makes it is its first owner. */
export async function createOrganization(server: Pick<Server, "db">, actor: Actor, { name, email }: { readonly name: string; readonly email: string }): Promise<Organization> {
  requireSiteAdmin(actor, "make an organization");
  if (!isName(name)) throw refusedName("/data/attributes/name");
  return transaction(server.db, async (trx) => insertOrganization(trx, actor, name, email));
}

/** The organizations the actor belongs to, with what they have. */
export const listOrganizations = async (server: Pick<Server, "db">, actor: Actor): Promise<readonly CountedOrganization[]> => selectCounted(server.db, (await membershipsOf(server, actor)).map(({ id }) => id));

/** An organization with what it has. */
export async function getCounted(server: Pick<Server, "db">, actor: Actor, name: string): Promise<CountedOrganization> {
  const { id } = await getOrganization(server, actor, name);
  return found((await selectCounted(server.db, [id]))[0], "organization", name);
}

/** Changes name or e-mail. */
export async function updateOrganization(server: Pick<Server, "db">, actor: Actor, name: string, changes: { readonly name?: string | undefined; readonly email?: string | undefined }): Promise<Organization> {
  const organization = await getOrganization(server, actor, name);
  await requireRight(server, actor, organization, "organization.update");
  if (changes.name !== undefined && !isName(changes.name)) throw refusedName("/data/attributes/name");
  const set = { name: changes.name ?? organization.name, email: changes.email ?? organization.email };
  return transaction(server.db, async (trx) => {
    const updated = await trx.updateTable("organizations").set(set).where("id", "=", organization.id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(set.name));
    await audit(trx, actor, { organizationId: organization.id, action: "organization.update", subject: { kind: "organization", id: organization.id, name: updated.name }, details: { ...(set.name !== organization.name && { before: organization.name }), changed: Object.keys(changes) } });
    return updated;
  });
}

/** Deletes an organization with all it has; refused while its workspaces manage anything, unless forced. Objects in the orgs stay as they are. */
export async function deleteOrganization(server: Pick<Server, "db" | "keys">, actor: Actor, name: string, { force }: { readonly force: boolean }): Promise<void> {
  const organization = await getOrganization(server, actor, name);
  await requireRight(server, actor, organization, "organization.delete");
  await transaction(server.db, async (trx) => {
    const count = await countManaged(trx, organization.id);
    if (count > 0 && !force) throw new Problem("organization-in-use", { name, count });
    await deleteOrganizationRow(trx, organization.id);
    // Its own record goes with it; that it was deleted stays with the site's.
    await audit(trx, actor, { organizationId: null, action: "organization.delete", subject: { kind: "organization", id: organization.id, name }, details: { resources: count, force } });
  });
  server.keys.forget(organization.id);
}

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "organization", name }, "/data/attributes/name") : problem;
};

async function insertOrganization(trx: Transaction, actor: Actor, name: string, email: string): Promise<Organization> {
  const organization = await trx
    .insertInto("organizations")
    .values({ id: newId("organization"), name, email })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(refuseTaken(name));
  const owners = newId("team");
  await trx.insertInto("teams").values({ id: owners, organizationId: organization.id, name: "owners", isOwners: true }).execute();
  await trx.insertInto("projects").values({ id: newId("project"), organizationId: organization.id, name: defaultProject }).execute();
  if (actor.kind === "account") await trx.insertInto("teamMembers").values({ teamId: owners, accountId: actor.id }).execute();
  await audit(trx, actor, { organizationId: organization.id, action: "organization.create", subject: { kind: "organization", id: organization.id, name } });
  return organization;
}
