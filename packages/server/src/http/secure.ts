import type { FastifyInstance } from "fastify";
import type { Server } from "../server.ts";

/** What a page of ours may load: its own scripts and styles, nothing from elsewhere. Signing in sends the browser to Terraform's command line, which listens on this machine. */
const pagePolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self' http://localhost:*; frame-ancestors 'none'";
/** An answer that is no page loads nothing at all. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Headers with which browsers keep our answers from being misused. What a route has set by itself stays. */
export function secureAnswers(app: FastifyInstance, { settings }: Pick<Server, "settings">): void {
  const secure = settings.publicUrl.startsWith("https:");
  app.addHook("onSend", async (_request, reply) => {
    const isPage = String(reply.getHeader("content-type") ?? "").startsWith("text/html");
    const usual = {
      "content-security-policy": isPage ? pagePolicy : dataPolicy,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      ...(secure && { "strict-transport-security": "max-age=31536000" }),
      ...(!isPage && { "cache-control": "no-store" }),
    };
    for (const [name, value] of Object.entries(usual)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
}
