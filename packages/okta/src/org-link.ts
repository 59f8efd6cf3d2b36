// A plain way to one org, for those who look after it beside the provider: is it there, who are we, what does its log say.
import type { Clock } from "./client/clock.ts";
import type { Client } from "./client/client.ts";
import { connect } from "./client/connect.ts";
import type { BucketState } from "./client/rate-limit.ts";
import { readSettings } from "./client/settings.ts";
import type { Environment } from "./client/settings.ts";
import type { Transport } from "./client/transport.ts";
import type { Json } from "./table/json.ts";

/** What went wrong, in words. */
export interface OrgProblem {
  readonly summary: string;
  readonly detail: string;
}

/** An answer of the org; status 0: there was none. */
export type OrgAnswer =
  | { readonly ok: true; readonly status: number; readonly json: Json | undefined; readonly link: string | undefined }
  | { readonly ok: false; readonly status: number; readonly problem: OrgProblem };

export interface OrgLinkOptions {
  readonly clock: Clock;
  readonly chance: () => number;
  readonly transport?: Transport;
  readonly userAgent?: string;
}

/** One org, asked with one set of credentials. An access token is kept as long as the link. */
export class OrgLink {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** https://dev.okta.com, without a slash at the end. */
  get url(): string {
    return this.#client.options.orgUrl;
  }

  /** Reads; a refusal is an answer, too. A paging link may be given as it came: it leads to this org whatever it says. */
  async get(path: string, signal: AbortSignal): Promise<OrgAnswer> {
    const request = { method: "GET", path } as const;
    const reply = await this.#client.send(request, signal);
    if (!reply.answered) return { ok: false, status: refusedToken(reply.diagnostics) ? 401 : 0, problem: problemOf(reply.diagnostics) };
    if (reply.status >= 300) return { ok: false, status: reply.status, problem: problemOf([this.#client.problem(request, reply)]) };
    return { ok: true, status: reply.status, json: reply.json, link: reply.link };
  }

  /** The scopes that a service app was granted, known after its first request; undefined: not an app, or Okta did not say. */
  grantedScopes(): readonly string[] | undefined {
    return this.#client.options.signer.granted?.();
  }

  /** Where each rate-limit bucket stands that was asked so far. */
  limits(): ReadonlyMap<string, BucketState> {
    return this.#client.usage();
  }
}

const problemOf = ([first]: readonly OrgProblem[]): OrgProblem => ({ summary: first?.summary ?? "Org cannot be reached", detail: first?.detail ?? "" });

// A service app that gets no access token was answered, though not by the endpoint that was asked.
const refusedToken = (diagnostics: readonly OrgProblem[]): boolean => diagnostics.some(({ summary }) => summary === "Invalid credentials" || summary === "Missing permission");

/** A way to the org that an environment of OKTA_ORG_NAME and its kin names; nothing is asked yet. */
export function openOrg(environment: Environment, { clock, chance, transport, userAgent }: OrgLinkOptions): { readonly org: OrgLink } | { readonly problem: OrgProblem } {
  const { settings, diagnostics } = readSettings({}, environment);
  if (!settings) return { problem: problemOf(diagnostics) };
  return { org: new OrgLink(connect(settings, { clock, chance, transport, userAgent }).client) };
}
