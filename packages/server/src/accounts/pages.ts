import { accountRoutes } from "@lockstep/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { checked } from "../http/mount.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import type { Account } from "./account.ts";
import { useLink } from "./links.ts";
import { accountOfClaims } from "./oidc-account.ts";
import { beginOidc, callbackPath, finishOidc, localPath, startPath } from "./oidc.ts";
import { field, hidden, html, problemNote, sendPage, type Html } from "./page.ts";
import { selectAccount } from "./queries.ts";
import { cookieOptions, openSession, requireSameSite } from "./sessions.ts";
import { setUpByLink } from "./set-up.ts";
import { signIn } from "./sign-in.ts";

/** A form's field, or a parameter of an address. */
export const given = (from: unknown, name: string): string => {
  const value: unknown = typeof from === "object" && from !== null ? Reflect.get(from, name) : undefined;
  return typeof value === "string" ? value : "";
};

/** Where to sign in, to come back to where one was. */
export const signInAddress = (returnTo: string): string => `/sign-in?return=${encodeURIComponent(returnTo)}`;

const oidcCookie = (secure: boolean): string => (secure ? "__Host-lockstep-oidc" : "lockstep-oidc");

/** Setting up, signing in and invitations as plain pages. */
export function accountPages(server: Server, app: FastifyInstance): void {
  const { settings } = server;
  const page = async (reply: FastifyReply, status: number, form: (problem?: string) => Page, problem?: string): Promise<FastifyReply> => {
    const { title, body } = form(problem);
    return sendPage(reply, status, title, body);
  };
  /** Does what a form asks; a problem is shown above the same form. */
  const submitted = (path: string, form: (request: FastifyRequest, problem?: string) => Page, act: (request: FastifyRequest) => Promise<{ account: Account; returnTo: string }>): void => {
    app.get(path, async (request, reply) => page(reply, 200, (problem) => form(request, problem)));
    app.post(path, async (request, reply) => {
      try {
        requireSameSite(server, request);
        const { account, returnTo } = await act(request);
        await openSession(server, account.id, request, reply);
        return await reply.redirect(localPath(returnTo), 303);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        return page(reply, problem.status, (text) => form(request, text), problem.message);
      }
    });
  };

  submitted("/sign-in", (request, problem) => signInPage(server, returnOf(request), given(request.body, "name"), problem), async (request) => ({
    account: await signIn(server, { name: given(request.body, "name"), password: given(request.body, "password"), address: request.ip }),
    returnTo: returnOf(request),
  }));
  submitted("/setup", setupPage, async (request) => {
    const { link, ...first } = checked(accountRoutes.setUp.body, request.body, "body");
    const id = await setUpByLink(server, link, first);
    return { account: found(await selectAccount(server.db, id), "account", id), returnTo: "/" };
  });
  submitted("/welcome", welcomePage, async (request) => {
    const username = given(request.body, "username");
    const { link, ...chosen } = checked(accountRoutes.useLink.body, { link: given(request.body, "link"), password: given(request.body, "password"), ...(username !== "" && { username }) }, "body");
    return { account: await useLink(server, link, { ...chosen, address: request.ip }), returnTo: "/" };
  });

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
      const { title, body } = signInPage(server, "/", "", problem.message);
      return sendPage(reply, problem.status, title, body);
    }
  });
}

interface Page {
  readonly title: string;
  readonly body: Html;
}

const returnOf = (request: FastifyRequest): string => given(request.body, "return") || given(request.query, "return") || "/";

function signInPage({ settings }: Pick<Server, "settings">, returnTo: string, name: string, problem?: string): Page {
  const provider = settings.oidcIssuer === undefined ? undefined : html`<p><a href="${`${startPath}?return=${encodeURIComponent(returnTo)}`}">Sign in through ${settings.oidcName}</a></p>`;
  const body = html`${problemNote(problem)}${provider}<form method="post" action="/sign-in">${hidden("return", returnTo)}${field("Name or e-mail", "name", { value: name, complete: "username" })}${field("Password", "password", { type: "password", complete: "current-password" })}<button>Sign in</button></form>`;
  return { title: "Sign in", body };
}

function setupPage(request: FastifyRequest, problem?: string): Page {
  const kept = (name: string): string => given(request.body, name) || given(request.query, name);
  const body = html`${problemNote(problem)}<form method="post" action="/setup">${hidden("link", kept("link"))}${field("Your name", "username", { value: kept("username"), complete: "username" })}${field("E-mail", "email", { type: "email", value: kept("email"), complete: "email" })}${field("Password", "password", { type: "password", complete: "new-password" })}${field("Organization", "organization", { value: kept("organization") || "main" })}<button>Make the first account</button></form>`;
  return { title: "Set up Lockstep", body };
}

function welcomePage(request: FastifyRequest, problem?: string): Page {
  const kept = (name: string): string => given(request.body, name) || given(request.query, name);
  const body = html`${problemNote(problem)}<p>Choose a password. With an invitation you may also choose the name you sign in with.</p><form method="post" action="/welcome">${hidden("link", kept("link"))}<label>Name<input name="username" value="${kept("username")}" autocomplete="username"></label>${field("Password", "password", { type: "password", complete: "new-password" })}<button>Go on</button></form>`;
  return { title: "Welcome to Lockstep", body };
}
