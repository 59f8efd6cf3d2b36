import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Answer } from "./call.ts";
import { areas } from "./areas/index.ts";
import { consoleAnswer, isConsole } from "./console/console.ts";
import { control, isControl } from "./control/control.ts";
import { answerOf, Failure } from "./http/failure.ts";
import { serve, type Received } from "./http/pipeline.ts";
import { bodyOf, destinationOf, headersOf, type Destination } from "./http/request.ts";
import { respond } from "./http/respond.ts";
import { Router } from "./http/router.ts";
import type { Org } from "./org.ts";
import type { Sandbox } from "./sandbox.ts";

const router = new Router(areas.flatMap((area) => area.routes));

/** A port of the sandbox: one org at its root, others under /orgs/<name>. */
export const serverFor = (sandbox: Sandbox, own: Org): Server => {
  const server = createServer((request, response) => {
    handle(sandbox, own, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  // Node would end idle connections after five seconds, just when a client on a busy machine uses one again.
  server.keepAliveTimeout = 65_000;
  return server;
};

const handle = async (sandbox: Sandbox, own: Org, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { org, destination, base } = addressee(sandbox, own, destinationOf(request));
  try {
    const raw = await bodyOf(request);
    const received: Received = { org, destination, base, raw, method: request.method ?? "GET", headers: headersOf(request), address: addressOf(request) };
    if (isControl(destination.path)) return respond(response, await control(sandbox, received, router), dateOf(org));
    if (isConsole(destination.path)) return respond(response, await consoleAnswer(received, router), dateOf(org));
    const served = await serve(router, received);
    if (served === "dropped") return void response.destroy();
    respond(response, served.answer, { ...served.headers, ...dateOf(org) });
  } catch (error) {
    respond(response, failed(org, error), dateOf(org));
  }
};

// The time left of a rate limit is counted from this header, so it must be the org's own clock.
const dateOf = (org: Org): Record<string, string> => ({ date: new Date(org.clock()).toUTCString() });

const failed = (org: Org, error: unknown): Answer =>
  answerOf(error instanceof Failure ? error : new Failure(500, "E0000009", "Internal Server Error", [String(error)]), org.ids);

const addressee = (sandbox: Sandbox, own: Org, destination: Destination): { org: Org; destination: Destination; base: string } => {
  const match = /^\/orgs\/([^/]+)(\/.*|$)/.exec(destination.path);
  const org = match?.[1] ? sandbox.orgs.get(match[1]) : undefined;
  if (!match || !org) return { org: own, destination, base: destination.origin };
  return { org, destination: { ...destination, path: match[2] || "/" }, base: `${destination.origin}/orgs/${org.name}` };
};

const addressOf = (request: IncomingMessage): string => (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
