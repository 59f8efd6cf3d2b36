import { setTimeout as pause } from "node:timers/promises";
import { version } from "../version.ts";
import { tokenFor } from "./credentials.ts";
import { RemoteFailure } from "./failure.ts";
import { reason, type Host } from "./host.ts";

/** One resource of a document of HCP Terraform's API, as far as we read it. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: { readonly id: string } | readonly { readonly id: string }[] | null }>>;
}

export interface Document<T = Resource> {
  readonly data: T;
  readonly included?: readonly Resource[];
  readonly meta?: { readonly pagination?: { readonly "next-page": number | null } };
}

/** What is sent beside method and path. */
export interface Sent {
  readonly body?: unknown;
  /** Asks for a run whose log has lines of JSON. */
  readonly json?: boolean;
}

const jsonApi = "application/vnd.api+json";
const tries = 8;

/** Speaks with a server by HCP Terraform's API, as the owner of a token. */
export class RemoteClient {
  readonly host: Host;
  readonly #token: string;

  constructor(host: Host, token: string) {
    this.host = host;
    this.#token = token;
  }

  /** A client for a host where somebody has signed in. */
  static signedIn(host: Host, environment: Readonly<Record<string, string | undefined>>): RemoteClient {
    const token = tokenFor(host.name, environment);
    if (token !== undefined) return new RemoteClient(host, token);
    throw new RemoteFailure("Required token could not be found", `Nobody is signed in at ${host.name} here. Sign in first:\n\n    lockstep login ${host.name}`);
  }

  get = async <T = Resource>(path: string): Promise<Document<T>> => (await this.#json("GET", path)) as Document<T>;

  post = async (path: string, { body, json = false }: Sent = {}): Promise<Document> => (await this.#json("POST", path, body, json)) as Document;

  patch = async (path: string, body: unknown): Promise<Document> => (await this.#json("PATCH", path, body)) as Document;

  delete = async (path: string): Promise<void> => void (await this.#json("DELETE", path));

  /** The same, but nothing where there is nothing. */
  find = async <T = Resource>(path: string): Promise<Document<T> | undefined> =>
    this.get<T>(path).catch((problem: unknown) => {
      if (problem instanceof RemoteFailure && problem.status === 404) return undefined;
      throw problem;
    });

  /** All resources of a list, page by page. */
  async list(path: string): Promise<Resource[]> {
    const all: Resource[] = [];
    for (let page: number | null | undefined = 1; page; ) {
      const answer: Document<readonly Resource[]> = await this.get<readonly Resource[]>(`${path}${path.includes("?") ? "&" : "?"}page%5Bnumber%5D=${page}&page%5Bsize%5D=100`);
      all.push(...answer.data);
      page = answer.meta?.pagination?.["next-page"];
    }
    return all;
  }

  /** A whole content, such as a state. */
  async download(address: string): Promise<Buffer> {
    const answer = await this.#send(new URL(address, this.host.api), { headers: { authorization: `Bearer ${this.#token}` } });
    return Buffer.from(await answer.arrayBuffer());
  }

  /** A piece of a log. Its address is the permission: whoever has it may read. */
  async piece(address: string, offset: number): Promise<Uint8Array> {
    const answer = await this.#send(new URL(`?limit=65536&offset=${offset}`, address), {});
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** Puts a content to the address that was made for it. */
  async upload(address: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#send(new URL(address), { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: content });
  }

  async #json(method: string, path: string, body?: unknown, json = false): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept: jsonApi,
      "terraform-version": "1.11.4",
      ...(json && { "x-terraform-integration": "cloud" }),
      ...(method !== "GET" && { "content-type": jsonApi }),
    };
    const answer = await this.#send(new URL(path, this.host.api), { method, headers, ...(method !== "GET" && { body: body === undefined ? "" : JSON.stringify(body) }) });
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  }

  // Making a run, a configuration or a state again after a lost answer would make a second one: only what changes nothing is sent again,
  // and what the server has surely not taken.
  async #send(address: URL, request: RequestInit): Promise<Response> {
    const again = request.method === undefined || request.method === "GET" || request.method === "PUT";
    for (let left = tries; ; left--) {
      const answer = await fetch(address, { ...request, headers: { ...request.headers, "user-agent": `lockstep/${version}` } }).catch((problem: unknown) => {
        if (again && left > 1) return undefined;
        throw new RemoteFailure("Failed to reach the server", `${address.host} does not answer: ${reason(problem)}.`);
      });
      if (answer?.ok) return answer;
      const waits = answer === undefined || answer.status === 429 || answer.status === 503 || (again && answer.status >= 500);
      if (answer && (!waits || left <= 1)) throw await refusal(answer);
      await pause((Number(answer?.headers.get("x-ratelimit-reset")) || (tries - left + 1) * 0.4) * 1000);
    }
  }
}

/** What the server refuses with, in its own words. */
async function refusal(answer: Response): Promise<RemoteFailure> {
  const text = await answer.text();
  try {
    const [first] = (JSON.parse(text) as { errors?: { title?: string; detail?: string }[] }).errors ?? [];
    if (first?.title !== undefined) return new RemoteFailure(sentence(first.title), first.detail ?? "", answer.status);
  } catch {
    // Not of the API: a proxy, or another program altogether.
  }
  return new RemoteFailure("Unexpected answer of the server", `${new URL(answer.url).host} answers ${answer.status} ${answer.statusText}.`, answer.status);
}

const sentence = (title: string): string => title.slice(0, 1).toUpperCase() + title.slice(1);

/** An attribute that is a text; "" when it is none. */
export const textIn = ({ attributes }: Resource, name: string): string => (typeof attributes[name] === "string" ? attributes[name] : "");

/** An attribute that is true. */
export const isIn = ({ attributes }: Resource, name: string): boolean => attributes[name] === true;

/** The id of the one thing that a resource refers to by this name. */
export function relatedId({ relationships }: Resource, name: string): string | undefined {
  const data = relationships?.[name]?.data;
  return data && !Array.isArray(data) ? (data as { id: string }).id : undefined;
}
