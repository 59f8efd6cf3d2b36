import type { Actor } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import { checkPassword, hashPassword } from "../secrets/passwords.ts";
import type { Server } from "../server.ts";
import type { Account } from "./account.ts";
import { countAttempt, forgetAttempts } from "./login-limits.ts";
import { selectAccountByLogin, updateAccount } from "./queries.ts";

/** An account as who acts. */
export const actorOfAccount = ({ id, username, isSiteAdmin }: Pick<Account, "id" | "username" | "isSiteAdmin">, address: string): Extract<Actor, { kind: "account" }> => ({ kind: "account", id, name: username, siteAdmin: isSiteAdmin, address });

/** The account of a name (or e-mail) and its password. Whether it was the name or the password that was wrong, neither the answer nor its time tells. */
export async function signIn(server: Pick<Server, "db" | "clock">, { name, password, address }: { readonly name: string; readonly password: string; readonly address: string }): Promise<Account> {
  await countAttempt(server, name, address);
  const account = await selectAccountByLogin(server.db, name);
  const { right, rehash } = await checkPassword(password, account?.passwordHash ?? undefined);
  if (!account || !right || account.disabledAt) throw new Problem("login-failed");
  await forgetAttempts(server, name, address);
  const passwordHash = rehash ? await hashPassword(password) : undefined;
  await transaction(server.db, async (trx) => {
    if (passwordHash !== undefined) await updateAccount(trx, account.id, { passwordHash });
    await recordSignIn(trx, account, address, "password");
  });
  return account;
}

/** Writes down that somebody signed in, and how. */
export const recordSignIn = async (trx: Parameters<typeof audit>[0], account: Account, address: string, by: string): Promise<void> =>
  audit(trx, actorOfAccount(account, address), { organizationId: null, action: "account.sign-in", subject: { kind: "account", id: account.id, name: account.username }, details: { by } });
