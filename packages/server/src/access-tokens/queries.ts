import type { Sql } from "../db/connect.ts";

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
  await db
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
