import { sql } from "kysely";
import { system } from "../actor.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { createOrganization } from "../organizations/service.ts";
import { Problem } from "../problem.ts";
import { hashPassword } from "../secrets/passwords.ts";
import { newAccessToken } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import { checkNewPassword } from "./account.ts";

/** Whom to make first. */
export interface FirstAccount {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly organization: string;
}

/** Is there any account yet? */
export const isSetUp = async ({ db }: Pick<Server, "db">): Promise<boolean> => (await db.selectFrom("accounts").select("id").limit(1).executeTakeFirst()) !== undefined;

/** Makes the first account, an admin of the site and owner of the first organization; gives a token for it, unless none is wanted. */
export async function createFirstAccount(server: Pick<Server, "db">, { username, email, password, organization }: FirstAccount, { token: wanted = true } = {}): Promise<{ readonly accountId: string; readonly token: string }> {
  checkNewPassword(password, { username, email });
  const passwordHash = await hashPassword(password);
  const { token, hash } = newAccessToken();
  return transaction(server.db, async (trx) => {
    // Two who start at once: the lock decides who is first.
    await sql`select pg_advisory_xact_lock(hashtext('lockstep first account'))`.execute(trx);
    if (await isSetUp({ db: trx })) throw new Problem("setup-done");
    const accountId = newId("account");
    await trx.insertInto("accounts").values({ id: accountId, username, email, passwordHash, isSiteAdmin: true }).execute();
    if (wanted) await trx.insertInto("accessTokens").values({ id: newId("accessToken"), accountId, description: "First token", hash, createdBy: accountId }).execute();
    const actor = { kind: "account", id: accountId, name: username, siteAdmin: true } as const;
    await createOrganization({ db: trx }, actor, { name: organization, email });
    await audit(trx, system("Set-up"), { organizationId: null, action: "account.create", subject: { kind: "account", id: accountId, name: username } });
    return { accountId, token };
  });
}
