import type { Account as AccountView } from "@lockstep/contract";
import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import { longestPassword } from "../secrets/passwords.ts";
import type { AccountRow } from "./tables.ts";

export type Account = Selectable<AccountRow>;

/** Whether somebody can act as it: it was not shut, and its invitation was taken. */
export const statusOf = ({ disabledAt, passwordHash, oidcSubject }: Pick<Account, "disabledAt" | "passwordHash" | "oidcSubject">): AccountView["status"] =>
  disabledAt ? "disabled" : passwordHash === null && oidcSubject === null ? "invited" : "active";

/** An account as others may see it. */
export const accountView = (account: Account): AccountView => ({
  id: account.id,
  username: account.username,
  email: account.email,
  siteAdmin: account.isSiteAdmin,
  status: statusOf(account),
  createdAt: account.createdAt.toISOString(),
});

const shortest = 12;

/** Refuses a password that is too easily guessed: short ones, and those that are the account's own names. */
export function checkNewPassword(password: string, { username, email }: Pick<Account, "username" | "email">): void {
  const plain = password.toLowerCase();
  const refuse = (detail: string): never => {
    throw new Problem("invalid", { detail }, "/body/password");
  };
  if (password.length < shortest) refuse(`The password has less than ${shortest} characters. A sentence is long enough.`);
  if (password.length > longestPassword) refuse(`The password has more than ${longestPassword} characters.`);
  if (new Set(plain).size < 5 || [username, email].some((name) => name !== "" && plain.replaceAll(name.toLowerCase(), "").length < 4)) refuse("The password can be guessed from your name or has too few different characters. Choose another one.");
}
