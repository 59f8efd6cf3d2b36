import { accessTokenRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { tokenView, type WantedToken } from "./access-token.ts";
import { createAccountToken, createOrganizationToken, createTeamToken, deleteOrganizationToken, deleteToken, getOrganizationToken, listAccountTokens, listTeamTokens, type MadeToken } from "./service.ts";

const wanted = ({ description, expiresAt }: { readonly description: string; readonly expiresAt?: string | null | undefined }): WantedToken => ({ description, ...(expiresAt && { expiresAt: new Date(expiresAt) }) });
const shown = ({ view, token }: MadeToken) => ({ ...tokenView(view), token });

/** Tokens of accounts, teams and organizations. */
export const accessTokenHandlers = (server: Server): readonly Mounted[] =>
  handlers(accessTokenRoutes, {
    listAccountTokens: async ({ actor }) => ({ items: (await listAccountTokens(server, actor)).map(tokenView) }),
    createAccountToken: async ({ actor, body }) => shown(await createAccountToken(server, actor, wanted(body))),
    deleteAccountToken: async ({ actor, params }) => deleteToken(server, actor, params.token, { accountId: actor.id ?? "" }),
    listTeamTokens: async ({ actor, params }) => ({ items: (await listTeamTokens(server, actor, params.team)).map(tokenView) }),
    createTeamToken: async ({ actor, params, body }) => shown(await createTeamToken(server, actor, params.team, wanted(body))),
    deleteTeamToken: async ({ actor, params }) => deleteToken(server, actor, params.token, { teamId: params.team }),
    readOrganizationToken: async ({ actor, params }) => {
      const token = await getOrganizationToken(server, actor, params.organization);
      return { token: token ? tokenView(token) : null };
    },
    createOrganizationToken: async ({ actor, params, body }) => shown(await createOrganizationToken(server, actor, params.organization, wanted(body))),
    deleteOrganizationToken: async ({ actor, params }) => deleteOrganizationToken(server, actor, params.organization),
  });
