import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import { TfeBody, TfeQuery, type TfeRoute } from "../tfe/routes.ts";
import { actorOf } from "./authenticate.ts";
import type { Call, Mounted } from "./call.ts";
import type { Route } from "@lockstep/contract";
import type { z } from "zod";

/** Mounts routes of our own interface: what comes in is checked by the contract, and what goes out has only what the contract names. */
export function mountOwn(app: FastifyInstance, mounted: readonly Mounted[]): void {
  for (const { route, handle } of mounted) {
    app.route({
      method: route.method,
      url: route.path,
      // Who may not ask does not make us read what is sent.
      onRequest: async (request) => {
        if (!route.open) await actorOf(request);
      },
      handler: async (request, reply) => {
        const actor = route.open ? await actorOf(request).catch(() => undefined) : await actorOf(request);
        const query = route.query && checked(route.query, request.query, "query");
        const body = route.body && checked(route.body, request.body ?? {}, "body");
        const call = { actor, params: request.params, query, body, request, reply } as unknown as Call<Route>;
        const answer = await handle(call);
        if (reply.sent) return reply;
        if (!route.answer) return reply.status(204).send();
        return reply.status(route.method === "POST" ? 201 : 200).send(route.answer.parse(answer));
      },
    });
  }
}

/** What the schema makes of a value; a problem that names the place when it is not right. */
export function checked<T extends z.ZodType>(schema: T, value: unknown, where: "query" | "body"): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join("/") ?? "";
  throw new Problem("invalid", { detail: `${path === "" ? `The ${where}` : `"${path}"`}: ${issue?.message ?? "is not right"}.` }, `/${where}${path === "" ? "" : `/${path}`}`);
}

/** The media type of JSON:API. */
export const jsonApi = "application/vnd.api+json";

/** Mounts routes of HCP Terraform's interface under /api/v2. */
export function mountTfe(app: FastifyInstance, routes: readonly TfeRoute[]): void {
  for (const { method, path, capability, admit, status, handle } of routes) {
    app.route({
      method,
      url: `/api/v2${path}`,
      onRequest: async (request) => {
        if (!capability) await actorOf(request);
        await admit?.(request.params as Readonly<Record<string, string>>);
      },
      handler: async (request, reply) => {
        const actor = capability ? ({ kind: "system", id: null, name: "signed address" } as const) : await actorOf(request);
        const query = new TfeQuery(request.url.includes("?") ? request.url.slice(request.url.indexOf("?") + 1) : "");
        const params = request.params as Readonly<Record<string, string>>;
        const answer = await handle({ actor, params, query, body: new TfeBody(request.body), request, reply });
        if (reply.sent) return reply;
        if (answer === undefined) return reply.status(status ?? 204).send();
        return reply.status(status ?? 200).header("content-type", jsonApi).send(JSON.stringify(answer));
      },
    });
  }
}
