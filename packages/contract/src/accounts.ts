import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { organizationRights } from "./rights.ts";
import { routes } from "./routes.ts";

/** A name to sign in with. */
export const username = z.string().trim().regex(/^[A-Za-z0-9][\w.@+-]{1,99}$/, "has 2 to 100 letters, digits and any of . _ @ + -, and begins with a letter or digit");

/** An e-mail address. */
export const email = z.string().trim().max(254).pipe(z.email("is not an e-mail address"));

/** A new password; the server refuses those of less than 12 characters with a problem of its own. */
export const password = z.string().max(1024);

/** A person. */
export const account = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  siteAdmin: z.boolean(),
  /** "invited": has not yet chosen how to sign in. */
  status: z.enum(["active", "invited", "disabled"]),
  createdAt: z.iso.datetime(),
});

export type Account = z.input<typeof account>;

/** Who asks, where it belongs, and what it may do there: what pages ask first. */
export const whoAmI = z.object({
  kind: z.enum(["account", "team", "organization", "system"]),
  name: z.string(),
  account: account.extend({ hasPassword: z.boolean(), signsInThrough: z.string().nullable() }).nullable(),
  /** To be sent back as X-CSRF-Token with every change; null where no session asks. */
  csrfToken: z.string().nullable(),
  organizations: z.array(
    z.object({ id: z.string(), name: z.string(), owner: z.boolean(), rights: z.array(z.enum(organizationRights)), teams: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),
});

export type WhoAmI = z.input<typeof whoAmI>;

const session = z.object({ id: z.string(), current: z.boolean(), userAgent: z.string(), address: z.string(), createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), expiresAt: z.iso.datetime() });

/** A link that works once: who has it may choose a password. */
export const oneTimeLink = z.object({ link: z.string(), expiresAt: z.iso.datetime() });

/** Signing in, one's own account, and everybody's. */
export const accountRoutes = routes({
  readSignIn: {
    method: "GET",
    path: "/api/v1/sign-in",
    summary: "How people sign in here, and whether the first account is still to be made",
    open: true,
    answer: z.object({ setUp: z.boolean(), signedIn: z.boolean().describe("Who asks is signed in already"), provider: z.object({ name: z.string(), address: z.string() }).nullable() }),
  },
  setUp: {
    method: "POST",
    path: "/api/v1/setup",
    summary: "Makes the first account and organization, by the link that the server printed",
    open: true,
    body: z.object({ link: z.string().max(300), username, email, password, organization: z.string() }),
    answer: whoAmI,
  },
  signIn: {
    method: "POST",
    path: "/api/v1/session",
    summary: "Signs in by name or e-mail and password; sets the session's cookie",
    open: true,
    body: z.object({ name: z.string().min(1).max(254), password: z.string().min(1) }),
    answer: whoAmI,
  },
  whoAmI: { method: "GET", path: "/api/v1/session", summary: "Who asks, and what it may do", answer: whoAmI },
  signOut: { method: "DELETE", path: "/api/v1/session", summary: "Signs out" },
  listSessions: { method: "GET", path: "/api/v1/account/sessions", summary: "Where the account is signed in", answer: z.object({ items: z.array(session) }) },
  endSession: { method: "DELETE", path: "/api/v1/account/sessions/:session", summary: "Signs the account out there" },
  changePassword: {
    method: "PUT",
    path: "/api/v1/account/password",
    summary: "Changes the password and ends all other sessions",
    body: z.object({ current: z.string().max(1024).optional(), password }),
  },
  changeAccount: { method: "PATCH", path: "/api/v1/account", summary: "Changes one's own name", body: z.object({ username }), answer: account },
  readLink: {
    method: "POST",
    path: "/api/v1/links/read",
    summary: "What an invitation or a link for a new password is for",
    open: true,
    body: z.object({ link: z.string().max(300) }),
    answer: z.object({ purpose: z.enum(["invitation", "password"]), username: z.string(), email: z.string(), organizations: z.array(z.string()), expiresAt: z.iso.datetime() }),
  },
  useLink: {
    method: "POST",
    path: "/api/v1/links/use",
    summary: "Chooses name and password by a link, and signs in",
    open: true,
    body: z.object({ link: z.string().max(300), username: username.optional(), password }),
    answer: whoAmI,
  },
  listAccounts: { method: "GET", path: "/api/v1/accounts", summary: "All accounts, for admins of the site", query: paging.extend({ search: z.string().max(100).optional() }), answer: pageOf(account) },
  readAccount: { method: "GET", path: "/api/v1/accounts/:account", summary: "An account, for who looks after it", answer: account },
  newLink: { method: "POST", path: "/api/v1/accounts/:account/link", summary: "A new link under which the account's password is chosen; an older one ends", answer: oneTimeLink },
  disableAccount: { method: "POST", path: "/api/v1/accounts/:account/disable", summary: "Shuts the account: its sessions end, its tokens do nothing", answer: account },
  enableAccount: { method: "POST", path: "/api/v1/accounts/:account/enable", summary: "Opens the account again", answer: account },
  setSiteAdmin: { method: "PUT", path: "/api/v1/accounts/:account/site-admin", summary: "Makes the account an admin of the site, or no longer", body: z.object({ siteAdmin: z.boolean() }), answer: account },
});
