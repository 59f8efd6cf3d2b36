import { z } from "zod";
import { routes } from "./routes.ts";

/** An access token without its secret. */
export const accessToken = z.object({
  id: z.string(),
  description: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});

/** A token as it is shown once, when it is made. */
export const newAccessToken = accessToken.extend({ token: z.string() });

const wanted = z.object({
  description: z.string().trim().max(250).default(""),
  /** None: it does not end by itself. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});

const list = z.object({ items: z.array(accessToken) });

/** Tokens of accounts, teams and organizations. */
export const accessTokenRoutes = routes({
  listAccountTokens: { method: "GET", path: "/api/v1/account/tokens", summary: "The account's own tokens", answer: list },
  createAccountToken: { method: "POST", path: "/api/v1/account/tokens", summary: "Makes a token that acts as the account", body: wanted, answer: newAccessToken },
  deleteAccountToken: { method: "DELETE", path: "/api/v1/account/tokens/:token", summary: "Deletes one of the account's tokens" },
  listTeamTokens: { method: "GET", path: "/api/v1/teams/:team/tokens", summary: "The tokens of a team", answer: list },
  createTeamToken: { method: "POST", path: "/api/v1/teams/:team/tokens", summary: "Makes a token that acts as the team", body: wanted, answer: newAccessToken },
  deleteTeamToken: { method: "DELETE", path: "/api/v1/teams/:team/tokens/:token", summary: "Deletes one of the team's tokens" },
  readOrganizationToken: { method: "GET", path: "/api/v1/organizations/:organization/token", summary: "The organization's token, if there is one", answer: z.object({ token: accessToken.nullable() }) },
  createOrganizationToken: { method: "POST", path: "/api/v1/organizations/:organization/token", summary: "Makes the organization's token; the one before it ends", body: wanted, answer: newAccessToken },
  deleteOrganizationToken: { method: "DELETE", path: "/api/v1/organizations/:organization/token", summary: "Deletes the organization's token" },
});
