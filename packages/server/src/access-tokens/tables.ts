import type { Created, Default, Moment } from "../db/columns.ts";

export interface AccessTokenRow {
  id: string;
  accountId: string | null;
  teamId: string | null;
  organizationId: string | null;
  description: Default<string>;
  hash: Buffer;
  createdBy: string | null;
  createdAt: Created;
  lastUsedAt: Moment | null;
  expiresAt: Moment | null;
}

export interface AccessTokenTables {
  accessTokens: AccessTokenRow;
}
