import type { Actor } from "../actor.ts";
import { requireRight } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { getOrganization } from "../organizations/service.ts";
import { found, Problem } from "../problem.ts";
import { hashToken, isTokenShaped, newAccessToken } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import { getTeam, managedTeam } from "../teams/service.ts";
import { checkExpiry, type AccessToken, type WantedToken } from "./access-token.ts";
import { deleteTokenRow, insertToken, selectTeamTokens, selectToken, selectTokenOwner, selectTokensOf, touchToken, type Holder } from "./queries.ts";

/** Who an access token belongs to. */
export async function actorOfToken(server: Pick<Server, "db" | "clock">, token: string): Promise<Actor> {
  const owner = isTokenShaped(token) ? await selectTokenOwner(server.db, hashToken(token)) : undefined;
  const now = server.clock.now();
  if (!owner || (owner.expiresAt && owner.expiresAt <= now) || owner.disabledAt) throw new Problem("unauthorized");
  await touchToken(server.db, owner, now);
  if (owner.accountId !== null) return { kind: "account", id: owner.accountId, name: owner.username ?? "", siteAdmin: owner.isSiteAdmin ?? false };
  if (owner.teamId !== null) return { kind: "team", id: owner.teamId, name: owner.teamName ?? "", organizationId: owner.teamOrganizationId ?? "" };
  return { kind: "organization", id: owner.organizationId ?? "", name: owner.organizationName ?? "" };
}

/** A new token: what is shown of it, and itself, this once. */
export interface MadeToken {
  readonly view: AccessToken;
  readonly token: string;
}

type Needs = Pick<Server, "db" | "clock">;

/** The id of the account that acts: only a person has tokens of its own. */
const ownId = (actor: Actor): string => {
  if (actor.kind === "account") return actor.id;
  throw new Problem("forbidden", { action: "use tokens of an account", needed: "to be signed in as a person" });
};

/** The actor's own tokens. */
export const listAccountTokens = async (server: Needs, actor: Actor): Promise<readonly AccessToken[]> => selectTokensOf(server.db, { accountId: ownId(actor) });

/** Makes a token that acts as the account. */
export const createAccountToken = async (server: Needs, actor: Actor, wanted: WantedToken): Promise<MadeToken> => make(server, actor, { accountId: ownId(actor) }, null, wanted);

/** Makes a token that acts as somebody else's account: only Lockstep itself does so, for who has the machine. */
export const createTokenOf = async (server: Needs, actor: Extract<Actor, { kind: "system" }>, accountId: string, wanted: WantedToken): Promise<MadeToken> => make(server, actor, { accountId }, null, wanted);

/** The tokens of a team, for who manages it. */
export async function listTeamTokens(server: Needs, actor: Actor, teamId: string): Promise<readonly AccessToken[]> {
  const { team } = await getTeam(server, actor, teamId);
  await managedTeam(server, actor, team.id);
  return selectTokensOf(server.db, { teamId: team.id });
}

/** Makes a token that acts as a team. */
export async function createTeamToken(server: Needs, actor: Actor, teamId: string, wanted: WantedToken): Promise<MadeToken> {
  const { team, organization } = await managedTeam(server, actor, teamId);
  return make(server, actor, { teamId: team.id }, organization.id, wanted);
}

/** The tokens of all teams of an organization. */
export async function listTokensOfTeams(server: Needs, actor: Actor, organizationName: string): Promise<readonly AccessToken[]> {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "team.write");
  return selectTeamTokens(server.db, organization.id);
}

const withTokens = async (server: Needs, actor: Actor, organizationName: string): Promise<{ readonly id: string; readonly name: string }> => {
  const organization = await getOrganization(server, actor, organizationName);
  await requireRight(server, actor, organization, "organization.tokens");
  return organization;
};

/** The token of an organization, if there is one. */
export async function getOrganizationToken(server: Needs, actor: Actor, organizationName: string): Promise<AccessToken | undefined> {
  const { id } = await withTokens(server, actor, organizationName);
  return (await selectTokensOf(server.db, { organizationId: id }))[0];
}

/** Makes the token of an organization; the one before it ends. */
export async function createOrganizationToken(server: Needs, actor: Actor, organizationName: string, wanted: WantedToken): Promise<MadeToken> {
  const { id } = await withTokens(server, actor, organizationName);
  return make(server, actor, { organizationId: id }, id, wanted);
}

/** Deletes the token of an organization. */
export async function deleteOrganizationToken(server: Needs, actor: Actor, organizationName: string): Promise<void> {
  await remove(server, actor, found(await getOrganizationToken(server, actor, organizationName), "token of the organization", organizationName));
}

/** A token by its id, for whom it belongs to or who manages whom it belongs to. */
export async function getToken(server: Needs, actor: Actor, id: string): Promise<AccessToken> {
  const token = found(await selectToken(server.db, id), "token", id);
  const may = token.accountId !== null ? actor.kind === "account" && actor.id === token.accountId : await mayManage(server, actor, token);
  if (!may) throw new Problem("not-found", { kind: "token", name: id });
  return token;
}

async function mayManage(server: Needs, actor: Actor, { teamId, organizationId }: AccessToken): Promise<boolean> {
  const organization = organizationId === null ? undefined : await server.db.selectFrom("organizations").select(["id", "name"]).where("id", "=", organizationId).executeTakeFirst();
  const asked = organization ? requireRight(server, actor, organization, "organization.tokens") : managedTeam(server, actor, teamId ?? "");
  return asked.then(() => true, (problem: unknown) => (problem instanceof Problem ? false : Promise.reject(problem)));
}

/** Deletes a token; `holder` is whose it must be. */
export async function deleteToken(server: Needs, actor: Actor, id: string, holder?: Holder): Promise<void> {
  const token = await getToken(server, actor, id);
  const right = Object.entries(holder ?? {}).every(([column, value]) => Reflect.get(token, column) === value);
  await remove(server, actor, found(right ? token : undefined, "token", id));
}

async function make(server: Needs, actor: Actor, holder: Holder, organizationId: string | null, { description = "", expiresAt }: WantedToken): Promise<MadeToken> {
  checkExpiry(expiresAt, server.clock.now(), "/body/expiresAt");
  const { token, hash } = newAccessToken();
  return transaction(server.db, async (trx) => {
    if ("organizationId" in holder) for (const { id } of await selectTokensOf(trx, holder)) await deleteTokenRow(trx, id);
    const view = await insertToken(trx, holder, { description, hash, createdBy: actor.name, expiresAt: expiresAt ?? null });
    await audit(trx, actor, { organizationId, action: "token.create", subject: { kind: "token", id: view.id, name: description }, details: { for: kindOf(holder) } });
    return { view, token };
  });
}

async function remove(server: Needs, actor: Actor, token: AccessToken): Promise<void> {
  const organizationId = token.organizationId ?? (token.teamId === null ? null : (await getTeam(server, actor, token.teamId)).organization.id);
  await transaction(server.db, async (trx) => {
    await deleteTokenRow(trx, token.id);
    await audit(trx, actor, { organizationId, action: "token.delete", subject: { kind: "token", id: token.id, name: token.description } });
  });
}

const kindOf = (holder: Holder): string => ("accountId" in holder ? "account" : "teamId" in holder ? "team" : "organization");
