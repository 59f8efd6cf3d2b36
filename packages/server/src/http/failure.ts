import { randomUUID } from "node:crypto";
import { problems, type ProblemCode } from "@lockstep/contract";
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import { jsonApi } from "./mount.ts";

/** One error in the form of JSON:API, with our code. */
interface ErrorDocument {
  readonly errors: readonly { readonly status: string; readonly code: string; readonly title: string; readonly detail: string; readonly source?: { readonly pointer: string } }[];
}

const documentOf = ({ code, status, title, message, pointer }: Problem): ErrorDocument => ({
  errors: [{ status: String(status), code, title, detail: message, ...(pointer !== undefined && { source: { pointer } }) }],
});

/** Turns whatever a route throws into an answer: problems as they are, everything else as an internal error that the log explains. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler(async (thrown: unknown, request, reply) => {
    const problem = thrown instanceof Problem ? thrown : (fromFastify(thrown) ?? internal(thrown, request.log));
    if (problem.code === "rate-limited" || problem.code === "login-blocked") void reply.header("x-ratelimit-reset", String(problem.facts["seconds"] ?? 1)).header("retry-after", String(problem.facts["seconds"] ?? 1));
    await reply.status(problem.status).header("content-type", jsonApi).send(JSON.stringify(documentOf(problem)));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const problem = new Problem("not-found", { kind: "page", name: request.url.split("?")[0] ?? "" });
    await reply.status(404).header("content-type", jsonApi).send(JSON.stringify(documentOf(problem)));
  });
}

const byFastify: Readonly<Record<string, [ProblemCode, Readonly<Record<string, string>>]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["too-large", { what: "The request", limit: "what is allowed here", advice: "Send less." }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["bad-request", { detail: "The request's Content-Type is not one that is taken here. Send JSON." }],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["bad-request", { detail: "The request says it is JSON and is empty." }],
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

function internal(thrown: unknown, log: { error: (facts: object, text: string) => void }): Problem {
  const reference = randomUUID().slice(0, 8);
  log.error({ err: thrown, reference }, "a request failed");
  return new Problem("internal", { reference });
}

/** Every code of the contract with its status: for the tests that hold documentation and code together. */
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];
