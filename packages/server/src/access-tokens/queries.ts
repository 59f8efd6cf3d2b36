import type { Sql, Transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import type { AccessToken } from "./access-token.ts";

/** A token with the names of whom it belongs to. */
export interface TokenOwner {
  readonly id: string;
  readonly accountId: string | null;
  readonly teamId: string | null;
  readonly organizationId: string | null;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly username: string | null;
  readonly isSiteAdmin: boolean | null;
  readonly disabledAt: Date | null;
  readonly teamName: string | null;
  readonly teamOrganizationId: string | null;
  readonly organizationName: string | null;
}

export const selectTokenOwner = async (db: Sql, hash: Buffer): Promise<TokenOwner | undefined> =>
  db
    .selectFrom("accessTokens")
    .leftJoin("accounts", "accounts.id", "accessTokens.accountId")
    .leftJoin("teams", "teams.id", "accessTokens.teamId")
    .leftJoin("organizations", "organizations.id", "accessTokens.organizationId")
    .select(["accessTokens.id", "accessTokens.accountId", "accessTokens.teamId", "accessTokens.organizationId", "accessTokens.lastUsedAt", "accessTokens.expiresAt"])
    .select(["accounts.username", "accounts.isSiteAdmin", "accounts.disabledAt", "teams.name as teamName", "teams.organizationId as teamOrganizationId", "organizations.name as organizationName"])
    .where("accessTokens.hash", "=", hash)
    .executeTakeFirst();

const minute = 60_000;

/** Writes down that a token was used, at most once a minute. */
export async function touchToken(db: Sql, { id, lastUsedAt }: Pick<TokenOwner, "id" | "lastUsedAt">, now: Date): Promise<void> {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < minute) return;
  await db.updateTable("accessTokens").set({ lastUsedAt: now }).where("id", "=", id).execute();
}

/** Whose a token is: one of the three. */
export type Holder = { readonly accountId: string } | { readonly teamId: string } | { readonly organizationId: string };

const columns = ["id", "accountId", "teamId", "organizationId", "description", "createdBy", "createdAt", "lastUsedAt", "expiresAt"] as const;

const columnOf = (holder: Holder): readonly ["accountId" | "teamId" | "organizationId", string] =>
  "accountId" in holder ? ["accountId", holder.accountId] : "teamId" in holder ? ["teamId", holder.teamId] : ["organizationId", holder.organizationId];

/** Somebody's tokens, the newest first. */
export const selectTokensOf = async (db: Sql, holder: Holder): Promise<AccessToken[]> => {
  const [column, id] = columnOf(holder);
  return db.selectFrom("accessTokens").select(columns).where(column, "=", id).orderBy("createdAt", "desc").orderBy("id").execute();
};

export const selectToken = async (db: Sql, id: string): Promise<AccessToken | undefined> => db.selectFrom("accessTokens").select(columns).where("id", "=", id).executeTakeFirst();

/** The tokens of all teams of an organization. */
export const selectTeamTokens = async (db: Sql, organizationId: string): Promise<AccessToken[]> =>
  db
    .selectFrom("accessTokens")
    .innerJoin("teams", "teams.id", "accessTokens.teamId")
    .select(columns.map((column) => `accessTokens.${column}` as const))
    .where("teams.organizationId", "=", organizationId)
    .orderBy("accessTokens.createdAt", "desc")
    .execute();

export interface NewTokenRow {
  readonly description: string;
  readonly hash: Buffer;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

export const insertToken = async (trx: Transaction, holder: Holder, row: NewTokenRow): Promise<AccessToken> => trx.insertInto("accessTokens").values({ id: newId("accessToken"), ...holder, ...row }).returning(columns).executeTakeFirstOrThrow();

export const deleteTokenRow = async (trx: Transaction, id: string): Promise<void> => void (await trx.deleteFrom("accessTokens").where("id", "=", id).execute());
