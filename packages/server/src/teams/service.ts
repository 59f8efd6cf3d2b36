import type { OrganizationRight } from "@lockstep/contract";
import type { Account } from "../accounts/account.ts";
import type { OneTimeLink } from "../accounts/links.ts";
import { selectAccount } from "../accounts/queries.ts";
import { mailLink } from "../accounts/mail-link.ts";
import { inviteAccount } from "../accounts/service.ts";
import type { Actor } from "../actor.ts";
import { requireRight, type Membership } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { codeOf, transaction, type Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { selectOrganization, type Organization } from "../organizations/queries.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { addMember, countActiveMembers, removeMember, selectMembers, selectPeople, selectTeam, selectTeams, selectTeamsOfAccounts, type CountedTeam, type Member } from "./queries.ts";

type Needs = Pick<Server, "db">;

export interface SeenTeam {
  readonly team: CountedTeam;
  readonly organization: Organization;
  readonly membership: Membership;
}

/** A team by its id, for who belongs to its organization. */
export async function getTeam(server: Needs, actor: Actor, id: string): Promise<SeenTeam> {
  const team = found(await selectTeam(server.db, id), "team", id);
  const organization = found(await selectOrganization(server.db, team.organizationId), "team", id);
  const membership = await requireRight(server, actor, organization, "team.read").catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "team", name: id }) : problem;
  });
  return { team, organization, membership };
}

/** A team that the actor may change. Nobody gives away what it does not have: only owners touch the owners' team, and others only teams with no more rights than their own. */
export async function managedTeam(server: Needs, actor: Actor, id: string): Promise<SeenTeam> {
  const seen = await getTeam(server, actor, id);
  const membership = await requireRight(server, actor, seen.organization, "team.write");
  if (seen.team.isOwners && !membership.owner) throw new Problem("forbidden", { action: "change the owners' team", needed: "to be an owner" });
  requireOwnRights(membership, seen.team.rights);
  return { ...seen, membership };
}

function requireOwnRights({ owner, rights }: Membership, wanted: readonly OrganizationRight[]): void {
  const beyond = owner ? [] : wanted.filter((right) => !rights.has(right));
  if (beyond.length > 0) throw new Problem("forbidden", { action: `give the right "${beyond.join('", "')}"`, needed: "to have it yourself" });
}

/** The teams of an organization. */
export async function listTeams(server: Needs, actor: Actor, organizationName: string): Promise<{ readonly organization: Organization; readonly teams: readonly CountedTeam[]; readonly membership: Membership }> {
  const organization = await getOrganization(server, actor, organizationName);
  const membership = await requireRight(server, actor, organization, "team.read");
  return { organization, membership, teams: await selectTeams(server.db, organization.id) };
}

export interface TeamSettings {
  readonly name?: string | undefined;
  readonly rights?: readonly OrganizationRight[] | undefined;
}

function checkName(name: string): void {
  if (!/^[\w-]{1,90}$/.test(name)) throw new Problem("invalid", { detail: "A team's name has up to 90 letters, digits, dashes and underscores." }, "/data/attributes/name");
}

/** Makes a team. */
export async function createTeam(server: Needs, actor: Actor, organizationName: string, { name = "", rights = [] }: TeamSettings): Promise<CountedTeam> {
  const organization = await getOrganization(server, actor, organizationName);
  requireOwnRights(await requireRight(server, actor, organization, "team.write"), rights);
  checkName(name);
  return transaction(server.db, async (trx) => {
    const team = await trx.insertInto("teams").values({ id: newId("team"), organizationId: organization.id, name, rights: [...rights] }).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(name));
    await record(trx, actor, "team.create", { organization, team }, { rights });
    return { ...team, members: 0 };
  });
}

/** Changes name or rights. The owners' team keeps both: it has every right. */
export async function updateTeam(server: Needs, actor: Actor, id: string, settings: TeamSettings): Promise<CountedTeam> {
  const { team, organization, membership } = await managedTeam(server, actor, id);
  const [name, rights] = [settings.name ?? team.name, settings.rights ?? team.rights];
  requireOwnRights(membership, rights);
  checkName(name);
  if (team.isOwners && name !== team.name) throw new Problem("invalid", { detail: "The owners' team keeps its name." }, "/data/attributes/name");
  return transaction(server.db, async (trx) => {
    const updated = await trx.updateTable("teams").set({ name, rights: team.isOwners ? [] : [...rights] }).where("id", "=", id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(name));
    await record(trx, actor, "team.update", { organization, team: updated }, { rights: updated.rights, ...(name !== team.name && { before: team.name }) });
    return { ...updated, members: team.members };
  });
}

/** Deletes a team with its tokens and what it was given. */
export async function deleteTeam(server: Needs, actor: Actor, id: string): Promise<void> {
  const { team, organization } = await managedTeam(server, actor, id);
  if (team.isOwners) throw new Problem("last-owner");
  await transaction(server.db, async (trx) => {
    await trx.deleteFrom("teams").where("id", "=", id).execute();
    await record(trx, actor, "team.delete", { organization, team });
  });
}

