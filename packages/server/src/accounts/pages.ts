import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { accountOfClaims } from "./oidc-account.ts";
import { beginOidc, callbackPath, finishOidc, startPath } from "./oidc.ts";
import { html, problemNote, sendPage } from "./page.ts";
import { cookieOptions, openSession } from "./sessions.ts";

/** A field of a form, or a parameter of an address. */
export const given = (from: unknown, name: string): string => {
  const value: unknown = typeof from === "object" && from !== null ? Reflect.get(from, name) : undefined;
  return typeof value === "string" ? value : "";
};

/** Where to sign in, to come back to where one was. */
export const signInAddress = (returnTo: string): string => `/sign-in?return=${encodeURIComponent(returnTo)}`;

const oidcCookie = (secure: boolean): string => (secure ? "__Host-lockstep-oidc" : "lockstep-oidc");

/** The way through an OpenID Connect provider, which is addresses and no forms of ours. */
export function accountPages(server: Server, app: FastifyInstance): void {
  const { settings } = server;
  const secure = settings.publicUrl.startsWith("https:");
  app.get(startPath, async (request, reply) => {
    const { address, cookie, seconds } = await beginOidc(server, given(request.query, "return"));
    return reply.setCookie(oidcCookie(secure), cookie, { ...cookieOptions(settings), maxAge: seconds }).redirect(address.href, 302);
  });
  app.get(callbackPath, async (request, reply) => {
    void reply.clearCookie(oidcCookie(secure), cookieOptions(settings));
    try {
      const query = request.url.includes("?") ? request.url.slice(request.url.indexOf("?")) : "";
      const { claims, returnTo } = await finishOidc(server, request.cookies[oidcCookie(secure)], query);
      const account = await accountOfClaims(server, claims, request.ip);
      await openSession(server, account.id, request, reply);
      return await reply.redirect(returnTo, 303);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return sendPage(reply, problem.status, "You are not signed in", html`${problemNote(problem.message)}<p><a href="/sign-in">Sign in again</a></p>`);
    }
  });
}
