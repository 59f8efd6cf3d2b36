import type { Actor } from "../actor.ts";
import { Problem } from "../problem.ts";
import { hashToken, isTokenShaped } from "../secrets/tokens.ts";
import type { Server } from "../server.ts";
import { selectTokenOwner, touchToken } from "./queries.ts";

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
