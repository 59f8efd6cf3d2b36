import type { DeliveryResponse, NotificationDestination } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { requireAccess } from "../access/access.ts";
import { audit } from "../audit-log/record.ts";
import { transaction } from "../db/connect.ts";
import { newId } from "../ids.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { placesOf } from "./addresses.ts";
import { deliverJob } from "./deliver.ts";
import type { DestinationSettings } from "./destinations/destination.ts";
import type { VerificationEvent } from "./notification-event.ts";
import { checkCount, checkDestination, maskedAddress, sealContext, type Configuration, type NotificationSettings, type StoredDelivery } from "./notification.ts";
import { deleteConfiguration, insertConfiguration, insertDelivery, listDeliveries, selectConfiguration, selectConfigurations, selectDelivery, selectMembers, updateConfiguration, updateDelivery } from "./queries.ts";
import { renderFor, send } from "./send.ts";
import { openDestination } from "./destination-settings.ts";

type Needs = Pick<Server, "db" | "vault" | "settings" | "clock">;

/** A configuration that was saved; with the test that was sent for it. */
export interface Saved {
  readonly configuration: Configuration;
  readonly workspace: Workspace;
  readonly test: StoredDelivery | undefined;
}

/** A configuration with its workspace, for who may see it. */
export async function getNotification(server: Pick<Server, "db">, actor: Actor, id: string): Promise<{ readonly configuration: Configuration; readonly workspace: Workspace }> {
  const configuration = found(await selectConfiguration(server.db, id), "notification configuration", id);
  // Who may not see the workspace is not told that it is there.
  const { workspace } = await getWorkspace(server, actor, configuration.workspaceId).catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === "not-found" ? new Problem("not-found", { kind: "notification configuration", name: id }) : problem;
  });
  return { configuration, workspace };
}

/** All of a workspace. */
export async function listNotifications(server: Pick<Server, "db">, actor: Actor, workspaceId: string): Promise<{ readonly configurations: readonly Configuration[]; readonly workspace: Workspace }> {
  const { workspace } = await getWorkspace(server, actor, workspaceId);
  return { configurations: await selectConfigurations(server.db, workspace.id), workspace };
}

/** Adds one. Enabled, it is tested first; when the test fails it is kept, and stays disabled. */
export async function createNotification(server: Needs, actor: Actor, workspace: Workspace, destination: NotificationDestination, wanted: NotificationSettings & { readonly name: string }): Promise<Saved> {
  await requireAccess(server, actor, workspace, "notification.write");
  const id = newId("notification");
  const settings = await checked(server, workspace, destination, { url: wanted.url ?? "", token: wanted.token ?? "", emailAddresses: wanted.emailAddresses ?? [], accountIds: wanted.accountIds ?? [] });
  const test = wanted.enabled ? await verify(server, workspace, { id, destination }, settings) : undefined;
  return transaction(server.db, async (trx) => {
    await workspaceForUpdate(trx, workspace.id);
    checkCount((await selectConfigurations(trx, workspace.id)).length);
    const configuration = await insertConfiguration(trx, {
      id,
      workspaceId: workspace.id,
      name: wanted.name,
      destination,
      urlSealed: wanted.url ? await server.vault.seal(wanted.url, sealContext(workspace.organizationId, id, "url_sealed")) : null,
      tokenSealed: wanted.token ? await server.vault.seal(wanted.token, sealContext(workspace.organizationId, id, "token_sealed")) : null,
      enabled: test?.ok ?? false,
      triggers: [...(wanted.triggers ?? [])],
      emailAddresses: [...(wanted.emailAddresses ?? [])],
      accountIds: [...(wanted.accountIds ?? [])],
    });
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "notification.create", subject: { kind: "notification", id, name: wanted.name }, details: { workspace: workspace.name, destination, enabled: configuration.enabled } });
    return { configuration, workspace, test: test && (await keepTest(server, trx, id, test)) };
  });
}

