// What somebody may do who has the machine itself: let people in who are locked out. Everything is on record under "Command line".
import { email as emailShape, username as usernameShape } from "@lockstep/contract";
import { system } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Account } from "./account.ts";
import { makeLink, type OneTimeLink } from "./links.ts";
import { insertAccount, selectAccountByLogin } from "./queries.ts";
import { newLink } from "./service.ts";

/** Lockstep's own command line, where it speaks with the database itself. */
export const commandLine = system("Command line");

/** An account by name or e-mail. */
export async function accountByLogin({ db }: Pick<Server, "db">, login: string): Promise<Account> {
  const account = await selectAccountByLogin(db, login);
  if (!account) throw new Problem("not-found", { kind: "account", name: login });
  return account;
}

/** A link under which an account's password can be chosen anew. */
export const adminLink = async (server: Pick<Server, "db" | "clock" | "settings">, login: string): Promise<OneTimeLink> => newLink(server, commandLine, (await accountByLogin(server, login)).id);

/** A new account with the link that it is taken by; it belongs to no team yet, but an admin of the site may do everything. */
export async function adminAccount(server: Pick<Server, "db" | "clock" | "settings">, { email, username, siteAdmin }: { readonly email: string; readonly username: string; readonly siteAdmin: boolean }): Promise<OneTimeLink> {
  // Nothing has checked these on their way: a word of the command line comes as it is.
  const [name, address] = [usernameShape.safeParse(username), emailShape.safeParse(email)];
  for (const { success, error } of [name, address]) if (!success) throw new Problem("invalid", { detail: `The ${name.success ? "e-mail" : "name"} ${error.issues[0]?.message ?? "is not right"}.` });
  return transaction(server.db, async (trx) => {
    const account = await insertAccount(trx, { email, username, isSiteAdmin: siteAdmin });
    await audit(trx, commandLine, { organizationId: null, action: "account.invite", subject: { kind: "account", id: account.id, name: username }, details: { siteAdmin } });
    return makeLink(server, trx, account.id, "invitation");
  });
}
