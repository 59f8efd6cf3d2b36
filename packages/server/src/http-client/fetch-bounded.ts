import { lookup as resolveName } from "node:dns/promises";
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { FetchError } from "./failure.ts";
import { isListed, isPrivateAddress } from "./private-addresses.ts";

/** A request that cannot hang, flood, or reach into the server's own network. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
  /** How many redirects are followed; none by default. */
  readonly redirects?: number;
  /** Private addresses: none, all, or those of a list of host names, addresses and networks. */
  readonly allowPrivate?: boolean | readonly string[];
  readonly allowHttp?: boolean;
  readonly signal?: AbortSignal;
  /** Certificates to trust instead of the system's. */
  readonly ca?: string;
  /** Finds the addresses of a name; the system's way by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** What came back, whatever its status. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The address that answered, after redirects. */
  readonly url: string;
}

const defaults = { timeoutMs: 10_000, mostBytes: 1024 * 1024, redirects: 0 } as const;

/** Sends a request and reads its answer, within bounds; throws a FetchError when there is none. */
export async function fetchBounded(url: string, options: FetchOptions = {}): Promise<FetchAnswer> {
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  try {
    return await follow(readAddress(url, options), options, signal);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    if (options.signal?.aborted === true) throw new FetchError("aborted", "", { cause: error });
    if (deadline.aborted) throw new FetchError("timeout", String(timeoutMs / 1000), { cause: error });
    throw inWords(error);
  }
}

function readAddress(text: string, { allowHttp = false }: FetchOptions): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") throw new FetchError("bad-address");
  if (url.protocol === "http:" && !allowHttp) throw new FetchError("not-https", url.host);
  return url;
}

async function follow(start: URL, options: FetchOptions, signal: AbortSignal): Promise<FetchAnswer> {
  const redirects = options.redirects ?? defaults.redirects;
  let [url, sent] = [start, options];
  for (let followed = 0; ; followed++) {
    const answer = await once(url, sent, signal);
    const to = isRedirect(answer.status) ? answer.headers.location : undefined;
    if (to === undefined || redirects === 0) return answer;
    if (followed === redirects) throw new FetchError("too-many-redirects", String(redirects));
    if (!URL.canParse(to, url.href)) throw new FetchError("bad-address");
    const next = readAddress(new URL(to, url).href, options);
    sent = redirected(sent, answer.status, next.origin === url.origin);
    url = next;
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);

/** As browsers do: another host gets no credentials, and only 307 and 308 send a body again. */
function redirected(options: FetchOptions, status: number, sameOrigin: boolean): FetchOptions {
  const { body, ...others } = options;
  const again = status === 307 || status === 308 || body === undefined;
  const keeps = ([name]: [string, string]): boolean => (sameOrigin || !secretHeaders.has(name.toLowerCase())) && (again || !name.toLowerCase().startsWith("content-"));
  const headers = Object.fromEntries(Object.entries(options.headers ?? {}).filter(keeps));
  return again ? { ...options, headers } : { ...others, headers, method: "GET" };
}

async function once(url: URL, options: FetchOptions, signal: AbortSignal): Promise<FetchAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = await untilAborted(allowedAddresses(host, options), signal);
  const answer = await send(url, options, pinned(addresses), signal);
  try {
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await readBody(answer, options.mostBytes ?? defaults.mostBytes), url: url.href };
  } finally {
    answer.destroy();
  }
}

/** The addresses of a host, none of which is private; the connection is made to these and to no others that a second question might give. */
async function allowedAddresses(host: string, { allowPrivate = false, resolve = resolveHost }: FetchOptions): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host).catch((error: unknown) => Promise.reject(new FetchError("unresolved", host, { cause: error }))) : [host];
  if (addresses.length === 0) throw new FetchError("unresolved", host);
  const refused = addresses.some((address) => isPrivateAddress(address) && allowPrivate !== true && !(allowPrivate !== false && isListed(allowPrivate, host.toLowerCase(), address)));
  if (refused) throw new FetchError("private-address", host);
  return addresses;
}

/** Refuses a host inside of the server's own network, for what is asked by other means than this. */
export async function requirePublicHost(host: string, allowPrivate: boolean): Promise<void> {
  if (!allowPrivate) await allowedAddresses(host.replace(/^\[|\]$/g, ""), {});
}

const resolveHost = async (host: string): Promise<readonly string[]> => (await resolveName(host, { all: true })).map(({ address }) => address);

function pinned(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, done) => (all === true ? done(null, found) : done(null, found[0]?.address ?? "", found[0]?.family));
}

function send(url: URL, { method, headers, body, ca }: FetchOptions, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const length = bytes === undefined ? {} : { "content-length": String(bytes.length) };
  const settings: RequestOptions & { ca?: string } = {
    method: method ?? (bytes === undefined ? "GET" : "POST"), headers: { "user-agent": "Lockstep", ...headers, ...length }, lookup, signal, agent: false, ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, settings, resolve);
    request.once("error", reject);
    request.end(bytes);
  });
}

async function readBody(answer: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) throw new FetchError("too-large", `${Math.ceil(most / 1024)} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error("aborted"));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}

function inWords(error: unknown): FetchError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const untrusted = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code);
  return new FetchError(untrusted ? "untrusted" : "unreachable", code === "" ? "the connection failed" : code, { cause: error });
}