/** Changes one; what is not named stays. The address that was shown (which is not whole) stands for the one that is kept. */
export async function updateNotification(server: Needs, actor: Actor, id: string, given: NotificationSettings): Promise<Saved> {
  const { configuration, workspace } = await getNotification(server, actor, id);
  await requireAccess(server, actor, workspace, "notification.write");
  const now = await openDestination(server, workspace.organizationId, configuration);
  const wanted = given.url !== undefined && given.url === maskedAddress(now.url) ? { ...given, url: undefined } : given;
  const settings = await checked(server, workspace, configuration.destination, {
    url: wanted.url ?? now.url,
    token: wanted.token === undefined ? now.token : (wanted.token ?? ""),
    emailAddresses: wanted.emailAddresses ?? configuration.emailAddresses,
    accountIds: wanted.accountIds ?? configuration.accountIds,
  });
  const elsewhere = wanted.url !== undefined || wanted.token !== undefined || wanted.emailAddresses !== undefined || wanted.accountIds !== undefined;
  const tests = wanted.enabled ?? (configuration.enabled && elsewhere);
  const test = tests ? await verify(server, workspace, configuration, settings) : undefined;
  return transaction(server.db, async (trx) => {
    const { organizationId } = workspace;
    const updated = await updateConfiguration(trx, id, {
      ...(wanted.name !== undefined && { name: wanted.name }),
      ...(wanted.url !== undefined && { urlSealed: wanted.url === "" ? null : await server.vault.seal(wanted.url, sealContext(organizationId, id, "url_sealed")) }),
      ...(wanted.token !== undefined && { tokenSealed: wanted.token ? await server.vault.seal(wanted.token, sealContext(organizationId, id, "token_sealed")) : null }),
      ...(wanted.triggers !== undefined && { triggers: [...wanted.triggers] }),
      ...(wanted.emailAddresses !== undefined && { emailAddresses: [...wanted.emailAddresses] }),
      ...(wanted.accountIds !== undefined && { accountIds: [...wanted.accountIds] }),
      ...(test ? { enabled: test.ok } : wanted.enabled === false && { enabled: false }),
      updatedAt: server.clock.now(),
    });
    const changed = Object.keys(wanted).filter((name) => wanted[name as keyof NotificationSettings] !== undefined);
    await audit(trx, actor, { organizationId, action: "notification.update", subject: { kind: "notification", id, name: configuration.name }, details: { workspace: workspace.name, changed } });
    return { configuration: found(updated, "notification configuration", id), workspace, test: test && (await keepTest(server, trx, id, test)) };
  });
}

/** Deletes one with its log. */
export async function deleteNotification(server: Pick<Server, "db">, actor: Actor, id: string): Promise<void> {
  const { configuration, workspace } = await getNotification(server, actor, id);
  await requireAccess(server, actor, workspace, "notification.write");
  await transaction(server.db, async (trx) => {
    await deleteConfiguration(trx, id);
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "notification.delete", subject: { kind: "notification", id, name: configuration.name }, details: { workspace: workspace.name } });
  });
}

/** Sends a test now; what became of it is kept in the log and changes nothing else. */
export async function testNotification(server: Needs, actor: Actor, id: string): Promise<StoredDelivery> {
  const { configuration, workspace } = await getNotification(server, actor, id);
  await requireAccess(server, actor, workspace, "notification.write");
  const settings = await openDestination(server, workspace.organizationId, configuration);
  const test = await verify(server, workspace, configuration, settings);
  return transaction(server.db, async (trx) => {
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "notification.test", subject: { kind: "notification", id, name: configuration.name }, details: { workspace: workspace.name, delivered: test.ok } });
    return keepTest(server, trx, id, test);
  });
}

/** What was sent to one place, the newest first. */
export async function getDeliveries(server: Pick<Server, "db">, actor: Actor, id: string, query: { readonly page: number; readonly size: number; readonly status?: StoredDelivery["status"] | undefined }): Promise<{ readonly items: readonly StoredDelivery[]; readonly total: number }> {
  const { configuration } = await getNotification(server, actor, id);
  return listDeliveries(server.db, configuration.id, query);
}

