import type { Domain } from "../domain.ts";
import { linkMailer } from "./mail-link.ts";
import { accountPages } from "./pages.ts";
import { deleteExpired } from "./queries.ts";
import { accountHandlers } from "./routes.ts";
import { accountTfe } from "./tfe.ts";

export const accounts: Domain = {
  name: "accounts",
  routes: accountHandlers,
  tfe: accountTfe,
  plain: accountPages,
  jobs: (server) => [linkMailer(server)],
  loops: (server) => [{ name: "expired-sign-ins", everySeconds: 3600, round: async () => deleteExpired(server.db, server.clock.now()) }],
};
