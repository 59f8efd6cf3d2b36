// How a domain adds its part of HCP Terraform's API: a list of routes under /api/v2.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../actor.ts";
import type { Document } from "./document.ts";

/** What a route is given. */
export interface TfeCall {
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: TfeQuery;
  /** The attributes and relations of the request's document, or a plain JSON body. */
  readonly body: TfeBody;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface TfeRoute {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Below /api/v2, with parameters as ":name". */
  readonly path: `/${string}`;
  /** The address itself is the permission: a signed or secret one; there is no actor to ask. */
  readonly capability?: true;
  /** Looks at the address before anything is read of what is sent. */
  readonly admit?: (params: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly status?: number;
  /** Undefined: the status without a body, or the handler has answered by itself. */
  readonly handle: (call: TfeCall) => Promise<Document | object | undefined | null | void>;
}

/** A query string with brackets: page[number], filter[a][b], search[name]. */
export class TfeQuery {
  readonly #values: URLSearchParams;

  constructor(text: string) {
    this.#values = new URLSearchParams(text);
  }

  get(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** A list in one parameter, by commas. */
  list(name: string): readonly string[] {
    return (this.get(name) ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "");
  }

  entries(): readonly (readonly [string, string])[] {
    return [...this.#values];
  }

  /** The page asked for: 20 to a page, 100 at most. */
  get paging(): { readonly page: number; readonly size: number } {
    return { page: whole(this.get("page[number]"), 1, 1_000_000), size: whole(this.get("page[size]"), 20, 100) };
  }

  /** What is to be included, with underscores or dashes. What is not known is left out, never an error. */
  get include(): ReadonlySet<string> {
    return new Set(this.list("include").map((name) => name.replaceAll("-", "_")));
  }
}

function whole(text: string | undefined, otherwise: number, most: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : otherwise;
}

/** A request's body: `{"data": {"attributes": …, "relationships": …}}`, or plain JSON as actions send it. */
export class TfeBody {
  readonly raw: unknown;
  readonly #attributes: Readonly<Record<string, unknown>>;
  readonly #relationships: Readonly<Record<string, unknown>>;

  constructor(raw: unknown) {
    this.raw = raw;
    const data = record(record(raw)["data"]);
    this.#attributes = record(raw)["data"] === undefined ? record(raw) : record(data["attributes"]);
    this.#relationships = record(data["relationships"]);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#attributes, name);
  }

  attribute(name: string): unknown {
    return this.#attributes[name];
  }

  get attributes(): Readonly<Record<string, unknown>> {
    return this.#attributes;
  }

  string(name: string): string | undefined {
    const value = this.#attributes[name];
    return typeof value === "string" ? value : undefined;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#attributes[name];
    return typeof value === "boolean" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#attributes[name];
    return typeof value === "number" ? value : undefined;
  }

  strings(name: string): readonly string[] | undefined {
    const value = this.#attributes[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
  }

  /** The id of a relation to one; undefined when it is not named, null when it is emptied. */
  relation(name: string): string | null | undefined {
    const relation = this.#relationships[name];
    if (relation === undefined) return undefined;
    const id = record(record(relation)["data"])["id"];
    return typeof id === "string" ? id : null;
  }

  /** The members of a relation to many, as they were given. */
  relations(name: string): readonly Readonly<Record<string, unknown>>[] | undefined {
    const relation = this.#relationships[name];
    if (relation === undefined) return undefined;
    const data = record(relation)["data"];
    return Array.isArray(data) ? data.map(record) : [];
  }

  /** The members of a body that is a list: `{"data": [{"type", "id" | "attributes"}]}`. */
  get members(): readonly Readonly<Record<string, unknown>>[] {
    const data = record(this.raw)["data"];
    return Array.isArray(data) ? data.map(record) : [];
  }
}

export const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {});
