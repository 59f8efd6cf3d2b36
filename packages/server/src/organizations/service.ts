import type { Actor } from "../actor.ts";
import { requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectOrganizationByName, type Organization } from "./queries.ts";

/** An organization by its name, for who belongs to it. */
export async function getOrganization(server: Pick<Server, "db">, actor: Actor, name: string): Promise<Organization> {
  const organization = found(await selectOrganizationByName(server.db, name), "organization", name);
  await requireRight(server, actor, organization, "organization.read");
  return organization;
}

/** The name every organization's first project has. */
export const defaultProject = "Default Project";

/** Makes an organization with its owners' team and first project; who makes it is its first owner. */
export async function createOrganization(server: Pick<Server, "db">, actor: Actor, { name, email }: { readonly name: string; readonly email: string }): Promise<Organization> {
  if (!/^[A-Za-z0-9][\w-]{2,39}$/.test(name)) throw new Problem("invalid", { detail: "An organization's name has 3 to 40 letters, digits, dashes and underscores." }, "/data/attributes/name");
  return await transaction(server.db, async (trx) => await insertOrganization(trx, actor, name, email));
}

async function insertOrganization(trx: Transaction, actor: Actor, name: string, email: string): Promise<Organization> {
  const organization = await trx
    .insertInto("organizations")
    .values({ id: newId("organization"), name, email })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((problem: unknown) => {
      throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "organization", name }) : problem;
    });
  const owners = newId("team");
  await trx.insertInto("teams").values({ id: owners, organizationId: organization.id, name: "owners", isOwners: true }).execute();
  await trx.insertInto("projects").values({ id: newId("project"), organizationId: organization.id, name: defaultProject }).execute();
  if (actor.kind === "account") await trx.insertInto("teamMembers").values({ teamId: owners, accountId: actor.id }).execute();
  await audit(trx, actor, { organizationId: organization.id, action: "organization.create", subject: { kind: "organization", id: organization.id, name } });
  return organization;
}
