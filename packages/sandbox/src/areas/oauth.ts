import { openRoute, type Area } from "../area.ts";
import { clientRoutes } from "./oauth/clients.ts";
import { metadataRoutes } from "./oauth/metadata.ts";
import { issueToken } from "./oauth/token.ts";

/** OAuth 2.0: tokens for service apps, metadata, clients. */
export const oauth: Area = {
  name: "oauth",
  routes: [openRoute("POST", "/oauth2/v1/token", issueToken), ...metadataRoutes, ...clientRoutes],
};
