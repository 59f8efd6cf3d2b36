import type { Delivery, Notification } from "@lockstep/contract";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { maskedAddress, sealContext, type Configuration, type StoredDelivery } from "./notification.ts";
import { selectLastDeliveries, selectMembers } from "./queries.ts";
import { summarize } from "./summary.ts";

/** A delivery as it is shown. */
export function shownDelivery(delivery: StoredDelivery): Delivery {
  const { title, link } = summarize(delivery.event);
  return {
    id: delivery.id,
    notificationId: delivery.notificationConfigurationId,
    trigger: delivery.trigger,
    title,
    url: link.url,
    status: delivery.status,
    attempts: delivery.attempts,
    response: delivery.response,
    createdAt: delivery.createdAt.toISOString(),
    lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
  };
}

/** Configurations of one workspace as they are shown: without address and token. */
export async function shownNotifications({ db, vault }: Pick<Server, "db" | "vault">, { organizationId }: Pick<Workspace, "organizationId">, configurations: readonly Configuration[]): Promise<Notification[]> {
  const last = new Map((await selectLastDeliveries(db, configurations.map(({ id }) => id))).map((delivery) => [delivery.notificationConfigurationId, delivery]));
  const members = new Map((await selectMembers(db, organizationId, configurations.flatMap(({ accountIds }) => accountIds))).map(({ id, username }) => [id, { id, username }]));
  return Promise.all(
    configurations.map(async (configuration) => {
      const { id, urlSealed, tokenSealed, accountIds } = configuration;
      const delivery = last.get(id);
      return {
        id,
        workspaceId: configuration.workspaceId,
        name: configuration.name,
        destination: configuration.destination,
        enabled: configuration.enabled,
        address: urlSealed ? maskedAddress(await vault.openText(urlSealed, sealContext(organizationId, id, "url_sealed"))) : null,
        hasToken: tokenSealed !== null,
        triggers: configuration.triggers,
        emailAddresses: configuration.emailAddresses,
        accounts: accountIds.flatMap((account) => members.get(account) ?? []),
        createdAt: configuration.createdAt.toISOString(),
        updatedAt: configuration.updatedAt.toISOString(),
        lastDelivery: delivery ? shownDelivery(delivery) : null,
      };
    }),
  );
}
