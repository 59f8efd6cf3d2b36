import type { Domain } from "../domain.ts";
import { deliverer } from "./deliver.ts";
import { listeners, listensTo } from "./listen.ts";
import { deleteOldDeliveries, forgetDriftEvents } from "./queries.ts";
import { notificationHandlers } from "./routes.ts";
import type { Server } from "../server.ts";
import { notificationTfe } from "./tfe.ts";

const keptDays = 60;

async function clean({ db, clock }: Pick<Server, "db" | "clock">): Promise<void> {
  await deleteOldDeliveries(db, new Date(clock.now().getTime() - keptDays * 86_400_000));
  await forgetDriftEvents(db);
}


export const notifications: Domain = {
  name: "notifications",
  routes: notificationHandlers,
  tfe: notificationTfe,
  jobs: (server) => [...listeners(server), deliverer(server)],
  listens: listensTo,
  loops: (server) => [{ name: "notifications.clean", everySeconds: 3600, round: async () => clean(server) }],
};
