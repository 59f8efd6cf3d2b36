import { randomUUID } from "node:crypto";
import type { ProblemCode } from "@lockstep/contract";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { codeOf } from "../db/connect.ts";
import { Problem } from "../problem.ts";
import { jsonApi } from "./mount.ts";
import { asksForPage, sendDocument, type Pages } from "./pages.ts";

/** One error in the form of JSON:API, with our code. */
interface ErrorDocument {
  readonly errors: readonly { readonly status: string; readonly code: string; readonly title: string; readonly detail: string; readonly source?: { readonly pointer: string } }[];
}

const documentOf = ({ code, status, title, message, pointer }: Problem): ErrorDocument => ({
  errors: [{ status: String(status), code, title, detail: message, ...(pointer !== undefined && { source: { pointer } }) }],
});

/** Turns whatever a route throws into an answer: problems as they are, everything else as an internal error that the log explains. At an address without a route a browser gets the application, which has pages there. */
export function answerFailures(app: FastifyInstance, pages: Pages | undefined): void {
  app.setErrorHandler(async (thrown: unknown, request, reply) => {
    const problem = problemOf(thrown, request.log);
    if (problem.code === "rate-limited" || problem.code === "login-blocked") void reply.header("x-ratelimit-reset", String(problem.facts["seconds"] ?? 1)).header("retry-after", String(problem.facts["seconds"] ?? 1));
    await sendProblem(reply, problem);
  });
  app.setNotFoundHandler(async (request, reply) => pages && asksForPage(request) ? sendDocument(reply, pages) : sendProblem(reply, new Problem("not-found", { kind: "page", name: request.url.split("?")[0]?.slice(0, 200) ?? "" })));
}

const sendProblem = async (reply: FastifyReply, problem: Problem): Promise<void> => void (await reply.status(problem.status).header("content-type", jsonApi).send(JSON.stringify(documentOf(problem))));

const problemOf = (thrown: unknown, log: Log): Problem => (thrown instanceof Problem ? thrown : (fromFastify(thrown) ?? fromDatabase(thrown, log) ?? internal(thrown, log)));

/** Requests that come to no route: addresses that cannot be read, and what is no HTTP. */
export const answerWithoutRoute = {
  frameworkErrors: (thrown: Error, request: FastifyRequest, reply: FastifyReply): void => {
    void sendProblem(reply, fromFastify(thrown) ?? internal(thrown, request.log));
  },
  clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
    const problem = tooLarge ? new Problem("too-large", { what: "The header of the request", limit: "16 KiB", advice: "Send fewer or shorter headers." }) : new Problem("bad-request", { detail: "This is no request of HTTP/1.1." });
    const status = tooLarge ? "431 Request Header Fields Too Large" : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
    const body = JSON.stringify(documentOf(problem));
    socket.end(`HTTP/1.1 ${status}\r\nContent-Type: ${jsonApi}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  },
};

const byFastify: Readonly<Record<string, [ProblemCode, Readonly<Record<string, string>>]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["too-large", { what: "The request", limit: "what is allowed here", advice: "Send less." }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["bad-request", { detail: "The request's Content-Type is not one that is taken here. Send JSON." }],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["bad-request", { detail: "The request says it is JSON and is empty." }],
  FST_ERR_BAD_URL: ["bad-request", { detail: "The address is not encoded as addresses are: a % must be followed by two hexadecimal digits." }],
  FST_ERR_CTP_INVALID_JSON_BODY: ["bad-request", { detail: "The request is not valid JSON." }],
};

function fromFastify(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = "code" in thrown ? String(thrown.code) : "";
  const known = byFastify[code];
  if (known) return new Problem(...known);
  if (thrown instanceof SyntaxError) return new Problem("bad-request", { detail: "The request is not valid JSON." });
  const status = "statusCode" in thrown ? Number(thrown.statusCode) : 500;
  return status >= 400 && status < 500 ? new Problem("bad-request", { detail: thrown.message }) : undefined;
}

/** What the database says when a value does not fit, and when it is not there. Both are told in the log: a check is missing, or a server. */
function fromDatabase(thrown: unknown, log: Log): Problem | undefined {
  const code = codeOf(thrown) ?? "";
  // Class 22, data exception: numbers out of range, wrong dates, characters that it does not take.
  if (/^22[0-9A-Z]{3}$/.test(code)) {
    log.warn({ err: thrown }, "a value of a request could not be stored");
    return new Problem("invalid", { detail: "A value of the request cannot be stored: a number is too large, a time does not exist, or a text has characters that no text has." });
  }
  const noSession = thrown instanceof Error && /^(?:timeout exceeded when trying to connect|Connection terminated)/.test(thrown.message);
  if (!noSession && !away.test(code)) return undefined;
  log.error({ err: thrown }, "the database is away or busy");
  return new Problem("not-ready");
}

// Classes 08 and 57P, connections that broke; 53300, too many of them; 40001 and 40P01, transactions that got in each other's way.
const away = /^(?:08...|57P..|53300|40001|40P01)$/;

interface Log {
  readonly error: (facts: object, text: string) => void;
  readonly warn: (facts: object, text: string) => void;
}

function internal(thrown: unknown, log: Log): Problem {
  const reference = randomUUID().slice(0, 8);
  log.error({ err: thrown, reference }, "a request failed");
  return new Problem("internal", { reference });
}
