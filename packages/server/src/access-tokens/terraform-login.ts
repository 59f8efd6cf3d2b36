// `terraform login` and `lockstep login`: an authorization code with PKCE for a client without a secret (RFC 8252), which listens on this
// machine; and the page for who pastes a token instead.
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { selectAccount } from "../accounts/queries.ts";
import { createAccountToken } from "./service.ts";
import { hashToken, randomSecret } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import { given, signInAddress } from "../accounts/pages.ts";
import { hidden, html, sendPage } from "../accounts/page.ts";
import { csrfTokenOf, requireCsrfToken, requireSameSite, secretOf, sessionActor } from "../accounts/sessions.ts";
import { actorOfAccount } from "../accounts/sign-in.ts";

/** What `.well-known/terraform.json` says of signing in. */
export const loginService = { client: "terraform-cli", grant_types: ["authz_code"], authz: "/oauth/authorize", token: "/oauth/token", ports: [10_000, 10_010] } as const;

/** What a command line asks for; undefined: it is not one that we know, and nothing is sent to where it says. */
interface Wanted {
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
}

function wantedOf(from: unknown): Wanted | undefined {
  const [redirectUri, state, challenge] = [given(from, "redirect_uri"), given(from, "state"), given(from, "code_challenge")];
  const known = given(from, "client_id") === loginService.client && given(from, "response_type") === "code" && given(from, "code_challenge_method") === "S256";
  const here = /^http:\/\/localhost:(1000\d|10010)\/login$/.test(redirectUri);
  return known && here && /^[\w-]{43}$/.test(challenge) && state.length <= 1000 ? { redirectUri, state, challenge } : undefined;
}

const codeSeconds = 60;

/** The addresses behind `terraform login`. */
export function terraformLogin(server: Server, app: FastifyInstance): void {
  /** The session of who looks at a page; without one they are sent to sign in and come back. */
  const session = async (request: FastifyRequest, reply: FastifyReply): Promise<{ secret: string; actor: ReturnType<typeof actorOfAccount> } | undefined> => {
    const secret = secretOf(server, request);
    const actor = secret === undefined ? undefined : await sessionActor(server, secret).catch(() => undefined);
    if (secret !== undefined && actor) return { secret, actor: { ...actor, address: request.ip } };
    await reply.redirect(signInAddress(request.method === "GET" ? request.url : new URL(request.url, "http://local").pathname), 303);
    return undefined;
  };
  const unknownClient = async (reply: FastifyReply): Promise<FastifyReply> => sendPage(reply, 400, "This is no sign-in of a command line", html`<p>Begin again with <code>terraform login</code> or <code>lockstep login</code>.</p>`);

  app.get("/oauth/authorize", async (request, reply) => {
    if (!wantedOf(request.query)) return unknownClient(reply);
    const signedIn = await session(request, reply);
    if (!signedIn) return reply;
    const kept = ["client_id", "redirect_uri", "response_type", "state", "code_challenge", "code_challenge_method"].map((name) => hidden(name, given(request.query, name)));
    const csrf = await csrfTokenOf(server, signedIn.secret);
    const body = html`<p>A command line on your machine asks to act as <strong>${signedIn.actor.name}</strong>. Allow it only if you have just begun to sign in there.</p><form method="post" action="/oauth/authorize">${kept}${hidden("csrf", csrf)}<button name="decision" value="allow">Allow</button><button class="plain" name="decision" value="deny">Deny</button></form>`;
    return sendPage(reply, 200, "Sign in a command line", body);
  });

  app.post("/oauth/authorize", async (request, reply) => {
    const wanted = wantedOf(request.body);
    if (!wanted) return unknownClient(reply);
    requireSameSite(server, request);
    const signedIn = await session(request, reply);
    if (!signedIn) return reply;
    await requireCsrfToken(server, signedIn.secret, given(request.body, "csrf"));
    const back = new URL(wanted.redirectUri);
    back.searchParams.set("state", wanted.state);
    if (given(request.body, "decision") === "allow") back.searchParams.set("code", await makeCode(server, signedIn.actor.id, wanted));
    else back.searchParams.set("error", "access_denied");
    return reply.header("cache-control", "no-store").redirect(back.href, 303);
  });

  app.post("/oauth/token", async (request, reply) => {
    void reply.header("cache-control", "no-store");
    const known = given(request.body, "grant_type") === "authorization_code" && given(request.body, "client_id") === loginService.client;
    const accountId = known ? await takeCode(server, request.body) : undefined;
    if (accountId === undefined) return reply.status(400).send({ error: known ? "invalid_grant" : "unsupported_grant_type", error_description: "The code is unknown, was used already, or is older than a minute. Sign in again." });
    const account = await selectAccount(server.db, accountId);
    if (!account || account.disabledAt) return reply.status(400).send({ error: "invalid_grant", error_description: "The account is not there any more." });
    const { token } = await createAccountToken(server, actorOfAccount(account, request.ip), { description: `Signed in from a command line (${(request.headers["user-agent"] ?? "unknown").slice(0, 80)})` });
    return { access_token: token, token_type: "bearer" };
  });

  app.get("/app/settings/tokens", async (request, reply) => {
    const signedIn = await session(request, reply);
    if (!signedIn) return reply;
    return tokenPage(reply, await csrfTokenOf(server, signedIn.secret), given(request.query, "source"));
  });

  app.post("/app/settings/tokens", async (request, reply) => {
    requireSameSite(server, request);
    const signedIn = await session(request, reply);
    if (!signedIn) return reply;
    await requireCsrfToken(server, signedIn.secret, given(request.body, "csrf"));
    const { token } = await createAccountToken(server, signedIn.actor, { description: given(request.body, "description").slice(0, 250) });
    return sendPage(reply, 200, "Your new token", html`<p>Copy it now: it is shown only once.</p><p><code>${token}</code></p>`);
  });
}

const tokenPage = async (reply: FastifyReply, csrf: string, source: string): Promise<FastifyReply> =>
  sendPage(reply, 200, "Make an access token", html`<p>With a token the command line acts as you.</p><form method="post" action="/app/settings/tokens">${hidden("csrf", csrf)}<label>What it is for<input name="description" value="${source.slice(0, 80)}" maxlength="250"></label><button>Make a token</button></form>`);

async function makeCode(server: Pick<Server, "db" | "clock">, accountId: string, { challenge, redirectUri }: Wanted): Promise<string> {
  const code = randomSecret();
  const expiresAt = new Date(server.clock.now().getTime() + codeSeconds * 1000);
  await server.db.insertInto("authorizationCodes").values({ hash: hashToken(code), accountId, challenge, redirectUri, expiresAt }).execute();
  return code;
}

/** Whose code it is; whatever comes of it, it is used up. */
async function takeCode(server: Pick<Server, "db" | "clock">, form: unknown): Promise<string | undefined> {
  const taken = await server.db.deleteFrom("authorizationCodes").where("hash", "=", hashToken(given(form, "code"))).returningAll().executeTakeFirst();
  const challenge = createHash("sha256").update(given(form, "code_verifier")).digest("base64url");
  return taken && taken.expiresAt > server.clock.now() && taken.challenge === challenge && taken.redirectUri === given(form, "redirect_uri") ? taken.accountId : undefined;
}
