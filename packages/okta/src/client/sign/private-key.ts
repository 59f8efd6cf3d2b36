// OAuth for a service app: an access token for a signed assertion (private_key_jwt), renewed before it ends. Where the
// app wants DPoP, Okta first refuses with `use_dpop_nonce`; then every call carries a fresh proof.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { isObject, parseJson, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import type { Clock } from "../clock.ts";
import { tokenRefused, unreachable } from "../failure.ts";
import { TransportProblem } from "../transport.ts";
import type { HttpResponse, Transport } from "../transport.ts";
import { publicJwk, signJwt, tokenHash } from "./jwt.ts";
import type { Signed, Signer } from "./signer.ts";

export interface ServiceApp {
  readonly orgUrl: string;
  readonly clientId: string;
  readonly key: KeyObject;
  readonly keyId?: string | undefined;
  readonly scopes: readonly string[];
}

interface AccessToken {
  readonly value: string;
  readonly bound: boolean;
  readonly until: number;
  /** What Okta granted of what was asked for. */
  readonly scopes: readonly string[] | undefined;
}

type Gotten = { readonly token: AccessToken } | { readonly refused: Extract<Signed, { ok: false }> };

/** Signs as a service app. */
export function withPrivateKey(app: ServiceApp, transport: Transport, clock: Clock): Signer {
  const proofKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const jwk = publicJwk(proofKey);
  let current: Promise<Gotten> | undefined;
  let until = 0;
  let granted: readonly string[] | undefined;

  const proof = (method: string, url: string, claims: JsonObject = {}): string => {
    const target = new URL(url);
    const base = { htm: method, htu: `${target.origin}${target.pathname}`, iat: Math.floor(clock.now() / 1000), jti: randomUUID() };
    return signJwt(proofKey, { typ: "dpop+jwt", jwk: JSON.parse(JSON.stringify(jwk)) as JsonObject }, { ...base, ...withoutUndefined(claims) });
  };

  /** Without a proof first; where the app wants one, Okta says so, and then which nonce it wants in it. */
  const getToken = async (signal: AbortSignal): Promise<Gotten> => {
    let answer = await askForToken(app, transport, clock, signal);
    for (let attempt = 0; attempt < 2 && wantsProof(answer); attempt++) {
      const nonce = answer.header("dpop-nonce");
      answer = await askForToken(app, transport, clock, signal, proof("POST", tokenUrl(app), nonce === undefined ? {} : { nonce }));
    }
    return readToken(answer, app, clock);
  };

  const token = (signal: AbortSignal): Promise<Gotten> => {
    if (current && clock.now() < until) return current;
    until = Number.POSITIVE_INFINITY;
    current = getToken(signal).then((gotten) => {
      until = "token" in gotten ? gotten.token.until : 0;
      granted = "token" in gotten ? gotten.token.scopes : undefined;
      return gotten;
    });
    return current;
  };

  return {
    async sign(method, url, signal) {
      const gotten = await token(signal);
      if ("refused" in gotten) return gotten.refused;
      const { value, bound } = gotten.token;
      if (!bound) return { ok: true, headers: { authorization: `Bearer ${value}` } };
      return { ok: true, headers: { authorization: `DPoP ${value}`, dpop: proof(method, url, { ath: tokenHash(value) }) } };
    },
    refresh() {
      until = 0;
      return true;
    },
    granted: () => granted,
  };
}

const tokenUrl = (app: ServiceApp): string => `${app.orgUrl}/oauth2/v1/token`;

async function askForToken(app: ServiceApp, transport: Transport, clock: Clock, signal: AbortSignal, dpop?: string): Promise<HttpResponse | TransportProblem> {
  const url = tokenUrl(app);
  const now = Math.floor(clock.now() / 1000);
  const claims = { iss: app.clientId, sub: app.clientId, aud: url, iat: now, exp: now + 300, jti: randomUUID() };
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    scope: app.scopes.join(" "),
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: signJwt(app.key, { typ: "JWT", ...(app.keyId ? { kid: app.keyId } : {}) }, claims),
  });
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded", ...(dpop ? { dpop } : {}) };
  try {
    return await transport({ method: "POST", url, headers, body: form.toString() }, signal);
  } catch (problem) {
    if (problem instanceof TransportProblem) return problem;
    throw problem;
  }
}

function readToken(answer: HttpResponse | TransportProblem, app: ServiceApp, clock: Clock): Gotten {
  if (answer instanceof TransportProblem) return { refused: { ok: false, diagnostics: [unreachable(app.orgUrl, answer)] } };
  const body = bodyOf(answer);
  const value = text(body["access_token"]);
  if (answer.status !== 200 || value === undefined) return { refused: { ok: false, diagnostics: [tokenRefused(app, answer.status, body)] } };
  const seconds = typeof body["expires_in"] === "number" ? body["expires_in"] : 3600;
  const scopes = text(body["scope"])?.split(" ").filter((scope) => scope !== "");
  // Renewed a minute early: a call under way must not outlive its token.
  return { token: { value, scopes, bound: body["token_type"] === "DPoP", until: clock.now() + Math.max(5, seconds - 60) * 1000 } };
}

function bodyOf(answer: HttpResponse): JsonObject {
  const json = parseJson(answer.text);
  return isObject(json) ? json : {};
}

const wantsProof = (answer: HttpResponse | TransportProblem): answer is HttpResponse =>
  !(answer instanceof TransportProblem) && ["use_dpop_nonce", "invalid_dpop_proof"].includes(errorOf(answer) ?? "");

const errorOf = (answer: HttpResponse): string | undefined => text(bodyOf(answer)["error"]);

const withoutUndefined = (claims: JsonObject) =>
  Object.fromEntries(Object.entries(claims).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
