import type { Server } from "../server.ts";
import { document, type Resource } from "../tfe/document.ts";
import type { TfeRoute } from "../tfe/routes.ts";
import { found, Problem } from "../problem.ts";
import { membershipsOf } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import type { Account } from "./account.ts";
import { selectAccount, selectOrganizationNames } from "./queries.ts";

/** HCP Terraform's users: whose token it is, and who somebody is. */
export const accountTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/account/details", handle: async ({ actor }) => document(await details(server, actor)) },
  { method: "GET", path: "/users/:id", handle: async ({ actor, params }) => document(userResource(await seenAccount(server, actor, params["id"] ?? ""))) },
];

// A team's or an organization's token is a user of its own in HCP Terraform: one without a person behind it.
async function details(server: Server, actor: Actor): Promise<Resource> {
  if (actor.kind === "account") return userResource(found(await selectAccount(server.db, actor.id), "user", actor.id), true);
  return { id: actor.id ?? "", type: "users", attributes: { username: actor.name, email: null, "is-service-account": true, "auth-method": "tfc", permissions: {} } };
}

/** Another person: only who shares an organization with it. */
async function seenAccount(server: Server, actor: Actor, id: string): Promise<Account> {
  const account = found(await selectAccount(server.db, id), "user", id);
  if (actor.kind === "account" && (actor.id === id || actor.siteAdmin)) return account;
  const shared = new Set((await membershipsOf(server, actor)).map(({ name }) => name));
  if (!(await selectOrganizationNames(server.db, id)).some((name) => shared.has(name))) throw new Problem("not-found", { kind: "user", name: id });
  return account;
}

/** An account as HCP Terraform's API shows it; its e-mail only to itself. */
export const userResource = (account: Account, own = false): Resource => ({
  id: account.id,
  type: "users",
  attributes: {
    username: account.username,
    "is-service-account": false,
    "auth-method": account.oidcIssuer === null ? "tfc" : "sso",
    "v2-only": true,
    "avatar-url": null,
    ...(own && { email: account.email, "is-admin": account.isSiteAdmin, permissions: { "can-create-organizations": account.isSiteAdmin, "can-change-email": false, "can-change-username": true, "can-manage-user-tokens": true } }),
  },
});
