import { notificationRoutes } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { createNotification, deleteNotification, getDeliveries, getDelivery, getNotification, listNotifications, redeliver, testNotification, updateNotification, type Saved } from "./service.ts";
import { shownDelivery, shownNotifications } from "./shown.ts";

/** Our interface to notifications. */
export const notificationHandlers = (server: Server): readonly Mounted[] => {
  const one = async ({ workspace, configuration }: Pick<Saved, "workspace" | "configuration">) => found((await shownNotifications(server, workspace, [configuration]))[0], "notification configuration", configuration.id);
  const saved = async (what: Saved) => ({ notification: await one(what), test: what.test ? shownDelivery(what.test) : null });
  return handlers(notificationRoutes, {
    list: async ({ actor, params }) => {
      const { configurations, workspace } = await listNotifications(server, actor, params.workspace);
      return { items: await shownNotifications(server, workspace, configurations) };
    },
    create: async ({ actor, params, body: { destination, ...settings } }) => saved(await createNotification(server, actor, (await getWorkspace(server, actor, params.workspace)).workspace, destination, settings)),
    show: async ({ actor, params }) => one(await getNotification(server, actor, params.id)),
    update: async ({ actor, params, body }) => saved(await updateNotification(server, actor, params.id, body)),
    remove: async ({ actor, params }) => deleteNotification(server, actor, params.id),
    test: async ({ actor, params }) => shownDelivery(await testNotification(server, actor, params.id)),
    deliveries: async ({ actor, params, query }) => {
      const { items, total } = await getDeliveries(server, actor, params.id, query);
      return { items: items.map(shownDelivery), total };
    },
    showDelivery: async ({ actor, params }) => {
      const { delivery, message } = await getDelivery(server, actor, params.id);
      return { ...shownDelivery(delivery), message };
    },
    redeliver: async ({ actor, params }) => shownDelivery(await redeliver(server, actor, params.id)),
  });
};
