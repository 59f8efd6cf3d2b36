// Okta's refusals as diagnostics: what it means and what to do, by error code; then Okta's own words and its error id,
// which Okta's support asks for. Bodies of requests are never quoted: they may hold secrets.
import { scopesFor } from "@lockstep/okta-api";
import type { ProviderDiagnostic } from "@lockstep/engine";
import { objects, text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import type { TransportProblem } from "./transport.ts";

export interface Refusal {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: JsonObject;
  readonly signedInBy: "token" | "app";
}

interface Meaning {
  readonly summary: string;
  readonly advice: string | ((refusal: Refusal) => string);
}

const notAllowed: Meaning = { summary: "Missing permission", advice: missingPermission };
const inUse = (what: string): Meaning => ({ summary: "Object still in use", advice: `Okta does not take it away while ${what} uses it. Change that first.` });
const wrongStatus: Meaning = { summary: "Wrong status for this change", advice: "The object is in a status that does not allow it. Read it again with a plan, and apply that." };

/** What Okta's codes mean for someone who applies a configuration. */
const meanings: Readonly<Record<string, Meaning>> = {
  E0000001: { summary: "Okta refused the object", advice: "An argument has a value that Okta does not accept, or an object of this name is already there (then import it)." },
  E0000003: { summary: "Okta refused the object", advice: "Okta could not read the request. This is likely a bug in Lockstep." },
  E0000004: { summary: "Invalid credentials", advice: "Okta does not know these credentials. Check the organization and the token." },
  E0000005: { summary: "Invalid credentials", advice: "The session is not valid any more." },
  E0000006: notAllowed,
  E0000007: { summary: "Object not found", advice: "It, or an object that it names, is not in the org (any more)." },
  E0000008: { summary: "Endpoint not found", advice: "This org does not offer it. Some kinds of object need another edition of Okta." },
  E0000009: { summary: "Okta failed", advice: "Something went wrong within Okta. Try again in a while; if it stays, give Okta's support the error id." },
  E0000010: { summary: "Org is read-only", advice: "Okta is in read-only mode for maintenance. Try again later." },
  E0000011: { summary: "Invalid credentials", advice: "The token is not valid for this org, was revoked, or has expired (API tokens expire after 30 days without use). Make a new one." },
  E0000015: { summary: "Feature not available", advice: "The org does not have the feature that this needs. Ask Okta to turn it on, or leave the resource out." },
  E0000021: { summary: "Okta refused the object", advice: "Okta could not read the request. This is likely a bug in Lockstep." },
  E0000022: { summary: "Endpoint not found", advice: "Okta has no such operation on this object." },
  E0000024: { summary: "Okta failed", advice: "The app is not ready for it yet. Try again in a while." },
  E0000038: wrongStatus,
  E0000040: { summary: "Okta refused the object", advice: "An app of this label is already there. Choose another label, or import the app." },
  E0000047: { summary: "Rate limit reached", advice: "Others use up this org's quota. Try again in a minute, or ask for a higher limit." },
  E0000056: wrongStatus,
  E0000107: wrongStatus,
  E0000111: { summary: "Object is read-only", advice: "Okta keeps this object itself; it cannot be changed." },
  E0000143: wrongStatus,
  E0000148: inUse("a policy"),
  E0000167: inUse("a policy"),
  E0000168: inUse("the org's settings"),
  E0000174: inUse("a policy"),
  E0000187: inUse("an authenticator"),
  E0000255: wrongStatus,
};

/** What to say when Okta refuses a request. */
export function refused(refusal: Refusal): ProviderDiagnostic {
  const { body, status } = refusal;
  const meaning = meanings[text(body["errorCode"]) ?? ""] ?? byStatus(status);
  const advice = typeof meaning.advice === "string" ? meaning.advice : meaning.advice(refusal);
  return { severity: "error", summary: meaning.summary, detail: `${advice}\n\n${inOktasWords(refusal)}` };
}

function byStatus(status: number): Meaning {
  if (status === 401) return { summary: "Invalid credentials", advice: "Okta does not take these credentials." };
  if (status === 403) return notAllowed;
  if (status === 404) return { summary: "Object not found", advice: "It is not in the org (any more)." };
  if (status === 429) return { summary: "Rate limit reached", advice: "Others use up this org's quota. Try again in a minute." };
  if (status === 501) return { summary: "Operation not implemented", advice: "This org does not know the operation." };
  if (status >= 500) return { summary: "Okta failed", advice: "Something went wrong within Okta. Try again in a while." };
  return { summary: "Okta refused the request", advice: "Okta did not accept it." };
}

function missingPermission({ method, path, signedInBy }: Refusal): string {
  const scopes = scopesFor(method, path);
  const needed = scopes.length === 0 ? "a scope for it" : `the scope ${scopes.join(" or ")}`;
  if (signedInBy === "app") return `The service app needs ${needed}, granted to it and named in "scopes", and an admin role that covers these objects.`;
  return "The admin whom the API token belongs to has no role that allows this. Give that admin a role that covers these objects, or use the token of one who has it.";
}

function inOktasWords({ method, path, status, body }: Refusal): string {
  const code = text(body["errorCode"]) ?? text(body["error"]);
  const summary = text(body["errorSummary"]) ?? text(body["error_description"]) ?? text(body["message"]);
  const causes = objects(body["errorCauses"]).flatMap((cause) => text(cause["errorSummary"]) ?? []);
  const id = text(body["errorId"]);
  const said = [summary, ...causes].filter((words) => words !== undefined && words !== "").join(" ");
  const about = `${method} ${withoutQuery(path)}`;
  return `Okta answered ${status}${code ? ` ${code}` : ""} to ${about}${said ? `: "${said}"` : ""}${id ? ` (error id ${id})` : ""}.`;
}

const withoutQuery = (path: string): string => path.split("?")[0] ?? path;

/** What to say when no answer came. */
export function unreachable(orgUrl: string, problem: TransportProblem, arrived = false): ProviderDiagnostic {
  const why = reasons[problem.code] ?? (/CERT|^ERR_TLS_/.test(problem.code) ? `its certificate is not trusted (${problem.code})` : undefined) ?? `${problem.message} (${problem.code})`;
  const after = arrived ? " The request may have arrived all the same; the next plan shows what came of it." : "";
  return { severity: "error", summary: "Org cannot be reached", detail: `There was no answer from ${orgUrl}: ${why}.${after} Check "org_name" and "base_url", the network, and "http_proxy".` };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "this name is not known",
  EAI_AGAIN: "this name could not be looked up",
  ECONNRESET: "the connection broke off",
  UND_ERR_SOCKET: "the connection broke off",
  TIMEOUT: "it took too long",
  ABORTED: "it was stopped",
};

/** What to say when a service app gets no access token. */
export function tokenRefused(app: { readonly clientId: string; readonly scopes: readonly string[] }, status: number, body: JsonObject): ProviderDiagnostic {
  const error = text(body["error"]) ?? text(body["errorCode"]) ?? "";
  const missing = error === "invalid_scope" || error === "consent_required";
  const advice = tokenAdvice[missing ? "invalid_scope" : error] ?? "Okta gave no access token.";
  const said = text(body["error_description"]) ?? text(body["errorSummary"]) ?? "";
  const scopes = missing ? ` Asked for: ${app.scopes.join(", ")}.` : "";
  return {
    severity: "error",
    summary: missing ? "Missing permission" : "Invalid credentials",
    detail: `${advice}${scopes}\n\nOkta answered ${status} ${error} to the service app ${app.clientId}${said ? `: "${said}"` : ""}.`,
  };
}

const tokenAdvice: Readonly<Record<string, string>> = {
  invalid_client: 'Okta does not accept the signature of the service app. Check that "client_id" is the app\'s, that "private_key" belongs to a public key of the app, and "private_key_id" to that key.',
  invalid_scope: "The service app was not granted all of the scopes. Grant them to it in the Admin Console (Okta API Scopes), or ask for fewer.",
  unauthorized_client: "The app may not use client credentials. It has to be a service app (API Services).",
  invalid_dpop_proof: "Okta did not accept the proof that goes with the token. Check the clock of this machine.",
};
