import type { FastifyInstance, FastifyRequest } from "fastify";
import { accountOfSession, secretOf } from "../accounts/sessions.ts";
import { actorOfToken } from "../access-tokens/service.ts";
import type { Actor } from "../actor.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; worked out when it is first needed. */
    actor: (() => Promise<Actor>) | null;
  }
}

/** Who asks, by access token or session; a problem when it is nobody. */
export async function actorOf(request: FastifyRequest): Promise<Actor> {
  if (!request.actor) throw new Problem("unauthorized");
  return request.actor();
}

/** Works out who asks, once for each request. */
export function authenticateRequests(app: FastifyInstance, server: Server): void {
  app.decorateRequest("actor", null);
  app.addHook("onRequest", async (request) => {
    let actor: Promise<Actor> | undefined;
    request.actor = () => (actor ??= identify(server, request));
  });
}

/** Who asks, looked up anew: a request that lasts may outlive its session or token. */
export async function identify(server: Server, request: FastifyRequest): Promise<Actor> {
  const { authorization } = request.headers;
  const token = authorization?.startsWith("Bearer ") ? authorization.slice("Bearer ".length).trim() : undefined;
  if (token !== undefined) return withAddress(await actorOfToken(server, token), request);
  const cookie = secretOf(server, request);
  if (cookie === undefined) throw new Problem("unauthorized");
  return withAddress(await accountOfSession(server, cookie, request), request);
}

const withAddress = (actor: Actor, { ip }: FastifyRequest): Actor => ({ ...actor, address: ip });
