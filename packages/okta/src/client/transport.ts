// One HTTP exchange, without any knowledge of Okta.
import type { IncomingMessage } from "node:http";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  header(name: string): string | undefined;
  readonly text: string;
}

/** Sends a request. Fails with a TransportProblem when there is no answer. */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** No answer came: nothing listens, the name is not known, the connection broke, time ran out. */
export class TransportProblem extends Error {
  /** ECONNREFUSED, ENOTFOUND, ECONNRESET, TIMEOUT, ABORTED … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** Whether it is certain that the request never arrived. */
  get notSent(): boolean {
    return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].includes(this.code) || /CERT|^ERR_TLS_/.test(this.code);
  }
}

/** Straight to the server, by Node's fetch. */
export const direct: Transport = async ({ method, url, headers, body }, signal) => {
  try {
    const response = await fetch(url, { method, headers, signal, redirect: "manual", ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text };
  } catch (cause) {
    throw problemOf(cause, signal);
  }
};

/** Through a proxy that takes requests in absolute form, as the official provider's `http_proxy` does. */
export const throughProxy =
  (proxy: string): Transport =>
  async ({ method, url, headers, body }, signal) => {
    // Naming this module loads all that fetch is made of, which few commands need and none at its start.
    const { request: httpRequest } = await import("node:http");
    return new Promise((resolve, reject) => {
      const to = new URL(proxy);
      const target = new URL(url);
      const path = `http://${target.host}${target.pathname}${target.search}`;
      const sent = httpRequest(
        { host: to.hostname, port: to.port === "" ? 80 : Number(to.port), method, path, headers: { ...headers, host: target.host }, signal },
        (message) => {
          readMessage(message).then(resolve, (cause: unknown) => reject(problemOf(cause, signal)));
        },
      );
      sent.on("error", (cause) => reject(problemOf(cause, signal)));
      sent.end(body);
    });
  };

async function readMessage(message: IncomingMessage): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  const header = (name: string): string | undefined => {
    const value = message.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  };
  return { status: message.statusCode ?? 0, header, text: Buffer.concat(chunks).toString("utf8") };
}

function problemOf(cause: unknown, signal: AbortSignal): TransportProblem {
  if (signal.aborted) return new TransportProblem(signal.reason instanceof Error && signal.reason.name === "TimeoutError" ? "TIMEOUT" : "ABORTED", "the request was given up");
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = typeof inner === "object" && inner !== null && "code" in inner ? String(inner.code) : "UNKNOWN";
  return new TransportProblem(code, inner instanceof Error ? inner.message : String(inner));
}
