import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { domains } from "../src/app.ts";
import type { Server } from "../src/server.ts";

/** A route of the server, whichever interface it belongs to. */
export interface AnyRoute {
  /** "GET /api/v1/runs/:run" */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly kind: "own" | "tfe" | "plain";
  readonly body?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
}

/** Every route that the domains of app.ts register. */
export function enumerateRoutes(server: Server): readonly AnyRoute[] {
  return domains.flatMap(({ routes, tfe, plain }) => [
    ...(routes?.(server) ?? []).map(({ route }) => ({ ...named(route.method, route.path), kind: "own" as const, body: route.body, query: route.query })),
    ...(tfe?.(server) ?? []).map(({ method, path }) => ({ ...named(method, `/api/v2${path}`), kind: "tfe" as const })),
    ...plainRoutes(server, plain).map((route) => ({ ...route, kind: "plain" as const })),
  ]);
}

const named = (method: string, path: string) => ({ name: `${method} ${path}`, method, path });

// What is neither is put into the application by hand: an application that only listens tells what.
function plainRoutes(server: Server, plain: ((server: Server, app: FastifyInstance) => void) | undefined): ReturnType<typeof named>[] {
  const found: ReturnType<typeof named>[] = [];
  const by = (method: string) => (path: string) => void found.push(named(method, path));
  const recorder: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(["get", "post", "put", "patch", "delete"].map((method) => [method, by(method.toUpperCase())])),
    route: ({ method, url }: { method: string | string[]; url: string }) => void found.push(...[method].flat().map((each) => named(each, url))),
    register: (plugin: (app: unknown, options: object, done: () => void) => unknown) => void plugin(app, {}, () => {}),
  };
  const app: unknown = new Proxy(recorder, { get: (target, key) => Reflect.get(target, key) ?? (() => {}) });
  plain?.(server, app as FastifyInstance);
  return found;
}
