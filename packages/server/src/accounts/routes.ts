import { accountRoutes, type WhoAmI } from "@lockstep/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { accountView, type Account } from "./account.ts";
import { isSetUp } from "./first-account.ts";
import { readLink, useLink } from "./links.ts";
import { mailLink } from "./mail-link.ts";
import { startPath } from "./oidc.ts";
import { changeAccount, changePassword, keptAccount, listAccounts, newLink, ownAccount, setDisabled, setSiteAdmin, whoAmI } from "./service.ts";
import { cookieOptions, endSession, listSessions, openSession, requireSameSite, revokeSession, secretOf, sessionCookie } from "./sessions.ts";
import { setUpByLink } from "./set-up.ts";
import { actorOfAccount, signIn } from "./sign-in.ts";
import { selectAccount } from "./queries.ts";
import { found } from "../problem.ts";

/** Signing in, one's own account, and everybody's. */
export function accountHandlers(server: Server): readonly Mounted[] {
  const signedIn = async (account: Account, request: FastifyRequest, reply: FastifyReply): Promise<WhoAmI> => {
    const secret = await openSession(server, account.id, request, reply);
    return whoAmI(server, actorOfAccount(account, request.ip), secret);
  };
  const { settings } = server;
  return handlers(accountRoutes, {
    readSignIn: async ({ actor }) => ({ setUp: await isSetUp(server), signedIn: actor !== undefined, provider: settings.oidcIssuer === undefined ? null : { name: settings.oidcName, address: startPath } }),
    setUp: async ({ body, request, reply }) => {
      requireSameSite(server, request);
      const id = await setUpByLink(server, body.link, body);
      return signedIn(found(await selectAccount(server.db, id), "account", id), request, reply);
    },
    signIn: async ({ body, request, reply }) => {
      requireSameSite(server, request);
      return signedIn(await signIn(server, { ...body, address: request.ip }), request, reply);
    },
    whoAmI: async ({ actor, request }) => whoAmI(server, actor, request.headers.authorization === undefined ? secretOf(server, request) : undefined),
    signOut: async ({ request, reply }) => {
      const secret = secretOf(server, request);
      if (secret !== undefined) await endSession(server, secret);
      void reply.clearCookie(sessionCookie(settings), cookieOptions(settings));
    },
    listSessions: async ({ actor, request }) => {
      const sessions = await listSessions(server, (await ownAccount(server, actor)).id, secretOf(server, request));
      return { items: sessions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString(), lastSeenAt: each.lastSeenAt.toISOString(), expiresAt: each.expiresAt.toISOString() })) };
    },
    endSession: async ({ actor, params }) => revokeSession(server, (await ownAccount(server, actor)).id, params.session),
    changePassword: async ({ actor, body, request }) => changePassword(server, actor, body, secretOf(server, request)),
    changeAccount: async ({ actor, body }) => accountView(await changeAccount(server, actor, body)),
    readLink: async ({ body, request }) => {
      requireSameSite(server, request);
      const { purpose, username, email, organizations, linkExpiresAt } = await readLink(server, body.link);
      return { purpose, username, email, organizations: [...organizations], expiresAt: linkExpiresAt.toISOString() };
    },
    useLink: async ({ body, request, reply }) => {
      requireSameSite(server, request);
      return signedIn(await useLink(server, body.link, { ...body, address: request.ip }), request, reply);
    },
    listAccounts: async ({ actor, query }) => {
      const { items, total } = await listAccounts(server, actor, query);
      return { items: [...items], total };
    },
    readAccount: async ({ actor, params }) => accountView(await keptAccount(server, actor, params.account)),
    newLink: async ({ actor, params }) => {
      const { link, expiresAt } = await newLink(server, actor, params.account, async (trx, purpose, made) => mailLink(server, trx, { accountId: params.account, purpose, by: actor.name }, made));
      return { link, expiresAt: expiresAt.toISOString() };
    },
    disableAccount: async ({ actor, params }) => accountView(await setDisabled(server, actor, params.account, true)),
    enableAccount: async ({ actor, params }) => accountView(await setDisabled(server, actor, params.account, false)),
    setSiteAdmin: async ({ actor, params, body }) => accountView(await setSiteAdmin(server, actor, params.account, body.siteAdmin)),
  });
}
