import { SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Server } from "../server.ts";

declare module "fastify" {
  interface FastifyRequest {
    span: Span | null;
  }
}

/** Measures, traces and logs every request, by the pattern of its route: an address would make a series of every id. */
export function observeRequests(app: FastifyInstance, { metrics, log }: Pick<Server, "metrics" | "log">): void {
  app.decorateRequest("span", null);
  app.addHook("onRequest", async (request) => {
    request.span = trace.getTracer("lockstep").startSpan(`${request.method} ${routeOf(request)}`, { kind: SpanKind.SERVER, attributes: { "http.request.method": request.method, "http.route": routeOf(request) } });
  });
  app.addHook("onResponse", async (request, { statusCode, elapsedTime }) => {
    const route = routeOf(request);
    metrics.request(request.method, route, statusCode, elapsedTime / 1000);
    request.span?.setAttribute("http.response.status_code", statusCode);
    if (statusCode >= 500) request.span?.setStatus({ code: SpanStatusCode.ERROR });
    request.span?.end();
    log.debug({ method: request.method, route, status: statusCode, milliseconds: Math.round(elapsedTime) }, "a request was answered");
  });
}

const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? "(none)";
