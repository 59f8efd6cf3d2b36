import type { Server } from "../server.ts";
import type { DestinationSettings } from "./destinations/destination.ts";
import { sealContext, type Configuration } from "./notification.ts";
import { selectMembers } from "./queries.ts";

/** Where a configuration sends to at this moment: who has left the organization gets nothing. */
export async function openDestination({ db, vault, settings }: Pick<Server, "db" | "vault" | "settings">, organizationId: string, { id, urlSealed, tokenSealed, emailAddresses, accountIds }: Configuration): Promise<DestinationSettings> {
  const members = await selectMembers(db, organizationId, accountIds);
  return {
    url: urlSealed ? await vault.openText(urlSealed, sealContext(organizationId, id, "url_sealed")) : "",
    token: tokenSealed ? await vault.openText(tokenSealed, sealContext(organizationId, id, "token_sealed")) : "",
    emailAddresses: [...new Set([...emailAddresses, ...members.map(({ email }) => email)])],
    emailFrom: settings.mailFrom,
  };
}
