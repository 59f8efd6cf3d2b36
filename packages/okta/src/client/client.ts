// Requests to one org: signed, held to the budget, tried again where that is right, read.
import type { CallJournal, ProviderDiagnostic } from "@lockstep/engine";
import { isObject, parseJson, text } from "../table/json.ts";
import type { Json, JsonObject } from "../table/json.ts";
import type { Clock } from "./clock.ts";
import { refused, unreachable } from "./failure.ts";
import { RateLimit } from "./rate-limit.ts";
import type { RateHeaders } from "./rate-limit.ts";
import { isWorthResending, isWorthRetrying, pauseBefore } from "./retry.ts";
import type { Signer } from "./sign/signer.ts";
import { TransportProblem } from "./transport.ts";
import type { HttpResponse, Transport } from "./transport.ts";

export interface ClientOptions {
  /** https://dev.okta.com, without a slash at the end. */
  readonly orgUrl: string;
  readonly signer: Signer;
  readonly signedInBy: "token" | "app";
  readonly transport: Transport;
  readonly clock: Clock;
  /** A number from 0 to 1, for pauses. */
  readonly chance: () => number;
  readonly userAgent: string;
  /** The share of each rate limit that may be used, 0 to 1. */
  readonly share: number;
  /** Requests at once. */
  readonly parallel: number;
  readonly maxRetries: number;
  readonly minWaitSeconds?: number | undefined;
  readonly maxWaitSeconds: number;
  readonly requestTimeoutSeconds: number;
}

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** "/api/v1/groups?limit=200", or the whole address as a paging link has it. */
  readonly path: string;
  readonly body?: Json | undefined;
  /** Instead of `body`: something that is not JSON. */
  readonly form?: { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly accept?: string;
  /** Statuses on which it is sent again after a pause. */
  readonly retryOn?: readonly number[];
  readonly journal?: CallJournal | undefined;
}

/** An answer, whatever its status; or none, with what to say about that. */
export type Reply =
  | { readonly answered: true; readonly status: number; readonly text: string; readonly json: Json | undefined; readonly link: string | undefined }
  | { readonly answered: false; readonly diagnostics: readonly ProviderDiagnostic[] };

type Outcome = { readonly reply: Reply } | { readonly again: number };

/** The way to one org. */
export class Client {
  readonly options: ClientOptions;
  readonly #rates: RateLimit;

  constructor(options: ClientOptions) {
    this.options = options;
    this.#rates = new RateLimit(options.clock, options.share, options.parallel);
  }

  /** What has been asked so far, by bucket. */
  usage(): ReturnType<RateLimit["usage"]> {
    return this.#rates.usage();
  }

