import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { liveness, readiness, type ReadinessOf } from "./health.ts";

/** What machines ask: whether the process lives, whether it is ready, and how it does. */
export function observability(app: FastifyInstance, { settings, metrics }: Pick<Server, "settings" | "metrics">, parts: ReadinessOf): void {
  app.get("/healthz", async () => liveness());
  app.get("/readyz", async (_request, reply) => {
    const state = await readiness(parts);
    return reply.status(state.ready ? 200 : 503).send(state);
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayRead(request, settings.metricsToken)) throw new Problem("not-found", { kind: "page", name: "/metrics" });
    return reply.header("content-type", metrics.contentType).send(await metrics.text());
  });
}

/** By the token where there is one; else from this machine alone, and not through a proxy on it. */
function mayRead({ headers, ip }: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return isLoopback(ip) && headers["x-forwarded-for"] === undefined && headers["forwarded"] === undefined;
  return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const isLoopback = (address: string): boolean => address === "::1" || /^(?:::ffff:)?127\./.test(address);
