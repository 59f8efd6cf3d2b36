import type { Org } from "./org.ts";
import type { Principal } from "./http/principal.ts";
import type { Json, JsonObject } from "./store/json.ts";

/** One request as an area sees it: matched, authenticated, its body read. */
export interface Call {
  readonly org: Org;
  readonly method: string;
  /** The path without the org's own prefix: /api/v1/groups/00g… */
  readonly path: string;
  readonly query: URLSearchParams;
  /** What stood where the route has {names}. */
  readonly params: Readonly<Record<string, string>>;
  /** The JSON body when it is an object, else an empty one. */
  readonly body: JsonObject;
  /** The body as it came: uploads, forms, lists. */
  readonly raw: RawBody;
  readonly headers: Readonly<Record<string, string>>;
  readonly principal: Principal;
  /** Where the org was reached; links in answers begin with it. */
  readonly base: string;
  readonly client: { ipAddress: string; userAgent: string };
  /** Okta's name for this one request; groups the events it causes in the System Log. */
  readonly requestId: string;
  /** The moment of the request, in milliseconds. */
  readonly now: number;
}

/** The body of a request before it is understood. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** The body read as JSON, when it says that it is. */
  readonly json: Json | undefined;
}

/** What an area answers. No body means an empty one. */
export interface Answer {
  readonly status: number;
  readonly body?: Json | Buffer;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** For bodies that are not JSON: SAML metadata, images. */
  readonly contentType?: string;
}

/** 200 and a body. */
export const ok = (body: Json, headers?: Answer["headers"]): Answer => ({ status: 200, body, ...(headers ? { headers } : {}) });

/** 201 and a body. */
export const created = (body: Json): Answer => ({ status: 201, body });

/** 204 and nothing. */
export const noContent = (): Answer => ({ status: 204 });

/** An address within the org, as its answers write it. */
export const urlOf = (call: Call, path: string): string => `${call.base}${path}`;

/** A link within the org, with the methods it allows. */
export const linkTo = (call: Call, path: string, ...allow: string[]): JsonObject =>
  allow.length > 0 ? { href: urlOf(call, path), hints: { allow } } : { href: urlOf(call, path) };

/** The value of a path parameter. */
export const param = (call: Call, name: string): string => call.params[name] ?? "";
