import type { Actor } from "../actor.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import type { AccessToken, WantedToken } from "./access-token.ts";
import { createAccountToken, createOrganizationToken, createTeamToken, deleteOrganizationToken, deleteToken, getOrganizationToken, getToken, listAccountTokens, listTeamTokens, listTokensOfTeams } from "./service.ts";

/** HCP Terraform's authentication tokens: of users, teams and organizations. */
export const accessTokenTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/users/:id/authentication-tokens", handle: async (call) => list(call, await listAccountTokens(server, self(call))) },
  { method: "POST", path: "/users/:id/authentication-tokens", status: 201, handle: async (call) => created(await createAccountToken(server, self(call), wantedOf(call.body))) },
  { method: "GET", path: "/authentication-tokens/:id", handle: async ({ actor, params }) => document(resource(await getToken(server, actor, params["id"] ?? ""))) },
  { method: "DELETE", path: "/authentication-tokens/:id", handle: async ({ actor, params }) => deleteToken(server, actor, params["id"] ?? "") },
  { method: "GET", path: "/teams/:id/authentication-tokens", handle: async (call) => list(call, await listTeamTokens(server, call.actor, call.params["id"] ?? "")) },
  { method: "POST", path: "/teams/:id/authentication-tokens", status: 201, handle: async (call) => created(await createTeamToken(server, call.actor, call.params["id"] ?? "", wantedOf(call.body))) },
  { method: "GET", path: "/teams/:id/authentication-token", handle: async ({ actor, params }) => document(resource(await legacyTeamToken(server, actor, params["id"] ?? ""))) },
  { method: "POST", path: "/teams/:id/authentication-token", status: 201, handle: async (call) => renewLegacy(server, call) },
  {
    method: "DELETE",
    path: "/teams/:id/authentication-token",
    handle: async ({ actor, params }) => {
      await deleteToken(server, actor, (await legacyTeamToken(server, actor, params["id"] ?? "")).id);
    },
  },
  { method: "GET", path: "/organizations/:organization/team-tokens", handle: async (call) => list(call, await listTokensOfTeams(server, call.actor, call.params["organization"] ?? "")) },
  {
    method: "GET",
    path: "/organizations/:organization/authentication-token",
    handle: async ({ actor, params }) => document(resource(found(await getOrganizationToken(server, actor, params["organization"] ?? ""), "token of the organization", params["organization"] ?? ""))),
  },
  { method: "POST", path: "/organizations/:organization/authentication-token", status: 201, handle: async ({ actor, params, body }) => created(await createOrganizationToken(server, actor, params["organization"] ?? "", wantedOf(body))) },
  { method: "DELETE", path: "/organizations/:organization/authentication-token", handle: async ({ actor, params }) => deleteOrganizationToken(server, actor, params["organization"] ?? "") },
];

/** Nobody sees or makes somebody else's tokens, whatever it may do otherwise. */
function self({ actor, params }: TfeCall): Actor {
  const id = params["id"] ?? "";
  if (actor.kind !== "account" || actor.id !== id) throw new Problem("not-found", { kind: "user", name: id });
  return actor;
}

/** What teams had before they could have several: one token, without a description. */
const legacyDescription = "";

async function legacyTeamToken(server: Server, actor: Actor, teamId: string): Promise<AccessToken> {
  const tokens = await listTeamTokens(server, actor, teamId);
  return found(tokens.find(({ description }) => description === legacyDescription), "token of the team", teamId);
}

async function renewLegacy(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const teamId = params["id"] ?? "";
  const before = (await listTeamTokens(server, actor, teamId)).filter(({ description }) => description === legacyDescription);
  const made = await createTeamToken(server, actor, teamId, { ...wantedOf(body), description: legacyDescription });
  for (const { id } of before) await deleteToken(server, actor, id);
  return created(made);
}

function wantedOf(body: TfeBody): WantedToken {
  const text = body.string("expired-at");
  const expiresAt = text === undefined ? undefined : new Date(text);
  if (expiresAt && Number.isNaN(expiresAt.getTime())) throw new Problem("invalid", { detail: `"${text}" is not a time. Write one as 2027-01-31T12:00:00Z.` }, "/data/attributes/expired-at");
  return { description: (body.string("description") ?? "").slice(0, 250), expiresAt };
}

const list = ({ query }: TfeCall, tokens: readonly AccessToken[]): Document => {
  const { page, size } = query.paging;
  return listDocument(tokens.slice((page - 1) * size, page * size).map((token) => resource(token)), query.paging, tokens.length);
};

const created = ({ view, token }: { readonly view: AccessToken; readonly token: string }): Document => document(resource(view, token));

const resource = ({ id, description, createdAt, lastUsedAt, expiresAt, accountId, teamId }: AccessToken, token: string | null = null): Resource => ({
  id,
  type: "authentication-tokens",
  attributes: { description, token, "created-at": moment(createdAt), "last-used-at": moment(lastUsedAt), "expired-at": moment(expiresAt) },
  relationships: { "created-by": toOne("users", accountId), ...(teamId !== null && { team: toOne("teams", teamId) }) },
});
