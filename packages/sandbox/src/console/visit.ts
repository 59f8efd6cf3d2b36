import type { Answer } from "../call.ts";
import type { Received } from "../http/pipeline.ts";
import type { Router } from "../http/router.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { isObject, listAt, textAt, textsAt, type Json, type JsonObject } from "../store/json.ts";
import { asAdmin } from "./as-admin.ts";
import type { Html } from "./html.ts";

/** A request to the console. */
export interface Visit {
  readonly org: Org;
  readonly received: Received;
  readonly router: Router;
  /** What a form was filled in with. */
  readonly form: URLSearchParams;
}

/** A visit of somebody who has said who they are. */
export interface AdminVisit extends Visit {
  readonly admin: Stored;
}

/** An address within the org, which may itself lie under /orgs/<name>. */
export const addressOf = ({ received }: Visit, path: string): string => `${new URL(received.base).pathname.replace(/\/$/, "")}${path}`;

/** A page, with headers that let it load nothing but its own stylesheet. */
export const pageAnswer = (body: Html, status = 200): Answer => ({
  status,
  body: `<!doctype html>\n${body.text}`,
  contentType: "text/html; charset=utf-8",
  headers: {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  },
});

/** Leads on to another page of the console. */
export const redirect = (visit: Visit, path: string, headers: Record<string, string> = {}): Answer => ({ status: 303, headers: { ...headers, location: addressOf(visit, path) } });

/** Why the org refused a change, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly words: string;
}

/** What the org answered to a request of the console: the body, or why not. */
export type Told = { readonly body: Json } | { readonly refusal: Refusal };

/** Asks the org's own API for something, as the administrator's browser would. */
export const ask = async ({ router, received, admin }: AdminVisit, method: string, path: string, body?: JsonObject): Promise<Told> => {
  const answer = await asAdmin(router, received, { admin: textAt(admin.body, "profile.login") ?? "", method, path, body });
  if (answer === "dropped") return { refusal: { status: 502, words: "The connection was lost. Whether the change was made is not known." } };
  const told = answer.body === undefined || Buffer.isBuffer(answer.body) ? null : answer.body;
  return answer.status < 400 ? { body: told } : { refusal: { status: answer.status, words: wordsOf(told) } };
};

const wordsOf = (body: Json): string => {
  const causes = listAt(body, "errorCauses").flatMap((cause) => textAt(cause, "errorSummary") ?? []);
  return causes.length > 0 ? causes.join(" ") : (textAt(body, "errorSummary") ?? "The org refused the change.");
};

/** The object in an answer; an empty one when there is none. */
export const objectIn = (told: { readonly body: Json }): JsonObject => (isObject(told.body) ? told.body : {});

/** The texts at a path of an object, in one line. */
export const inWords = (body: JsonObject, path: string): string => textsAt(body, path).join(", ");
