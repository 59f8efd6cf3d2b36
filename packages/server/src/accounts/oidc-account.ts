import { system } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Account } from "./account.ts";
import type { Claims } from "./oidc.ts";
import { insertAccount, selectAccountByEmail, selectAccountBySubject, updateAccount } from "./queries.ts";
import { recordSignIn } from "./sign-in.ts";

/**
 * The account of somebody whom the provider knows: the one that was linked before, else the one with the verified e-mail (which is linked
 * now), else a new one where settings allow it.
 */
export async function accountOfClaims(server: Pick<Server, "db" | "settings">, claims: Claims, address: string): Promise<Account> {
  return transaction(server.db, async (trx) => {
    const account = (await selectAccountBySubject(trx, claims.issuer, claims.subject)) ?? (await linked(trx, claims)) ?? (await created(server, trx, claims));
    if (account.disabledAt) throw refused(`The account "${account.username}" is disabled.`);
    await recordSignIn(trx, account, address, claims.issuer);
    return account;
  });
}

const refused = (detail: string): Problem => new Problem("sign-in-refused", { detail });

async function linked(trx: Transaction, { issuer, subject, email }: Claims): Promise<Account | undefined> {
  const there = email === undefined ? undefined : await selectAccountByEmail(trx, email);
  if (!there) return undefined;
  // Somebody else's identity is never replaced: an e-mail may have gone over to another person.
  if (there.oidcSubject !== null) throw refused(`The account with the e-mail "${there.email}" belongs to another identity at the provider. An admin of the site can help.`);
  if (there.disabledAt) throw refused(`The account "${there.username}" is disabled.`);
  await trx.deleteFrom("accountLinks").where("accountId", "=", there.id).execute();
  const account = await updateAccount(trx, there.id, { oidcIssuer: issuer, oidcSubject: subject });
  await audit(trx, system("Sign-in"), { organizationId: null, action: "account.link", subject: { kind: "account", id: account.id, name: account.username }, details: { issuer } });
  return account;
}

async function created({ settings }: Pick<Server, "settings">, trx: Transaction, { issuer, subject, email, username }: Claims): Promise<Account> {
  if (email === undefined) throw refused("The provider did not say that your e-mail address is verified.");
  if (!settings.oidcCreateAccounts) throw refused(`There is no account with the e-mail "${email}". Ask an owner of your organization for an invitation.`);
  const account = await insertAccount(trx, { username: username ?? email, email, oidcIssuer: issuer, oidcSubject: subject });
  await audit(trx, system("Sign-in"), { organizationId: null, action: "account.create", subject: { kind: "account", id: account.id, name: account.username }, details: { issuer } });
  return account;
}
