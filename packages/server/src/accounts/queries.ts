import { sql } from "kysely";
import { codeOf, constraintOf, type Sql, type Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { Problem } from "../problem.ts";
import type { Account } from "./account.ts";
import type { AccountLinkRow, LinkPurpose } from "./tables.ts";

export const selectAccount = async (db: Sql, id: string): Promise<Account | undefined> => db.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();

/** By name or e-mail, whatever the case of its letters. A name goes before somebody else's e-mail. */
export const selectAccountByLogin = async (db: Sql, login: string): Promise<Account | undefined> =>
  db
    .selectFrom("accounts")
    .selectAll()
    .where((where) => where.or([where(sql`lower(username)`, "=", login.toLowerCase()), where(sql`lower(email)`, "=", login.toLowerCase())]))
    .orderBy(sql`lower(username) = ${login.toLowerCase()}`, "desc")
    .limit(1)
    .executeTakeFirst();

export const selectAccountByEmail = async (db: Sql, email: string): Promise<Account | undefined> => db.selectFrom("accounts").selectAll().where(sql`lower(email)`, "=", email.toLowerCase()).executeTakeFirst();

export const selectAccountBySubject = async (db: Sql, issuer: string, subject: string): Promise<Account | undefined> =>
  db.selectFrom("accounts").selectAll().where("oidcIssuer", "=", issuer).where("oidcSubject", "=", subject).executeTakeFirst();

/** A page of all accounts, by name. */
export async function selectAccounts(db: Sql, { page, size, search }: { readonly page: number; readonly size: number; readonly search?: string | undefined }): Promise<{ readonly items: Account[]; readonly total: number }> {
  const like = `%${(search ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const matching = db.selectFrom("accounts").where((where) => where.or([where("username", "ilike", like), where("email", "ilike", like)]));
  const { total } = await matching.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await matching.selectAll().orderBy("username").limit(size).offset((page - 1) * size).execute();
  return { items, total };
}

type NewAccount = Pick<Account, "username" | "email"> & Partial<Pick<Account, "passwordHash" | "oidcIssuer" | "oidcSubject" | "isSiteAdmin">>;

/** Inserts an account; two may not have the same name or e-mail. */
export const insertAccount = async (trx: Transaction, account: NewAccount): Promise<Account> =>
  trx.insertInto("accounts").values({ id: newId("account"), ...account }).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(account));

export const updateAccount = async (trx: Transaction, id: string, changes: Partial<Omit<Account, "id" | "createdAt">>): Promise<Account> =>
  trx.updateTable("accounts").set(changes).where("id", "=", id).returningAll().executeTakeFirstOrThrow().catch(refuseTaken(changes));

const refuseTaken = ({ username = "", email = "" }: Partial<Pick<Account, "username" | "email">>) => (problem: unknown): never => {
  if (codeOf(problem) !== "23505") throw problem;
  const mail = constraintOf(problem)?.includes("email") ?? false;
  throw new Problem("taken", { kind: mail ? "account with the e-mail" : "account", name: mail ? email : username }, mail ? "/body/email" : "/body/username");
};

/** A link for an account; the one before it ends. */
export async function replaceLink(trx: Transaction, accountId: string, link: { readonly hash: Buffer; readonly purpose: LinkPurpose; readonly expiresAt: Date }): Promise<void> {
  await trx.deleteFrom("accountLinks").where("accountId", "=", accountId).execute();
  await trx.insertInto("accountLinks").values({ accountId, ...link }).execute();
}

export type AccountByLink = Account & Pick<AccountLinkRow, "purpose"> & { readonly linkExpiresAt: Date };

export const selectAccountByLink = async (db: Sql, hash: Buffer, now: Date): Promise<AccountByLink | undefined> =>
  db
    .selectFrom("accountLinks")
    .innerJoin("accounts", "accounts.id", "accountLinks.accountId")
    .selectAll("accounts")
    .select(["accountLinks.purpose", "accountLinks.expiresAt as linkExpiresAt"])
    .where("accountLinks.hash", "=", hash)
    .where("accountLinks.expiresAt", ">", now)
    .where("accounts.disabledAt", "is", null)
    .executeTakeFirst();

/** Takes a link away; false when somebody else was first. */
export const takeLink = async (trx: Transaction, hash: Buffer): Promise<boolean> => (await trx.deleteFrom("accountLinks").where("hash", "=", hash).executeTakeFirst()).numDeletedRows === 1n;

/** The names of the organizations an account belongs to. */
export const selectOrganizationNames = async (db: Sql, accountId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom("teamMembers")
    .innerJoin("teams", "teams.id", "teamMembers.teamId")
    .innerJoin("organizations", "organizations.id", "teams.organizationId")
    .select("organizations.name")
    .distinct()
    .where("teamMembers.accountId", "=", accountId)
    .orderBy("organizations.name")
    .execute();
  return rows.map(({ name }) => name);
};

/** Admins of the site who can sign in, held so that of two who would take the last one away the second waits. */
export const selectAdminsForUpdate = async (trx: Transaction): Promise<string[]> => {
  const rows = await trx.selectFrom("accounts").select("id").where("isSiteAdmin", "=", true).where("disabledAt", "is", null).where((where) => where.or([where("passwordHash", "is not", null), where("oidcSubject", "is not", null)])).orderBy("id").forUpdate().execute();
  return rows.map(({ id }) => id);
};

/** Is this account the only owner who can act, of any organization? */
export const isLastOwner = async (trx: Transaction, accountId: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from teams t join team_members m on m.team_id = t.id and m.account_id = ${accountId}
    where t.is_owners and not exists (select 1 from team_members o join accounts a on a.id = o.account_id where o.team_id = t.id and o.account_id <> ${accountId} and a.disabled_at is null) limit 1`.execute(trx);
  return rows.length > 0;
};

/** Drops what is over: sessions, links, codes, counts of failures. */
export async function deleteExpired(db: Sql, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 86_400_000);
  await db.deleteFrom("sessions").where("expiresAt", "<", now).execute();
  await db.deleteFrom("accountLinks").where("expiresAt", "<", now).execute();
  await db.deleteFrom("authorizationCodes").where("expiresAt", "<", now).execute();
  await db.deleteFrom("loginFailures").where("firstAt", "<", yesterday).execute();
}
