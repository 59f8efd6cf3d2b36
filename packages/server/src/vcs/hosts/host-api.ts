import type { z } from "zod";
import { fetchBounded, type FetchAnswer, type FetchOptions } from "../../http-client/fetch-bounded.ts";
import type { Redactor } from "../../secrets/redactor.ts";
import { HostError } from "./failure.ts";

/** How a host's interface is asked. */
export interface HostApiOptions extends Pick<FetchOptions, "allowHttp" | "allowPrivate" | "signal"> {
  readonly base: string;
  /** What proves us, made anew for each request. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Takes the credentials out of what the host says. */
  readonly redactor: Redactor;
}

type Method = "GET" | "POST" | "PUT" | "PATCH";

/** A host's JSON interface. Answers are checked by a schema of what we read of them. */
export interface HostApi {
  readonly ask: <S extends z.ZodType>(method: Method, path: string, schema: S, body?: object) => Promise<z.output<S>>;
  /** All pages of a list, at most so many; the last page is the one that is not full. */
  readonly askAll: <T>(path: string, items: (body: unknown) => T[], mostPages: number) => Promise<T[]>;
}

/** Of a page of a list. */
export const perPage = 100;

/** Opens the interface of a host. */
export function hostApi(options: HostApiOptions): HostApi {
  const send = async (method: Method, path: string, body?: object): Promise<unknown> => {
    const headers = { accept: "application/json", ...(await options.headers()), ...(body && { "content-type": "application/json" }) };
    const { allowHttp = false, allowPrivate = false, signal } = options;
    const answer = await fetchBounded(`${options.base}${path}`, {
      method, headers, allowHttp, allowPrivate, timeoutMs: 20_000, mostBytes: 8 << 20, redirects: method === "GET" ? 2 : 0, ...(signal && { signal }), ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status < 200 || answer.status >= 300) throw failureOf(answer, options.redactor);
    return parsed(answer);
  };
  return {
    ask: async (method, path, schema, body) => {
      const read = schema.safeParse(await send(method, path, body));
      if (!read.success) throw notAsDocumented();
      return read.data;
    },
    askAll: async <T>(path: string, itemsOf: (body: unknown) => T[], mostPages: number) => {
      const all: T[] = [];
      for (let page = 1; page <= mostPages; page++) {
        const items = readItems(itemsOf, await send("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${perPage}&page=${page}`));
        all.push(...items);
        if (items.length < perPage) break;
      }
      return all;
    },
  };
}

const notAsDocumented = (): HostError => new HostError("failed", 200, "something that is not what its documentation says. Is the address that of its API?");

function readItems<T>(itemsOf: (body: unknown) => T[], body: unknown): T[] {
  try {
    return itemsOf(body);
  } catch {
    throw notAsDocumented();
  }
}

function parsed({ body }: FetchAnswer): unknown {
  try {
    return body.length === 0 ? null : JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function failureOf(answer: FetchAnswer, redactor: Redactor): HostError {
  const { status, headers } = answer;
  const told = parsed(answer);
  const words = typeof told === "object" && told !== null && "message" in told ? (typeof told.message === "string" ? told.message : JSON.stringify(told.message)) : "";
  const said = redactor.text(words).slice(0, 200);
  if (status === 429 || (status === 403 && headers["x-ratelimit-remaining"] === "0") || (status === 403 && headers["retry-after"] !== undefined)) return new HostError("rate-limited", status, said);
  if (status === 401) return new HostError("credentials-refused", status, said);
  if (status === 403) return new HostError("not-allowed", status, said);
  if (status === 404 || status === 410) return new HostError("not-found", status, said);
  return new HostError(status >= 400 && status < 500 ? "refused" : "failed", status, said);
}
