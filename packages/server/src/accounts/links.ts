import type { Transaction } from "../db/connect.ts";
import { transaction } from "../db/connect.ts";
import { system } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { Problem } from "../problem.ts";
import { hashPassword } from "../secrets/passwords.ts";
import { hashToken, randomSecret } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import { checkNewPassword, type Account } from "./account.ts";
import { replaceLink, selectAccountByLink, selectOrganizationNames, takeLink, updateAccount, type AccountByLink } from "./queries.ts";
import { endOtherSessions } from "./sessions.ts";
import type { LinkPurpose } from "./tables.ts";

/** A link as it is shown, once. */
export interface OneTimeLink {
  readonly link: string;
  readonly expiresAt: Date;
}

const hours = { invitation: 7 * 24, password: 24 } as const satisfies Record<LinkPurpose, number>;

/** Makes a link under which an account's password can be chosen. */
export async function makeLink({ clock, settings }: Pick<Server, "clock" | "settings">, trx: Transaction, accountId: string, purpose: LinkPurpose): Promise<OneTimeLink> {
  const secret = randomSecret();
  const expiresAt = new Date(clock.now().getTime() + hours[purpose] * 3_600_000);
  await replaceLink(trx, accountId, { hash: hashToken(secret), purpose, expiresAt });
  return { link: `${settings.publicUrl}/welcome?link=${secret}`, expiresAt };
}

/** The secret of a link, given whole or as what stands behind its "=". */
export const secretIn = (link: string): string => link.slice(link.lastIndexOf("=") + 1).trim();

/** What a link is for. */
export async function readLink(server: Pick<Server, "db" | "clock">, link: string): Promise<AccountByLink & { readonly organizations: readonly string[] }> {
  const account = await selectAccountByLink(server.db, hashToken(secretIn(link)), server.clock.now());
  if (!account) throw new Problem("link-invalid");
  return { ...account, organizations: await selectOrganizationNames(server.db, account.id) };
}

/** Chooses name and password by a link, which is then used up; every session that there was ends. */
export async function useLink(server: Pick<Server, "db" | "clock">, link: string, { username, password, address }: { readonly username?: string | undefined; readonly password: string; readonly address: string }): Promise<Account> {
  const account = await readLink(server, link);
  const name = account.purpose === "invitation" ? (username ?? account.username) : account.username;
  checkNewPassword(password, { username: name, email: account.email });
  const passwordHash = await hashPassword(password);
  return transaction(server.db, async (trx) => {
    if (!(await takeLink(trx, hashToken(secretIn(link))))) throw new Problem("link-invalid");
    const changed = await updateAccount(trx, account.id, { passwordHash, username: name });
    await endOtherSessions(trx, account.id);
    const actor = { ...system(name), kind: "account" as const, id: account.id, siteAdmin: false, address };
    await audit(trx, actor, { organizationId: null, action: account.purpose === "invitation" ? "account.join" : "account.change-password", subject: { kind: "account", id: account.id, name }, details: { by: "link" } });
    return changed;
  });
}
