import type { Account as AccountView, WhoAmI } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { membershipsOf, requireSiteAdmin } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { found, Problem } from "../problem.ts";
import { checkPassword, hashPassword } from "../secrets/passwords.ts";
import type { Server } from "../server.ts";
import { accountView, checkNewPassword, statusOf, type Account } from "./account.ts";
import { makeLink, type OneTimeLink } from "./links.ts";
import { insertAccount, isLastOwner, selectAccount, selectAccountByEmail, selectAccounts, selectAdminsForUpdate, selectOrganizationNames, updateAccount } from "./queries.ts";
import { csrfTokenOf, endOtherSessions } from "./sessions.ts";
import type { LinkPurpose } from "./tables.ts";

/** The account that acts; a problem for a team's or an organization's token. */
export async function ownAccount(server: Pick<Server, "db">, actor: Actor): Promise<Account> {
  if (actor.kind !== "account") throw new Problem("forbidden", { action: "use an account", needed: "to be signed in as a person" });
  return found(await selectAccount(server.db, actor.id), "account", actor.id);
}

/** Who acts, where it belongs, and what it may do there. */
export async function whoAmI(server: Pick<Server, "db" | "keys">, actor: Actor, session: string | undefined): Promise<WhoAmI> {
  const own = actor.kind === "account" ? await ownAccount(server, actor) : undefined;
  const memberships = await membershipsOf(server, actor);
  return {
    kind: actor.kind,
    name: actor.name,
    account: own ? { ...accountView(own), hasPassword: own.passwordHash !== null, signsInThrough: own.oidcIssuer } : null,
    csrfToken: session === undefined ? null : await csrfTokenOf(server, session),
    organizations: memberships.map(({ id, name, membership }) => ({ id, name, owner: membership.owner, rights: [...membership.rights], teams: membership.teams.map((team) => ({ id: team.id, name: team.name })) })),
  };
}

/** Changes one's own password; every other session of the account ends. */
export async function changePassword(server: Pick<Server, "db">, actor: Actor, { current, password }: { readonly current?: string | undefined; readonly password: string }, session: string | undefined): Promise<void> {
  const account = await ownAccount(server, actor);
  const { right } = account.passwordHash === null ? { right: true } : await checkPassword(current ?? "", account.passwordHash);
  if (!right) throw new Problem("wrong-password", {}, "/body/current");
  checkNewPassword(password, account);
  const passwordHash = await hashPassword(password);
  await transaction(server.db, async (trx) => {
    await updateAccount(trx, account.id, { passwordHash });
    await endOtherSessions(trx, account.id, session);
    await record(trx, actor, "account.change-password", account);
  });
}

/** Changes one's own name. */
export async function changeAccount(server: Pick<Server, "db">, actor: Actor, { username }: { readonly username: string }): Promise<Account> {
  const account = await ownAccount(server, actor);
  return transaction(server.db, async (trx) => {
    const changed = await updateAccount(trx, account.id, { username });
    await record(trx, actor, "account.update", changed, { before: account.username });
    return changed;
  });
}

/** All accounts, for admins of the site. */
export async function listAccounts(server: Pick<Server, "db">, actor: Actor, query: Parameters<typeof selectAccounts>[1]): Promise<{ readonly items: readonly AccountView[]; readonly total: number }> {
  requireSiteAdmin(actor, "list all accounts");
  const { items, total } = await selectAccounts(server.db, query);
  return { items: items.map(accountView), total };
}

/**
 * An account, for who looks after it: an admin of the site, or who owns every organization that it belongs to. Who has only some of them
 * can take it out of those, but neither shut it nor give it a new password.
 */