/** A delivery with the message as it is sent. */
export async function getDelivery(server: Pick<Server, "db" | "vault" | "settings">, actor: Actor, id: string): Promise<{ readonly delivery: StoredDelivery; readonly configuration: Configuration; readonly workspace: Workspace; readonly message: string }> {
  const delivery = found(await selectDelivery(server.db, id), "delivery", id);
  const { configuration, workspace } = await getNotification(server, actor, delivery.notificationConfigurationId);
  const rendered = renderFor(configuration.destination, delivery.event, await openDestination(server, workspace.organizationId, configuration));
  return { delivery, configuration, workspace, message: rendered.kind === "request" ? rendered.body : `Subject: ${rendered.subject}\n\n${rendered.text}` };
}

/** Sends a message again, under the id it had: who got it the first time can tell. */
export async function redeliver(server: Pick<Server, "db" | "vault" | "settings" | "jobs">, actor: Actor, id: string): Promise<StoredDelivery> {
  const { delivery, configuration, workspace } = await getDelivery(server, actor, id);
  await requireAccess(server, actor, workspace, "notification.write");
  return transaction(server.db, async (trx) => {
    const pending = found(await updateDelivery(trx, delivery.id, { status: "pending" }), "delivery", id);
    await server.jobs.enqueue(trx, deliverJob, { deliveryId: id, again: true });
    await audit(trx, actor, { organizationId: workspace.organizationId, action: "notification.redeliver", subject: { kind: "notification", id: configuration.id, name: configuration.name }, details: { workspace: workspace.name, delivery: id } });
    return pending;
  });
}

interface Test {
  readonly ok: boolean;
  readonly event: VerificationEvent;
  readonly response: DeliveryResponse;
}

async function verify(server: Needs, workspace: Workspace, { id, destination }: Pick<Configuration, "id" | "destination">, settings: DestinationSettings): Promise<Test> {
  const places = await placesOf(server, workspace);
  const event: VerificationEvent = { kind: "verification", ...places.where(id, newId("delivery")) };
  const { ok, response } = await send(server, destination, event, settings);
  return { ok, event, response };
}

async function keepTest({ clock }: Needs, trx: Parameters<typeof insertDelivery>[0], configurationId: string, { ok, event, response }: Test): Promise<StoredDelivery> {
  const now = clock.now();
  const id = event.deliveryId;
  await insertDelivery(trx, {
    id,
    notificationConfigurationId: configurationId,
    eventKey: `verification:${id}`,
    trigger: "verification",
    event: JSON.stringify(event),
    status: ok ? "delivered" : "failed",
    attempts: 1,
    response: JSON.stringify(response),
    lastAttemptAt: now,
    deliveredAt: ok ? now : null,
  });
  return found(await selectDelivery(trx, id), "delivery", id);
}

interface Target {
  readonly url: string;
  readonly token: string;
  readonly emailAddresses: readonly string[];
  readonly accountIds: readonly string[];
}

async function checked({ db, settings }: Needs, { organizationId }: Workspace, destination: NotificationDestination, { url, token, emailAddresses, accountIds }: Target): Promise<DestinationSettings> {
  const members = await selectMembers(db, organizationId, accountIds);
  const stranger = accountIds.find((id) => members.every((member) => member.id !== id));
  if (stranger !== undefined) throw new Problem("invalid", { detail: `The account "${stranger}" is not in this organization, or cannot sign in. Leave it out.` }, "/data/relationships/users");
  checkDestination(destination, { url, recipients: emailAddresses.length + members.length }, { allowHttp: settings.allowPrivateNetworks, mail: settings.smtpUrl !== undefined });
  return { url, token, emailAddresses: [...new Set([...emailAddresses, ...members.map(({ email }) => email)])], emailFrom: settings.mailFrom };
}
