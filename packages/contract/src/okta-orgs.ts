import { z } from "zod";
import { routes } from "./routes.ts";

/** How Lockstep signs in to an Okta org: with an API token, or as a service app with a private key. */
export const oktaAuthentication = z.enum(["api_token", "private_key"]);

const limit = z.object({
  bucket: z.string(),
  limit: z.number().int(),
  remaining: z.number().int(),
  resetsAt: z.string(),
  /** When this was so. */
  asOf: z.string(),
});

/** What was found when an org was last looked at. */
export const orgHealth = z.object({
  reachable: z.boolean(),
  problem: z.string().optional(),
  engine: z.enum(["identity", "classic"]).optional(),
  company: z.string().optional(),
  /** Who the credentials belong to. */
  principal: z.string().optional(),
  /** Roles of the admin whom the API token belongs to, where they may be read. */
  roles: z.array(z.string()).optional(),
  scopesPresent: z.array(z.string()).optional(),
  /** What the workspaces of the org need and the credentials have not. */
  scopesMissing: z.array(z.string()).optional(),
});

/** How the org's System Log is followed. */
export const orgWatch = z.object({
  status: z.enum(["following", "paused", "failing", "not followed"]),
  problem: z.string().nullable(),
  readAt: z.string().nullable(),
  lastEventAt: z.string().nullable(),
  /** The log is read more often than when it is quiet, until then. */
  alertUntil: z.string().nullable(),
  requestsLastHour: z.number().int(),
});

const workspaceName = z.object({ id: z.string(), name: z.string() });

export const oktaOrg = z.object({
  id: z.string(),
  name: z.string(),
  orgName: z.string(),
  baseUrl: z.string(),
  /** The address of the org. */
  url: z.string(),
  authentication: oktaAuthentication,
  clientId: z.string().nullable(),
  privateKeyId: z.string().nullable(),
  scopes: z.array(z.string()),
  health: orgHealth.nullable(),
  checkedAt: z.string().nullable(),
  watch: orgWatch,
  workspaces: z.array(workspaceName),
  openDrifts: z.number().int(),
  createdAt: z.string(),
});

const text = z.string().trim().min(1).max(200);

/** Credentials are only ever written. */
const credentials = {
  apiToken: z.string().min(1).max(4000).optional(),
  clientId: z.string().max(200).nullable().optional(),
  privateKey: z.string().min(1).max(20_000).optional(),
  privateKeyId: z.string().max(200).nullable().optional(),
  scopes: z.array(z.string().max(100)).max(200).optional(),
};

const newOrg = z.object({ name: text, orgName: text, baseUrl: z.string().trim().max(300).default("okta.com"), authentication: oktaAuthentication, ...credentials });
const orgChange = z.object({ name: text.optional(), orgName: text.optional(), baseUrl: text.optional(), authentication: oktaAuthentication.optional(), ...credentials });

/** Connections to Okta orgs. */
export const oktaOrgRoutes = routes({
  list: { method: "GET", path: "/api/v1/organizations/:organization/okta-orgs", answer: z.object({ items: z.array(oktaOrg) }), summary: "List the Okta orgs with their health and who uses them" },
  create: { method: "POST", path: "/api/v1/organizations/:organization/okta-orgs", body: newOrg, answer: oktaOrg, summary: "Connect an Okta org; it is checked before it is saved" },
  show: { method: "GET", path: "/api/v1/okta-orgs/:id", answer: oktaOrg, summary: "Show an Okta org" },
  update: { method: "PATCH", path: "/api/v1/okta-orgs/:id", body: orgChange, answer: oktaOrg, summary: "Change an Okta org or replace its credentials" },
  remove: { method: "DELETE", path: "/api/v1/okta-orgs/:id", summary: "Disconnect an Okta org that no workspace uses" },
  check: { method: "POST", path: "/api/v1/okta-orgs/:id/check", answer: oktaOrg, summary: "Look whether the org answers, who we are, and what is missing" },
  hook: { method: "GET", path: "/api/v1/okta-orgs/:id/hook", answer: z.object({ url: z.string() }), summary: "Show the address for an event hook of the org, which makes Lockstep read the log at once" },
  gauges: { method: "GET", path: "/api/v1/okta-orgs/:id/gauges", answer: z.object({ limits: z.array(limit) }), summary: "Show the org's rate limits as they are now" },
});

export type OktaOrg = z.output<typeof oktaOrg>;
export type OrgHealth = z.output<typeof orgHealth>;
export type OrgLimit = z.output<typeof limit>;
