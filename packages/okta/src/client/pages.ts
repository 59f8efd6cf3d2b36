// A list, page by page, by Okta's `Link` header. Pages that were read stay; reading can go on later.
import { parseLinkHeader } from "@lockstep/okta-api";
import type { ProviderDiagnostic } from "@lockstep/engine";
import { isList, isObject } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { getPath } from "../table/path.ts";
import type { Client, Reply, Request } from "./client.ts";

/** A list that is read as far as somebody needs it. */
export class PagedList {
  readonly items: JsonObject[] = [];
  readonly #client: Client;
  /** Where in an answer the list is; "" when the answer is the list. */
  readonly #at: string;
  #next: string | undefined;
  #pages = 0;
  #gone = false;
  #diagnostics: readonly ProviderDiagnostic[] = [];
  #reading: Promise<void> | undefined;

  constructor(client: Client, path: string, at = "") {
    this.#client = client;
    this.#next = path;
    this.#at = at;
  }

  get pages(): number {
    return this.#pages;
  }

  /** Whether there is nothing more to read: all was read, or reading failed. */
  get done(): boolean {
    return this.#next === undefined;
  }

  /** What the list belongs to is not there. */
  get gone(): boolean {
    return this.#gone;
  }

  get diagnostics(): readonly ProviderDiagnostic[] {
    return this.#diagnostics;
  }

  /** Reads one page more. Several who ask at once share it. */
  async more(signal: AbortSignal): Promise<void> {
    this.#reading ??= this.#read(signal).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async all(signal: AbortSignal): Promise<void> {
    while (!this.done) await this.more(signal);
  }

  async #read(signal: AbortSignal): Promise<void> {
    if (this.#next === undefined) return;
    const request: Request = { method: "GET", path: this.#next };
    const reply = await this.#client.send(request, signal);
    this.#next = undefined;
    this.#pages += 1;
    if (!reply.answered) this.#diagnostics = reply.diagnostics;
    else if (reply.status === 404) this.#missing(request, reply);
    else if (reply.status >= 300) this.#diagnostics = [this.#client.problem(request, reply)];
    else this.#take(reply);
  }

  #missing(request: Request, reply: Extract<Reply, { answered: true }>): void {
    this.#gone = true;
    this.#diagnostics = [this.#client.problem(request, reply)];
  }

  #take(reply: Extract<Reply, { answered: true }>): void {
    const found = this.#at === "" ? reply.json : getPath(reply.json, this.#at);
    const items = isList(found) ? found.filter(isObject) : [];
    this.items.push(...items);
    // A last page may be empty and still name a next one.
    if (items.length > 0) this.#next = parseLinkHeader(reply.link).next ?? bodyLink(reply);
  }
}

/** Admin roles and governance name the next page in the body. */
function bodyLink(reply: Extract<Reply, { answered: true }>): string | undefined {
  const href = getPath(reply.json, "_links.next.href");
  return typeof href === "string" ? href : undefined;
}