  /** Sends a request until it has an answer that counts. Nothing is thrown. */
  async send(request: Request, signal: AbortSignal): Promise<Reply> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#attempt(request, attempt, signal);
      if ("reply" in outcome) return outcome.reply;
      await this.options.clock.sleep(outcome.again, signal);
      if (signal.aborted) return this.#stopped();
    }
  }

  /** What to say about an answer that is no success. */
  problem(request: Request, reply: Extract<Reply, { answered: true }>): ProviderDiagnostic {
    const body: JsonObject = isObject(reply.json) ? reply.json : {};
    return refused({ method: request.method, path: pathOf(request.path), status: reply.status, body, signedInBy: this.options.signedInBy });
  }

  async #attempt(request: Request, attempt: number, signal: AbortSignal): Promise<Outcome> {
    const path = pathOf(request.path);
    const signed = await this.options.signer.sign(request.method, this.#url(request), signal);
    if (!signed.ok) return { reply: { answered: false, diagnostics: signed.diagnostics } };
    const bucket = await this.#rates.take(request.method, path, signal);
    if (signal.aborted) {
      this.#rates.give(bucket, undefined);
      return { reply: this.#stopped() };
    }
    request.journal?.before({ method: request.method, path });
    const response = await this.#exchange(request, signed.headers, signal);
    this.#rates.give(bucket, response instanceof TransportProblem ? undefined : bucketHeaders(response));
    if (response instanceof TransportProblem) return this.#unanswered(request, response, attempt);
    const json = parseJson(response.text);
    this.#note(request, path, response.status, json);
    return this.#judge(request, response, json, bucket, attempt);
  }

  async #exchange(request: Request, signature: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse | TransportProblem> {
    const { accept = "application/json", method } = request;
    const { contentType, body } = encoded(request);
    const headers = { accept, "user-agent": this.options.userAgent, ...signature, ...(contentType ? { "content-type": contentType } : {}) };
    const limited = this.options.requestTimeoutSeconds > 0 ? AbortSignal.any([signal, AbortSignal.timeout(this.options.requestTimeoutSeconds * 1000)]) : signal;
    try {
      return await this.options.transport({ method, url: this.#url(request), headers, ...(body === undefined ? {} : { body }) }, limited);
    } catch (problem) {
      if (problem instanceof TransportProblem) return problem;
      throw problem;
    }
  }

  #judge(request: Request, response: HttpResponse, json: Json | undefined, bucket: string, attempt: number): Outcome {
    const { status } = response;
    const reply: Outcome = { reply: { answered: true, status, text: response.text, json, link: response.header("link") } };
    if (status < 400 || attempt >= this.options.maxRetries) return reply;
    if (status === 429) return { again: this.#untilReset(response, bucket, attempt) };
    // A token that ended while it was under way: another is got, once.
    if (status === 401 && attempt === 0 && this.options.signer.refresh()) return { again: 0 };
    const code = isObject(json) ? text(json["errorCode"]) : undefined;
    const worth = isWorthRetrying({ method: request.method, status, code, retryOn: request.retryOn ?? [] });
    return worth ? { again: this.#pause(attempt) } : reply;
  }

  /** Limit and remaining are 0 when too many requests ran at once: then the reset time says nothing. */
  #untilReset(response: HttpResponse, bucket: string, attempt: number): number {
    const headers = rateHeaders(response);
    if (!headers || (headers.limit === 0 && headers.remaining === 0)) return this.#pause(attempt);
    const now = headers.date ?? this.options.clock.now();
    const wait = Math.min(Math.max(headers.reset * 1000 - now, 0) + 1000, this.options.maxWaitSeconds * 1000);
    this.#rates.block(bucket, wait);
    return wait;
  }

  #unanswered(request: Request, problem: TransportProblem, attempt: number): Outcome {
    if (attempt < this.options.maxRetries && isWorthResending(request.method, problem, attempt)) return { again: this.#pause(attempt) };
    const arrived = request.method !== "GET" && !problem.notSent;
    return { reply: { answered: false, diagnostics: [unreachable(this.options.orgUrl, problem, arrived)] } };
  }

  #pause = (attempt: number): number => pauseBefore(attempt, this.options.chance(), this.options);

  #stopped = (): Reply => ({ answered: false, diagnostics: [unreachable(this.options.orgUrl, new TransportProblem("ABORTED", ""))] });

  #url = ({ path }: Request): string => (path.startsWith("/") ? this.options.orgUrl + path : this.options.orgUrl + pathOf(path));

  #note(request: Request, path: string, status: number, json: Json | undefined): void {
    const id = isObject(json) ? text(json["id"]) : undefined;
    request.journal?.after({ method: request.method, path, status, ...(status < 300 && id !== undefined ? { id } : {}) });
  }
}

/** The path and query of an address. A link always leads to the org that is asked, never to where it says. */
function pathOf(address: string): string {
  if (address.startsWith("/")) return address;
  const { pathname, search } = new URL(address);
  return pathname + search;
}

function rateHeaders(response: HttpResponse): RateHeaders | undefined {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) => Number(response.header(`x-rate-limit-${name}`) ?? Number.NaN));
  if (limit === undefined || remaining === undefined || reset === undefined || Number.isNaN(limit + remaining + reset)) return undefined;
  const date = Date.parse(response.header("date") ?? "");
  return { limit, remaining, reset, ...(Number.isNaN(date) ? {} : { date }) };
}

/** Zeros tell of too many requests at once, not of the bucket. */
function bucketHeaders(response: HttpResponse): RateHeaders | "nothing" | undefined {
  const headers = rateHeaders(response);
  return headers && headers.limit === 0 && headers.remaining === 0 ? "nothing" : headers;
}

function encoded({ body, form }: Request): { contentType?: string; body?: string | Uint8Array<ArrayBuffer> } {
  if (form) return { contentType: form.contentType, body: form.bytes };
  return body === undefined ? {} : { contentType: "application/json", body: JSON.stringify(body) };
}
