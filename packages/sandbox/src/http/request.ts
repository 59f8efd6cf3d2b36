import type { IncomingMessage } from "node:http";
import type { RawBody } from "../call.ts";
import type { Json } from "../store/json.ts";
import { malformed } from "./failure.ts";

/** Where a request is going. */
export interface Destination {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Scheme and host as the client wrote them. */
  readonly origin: string;
}

/** Reads a request target, also in the absolute form that is sent through a proxy. */
export const destinationOf = (request: IncomingMessage): Destination => {
  const target = request.url ?? "/";
  const host = request.headers.host ?? "localhost";
  const forwarded = request.headers["x-forwarded-proto"];
  const scheme = typeof forwarded === "string" ? forwarded : "http";
  const absolute = /^https?:\/\//i.test(target);
  const text = absolute ? target : `${scheme}://${host}${target.startsWith("/") ? "" : "/"}${target}`;
  if (!URL.canParse(text)) return { path: target.split("?")[0] ?? "/", query: new URLSearchParams(), origin: `${scheme}://${host}` };
  const url = new URL(text);
  return { path: url.pathname, query: url.searchParams, origin: `${url.protocol}//${url.host}` };
};

/** Reads the whole body. */
export const bodyOf = async (request: IncomingMessage): Promise<RawBody> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const contentType = request.headers["content-type"] ?? "";
  return { bytes, contentType, json: /json/i.test(contentType) && bytes.length > 0 ? parsed(bytes) : undefined };
};

const parsed = (bytes: Buffer): Json => {
  try {
    return JSON.parse(bytes.toString()) as Json;
  } catch {
    throw malformed();
  }
};

/** The headers as single strings, by lower-case names. */
export const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = String(value);
  return headers;
};