/** Puts somebody who belongs to the organization already into a team; from outside one comes by invitation. */
export async function addTeamMember(server: Needs, actor: Actor, id: string, accountId: string): Promise<void> {
  const { team, organization } = await managedTeam(server, actor, id);
  const account = found(await selectAccount(server.db, accountId), "account", accountId);
  const outside = (await selectTeamsOfAccounts(server.db, organization.id, [accountId])).length === 0;
  if (outside && !(actor.kind === "account" && (actor.siteAdmin || actor.id === accountId))) throw new Problem("not-found", { kind: "account", name: accountId });
  await transaction(server.db, async (trx) => {
    if (await addMember(trx, id, accountId)) await record(trx, actor, "team.add-member", { organization, team }, { account: account.username });
  });
}

/** Takes somebody out of a team; the owners keep at least one who can act. */
export async function removeTeamMember(server: Needs, actor: Actor, id: string, accountId: string): Promise<void> {
  const { team, organization } = await managedTeam(server, actor, id);
  const account = found(await selectAccount(server.db, accountId), "account", accountId);
  await transaction(server.db, async (trx) => takeOut(trx, actor, { organization, team }, account));
}

async function takeOut(trx: Transaction, actor: Actor, { organization, team }: Pick<SeenTeam, "organization"> & { readonly team: Pick<CountedTeam, "id" | "name" | "isOwners"> }, account: Account): Promise<void> {
  if (!(await removeMember(trx, team.id, account.id))) throw new Problem("not-found", { kind: "member", name: account.username });
  if (team.isOwners && (await countActiveMembers(trx, team.id)) === 0) throw new Problem("last-owner");
  await record(trx, actor, "team.remove-member", { organization, team }, { account: account.username });
}

/** A team with its people. */
export const listPeople = async (server: Needs, teamIds: readonly string[]): Promise<readonly (Account & { readonly teamId: string })[]> => selectPeople(server.db, teamIds);

/** A page of everybody in an organization. */
export async function listMembers(server: Needs, actor: Actor, organizationName: string, query: { readonly page: number; readonly size: number; readonly search?: string | undefined; readonly accountId?: string }): Promise<{ readonly organization: Organization; readonly items: readonly Member[]; readonly total: number }> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "team.read");
  return { organization, ...(await selectMembers(server.db, organization.id, query)) };
}

/** Invites somebody into teams of an organization; who has no account yet gets one by a link. */
export async function invite(server: Pick<Server, "db" | "clock" | "settings" | "jobs" | "vault">, actor: Actor, organizationName: string, { email, username, teams }: { readonly email: string; readonly username?: string | undefined; readonly teams: readonly string[] }): Promise<{ readonly member: Member; readonly invitation: OneTimeLink | undefined }> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "team.write");
  if (teams.length === 0) throw new Problem("invalid", { detail: "Name at least one team: through its teams somebody belongs to an organization." }, "/body/teams");
  const managed = await Promise.all(teams.map(async (id) => managedTeam(server, actor, id)));
  const foreign = managed.find(({ team }) => team.organizationId !== organization.id);
  if (foreign) throw new Problem("not-found", { kind: "team", name: foreign.team.id });
  return transaction(server.db, async (trx) => {
    const { account, invitation } = await inviteAccount(server, trx, actor, { email, username });
    if (invitation) await mailLink(server, trx, { accountId: account.id, purpose: "invitation", by: actor.name, organization: organization.name }, invitation);
    for (const { team } of managed) if (await addMember(trx, team.id, account.id)) await record(trx, actor, "team.add-member", { organization, team }, { account: account.username });
    const { items } = await selectMembers(trx, organization.id, { page: 1, size: 1, accountId: account.id });
    return { member: found(items[0], "account", account.id), invitation };
  });
}

/** Takes somebody out of all teams of an organization. */
export async function removeFromOrganization(server: Needs, actor: Actor, organizationName: string, accountId: string): Promise<void> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "team.write");
  const account = found(await selectAccount(server.db, accountId), "account", accountId);
  const teams = await selectTeamsOfAccounts(server.db, organization.id, [accountId]);
  if (teams.length === 0) throw new Problem("not-found", { kind: "member", name: accountId });
  for (const { id } of teams) await managedTeam(server, actor, id);
  await transaction(server.db, async (trx) => {
    for (const team of teams) await takeOut(trx, actor, { organization, team }, account);
  });
}

const refuseTaken = (name: string) => (problem: unknown): never => {
  throw codeOf(problem) === "23505" ? new Problem("taken", { kind: "team", name }, "/data/attributes/name") : problem;
};

const record = async (trx: Transaction, actor: Actor, action: string, { organization, team }: { readonly organization: { readonly id: string }; readonly team: { readonly id: string; readonly name: string } }, details: Readonly<Record<string, unknown>> = {}): Promise<void> =>
  audit(trx, actor, { organizationId: organization.id, action, subject: { kind: "team", id: team.id, name: team.name }, details });
