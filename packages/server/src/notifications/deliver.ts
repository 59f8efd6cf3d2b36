import { z } from "zod";
import { transaction, type Transaction } from "../db/connect.ts";
import { publish } from "../events/publish.ts";
import { newId } from "../ids.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { placesOf, type Where } from "./addresses.ts";
import { openDestination } from "./destination-settings.ts";
import type { NotificationEvent } from "./notification-event.ts";
import type { StoredDelivery } from "./notification.ts";
import type { NotificationTrigger } from "@lockstep/contract";
import { insertDelivery, selectConfiguration, selectDelivery, selectListening, updateDelivery } from "./queries.ts";
import { send, type Attempt } from "./send.ts";

/** The job that sends one message. */
export const deliverJob = "notifications.deliver";

/** Writes down a message for everyone who wants to be told, once for each event; it is sent when this commits. */
export async function tell(server: Pick<Server, "db" | "settings" | "jobs">, trx: Transaction, workspace: Workspace, trigger: NotificationTrigger, eventKey: string, eventOf: (where: Where) => NotificationEvent): Promise<void> {
  const listening = await selectListening(trx, workspace.id, trigger);
  if (listening.length === 0) return;
  const places = await placesOf({ db: trx, settings: server.settings }, workspace);
  for (const { id } of listening) {
    const deliveryId = newId("delivery");
    const event = eventOf(places.where(id, deliveryId));
    const isNew = await insertDelivery(trx, { id: deliveryId, notificationConfigurationId: id, eventKey, trigger, event: JSON.stringify(event), response: null, lastAttemptAt: null, deliveredAt: null });
    if (isNew) await server.jobs.enqueue(trx, deliverJob, { deliveryId });
  }
}

/** Sends messages until somebody takes them: for some hours, less and less often. */
export const deliverer = (server: Server): JobHandler =>
  jobHandler({
    name: deliverJob,
    retries: 12,
    retrySeconds: 5,
    longestRetrySeconds: 3600,
    limitSeconds: 120,
    lookSeconds: 2,
    concurrency: 4,
    data: z.object({ deliveryId: z.string(), again: z.boolean().default(false) }),
    handle: async ({ data, lastAttempt }, signal) => deliver(server, data, lastAttempt, signal),
  });

async function deliver(server: Server, { deliveryId, again }: { readonly deliveryId: string; readonly again: boolean }, lastAttempt: boolean, signal: AbortSignal): Promise<void> {
  const delivery = await selectDelivery(server.db, deliveryId);
  // It was sent by a try whose end nobody heard of, or its configuration was deleted.
  if (!delivery || delivery.status === "delivered") return;
  const configuration = await selectConfiguration(server.db, delivery.notificationConfigurationId);
  const workspace = configuration && (await selectWorkspace(server.db, configuration.workspaceId));
  if (!configuration || !workspace) return;
  // Somebody who asks for it by hand gets it all the same.
  const attempt = configuration.enabled || again ? await send(server, configuration.destination, delivery.event, await openDestination(server, workspace.organizationId, configuration), signal) : disabled(server);
  if (signal.aborted) return signal.throwIfAborted();
  const over = attempt.ok || !attempt.again || lastAttempt;
  await keep(server, workspace, delivery, attempt, over);
  if (!over) throw new NotDelivered();
}

/** Makes the queue try again; the reason is in the delivery's log. */
class NotDelivered extends Error {
  override readonly name = "NotDelivered";
}

const disabled = ({ clock }: Pick<Server, "clock">): Attempt => ({ ok: false, again: false, response: { code: null, headers: {}, body: "", problem: "The notification was disabled before this was sent.", sentAt: clock.now().toISOString() } });

async function keep(server: Server, workspace: Workspace, { id, attempts, notificationConfigurationId }: StoredDelivery, { ok, response }: Attempt, over: boolean): Promise<void> {
  const now = server.clock.now();
  await transaction(server.db, async (trx) => {
    await updateDelivery(trx, id, { attempts: attempts + 1, response: JSON.stringify(response), lastAttemptAt: now, ...(over && { status: ok ? "delivered" : "failed" }), ...(ok && { deliveredAt: now }) });
    if (over) await publish(server, trx, { kind: "notification.delivered", organizationId: workspace.organizationId, workspaceId: workspace.id, subjectId: id, data: { notificationId: notificationConfigurationId, delivered: ok } });
  });
}
