// Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce, which wait in a sealed cookie that lives ten minutes.
import { allowInsecureRequests, AuthorizationResponseError, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, type Configuration, type CustomFetch, customFetch, discovery, fetchUserInfo, randomNonce, randomPKCECodeVerifier, randomState, ResponseBodyError } from "openid-client";
import { z } from "zod";
import { fetchBounded } from "../http-client/fetch-bounded.ts";
import { Problem } from "../problem.ts";
import { site } from "../secrets/data-key-store.ts";
import type { Server } from "../server.ts";
import type { Settings } from "../settings.ts";

/** Where signing in through the provider begins, and where it comes back to. */
export const [startPath, callbackPath] = ["/auth/oidc", "/auth/oidc/callback"];

/** What the provider says of who signed in. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  /** Only one that the provider has verified. */
  readonly email: string | undefined;
  readonly username: string | undefined;
}

/** What has to be known again when the provider sends the browser back. */
const pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string(), until: z.number() });

const minutes = 10;
const context = { organization: site, table: "cookies", column: "value", row: "oidc" } as const;

const refused = (detail: string): Problem => new Problem("sign-in-refused", { detail });

/** The provider's address to send the browser to, and what its cookie is to keep. */
export async function beginOidc(server: Pick<Server, "settings" | "vault" | "clock">, returnTo: string): Promise<{ readonly address: URL; readonly cookie: string; readonly seconds: number }> {
  const { settings, vault, clock } = server;
  const provider = await providerOf(settings);
  const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo: localPath(returnTo), until: clock.now().getTime() + minutes * 60_000 };
  const address = buildAuthorizationUrl(provider, {
    redirect_uri: `${settings.publicUrl}${callbackPath}`,
    scope: "openid email profile",
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
  });
  const sealed = await vault.seal(JSON.stringify(kept), context);
  return { address, cookie: sealed.toString("base64url"), seconds: minutes * 60 };
}

/** Who has come back from the provider, and where it wanted to go. */
export async function finishOidc(server: Pick<Server, "settings" | "vault" | "clock">, cookie: string | undefined, query: string): Promise<{ readonly claims: Claims; readonly returnTo: string }> {
  const { settings } = server;
  const kept = await readCookie(server, cookie);
  const provider = await providerOf(settings);
  const address = new URL(`${settings.publicUrl}${callbackPath}${query}`);
  const checks = { pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(provider, address, checks).catch(inWords);
  const claims = tokens.claims();
  if (!claims) throw refused("The provider gave no identity.");
  // Okta's own authorization server leaves e-mail and name out of the identity token when there is an access token, too.
  const more = claims["email"] === undefined ? await fetchUserInfo(provider, tokens.access_token, claims.sub).catch(inWords) : claims;
  const text = (name: string): string | undefined => (typeof more[name] === "string" && more[name] !== "" ? more[name] : undefined);
  return { claims: { issuer: claims.iss, subject: claims.sub, email: more["email_verified"] === true ? text("email") : undefined, username: text("preferred_username") }, returnTo: kept.returnTo };
}

async function readCookie({ vault, clock }: Pick<Server, "vault" | "clock">, cookie: string | undefined): Promise<z.output<typeof pending>> {
  const opened = cookie === undefined ? undefined : await vault.openText(Buffer.from(cookie, "base64url"), context).catch(() => undefined);
  const kept = opened === undefined ? undefined : pending.parse(JSON.parse(opened));
  if (!kept || kept.until < clock.now().getTime()) throw refused("The sign-in took too long, or was begun in another browser. Begin again.");
  return kept;
}

/** A path of this server; anything else becomes its front page, so that signing in never leads to somebody else's. */
export const localPath = (path: string): string => (/^\/(?![/\\])[^\r\n\\]*$/.test(path) ? path : "/");

const providers = new WeakMap<Settings, Promise<Configuration>>();

// What the provider says about itself is read once; where that failed, the next one who signs in tries again.
async function providerOf(settings: Settings): Promise<Configuration> {
  const { oidcIssuer, oidcClientId = "", oidcClientSecret } = settings;
  if (oidcIssuer === undefined) throw new Problem("not-found", { kind: "page", name: startPath });
  let found = providers.get(settings);
  if (!found) {
    const plain = oidcIssuer.startsWith("http:");
    const fetched = discovery(new URL(oidcIssuer), oidcClientId, oidcClientSecret, undefined, { [customFetch]: boundedFetch(plain), timeout: 10, execute: plain ? [allowInsecureRequests] : [] });
    providers.set(settings, (found = fetched));
    fetched.catch(() => providers.delete(settings));
  }
  return found.catch(inWords);
}

/** The provider was named by who set the server up: it may be in a private network; its answers are bounded in size and time. */
const boundedFetch = (allowHttp: boolean): CustomFetch => async (url, { method, headers, body, signal }) => {
  const sent = body === null || body === undefined ? {} : { body: body instanceof Uint8Array ? body : String(body) };
  const answer = await fetchBounded(url, { method, headers, ...sent, allowPrivate: true, allowHttp, ...(signal && { signal }) });
  const names = Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return new Response(answer.body.length === 0 ? null : new Uint8Array(answer.body), { status: answer.status, headers: Object.fromEntries(names) });
};

function inWords(thrown: unknown): never {
  if (thrown instanceof AuthorizationResponseError || thrown instanceof ResponseBodyError) throw refused(`The provider answered "${thrown.error}". Try again, or ask who looks after it whether you may use Lockstep.`);
  const why = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  throw refused(`The provider did not answer as OpenID Connect says (${why}). Try again; if it stays so, check LOCKSTEP_OIDC_ISSUER.`);
}
