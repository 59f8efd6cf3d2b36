import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { textAt } from "../store/json.ts";
import { userByLogin } from "./as-admin.ts";
import type { Visit } from "./visit.ts";

// A browser does not tell the ports of a host apart, so each org has a cookie of its own.
const cookieName = ({ received, org }: Visit): string => `sandbox-admin-${new URL(received.base).port || "80"}-${encodeURIComponent(org.name)}`;

/** The administrators of an org who may sign in: those with a role, of their own or through a group. */
export const adminsOf = (org: Org): Stored[] => {
  const roles = org.store.collection("role-assignments");
  const through = org.store.relation("group-users");
  const holds = ({ id }: Stored): boolean => [id, ...through.with(id).map(({ left }) => left)].some((holder) => roles.under(holder).length > 0);
  return org.store.collection("users").all().filter((user) => user.body["status"] === "ACTIVE" && holds(user));
};

/** Who is signed in, as the cookie says. */
export const adminOf = (visit: Visit): Stored | undefined => {
  const cookies = (visit.received.headers["cookie"] ?? "").split(/;\s*/);
  const own = cookies.find((cookie) => cookie.startsWith(`${cookieName(visit)}=`));
  const user = own === undefined ? undefined : userByLogin(visit.org, decoded(own.slice(own.indexOf("=") + 1)));
  return user && adminsOf(visit.org).includes(user) ? user : undefined;
};

/** The header that keeps an administrator signed in, until the browser is closed. */
export const sessionCookie = (visit: Visit, admin: Stored): Record<string, string> => ({
  "set-cookie": `${cookieName(visit)}=${encodeURIComponent(textAt(admin.body, "profile.login") ?? "")}; Path=/; HttpOnly; SameSite=Lax`,
});

/** The header that ends it. */
export const noSession = (visit: Visit): Record<string, string> => ({ "set-cookie": `${cookieName(visit)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};
