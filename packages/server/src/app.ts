import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import fastify, { LogController, type FastifyInstance } from "fastify";
import { readFileSync } from "node:fs";
import { accessTokens } from "./access-tokens/register.ts";
import { accounts } from "./accounts/register.ts";
import { auditLog } from "./audit-log/register.ts";
import { configurationVersions, largestUpload } from "./configuration-versions/register.ts";
import type { Domain } from "./domain.ts";
import { drift } from "./drift/register.ts";
import type { Listening } from "./events/event.ts";
import { events } from "./events/register.ts";
import { authenticateRequests } from "./http/authenticate.ts";
import { answerFailures, answerWithoutRoute } from "./http/failure.ts";
import { refuseMalformed } from "./http/malformed.ts";
import { jsonApi, mountOwn, mountTfe } from "./http/mount.ts";
import { observeRequests } from "./http/observe.ts";
import { openPages, servePageFiles } from "./http/pages.ts";
import { limitRequests } from "./http/rate-limit.ts";
import { secureAnswers } from "./http/secure.ts";
import type { ReadinessOf } from "./observability/health.ts";
import { notifications } from "./notifications/register.ts";
import { observability } from "./observability/routes.ts";
import { oktaOrgs } from "./okta-orgs/register.ts";
import { openapi } from "./openapi/register.ts";
import { organizations } from "./organizations/register.ts";
import { projects } from "./projects/register.ts";
import { runTriggers } from "./run-triggers/register.ts";
import { runs } from "./runs/register.ts";
import { schedules } from "./schedules/register.ts";
import type { Server } from "./server.ts";
import { stateVersions } from "./state-versions/register.ts";
import { teams } from "./teams/register.ts";
import { discovery } from "./tfe/discovery.ts";
import { variables } from "./variables/register.ts";
import { vcs } from "./vcs/register.ts";
import { workspaces } from "./workspaces/register.ts";

/** Every domain, the lower ones first: a domain calls only those before it, and is told by events of those after it. */
export const domains: readonly Domain[] = [organizations, projects, accounts, oktaOrgs, workspaces, variables, teams, accessTokens, auditLog, configurationVersions, stateVersions, runs, runTriggers, vcs, drift, schedules, notifications, events, openapi];

/** The jobs that each kind of event starts. */
export function listenersOf(list: readonly Domain[]): ReadonlyMap<string, readonly Listening[]> {
  const listeners = new Map<string, Listening[]>();
  for (const { listens = {} } of list) for (const [kind, job] of Object.entries(listens)) listeners.set(kind, [...(listeners.get(kind) ?? []), typeof job === "string" ? { job } : job]);
  return listeners;
}

/** The HTTP application with the routes of all domains and the built pages of a folder; it listens nowhere yet. */
export async function buildApp(server: Server, parts: ReadinessOf, pagesFolder: string | undefined): Promise<FastifyInstance> {
  const { settings } = server;
  const tls = settings.tlsCertificate && settings.tlsKey ? { https: { cert: readFileSync(settings.tlsCertificate), key: readFileSync(settings.tlsKey) } } : {};
  const app = fastify({ ...tls, loggerInstance: server.log, logController: new LogController({ disableRequestLogging: true }), trustProxy: settings.trustProxy, bodyLimit: 1 << 20, ...answerWithoutRoute, routerOptions: { maxParamLength: 500 } }) as unknown as FastifyInstance;
  takeBodies(app);
  await app.register(cookie);
  await app.register(formbody);
  observeRequests(app, server);
  secureAnswers(app, server);
  limitRequests(app, server);
  authenticateRequests(app, server);
  const pages = openPages(pagesFolder);
  answerFailures(app, pages);
  refuseMalformed(app);
  observability(app, server, parts);
  discovery(app);
  for (const { routes, tfe, plain } of domains) {
    if (routes) mountOwn(app, routes(server));
    if (tfe) mountTfe(app, tfe(server));
    plain?.(server, app);
  }
  if (pages) await servePageFiles(app, pages);
  else if (pagesFolder !== undefined) server.log.warn({ folder: pagesFolder }, "the web pages have not been built: npm run build");
  return app;
}

/** What a process that only works answers to machines: whether it lives, whether it is ready, and how it does. */
export function buildWorkerApp(server: Server, parts: ReadinessOf): FastifyInstance {
  const app = fastify({ loggerInstance: server.log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: 1 << 10, ...answerWithoutRoute }) as unknown as FastifyInstance;
  secureAnswers(app, server);
  answerFailures(app, undefined);
  observability(app, server, parts);
  return app;
}

// An action of HCP Terraform's API comes with an empty body that says it is JSON, or with none at all.
function takeBodies(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser([jsonApi, "application/json"], { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch (problem) {
      done(problem instanceof Error ? problem : new Error("invalid JSON"), undefined);
    }
  });
  app.addContentTypeParser(["application/octet-stream", "application/gzip", "application/x-gzip", "application/x-tar"], { parseAs: "buffer", bodyLimit: largestUpload }, (_request, body, done) => done(null, body));
}
