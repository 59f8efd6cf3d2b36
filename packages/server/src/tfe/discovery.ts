import type { FastifyInstance } from "fastify";
import { loginService } from "../access-tokens/terraform-login.ts";

/** What every answer tells a client of HCP Terraform's API about who it speaks with. */
const headers = { "tfp-api-version": "2.6", "tfp-appname": "HCP Terraform", "x-tfe-version": "v202502-1" } as const;

/** How Terraform finds the API, and what it asks first. */
export function discovery(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/v2/")) void reply.headers(headers);
  });
  app.get("/.well-known/terraform.json", async () => ({ "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/", "tfe.v2.2": "/api/v2/", "state.v2": "/api/v2/", "login.v1": loginService }));
  app.get("/api/v2/ping", async (_request, reply) => reply.status(204).send());
}