export async function keptAccount(server: Pick<Server, "db">, actor: Actor, id: string): Promise<Account> {
  const account = found(await selectAccount(server.db, id), "account", id);
  if (actor.kind === "system" || (actor.kind === "account" && actor.siteAdmin)) return account;
  const owned = (await membershipsOf(server, actor)).filter(({ membership }) => membership.owner).map(({ name }) => name);
  const belongs = await selectOrganizationNames(server.db, id);
  if (!belongs.some((name) => owned.includes(name))) throw new Problem("not-found", { kind: "account", name: id });
  if (account.isSiteAdmin || !belongs.every((name) => owned.includes(name))) throw new Problem("forbidden", { action: `manage the account "${account.username}"`, needed: "to own every organization it belongs to, or to be an admin of the site" });
  return account;
}

/** Makes an account that has to be taken by a link, or gives the one that has this e-mail already. */
export async function inviteAccount(server: Pick<Server, "clock" | "settings">, trx: Transaction, actor: Actor, { email, username }: { readonly email: string; readonly username?: string | undefined }): Promise<{ readonly account: Account; readonly invitation: OneTimeLink | undefined }> {
  const there = await selectAccountByEmail(trx, email);
  if (there) return { account: there, invitation: undefined };
  const account = await insertAccount(trx, { username: username ?? email, email });
  await record(trx, actor, "account.invite", account);
  return { account, invitation: await makeLink(server, trx, account.id, "invitation") };
}

/** A new link for an account that lost its invitation or its password. */
export async function newLink(server: Pick<Server, "db" | "clock" | "settings">, actor: Actor, id: string, send: (trx: Transaction, purpose: LinkPurpose, link: OneTimeLink) => Promise<void> = async () => {}): Promise<OneTimeLink> {
  const account = await keptAccount(server, actor, id);
  const status = statusOf(account);
  if (status === "disabled") throw new Problem("invalid", { detail: `The account "${account.username}" is disabled. Enable it first.` });
  return transaction(server.db, async (trx) => {
    const purpose = status === "invited" ? "invitation" : "password";
    await record(trx, actor, status === "invited" ? "account.invite" : "account.reset-password", account);
    const link = await makeLink(server, trx, id, purpose);
    await send(trx, purpose, link);
    return link;
  });
}

/** Shuts an account, or opens it again: its sessions end at once, its tokens do nothing. */
export async function setDisabled(server: Pick<Server, "db" | "clock">, actor: Actor, id: string, disabled: boolean): Promise<Account> {
  const account = await keptAccount(server, actor, id);
  if ((account.disabledAt !== null) === disabled) return account;
  return transaction(server.db, async (trx) => {
    if (disabled) await requireAnotherAdmin(trx, account);
    if (disabled && (await isLastOwner(trx, id))) throw new Problem("last-owner");
    const changed = await updateAccount(trx, id, { disabledAt: disabled ? server.clock.now() : null });
    if (disabled) await endOtherSessions(trx, id);
    await record(trx, actor, disabled ? "account.disable" : "account.enable", account);
    return changed;
  });
}

/** Makes an account an admin of the site, or no longer. */
export async function setSiteAdmin(server: Pick<Server, "db">, actor: Actor, id: string, siteAdmin: boolean): Promise<Account> {
  requireSiteAdmin(actor, "make admins of the site");
  const account = found(await selectAccount(server.db, id), "account", id);
  return transaction(server.db, async (trx) => {
    if (!siteAdmin) await requireAnotherAdmin(trx, account);
    const changed = await updateAccount(trx, id, { isSiteAdmin: siteAdmin });
    await record(trx, actor, "account.update", account, { siteAdmin });
    return changed;
  });
}

async function requireAnotherAdmin(trx: Transaction, { id, isSiteAdmin }: Account): Promise<void> {
  if (!isSiteAdmin) return;
  const others = (await selectAdminsForUpdate(trx)).filter((other) => other !== id);
  if (others.length === 0) throw new Problem("last-admin");
}

const record = async (trx: Transaction, actor: Actor, action: string, { id, username }: Account, details: Readonly<Record<string, unknown>> = {}): Promise<void> =>
  audit(trx, actor, { organizationId: null, action, subject: { kind: "account", id, name: username }, details });
