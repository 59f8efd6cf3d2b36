import type { Created, Default, Moment } from "../db/columns.ts";

export interface AccountRow {
  id: string;
  username: string;
  email: string;
  passwordHash: string | null;
  oidcIssuer: string | null;
  oidcSubject: string | null;
  isSiteAdmin: Default<boolean>;
  disabledAt: Moment | null;
  createdAt: Created;
}

export interface SessionRow {
  id: string;
  accountId: string;
  hash: Buffer;
  userAgent: Default<string>;
  address: Default<string>;
  createdAt: Created;
  lastSeenAt: Default<Date>;
  expiresAt: Moment;
}

export interface LoginFailureRow {
  subject: string;
  failures: number;
  firstAt: Moment;
  blockedUntil: Moment | null;
}

/** What a link is for that works once. */
export type LinkPurpose = "invitation" | "password";

export interface AccountLinkRow {
  accountId: string;
  hash: Buffer;
  purpose: LinkPurpose;
  expiresAt: Moment;
  createdAt: Created;
}

export interface AuthorizationCodeRow {
  hash: Buffer;
  accountId: string;
  challenge: string;
  redirectUri: string;
  expiresAt: Moment;
}

export interface AccountTables {
  accountLinks: AccountLinkRow;
  authorizationCodes: AuthorizationCodeRow;
  accounts: AccountRow;
  sessions: SessionRow;
  loginFailures: LoginFailureRow;
}
