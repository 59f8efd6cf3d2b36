import { api } from "./api.ts";
import { problems, type ProblemCode } from "./problems.ts";
import type { Answer, Given, Route, Routes } from "./routes.ts";

/** What of `fetch` is used; the browser's, Node's and a test's are all of this shape. */
export type Fetch = (address: string, request: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string; readonly signal?: AbortSignal }) => Promise<FetchAnswer>;

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly text: () => Promise<string>;
}

/** A request that the server refused. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  /** Undefined: something between us and the server answered, or a newer server. */
  readonly code: ProblemCode | undefined;
  readonly title: string;
  /** Where in the request, as a JSON pointer. */
  readonly pointer: string | undefined;
  /** When to ask again, where the server said it. */
  readonly retrySeconds: number | undefined;

  constructor(status: number, problem: { readonly code?: string; readonly title?: string; readonly detail?: string; readonly source?: { readonly pointer?: string } }, retrySeconds?: number) {
    super(problem.detail ?? `The server answered with status ${status}.`);
    this.status = status;
    this.code = problem.code !== undefined && problem.code in problems ? (problem.code as ProblemCode) : undefined;
    this.title = problem.title ?? `status ${status}`;
    this.pointer = problem.source?.pointer;
    this.retrySeconds = retrySeconds;
  }
}

type WithoutInput<R extends Route> = Given<R> extends { readonly params?: undefined; readonly query?: unknown; readonly body?: undefined } ? true : false;

/** One use case as a function. */
export type UseCase<R extends Route> = WithoutInput<R> extends true ? (given?: Given<R>, signal?: AbortSignal) => Promise<Answer<R>> : (given: Given<R>, signal?: AbortSignal) => Promise<Answer<R>>;

/** A method for each route, by domain: `client.workspaces.list({ params: { organization } })`. */
export type Client<T extends Readonly<Record<string, Routes>> = typeof api> = { readonly [D in keyof T]: { readonly [K in keyof T[D]]: UseCase<T[D][K]> } };

/** Speaks with a server; `headers` are asked before each request, as a token or a CSRF token may change. */
export function client(fetch: Fetch, baseUrl: string, headers: () => Readonly<Record<string, string>> = () => ({})): Client {
  const domains = Object.entries<Routes>(api).map(([domain, table]) => {
    const methods = Object.entries(table).map(([name, route]) => [name, async (given: Call = {}, signal?: AbortSignal) => ask(fetch, baseUrl, headers(), route, given, signal)]);
    return [domain, Object.fromEntries(methods)];
  });
  // Each route's types are those of the table that the method was made from.
  return Object.fromEntries(domains) as Client;
}

interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
}

async function ask(fetch: Fetch, baseUrl: string, headers: Readonly<Record<string, string>>, route: Route, { params = {}, query, body }: Call, signal?: AbortSignal): Promise<unknown> {
  const address = `${baseUrl.replace(/\/+$/, "")}${addressOf(route, params, query)}`;
  const request = { method: route.method, headers: { accept: "application/json", ...headers, ...(body !== undefined && { "content-type": "application/json" }) }, ...(body !== undefined && { body: JSON.stringify(body) }), ...(signal && { signal }) };
  const answer = await fetch(address, request);
  const text = await answer.text();
  if (answer.status >= 400) throw problemOf(answer, text);
  if (text === "") return undefined;
  return route.media === undefined ? JSON.parse(text) : text;
}

/** Path and query of a request, for those who need the address itself: an event stream, a link. */
export function addressOf(route: Pick<Route, "path">, params: Readonly<Record<string, string>> = {}, query?: unknown): string {
  const path = route.path.replace(/:(\w+)/g, (_place, name: string) => encodeURIComponent(params[name] ?? ""));
  const pairs = Object.entries(typeof query === "object" && query !== null ? query : {}).flatMap(([name, value]) => (Array.isArray(value) ? value.map((each) => [name, String(each)]) : value === undefined ? [] : [[name, String(value)]]));
  return pairs.length === 0 ? path : `${path}?${pairs.map(([name, value]) => `${encodeURIComponent(name ?? "")}=${encodeURIComponent(value ?? "")}`).join("&")}`;
}

function problemOf({ status, headers }: FetchAnswer, text: string): ApiProblem {
  const seconds = Number(headers.get("retry-after") ?? undefined);
  const retry = Number.isFinite(seconds) ? seconds : undefined;
  try {
    const { errors } = JSON.parse(text) as { readonly errors?: readonly object[] };
    return new ApiProblem(status, errors?.[0] ?? {}, retry);
  } catch {
    return new ApiProblem(status, {}, retry);
  }
}
