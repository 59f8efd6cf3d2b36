// The web application: files that were built beforehand, and one document that stands at the address of each of its pages.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** The folder of what was built. */
export interface Pages {
  readonly folder: string;
  readonly document: string;
}

/** What was built in a folder; undefined where nothing was. */
export function openPages(folder: string | undefined): Pages | undefined {
  const document = folder === undefined ? undefined : join(folder, "index.html");
  return folder !== undefined && document !== undefined && existsSync(document) ? { folder, document: readFileSync(document, "utf8") } : undefined;
}

/** Files of the application: those with a hash in their name for ever, the few others until they change. */
export async function servePageFiles(app: FastifyInstance, { folder }: Pages): Promise<void> {
  await app.register(fastifyStatic, { root: join(folder, "assets"), prefix: "/assets/", preCompressed: true, index: false, immutable: true, maxAge: "365d" });
  for (const name of ["favicon.svg", "color-scheme.js"]) app.get(`/${name}`, async (_request, reply) => reply.sendFile(name, folder, { maxAge: "1h", immutable: false }));
}

const machines = /^\/(?:api|oauth|auth|assets|hooks|webhooks|_archivist|\.well-known|metrics|healthz|readyz)(?:\/|$|\?)/;

/** Does a browser ask for a page, rather than a program for data? */
export const asksForPage = ({ method, url, headers }: Pick<FastifyRequest, "method" | "url" | "headers">): boolean => (method === "GET" || method === "HEAD") && !machines.test(url) && (headers.accept ?? "").includes("text/html");

/** The document in which the application starts; which page it shows, it reads from the address. */
export const sendDocument = async (reply: FastifyReply, { document }: Pages): Promise<FastifyReply> => reply.header("content-type", "text/html; charset=utf-8").header("cache-control", "no-cache").send(document);
